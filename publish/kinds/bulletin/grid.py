"""The grid of a bulletin: how many lines and columns its page has, and what that is as CSS."""

from __future__ import annotations

import math

from publish.base.records import dataclass
from publish.base.units import MM_PER_INCH, POINTS_PER_INCH, POINTS_PER_MM
from publish.kinds.bulletin.settings import bulletin_of
from publish.publication.project import Project

LINE_MM = 13 * MM_PER_INCH / POINTS_PER_INCH
"""Distance of two lines of text: 13 pt, ``--line`` of ``bulletin/print.css``."""

LINE_PT = LINE_MM * POINTS_PER_MM
"""Distance of two lines of text, in points."""

GAP_MM = 5.0
THREE_FROM_MM = 180.0
"""From this trim width on, a page takes three columns of at least 48 mm unless the project asks for two."""

_LEAST_HEAD_MM, _LEAST_FOOT_MM, _LEAST_SIDE_MM = 17.0, 16.0, 12.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The type area of a page, all lengths in millimetres.

    Attributes:
        columns: 2 or 3.
        side, head, foot: Margins; recto and verso have the same.
        lines: Lines of text in a column.
        column: Width of a column.
    """

    columns: int
    side: float
    head: float
    foot: float
    lines: int
    column: float

    def measure(self, columns: int) -> float:
        """Return the width of so many columns with the gaps between them."""
        return columns * self.column + (columns - 1) * GAP_MM

    @property
    def foot_pt(self) -> float:
        """Height of the last line over the foot of the trim, in points."""
        return self.foot * POINTS_PER_MM

    @property
    def css(self) -> str:
        """The grid as a stylesheet."""
        return (
            f"@page {{ margin: {self.head:.4f}mm {self.side:.4f}mm {self.foot - _PLAY_MM:.4f}mm }}\n"
            f":root {{ --columns: {self.columns}; --gap: {GAP_MM:g}mm; --column: {self.column:.4f}mm;"
            f" --pair: {self.measure(2):.4f}mm }}\n"
        )


_PLAY_MM = 0.05  # a last line that fits exactly must not fall over by a rounding


def lay_grid(project: Project) -> Grid:
    """Return the grid of a bulletin: margins of a twelfth of its width, and whole lines between head and foot."""
    width, height = project.page.trim_mm
    columns = bulletin_of(project).columns or (3 if width >= THREE_FROM_MM else 2)
    side = max(_LEAST_SIDE_MM, round(width / 12.5, 1))
    head = max(_LEAST_HEAD_MM, round(height / 15.5, 1))
    lines = math.floor((height - head - max(_LEAST_FOOT_MM, height / 16.5)) / LINE_MM)
    column = (width - 2 * side - (columns - 1) * GAP_MM) / columns
    return Grid(columns, side, head, height - head - lines * LINE_MM, lines, column)
