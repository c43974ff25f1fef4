"""PDF files of anybody, read without trust: objects, tokens, painting, fonts, colours.

It takes bytes, and gives what is on each page and where.
It may import ``base``.
"""
