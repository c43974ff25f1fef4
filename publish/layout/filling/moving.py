"""Move a picture that has no room at the foot of a column behind the paragraphs that have.

A picture stands where its author put it, and moves, as in any paper, only where it would leave a hole larger than what
spreading fills: behind as many of the paragraphs that follow it as the hole holds. It never passes a crosshead or
another picture, and text keeps its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from publish.layout.filling.columns import column_groups, line_of, measure_columns, measure_raggedness
from publish.layout.filling.pages import columned_boxes, foot_of
from publish.layout.filling.places import real_box

MOST_PARAGRAPHS = 3
"""A picture moves behind so many paragraphs at most."""

_FIGURE = re.compile(r"<figure\b(?:(?!<figure\b).)*?</figure>\s*", re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b(?![^>]*\blast\b)[^>]*>(?:(?!<(?:p|div|figure|table)\b).)*?</p>\s*", re.DOTALL)


def list_moves(html: str, document: Any) -> Iterator[str]:
    """Yield the XHTML of a laid-out document with a picture moved that leaves a hole, for each such picture."""
    for figure, hole in _holes(document):
        figures = list(document._html.etree_element.iter("figure"))
        found = list(_FIGURE.finditer(html))
        if len(found) != len(figures):  # one inside another
            return
        picture = found[figures.index(figure)]
        start = end = picture.end()
        for _ in range(_paragraphs_in(hole, figure, document)):
            paragraph = _PARAGRAPH.match(html, end)
            end = paragraph.end() if paragraph else end
        if end > start:
            yield f"{html[: picture.start()]}{html[start:end]}{picture[0]}{html[end:]}"


def count_ragged(document: Any) -> float:
    """Return by how much the columns of a document end too high, the squares added up, in lines."""
    total = 0.0
    for _, group, line, goes_on in _groups(document):
        if goes_on:
            total += (measure_raggedness(measure_columns(group, line)) / line) ** 2
    return total


def _holes(document: Any) -> Iterator[tuple[Any, float]]:
    """Yield each picture at the head of a column whose place was in the hole before it, and how high that is."""
    for (page, group, line, goes_on), (_, following, *_) in pairwise([*_groups(document), (None, [], 1.0, False)]):
        if not goes_on:
            continue
        columns = {id(column.box): column for column in measure_columns(group, line)}
        lowest = max((column.end for column in columns.values()), default=0.0)
        for box, behind in pairwise([*group, *following[:1]]):
            column = columns.get(id(box))
            first = next((real_box(child) for child in behind.children), None)
            if column is None or first is None or first.element_tag != "figure":
                continue
            if lowest - column.end - column.reach > line or foot_of(page) - column.end - column.reach > 2 * line:
                yield first.element, foot_of(page) - column.end


def _groups(document: Any) -> Iterator[tuple[Any, list[Any], float, bool]]:
    """Yield page, columns that stand side by side, distance of lines, and whether their text goes on elsewhere."""
    boxes = list(columned_boxes(document))
    lasts = {id(box.element): number for number, box in boxes}
    for number, box in boxes:
        groups = list(column_groups(box))
        for group in groups:
            goes_on = group is groups[-1] and lasts[id(box.element)] > number
            yield document.pages[number]._page_box, group, line_of(box.style), goes_on


def _paragraphs_in(hole: float, figure: Any, document: Any) -> int:
    """Return how many of the paragraphs behind a picture a hole takes in."""
    root = document._html.etree_element
    around = next(element for element in root.iter() if figure in list(element))
    behind = list(around)[list(around).index(figure) + 1 :]
    heights = _heights(document)
    count, filled = 0, 0.0
    for element in behind[:MOST_PARAGRAPHS]:
        if element.tag != "p" or "last" in element.get("class", "").split() or filled >= hole:
            break
        count, filled = count + 1, filled + heights.get(id(element), 0.0)
    return count


def _heights(document: Any) -> dict[int, float]:
    """Return the height of each paragraph in columns, in CSS pixels, by its element."""
    heights: dict[int, float] = {}
    for _, group, _, _ in _groups(document):
        for child in (real_box(child) for column in group for child in column.children):
            if child.element_tag == "p":
                heights[id(child.element)] = heights.get(id(child.element), 0.0) + child.margin_height()
    return heights
