"""How code is set, on paper and on the screen, whatever a project's styles say."""

from __future__ import annotations

import re
from collections.abc import Mapping

LETTER_BY_LETTER = (
    "font-variant-ligatures: none !important; "
    'font-feature-settings: "liga" 0, "clig" 0, "dlig" 0, "hlig" 0, "calt" 0 !important'
)
"""Declarations by which each character of code is a glyph of its own; fonts for code join ``!=`` and ``->`` into one.

Who reads must see what was written, and who copies get it: such a font has one empty glyph for the first character of
every pair, which can stand for one character only.
"""

LINES = "pre > code, pre .line { display: block }"
"""A line of code is a block: without that the lines would run together, or be divided without a mark."""

COLOURS: Mapping[str, str] = {
    "keyword": "#6f2296",
    "comment": "#57606b",
    "string": "#1f6130",
    "literal": "#8d3c06",
    "name": "#0b4f8f",
}
"""What is told apart in code, and the colours that it has in the screen twin, where ``print.css`` names them.

In the press twin each of them is black. Small letters made of four inks, or of the dots of a tint, are ragged; weight
and slant, which both twins have, tell enough.
"""

EPUB_COLOURS: Mapping[str, str] = {
    "keyword": "#a750c5",
    "comment": "#6e7681",
    "string": "#36844a",
    "literal": "#b65d1e",
    "name": "#3078c1",
}
"""What has which colour in the EPUB, whose page may be white or black, as its reader chose."""

_SWITCH = re.compile(r"(?<![\w-])--?(?=\w)")


def hold_switches(text: str) -> str:
    """Return code of a line with U+2060 behind the hyphens that begin an option, where the line must not end.

    Engine and browsers take ``--force`` for a word behind two hyphens, and divide it there.
    """
    return _SWITCH.sub("\\g<0>\N{WORD JOINER}", text)
