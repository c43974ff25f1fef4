"""How code is set, on paper and on the screen, whatever a project's styles say."""

from __future__ import annotations

LETTER_BY_LETTER = (
    "font-variant-ligatures: none !important; "
    'font-feature-settings: "liga" 0, "clig" 0, "dlig" 0, "hlig" 0, "calt" 0 !important'
)
"""Declarations by which each character of code is a glyph of its own; fonts for code join ``!=`` and ``->`` into one.

Who reads must see what was written, and who copies get it: such a font has one empty glyph for the first character of
every pair, which can stand for one character only.
"""
