"""Articles in the pieces of other programs as Markdown of ours, in which every word is read as it was written.

It takes shaped articles, and gives their source. It may import ``importing``, ``reader`` and what is below them.
"""
