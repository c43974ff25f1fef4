"""Spread the columns of laid-out pages so that they end on one line.

The engine fills a column until what comes next has no room, and where that is a picture, a box or a crosshead with its
two lines, the column ends high. Its lines are then moved down by whole lines, to stay on the grid, above blocks and
below pictures where the style allows it (:mod:`publish.layout.filling.places`); what follows something that is no
multiple of a line high is brought back to the grid first. Nothing moves to another column, so nothing can get lost.
What stands here runs in a worker.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

from publish.layout.engine import load
from publish.layout.filling.columns import SLACK, MeasuredColumn, column_groups, common_end, line_of, measure_columns
from publish.layout.filling.pages import columned_boxes, foot_of
from publish.layout.filling.places import StretchPlace, real_box

RUNNING = ("p", "ul", "ol", "h2", "h3", "h4", "h5", "h6")
"""Blocks whose lines stand on the grid."""

NEAR, RAGGED = 0.25, 0.5
"""Columns that end so many lines apart end on one line; and from which they are ragged."""


def spread_columns(document: Any) -> None:
    """Move down what stands in the columns of a document that end higher than they might.

    Columns whose text goes on are spread to the foot of the page, or as far towards it as all of them can be; others to
    the end of the longest.
    """
    lasts = {id(box.element): number for number, box in columned_boxes(document)}
    changed: dict[int, list[Any]] = {}
    for number, box in columned_boxes(document):
        page = document.pages[number]._page_box
        line = line_of(next(child for child in page.children if child.element_tag == "html").style)
        groups = list(column_groups(box))
        for group in groups:
            goes_on = group is groups[-1] and lasts[id(box.element)] > number
            foot = foot_of(page) if goes_on else 0.0
            changed.setdefault(number, []).extend(_spread_group(group, foot, line))
    for number, boxes in changed.items():
        if boxes:
            _renew(document, number, boxes)


def _spread_group(group: Sequence[Any], foot: float, line: float) -> list[Any]:
    """Spread columns that stand side by side; return those that have changed."""
    columns = measure_columns(group, line)
    if not columns or (len(columns) < 2 and not foot):
        return []
    target = common_end(columns, foot, line)
    return [column.box for column in columns if _spread(column, target, line, partly=bool(foot))]


def _spread(column: MeasuredColumn, target: float, line: float, *, partly: bool) -> bool:
    """Spread a column to an end, and tell whether it was; one that cannot reach it only if it may be partly."""
    missing = target - column.end
    if missing <= SLACK or (column.reach < missing - NEAR * line and not partly):
        return False
    added = _share(column, missing, line)
    for place, length in zip(column.places, added, strict=True):
        if length:
            place.spread(length)
    return any(added)


def _share(column: MeasuredColumn, missing: float, line: float) -> list[float]:
    """Return what is added at each place of a column that lacks so much, in CSS pixels.

    First what follows something odd is brought back to the grid, then the foot gets the odd rest, with running text
    only where the foot would be ragged without, then whole lines go to the places that still allow most.
    """
    room = [place.lines * line for place in column.places]
    added = [0.0] * len(room)

    def add(index: int, length: float) -> None:
        nonlocal missing
        added[index] += length
        missing -= length

    for index, place in enumerate(column.places):
        back = _off_grid(place, sum(added), column.box.position_y, line)
        if SLACK < back <= min(missing, room[index]):
            add(index, back)
    odd = missing - math.floor((missing + SLACK) / line) * line
    if odd > NEAR * line:
        fitting = [index for index in range(len(room)) if room[index] - added[index] >= odd - SLACK]
        still = [index for index in fitting if not _moves_text(column.places[index])]
        if still or (fitting and odd > RAGGED * line):
            add((still or fitting)[-1], odd)
        else:
            missing -= odd
    while missing > NEAR * line and room:
        widest = max(range(len(room)), key=lambda index: room[index] - added[index])
        if room[widest] - added[widest] < line - SLACK:
            break
        add(widest, line)
    return added


def _off_grid(place: StretchPlace, moved: float, head: float, line: float) -> float:
    """Return what brings the running text below a place to the grid, when so much is added above it already."""
    first = _first_line(place.block) if place.picture is None and place.block.element_tag in RUNNING else None
    if first is None or abs(first.height - line) > SLACK:
        return 0.0
    back = -(first.position_y + moved - head) % line
    return back if SLACK < back < line - SLACK else 0.0


def _moves_text(place: StretchPlace) -> bool:
    """Tell whether running text moves down when a place is spread."""
    *path, (around, index) = place.path
    below = [*around.children[index + (place.picture is not None) :]]
    below += [child for around, index in path for child in around.children[index + 1 :]]
    return any(real_box(child).element_tag in RUNNING for child in below)


def _first_line(box: Any) -> Any:
    for child in getattr(box, "children", ()):
        child = real_box(child)
        if type(child).__name__ == "LineBox":
            return child
        if (found := _first_line(child)) is not None:
            return found
    return None


def _renew(document: Any, number: int, boxes: Sequence[Any]) -> None:
    """Have the backgrounds, links and places of a page be where its boxes are now."""
    weasyprint = load()
    page = document.pages[number]._page_box
    pictures = functools.partial(
        weasyprint.images.get_image_from_uri,
        cache={},
        url_fetcher=document.url_fetcher,
        options=weasyprint.DEFAULT_OPTIONS,
    )
    for box in boxes:
        weasyprint.layout.background.layout_box_backgrounds(page, box, pictures)
    document.pages[number] = type(document.pages[number])(page)
