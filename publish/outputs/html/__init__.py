"""The web page: HTML5 of an article in one file, or a small site of a publication of many articles.

It takes screens of a publication as the EPUB does, and gives pages that need no server, no script and no network.
It may import ``layout`` and what is below it, and ``outputs/epub`` for the screens.
"""
