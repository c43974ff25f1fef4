"""Small fonts, drawn by the tests: each letter is a square."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]


def draw_font(path: Path, letters: str, family: str = "Squares", *, weight: int = 400, embedding: int = 0) -> Path:
    """Write a font with some letters: TrueType, CFF by the suffix ``.otf``, or a collection by ``.ttc``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_cff = path.suffix == ".otf"
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=not is_cff)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"uni{ord(letter):04X}" for letter in letters})
    glyphs = {}
    for name in names:
        pen = T2CharStringPen(800, {}) if is_cff else TTGlyphPen({})
        pen.moveTo((100, 0))
        for corner in ((100, 700), (700, 700), (700, 0)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[name] = pen.getCharString() if is_cff else pen.glyph()
    if is_cff:
        builder.setupCFF(family.replace(" ", ""), {}, glyphs, {})
    else:
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (800, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWeightClass=weight, fsType=embedding)
    builder.setupPost()
    if path.suffix == ".ttc":
        collection = TTCollection()
        collection.fonts = [builder.font]
        collection.save(path)
    else:
        builder.save(path)
    return path
