"""Read the outlines of embedded fonts, to know what a glyph really covers."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

from publish.preflight.pdf.reading import FAILURES, items_of, lookup, number, stream_bytes, text_of

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # a font that is odd is none of our faults

Bounds = tuple[float, float, float, float]
LETTER = (0.0, -0.22, 1.0, 0.75)
"""What a letter covers when its outline cannot be read: its width, from descender to ascender."""


class Outlines:
    """The glyphs of one font program, each measured once."""

    def __init__(self, measure: Callable[[int], Bounds | None] | None) -> None:
        """Keep what measures a glyph in ems; None if the program cannot be read."""
        self._measure = measure
        self._known: dict[int, Bounds | None] = {}

    def bounds(self, glyph: int, width: float) -> Bounds | None:
        """Return what a glyph covers in ems; None if it draws nothing."""
        if glyph not in self._known:
            self._known[glyph] = self._look(glyph, width)
        return self._known[glyph]

    def _look(self, glyph: int, width: float) -> Bounds | None:
        try:
            if self._measure:
                return self._measure(glyph)
        except FAILURES:
            pass
        return (0.0, LETTER[1], width, LETTER[3])


def read_outlines(descriptor: Any, font: Any, composite: bool) -> Outlines:
    """Return the outlines of a font; those of a Type 1 program are estimated."""
    try:
        program = lookup(descriptor, "/FontFile2")
        if program is not None:
            return Outlines(_sfnt(stream_bytes(program), None if composite else _names(font)))
        program = lookup(descriptor, "/FontFile3")
        if program is not None:
            data = stream_bytes(program)
            if data[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
                return Outlines(_sfnt(data, None if composite else _names(font)))
            return Outlines(_bare(data, None if composite else _names(font)))
    except FAILURES:
        pass
    return Outlines(None)


def _sfnt(data: bytes, names: dict[int, str] | None) -> Callable[[int], Bounds | None]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no types

    font = TTFont(io.BytesIO(data), lazy=True, checkChecksums=0)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    units = float(font["head"].unitsPerEm) or 1000.0
    by_code: dict[int, str] = {}
    if names is not None and "cmap" in font:
        for table in font["cmap"].tables:
            by_code.update({code & 0xFF: name for code, name in table.cmap.items() if code & 0xFF == code & 0xF0FF})

    def measure(code: int) -> Bounds | None:
        if names is None:
            return _draw(glyphs, order[code], units)
        return _draw(glyphs, names[code] if names.get(code) in glyphs else by_code[code], units)

    return measure


def _bare(data: bytes, names: dict[int, str] | None) -> Callable[[int], Bounds | None]:
    from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped]  # it has no types

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    glyphs, order = top.CharStrings, top.charset
    matrix = getattr(top, "FontMatrix", None) or [0.001]
    units = 1 / (matrix[0] or 0.001)
    by_cid = hasattr(top, "ROS")
    encoding = top.Encoding if names is not None and isinstance(getattr(top, "Encoding", None), list) else None

    def measure(code: int) -> Bounds | None:
        if names is None:
            return _draw(glyphs, f"cid{code:05d}" if by_cid else order[code], units)
        return _draw(glyphs, names.get(code) or (encoding[code] if encoding else ""), units)

    return measure


def _draw(glyphs: Any, name: str, units: float) -> Bounds | None:
    from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # it has no types

    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    if pen.bounds is None:
        return None
    x0, y0, x1, y1 = pen.bounds
    return x0 / units, y0 / units, x1 / units, y1 / units


def _names(font: Any) -> dict[int, str]:
    """Return the glyph names that a simple font gives to its codes."""
    from fontTools.agl import UV2AGL  # type: ignore[import-untyped]  # it has no types

    encoding = lookup(font, "/Encoding")
    base = text_of(encoding) or text_of(lookup(encoding, "/BaseEncoding"))
    codec = "mac-roman" if base == "/MacRomanEncoding" else "cp1252"
    names = {}
    for code in range(32, 256):
        letter = bytes([code]).decode(codec, "ignore")
        if letter and ord(letter) in UV2AGL:
            names[code] = str(UV2AGL[ord(letter)])
    code = 0
    for item in items_of(lookup(encoding, "/Differences")):
        name = text_of(item)
        if name.startswith("/"):
            names[code] = name[1:]
            code += 1
        else:
            code = int(number(item))
    return names
