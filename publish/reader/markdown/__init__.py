"""Markdown, as this house reads it: blocks, inlines, containers, tables, footnotes, attributes.

It takes the text of an article, and gives nodes of the model with their places, and what is wrong with them.
It may import ``publication/model`` and ``base``.
"""
