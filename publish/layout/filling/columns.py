"""Measure columns as they were laid out: where each ends, and how far it may be spread; lengths in CSS pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from publish.base.records import dataclass
from publish.layout.filling.places import StretchPlace, find_places, real_box

SLACK = 0.5
"""CSS pixels that do not show."""


@dataclass(frozen=True, slots=True)
class MeasuredColumn:
    """A column as it was laid out.

    Attributes:
        box: The box of the column.
        end: Where the last that is seen in it ends, from the head of the page.
        places: Where the column may be spread.
        reach: By how much at most.
    """

    box: Any
    end: float
    places: tuple[StretchPlace, ...]
    reach: float


def measure_columns(group: Sequence[Any], line: float) -> list[MeasuredColumn]:
    """Return columns that stand side by side and in which something is seen, with lines so far apart."""
    columns = []
    for box in group:
        end = end_of(box)
        if end > -math.inf:
            places = tuple(find_places(box))
            columns.append(MeasuredColumn(box, end, places, sum(place.lines for place in places) * line))
    return columns


def common_end(columns: Sequence[MeasuredColumn], foot: float, line: float) -> float:
    """Return the line at which columns can end together, or the end of the longest if there is none.

    Args:
        columns: The columns, which stand side by side.
        foot: Where the page ends; 0 if they are to end where the longest of them does.
        line: Distance of the lines.
    """
    lowest, head = max(column.end for column in columns), columns[0].box.position_y
    if not foot:
        return lowest
    reached = min(column.end + column.reach for column in columns)
    return max(lowest, float(head + math.floor((min(foot, reached) - head + SLACK) / line) * line))


def measure_raggedness(columns: Sequence[MeasuredColumn]) -> float:
    """Return how much higher than the longest a column ends at least when all are spread as far as they may be."""
    lowest = max((column.end for column in columns), default=0.0)
    return max((lowest - column.end - column.reach for column in columns), default=0.0)


def end_of(box: Any) -> float:
    """Return where the lowest line, picture, rule or tint in a box ends, in CSS pixels from the head of its page."""
    box = real_box(box)
    if not hasattr(box, "position_y"):  # placed absolutely, which comes after the columns
        return -math.inf
    if type(box).__name__ == "LineBox" or box.element_tag == "img":
        return float(box.position_y + box.height)
    lowest = max((end_of(child) for child in getattr(box, "children", ())), default=-math.inf)
    if getattr(box, "border_bottom_width", 0) or _is_tinted(box):
        lowest = max(lowest, float(box.border_box_y() + box.border_height()))
    return lowest


def _is_tinted(box: Any) -> bool:
    return bool(box.style["background_color"].alpha) if box.style["background_color"] != "currentcolor" else True


def column_groups(box: Any) -> Iterator[list[Any]]:
    """Yield the columns of a box that stand side by side."""
    group: list[Any] = []
    for child in box.children:
        if not child.is_column or (group and child.position_y != group[0].position_y):
            if group:
                yield group
            group = []
        if child.is_column:
            group.append(child)
    if group:
        yield group


def line_of(style: Any) -> float:
    """Return the distance of the lines of a style."""
    height, size = style["line_height"], float(style["font_size"])
    if height == "normal":
        return 1.2 * size
    return float(height.value if height.unit == "px" else height.value * size)
