"""An article that stands alone: its printed pages and its EPUB.

It takes an article and its project, and gives bytes.
It may import what is below ``kinds``.
"""
