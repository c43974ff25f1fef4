"""Copyfitting: an article is set a little tighter or wider, so that its last page is well filled.

It takes XHTML with styles and limits, and gives the setting that is chosen as CSS, and how its pages are filled.
It may import ``layout``.
"""
