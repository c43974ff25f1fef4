"""Overlays of the rows of letters on a page: the grid that they stand on, their columns, and those that are not well.

All of it is measured on the finished page, whatever the layout meant to do.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from publish.base.records import dataclass
from publish.layout.lines.protrusion import shares_of
from publish.preflight.overlays.canvas import Asked, Canvas, PageFrame
from publish.preflight.report.page_views import LetterRow, read_rows

ON_GRID_MM = 0.1
"""How far a row may be from the grid."""

OVERFULL_MM = 0.3
"""How far a row may stand out of its column, beside what hangs there."""

LEAST_COLUMN_MM = 20.0
_LEAST_ROWS = 3
_STEP_MM = 0.02
_ADVANCE = 0.5  # ems that no hanging sign but a dash is wider than


@dataclass(frozen=True, slots=True)
class BaselineGrid:
    """Baselines at equal distances, in millimetres: from one to the next, and of the first below the trim's edge."""

    pitch: float
    first: float

    def distance(self, baseline: float) -> float:
        """Return how far a baseline is from the nearest of the grid."""
        off = (baseline - self.first) % self.pitch
        return min(off, self.pitch - off)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text, its sides in millimetres from the upper left corner of the trim."""

    left: float
    top: float
    right: float
    bottom: float


def draw_grid(content: bytes, number: int, sheet: PageFrame, _: Asked) -> bytes:
    """Draw the baseline grid, and what stands beside it of the text."""
    rows, canvas = read_rows(content, number), Canvas(sheet)
    if grid := find_grid(rows):
        for step in range(int((sheet.trim_height - grid.first) / grid.pitch) + 1):
            y = grid.first + step * grid.pitch
            canvas.line("grid", 0, y, sheet.trim_width, y)
        for row in rows:
            if grid.distance(row.baseline_mm) > ON_GRID_MM:
                canvas.line("off", row.x_mm, row.baseline_mm, row.x_mm + row.width_mm, row.baseline_mm)
    return canvas.write()


def draw_columns(content: bytes, number: int, sheet: PageFrame, _: Asked) -> bytes:
    """Draw the columns of the text, with the width of each."""
    canvas = Canvas(sheet)
    for column in find_columns(read_rows(content, number)):
        width = column.right - column.left
        canvas.box("column", column.left, column.top, width, column.bottom - column.top)
        canvas.label("way", column.left, column.top - 3.6, f"{width:.1f} mm")
    return canvas.write()


def draw_lines(content: bytes, number: int, sheet: PageFrame, asked: Asked) -> bytes:
    """Draw lines whose spaces are too wide, and what stands out of its column."""
    rows, canvas = read_rows(content, number), Canvas(sheet)
    columns, size = find_columns(rows), body_size(rows)
    for row in rows:
        upper, end = row.baseline_mm - 0.72 * row.size_mm, row.x_mm + row.width_mm
        if row.stretch >= asked.factor:
            canvas.box("loose", row.x_mm, upper, row.width_mm, 0.95 * row.size_mm)
            canvas.label("loose", row.x_mm - 6.2, upper, f"× {row.stretch:.1f}")
        around = next((one for one in columns if one.left - 1 <= row.x_mm < one.right), None)
        if around and abs(row.size_mm - size) < _STEP_MM and end > around.right + hangs_mm(row) + OVERFULL_MM:
            canvas.box("wrong", around.right, upper, end - around.right, 0.95 * row.size_mm)
            canvas.label("wrong", end + 0.4, upper, f"+ {end - around.right:.1f} mm")
    return canvas.write()


def hangs_mm(row: LetterRow) -> float:
    """Return how far the last letter of a row may hang over the edge of its column."""
    return shares_of(row.text.rstrip()[-1:] or " ")[1] * _ADVANCE * row.size_mm


def body_size(rows: Sequence[LetterRow]) -> float:
    """Return the size that most letters have, in millimetres; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size_mm, 2)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def find_grid(rows: Sequence[LetterRow]) -> BaselineGrid | None:
    """Return the grid of the baselines of the body; None where fewer than three rows are equally far apart."""
    size = body_size(rows)
    body = [row for row in rows if abs(row.size_mm - size) < _STEP_MM]
    steps = Counter(
        round((below.baseline_mm - above.baseline_mm) / _STEP_MM)
        for above, below in itertools.pairwise(body)
        if 0.5 * size < below.baseline_mm - above.baseline_mm < 3 * size and _overlap(above, below)
    )
    if not steps or (most := steps.most_common(1)[0])[1] < _LEAST_ROWS - 1:
        return None
    near = [
        below.baseline_mm - above.baseline_mm
        for above, below in itertools.pairwise(body)
        if abs((below.baseline_mm - above.baseline_mm) / _STEP_MM - most[0]) <= 1
    ]
    pitch = sum(near) / len(near)
    firsts = [row.baseline_mm % pitch for row in body]
    first = max(firsts, key=lambda one: sum(BaselineGrid(pitch, one).distance(other) <= ON_GRID_MM for other in firsts))
    return BaselineGrid(pitch, first)


def _overlap(above: LetterRow, below: LetterRow) -> bool:
    return above.x_mm < below.x_mm + below.width_mm and below.x_mm < above.x_mm + above.width_mm


def find_columns(rows: Sequence[LetterRow]) -> list[Column]:
    """Return the columns of the body from left to right: where several of its rows begin, and where most end."""
    size = body_size(rows)
    body = [row for row in rows if abs(row.size_mm - size) < _STEP_MM]
    edges = Counter(round(2 * row.x_mm) / 2 for row in body)
    lefts: list[float] = []
    for edge in sorted(edge for edge, count in edges.items() if count >= _LEAST_ROWS):
        if not lefts or edge > lefts[-1] + LEAST_COLUMN_MM:
            lefts.append(edge)
    columns = []
    for left, after in itertools.pairwise([*lefts, float("inf")]):
        own = [row for row in body if left - 1 <= row.x_mm < after - 1]
        ends = Counter(round(5 * (row.x_mm + row.width_mm)) / 5 for row in own if row.x_mm + row.width_mm < after)
        if not ends:
            continue
        end, count = ends.most_common(1)[0]
        right = end if count >= _LEAST_ROWS else max(ends)
        top = min(row.baseline_mm for row in own) - 0.72 * size
        columns.append(Column(left, top, right, max(row.baseline_mm for row in own) + 0.23 * size))
    return columns
