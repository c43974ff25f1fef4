"""The EPUB: package, navigation, styles, fonts, pictures, cover, accessibility.

It takes screens of a publication, and gives an EPUB 3.3.
It may import ``layout`` and what is below it, and ``outputs/pdf`` for the pages that the print has.
"""
