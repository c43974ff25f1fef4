"""Fill a page that ends above its foot: which paragraphs take a line more or less, and where a line more stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from types import ModuleType
from typing import Any, NamedTuple

from publish.layout.engine.runs import place_of
from publish.layout.pagination.grid import is_on
from publish.layout.pagination.looseness import Looseness, is_worth_asking

FEWEST = 3
"""Lines of a paragraph that may take one more or less."""

ABOVE = 4e6
"""Demerits of a line more above a heading, a picture, a table or a box, as many as of some lines at their widest.

Above a list or a quote it brings twice as many."""

_HEADINGS, _SET_OFF = ("h2", "h3", "h4", "h5", "h6"), ("ul", "ol", "blockquote")


class PageFilling(NamedTuple):
    """How a page is filled.

    Attributes:
        short: Lines by which it ends above the foot of a full page.
        breakers: What breaks paragraphs into a line more or less, by their elements.
        above: Elements with a line more above them.
    """

    short: int = 0
    breakers: Mapping[Any, Looseness] = {}
    above: frozenset[Any] = frozenset()


class LineStart(NamedTuple):
    """Where the lines of an element begin on a page: all its lines in one box, the place, and the block around them."""

    line: Any
    skip: Any
    block: Any


class Way(NamedTuple):
    """How a page becomes a line longer or shorter.

    Attributes:
        cost: How many demerits it brings.
        lines: 1 or -1.
        element: What becomes longer or shorter.
        most: By how much the spaces of a paragraph may grow; 0 for a line above a block.
    """

    cost: float
    lines: int
    element: Any
    most: float = 0.0


def find_ways(engine: ModuleType, context: Any, page: Any, lines: Mapping[Any, LineStart], most: float) -> list[Way]:
    """Return how a page can become a line longer or shorter, the way of the least demerits first.

    Args:
        engine: The package of the engine.
        context: The engine's layout context.
        page: The page as it was laid out.
        lines: Where the lines of each element begin on it.
        most: By how much spaces may grow, as a multiple of their width.
    """
    ways = []
    for number, block in enumerate(_blocks(engine, page.children[0])):
        own = [child for child in block.children if isinstance(child, engine.formatting_structure.boxes.LineBox)]
        if not is_on(block.style) or block.element_tag in _HEADINGS:
            if number:
                ways.append(Way(ABOVE, 1, block.element))
        elif block.element_tag in _SET_OFF:
            if number:
                ways.append(Way(2 * ABOVE, 1, block.element))
        elif len(own) >= FEWEST and own[-1].resume_at is None and block.element in lines:
            for change in (1, -1):
                if is_worth_asking(len(own), own[-1].width / block.width, change, most):
                    looseness = Looseness(change, most)
                    if (cost := _cost(context, lines[block.element], looseness)) < inf:
                        ways.append(Way(cost, change, block.element, most))
    return sorted(ways, key=lambda way: way.cost)


def _cost(context: Any, begin: LineStart, looseness: Looseness) -> float:
    """Return what it costs to set the rest of a paragraph in other lines."""
    line, skip, block = begin
    planner, style = context.planner, line.style
    if style["text_align_all"] != "justify" or style["direction"] != "ltr":
        return inf
    skip = planner.skip_spaces(line, skip)
    if skip == "continue":
        return inf
    context.breakers = {line.element: looseness}
    indent, line.text_indent = line.text_indent, 0 if skip else line.text_indent
    planner.plan(context, line, place_of(skip), (block.width,), block)
    line.text_indent = indent
    return looseness.cost


def fill(ways: Sequence[Way], lines: int, short: int) -> PageFilling | None:
    """Return the choice that makes a page so many lines longer, or shorter if below 0; None if there is none."""
    used: list[Way] = []
    elements: set[Any] = set()
    for way in ways:
        if way.lines * lines > 0 and way.element not in elements and len(used) < abs(lines):
            used.append(way)
            elements.add(way.element)
    if len(used) < abs(lines):
        return None
    breakers = {way.element: Looseness(way.lines, way.most) for way in used if way.most}
    return PageFilling(short, breakers, frozenset(way.element for way in used if not way.most))


def _blocks(engine: ModuleType, box: Any) -> Iterator[Any]:
    """Yield the paragraphs and headings of a page, and what stands beside the grid, in their order."""
    boxes = engine.formatting_structure.boxes
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.BlockBox) or not child.is_in_normal_flow():
            continue
        inside = is_on(box.style)
        if inside and (not is_on(child.style) or any(isinstance(line, boxes.LineBox) for line in child.children)):
            yield child
            continue
        if inside and child.element_tag in _SET_OFF:
            yield child
        yield from _blocks(engine, child)
