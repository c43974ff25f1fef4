"""Markup: elements of XHTML as text, and the tables of an article.

It takes nodes of the model with what renders their words, and gives XHTML.
It may import ``publication/model`` and ``base``.
"""
