"""The PDF: fragments laid out apart, cut into pages, put together with folios, fonts, outline and tags.

It takes orders for pages, and gives leaves and the screen twin, PDF/UA-1 and PDF/A-3a at once.
It may import ``layout`` and what is below it.
"""
