"""How the pages of an article are filled, measured in the boxes of the engine."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from publish.base.records import dataclass
from publish.layout.tables import has_columns


class TypeSize(NamedTuple):
    """How text is set by its style, in CSS pixels.

    Attributes:
        line: Height of a line.
        size: Size of the text.
        tracking: What is between letters beside their own space.
        width: Width of the type area.
        inner, outer, head, foot: Margins of the first page, which is a recto, at its left, its right, head and foot.
    """

    line: float
    size: float
    tracking: float
    width: float
    inner: float
    outer: float
    head: float
    foot: float


@dataclass(frozen=True, slots=True)
class Filling:
    """How pages are filled.

    Attributes:
        pages: Number of pages.
        fill: Part of the last page that is filled, 0 to 1.
        lines: Lines that a page holds, those of all its columns.
        words: Words that a line holds.
        hole: Lines that are empty at the foot of a column before the last page, in the one that has most.
        columns: Columns of a page.
    """

    pages: int
    fill: float
    lines: int
    words: float
    hole: float = 0.0
    columns: int = 1


def measure_filling(document: Any) -> Filling:
    """Return how the pages of a laid-out article are filled."""
    last = document.pages[-1]._page_box
    used = sum(box.margin_height() for box in last.children if box.element_tag == "html" or _is_notes(box))
    columns = max((_columns(box) for page in document.pages for box in _bodies(page._page_box)), default=1)
    words = lines = 0
    for page in document.pages:
        for body in _bodies(page._page_box):
            for line in _lines(body):
                lines, words = lines + 1, words + len(_words(line).split())
    height = measure_type(document).line
    room = max(1, math.floor(last.height / height)) * columns
    hole = max((_hole(page._page_box) for page in document.pages[:-1]), default=0.0) / height
    fill = round(min(1.0, used / last.height), 4)
    return Filling(len(document.pages), fill, room, words / max(1, lines), round(hole, 2), columns)


def measure_type(document: Any) -> TypeSize:
    """Return how the text of a laid-out article is set."""
    first = document.pages[0]._page_box
    root = next(box for box in first.children if box.element_tag == "html")
    text = next((box for page in document.pages for box in _bodies(page._page_box)), root)
    line, size, tracking = root.style["line_height"], float(text.style["font_size"]), text.style["letter_spacing"]
    sides = first.margin_left, first.margin_right, first.margin_top, first.margin_bottom
    tracking = 0.0 if tracking == "normal" else float(tracking)
    return TypeSize(_in_pixels(line, size), size, tracking, float(first.width), *map(float, sides))


def _in_pixels(line: Any, size: float) -> float:
    """Return a computed line height, which is a length, a number of sizes, or left to the font."""
    if line == "normal":
        return 1.2 * size
    return float(line.value if line.unit == "px" else line.value * size)


def _hole(page: Any) -> float:
    """Return what is empty at the foot of the emptiest column of a page, in CSS pixels; 0 if it has no text."""
    bodies = list(_bodies(page))
    if not bodies:
        return 0.0
    notes = sum(box.margin_height() for box in page.children if _is_notes(box))
    foot = float(page.content_box_y() + page.height - notes)
    (*_, last) = bodies
    if not (last.children and last.children[-1].is_column):  # it ends with what spans the columns, or has none
        return foot - _lowest(last)
    head = last.children[-1].position_y
    columns = [box for box in last.children if box.is_column and box.position_y == head]
    lowest = [max(head, _lowest(box)) for box in columns] + [head] * (_columns(last) - len(columns))
    return float(foot - min(lowest))


def _lowest(box: Any) -> float:
    """Return where the lowest of the lines and pictures in a box ends."""
    box = getattr(box, "_box", box)
    if type(box).__name__ == "LineBox" or box.element_tag == "img":
        return float(box.position_y + box.margin_height())
    return max((_lowest(child) for child in getattr(box, "children", ())), default=0.0)


def _is_notes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox" and bool(box.children)


def _columns(box: Any) -> int:
    count = box.style["column_count"]
    return count if has_columns(box) and isinstance(count, int) else 1


def _bodies(box: Any) -> Iterator[Any]:
    """Yield the boxes of the article's text."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)  # of what is placed absolutely
        if child.element_tag == "div" and "body" in child.element.get("class", "").split():
            yield child
        else:
            yield from _bodies(child)


def _lines(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if type(child).__name__ == "LineBox":
            yield child
        else:
            yield from _lines(child)


def _words(box: Any) -> str:
    return getattr(box, "text", "") + "".join(map(_words, getattr(box, "children", ())))
