"""Marks for the press outside of the bleed: crop marks, register marks, colour bars, and a slug line.

They are drawn in the colour of all plates, ``/Separation /All`` (ISO 32000-1, 8.6.6.4), but for the bars, which show
the inks one by one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from publish.base.units import POINTS_PER_MM
from publish.publication.project import Page

MARGIN_MM = 9.0
"""How much paper there is outside of the bleed for the marks."""

_GAP_MM, _LENGTH_MM, _RADIUS_MM = 0.5, 5.0, 2.0
_WIDTH_PT = 0.25
_SLUG_PT = 6.0
_PATCH_MM = 4.0
_PATCHES: tuple[tuple[float, float, float, float], ...] = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (1, 1, 0, 0),
    (1, 0, 1, 0),
    (0, 1, 1, 0),
    (0.5, 0, 0, 0),
    (0, 0.5, 0, 0),
    (0, 0, 0.5, 0),
    (0, 0, 0, 0.5),
    (0.5, 0.4, 0.4, 0),
)
"""Solids, their overprints, half tints, and a gray of three inks beside one of black (ISO 12647-2, gray balance)."""

ALL = "[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
"""The colour space of marks, which stand on every plate."""


def tint_of_marks(limit: float) -> float:
    """Return how much of each ink marks may take where a spot may have so much of all four, 3.0 for 300 per cent."""
    return min(1.0, math.floor(limit * 25) / 100)


def draw_marks(page: Page, tint: float, *, bars: bool = False) -> str:
    """Return the content that draws the marks around a page, its colour space called ``All``.

    Args:
        page: Trim and bleed of the page; the origin is the lower left corner of the trim.
        tint: How much of each ink they take, 1 for all of it (:func:`tint_of_marks`).
        bars: Whether colour bars stand above the page.
    """
    parts = [f"q /Ink00 gs /All CS {tint:g} SCN /All cs {tint:g} scn", f"{_WIDTH_PT} w"]
    parts += [*_crop_marks(page), *_register_marks(page)]
    if bars:
        parts += _colour_bars(page)
    return "\n".join([*parts, "Q"])


def draw_slug(page: Page, tint: float, text: str) -> str:
    """Return the content that writes a line below the page, left of its register mark, on every plate."""
    from publish.outputs.press.slug import draw_line  # which loads what reads fonts

    x, y = 2 * POINTS_PER_MM, -(page.bleed_mm + _GAP_MM + _LENGTH_MM / 2) * POINTS_PER_MM
    return f"q /Ink00 gs /All cs {tint:g} scn {draw_line(text, _SLUG_PT, x, y)} Q"


def _crop_marks(page: Page) -> Iterator[str]:
    """Yield two strokes at each corner of the trim."""
    width, height = page.trim_mm
    start = page.bleed_mm + _GAP_MM
    for x, way in ((0.0, -1), (width, 1)):
        for y, up in ((0.0, -1), (height, 1)):
            yield _line(x + way * start, y, x + way * (start + _LENGTH_MM), y)
            yield _line(x, y + up * start, x, y + up * (start + _LENGTH_MM))


def _register_marks(page: Page) -> Iterator[str]:
    """Yield a circle with a cross in the middle of each side."""
    width, height = page.trim_mm
    away = page.bleed_mm + _GAP_MM + _LENGTH_MM / 2
    for x, y in ((width / 2, -away), (width / 2, height + away), (-away, height / 2), (width + away, height / 2)):
        reach = _LENGTH_MM / 2
        yield _line(x - reach, y, x + reach, y)
        yield _line(x, y - reach, x, y + reach)
        yield _circle(x, y, _RADIUS_MM * 0.75)


def _colour_bars(page: Page) -> Iterator[str]:
    """Yield patches of the inks along the head of the page, to the right of its register mark."""
    width, height = page.trim_mm
    x, y = width / 2 + 2 * _LENGTH_MM, height + page.bleed_mm + _GAP_MM
    for number, ink in enumerate(_PATCHES):
        left = x + number * _PATCH_MM
        if left + _PATCH_MM > width:
            return
        colour = " ".join(f"{part:g}" for part in ink)
        yield f"{colour} k {_points(left, y, _PATCH_MM, _PATCH_MM)} re f"


def _line(x: float, y: float, x_end: float, y_end: float) -> str:
    return f"{_points(x, y)} m {_points(x_end, y_end)} l S"


def _circle(x: float, y: float, radius: float) -> str:
    bend = radius * 0.5523  # of a cubic curve that is nearly a quarter of a circle
    quarters = (
        (x + radius, y + bend, x + bend, y + radius, x, y + radius),
        (x - bend, y + radius, x - radius, y + bend, x - radius, y),
        (x - radius, y - bend, x - bend, y - radius, x, y - radius),
        (x + bend, y - radius, x + radius, y - bend, x + radius, y),
    )
    return f"{_points(x + radius, y)} m " + " ".join(f"{_points(*quarter)} c" for quarter in quarters) + " S"


def _points(*values_mm: float) -> str:
    return " ".join(f"{value * POINTS_PER_MM:.3f}".rstrip("0").rstrip(".") for value in values_mm)
