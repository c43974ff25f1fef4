"""A book: its settings, its checks, its printed pages, its cover and its EPUB.

It takes a publication of chapters in parts, and gives leaves to be printed, screens for the EPUB, and a cover.
It may import what is below ``kinds``.
"""
