"""The slug: a line of small type outside of the page that says which file, page and day it is.

It is drawn as outlines, so that no reader of the file takes it for words of the page.
"""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from publish.publication.assets.folders import bundled

_FACE = Path("source-sans-3", "SourceSans3_400Regular.ttf")


class _Outlines(BasePen):  # type: ignore[misc]  # it has no types
    """Writes outlines as operators of a content stream (ISO 32000-1, 8.5.2)."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._write("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._write("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._write("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self.parts.append("h")

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{value:.2f}" for point in points for value in point)
        self.parts.append(f"{numbers} {operator}")


def draw_line(text: str, size: float, x: float, y: float) -> str:
    """Return a line of text as filled outlines.

    Args:
        text: The text; what the face does not have is left out.
        size: Size of the type, in points.
        x: Where its baseline begins, in points.
        y: How high it stands, in points.
    """
    font = _font()
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm
    pen = _Outlines(glyphs)
    for letter in text:
        if name := names.get(ord(letter)):
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, scale, x, y)))
            x += glyphs[name].width * scale
    return " ".join([*pen.parts, "f"])


@functools.cache
def _font() -> TTFont:
    return TTFont(io.BytesIO((bundled("fonts") / _FACE).read_bytes()), lazy=True)
