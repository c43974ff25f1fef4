"""Draw an ISBN as an EAN-13 barcode: where each bar and each digit stands; the only door to python-barcode."""

from __future__ import annotations

import itertools

from publish.base.records import dataclass
from publish.kinds.book.book_data import hyphenate_isbn

MODULE_MM = 0.33
"""The X-dimension at 100 %, the width of the thinnest bar."""

LEFT_QUIET, RIGHT_QUIET = 11, 7  # modules
BAR_MM, GUARD_MM = 22.85, 24.5
"""Heights of a bar and of a guard bar, which is five modules longer."""

HEIGHT_MM = 26.3
_DIGIT = 7  # modules
_MODULES = 95


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in millimetres from the upper left of the symbol with its quiet zones."""

    left_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Digit:
    """A figure below the bars, in the middle of its place, in millimetres."""

    text: str
    left_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """A symbol of :attr:`width_mm` × :attr:`height_mm` with its quiet zones.

    Attributes:
        digits: The thirteen figures, and the light margin indicator that keeps the right quiet zone free.
        isbn: The line above: ISBN and the number with hyphens.
    """

    width_mm: float
    height_mm: float
    bars: tuple[Bar, ...]
    digits: tuple[Digit, ...]
    isbn: str


def draw_barcode(isbn: str) -> Barcode:
    """Return the symbol of an ISBN at 100 %.

    Args:
        isbn: Thirteen digits.

    Source: GS1 General Specifications, 5.2 (EAN-13: quiet zones, bar heights, human readable interpretation);
        ISO/IEC 15420.
    """
    from barcode.ean import EuropeanArticleNumber13  # type: ignore[import-untyped]  # it has no types

    (modules,) = EuropeanArticleNumber13(isbn[:12], guardbar=True).build()
    bars, start = [], LEFT_QUIET
    for kind, run in itertools.groupby(modules):
        width = len(list(run))
        if kind != "0":
            height = GUARD_MM if kind == "G" else BAR_MM
            bars.append(Bar(_millimetres(start), _millimetres(width), height))
        start += width
    places = [
        LEFT_QUIET - _DIGIT - 2,
        *(LEFT_QUIET + 3 + _DIGIT * number for number in range(6)),
        *(LEFT_QUIET + 50 + _DIGIT * number for number in range(6)),
        LEFT_QUIET + _MODULES,
    ]
    digits = [
        Digit(text, _millimetres(place), _millimetres(_DIGIT)) for text, place in zip(isbn + ">", places, strict=True)
    ]
    width_mm = _millimetres(LEFT_QUIET + _MODULES + RIGHT_QUIET)
    return Barcode(width_mm, HEIGHT_MM, tuple(bars), tuple(digits), f"ISBN {hyphenate_isbn(isbn)}")


def _millimetres(modules: int) -> float:
    return round(modules * MODULE_MM, 3)
