"""Lines of justified paragraphs as planned: where they end, how wide they are, and what hangs over their edges.

It takes the shaped pieces of a paragraph and gives what the engine is told of each line.
It may import ``publication`` and, of ``layout``, the shaped runs and the line breaks of ``engine``.
"""
