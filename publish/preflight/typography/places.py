"""Say where on a page lines stand."""

from __future__ import annotations

from collections.abc import Sequence

from publish.base.units import POINTS_PER_MM
from publish.preflight.findings import Place
from publish.preflight.typography.blocks import PrintedPage
from publish.preflight.typography.lines import PrintedLine

_ASCENT, _DESCENT = 0.8, 0.2  # of the size of the type


def place_of(
    lines: Sequence[PrintedLine], pages: Sequence[PrintedPage], across: tuple[float, float] | None = None
) -> Place:
    """Return the rectangle around lines of one page.

    Args:
        lines: The lines.
        pages: All pages of the file.
        across: Left and right edge in points from the trim; None for those of the lines.
    """
    page = pages[lines[0].page - 1]
    left, _, _, top = page.trim
    start, end = across or (min(line.left for line in lines) - left, max(line.right for line in lines) - left)
    high = max(line.baseline + _ASCENT * line.size for line in lines)
    low = min(line.baseline - _DESCENT * line.size for line in lines)
    sides = (start, top - high, end - start, high - low)
    x, y, width, height = (round(side / POINTS_PER_MM, 2) for side in sides)
    return Place(page.number, x, y, width, height)
