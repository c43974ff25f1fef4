"""Tags: the structure tree of a document, after the elements of its source, and the text that glyphs stand for.

It takes the pages of the engine, and gives marked content and the tree that is written with them.
It may import ``publication`` and ``base``.
"""
