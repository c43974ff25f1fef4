"""Nodes of an article to XHTML and on to pages: renderers, notes, headlines, contents, fitting.

It takes typeset articles with layouts and styles, and gives XHTML, and pages through ``layout/engine``.
It may import ``editing``, ``publication``, ``vietnamese`` and ``base``.
"""
