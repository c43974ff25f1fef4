"""A bulletin: its settings, its checks, its printed pages, which are filled to their feet, and its EPUB.

It takes a publication of articles, and gives leaves to be printed and screens for the EPUB.
It may import what is below ``kinds``.
"""
