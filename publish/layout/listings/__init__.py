"""Listings: blocks of code, what is told apart in them, and what stands beside their lines.

It takes code of the model, gives XHTML for paper and for the screen, and draws on the pages of the engine.
It may import ``layout.engine.glyphs``, which shapes text, ``layout.tags``, and what stands below ``layout``.
"""
