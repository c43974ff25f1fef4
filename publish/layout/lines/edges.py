"""Set planned lines over their edges, their letters and spaces wider or narrower, where the engine aligns them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from publish.layout.lines.planned import PlannedLine

OPTICAL = "__optical_edges"
"""The property that lets lines hang over their edges, ``--optical-edges``: ``hang``, or anything else for not."""

EXPANSION = "__font_expansion"
"""The property by how much letters may be wider or narrower in justified lines, ``--font-expansion``: a percentage."""

MOST_EXPANSION = 3.0
"""Per cent that letters may be wider or narrower; more is seen (Hàn Thế Thành)."""

COLLAPSED = ("normal", "nowrap", "pre-line")
"""Kinds of white space that lines are justified with."""

_SLACK = 1.0  # CSS pixels that a line may be wider than it was planned; more is another line


def hangs_in(block: Any, style: Any) -> bool:
    """Tell whether a style lets the lines of a block hang over its edges: none does where an edge is drawn."""
    if not any(getattr(token, "value", "") == "hang" for token in style[OPTICAL] or ()):
        return False
    around = getattr(block, "style", None) or style
    return not (around["border_left_width"] or around["border_right_width"])


def expansion_in(style: Any) -> float:
    """Return by how much a style lets letters be wider or narrower, as a share of their width."""
    shares = (token.value for token in style[EXPANSION] or () if getattr(token, "type", "") == "percentage")
    return max(0.0, min(MOST_EXPANSION, next(shares, 0.0))) / 100


class LineEdges:
    """The edges of the line that the engine sets."""

    def __init__(self, weasyprint: ModuleType) -> None:
        """Start with the engine."""
        inline = weasyprint.layout.inline
        self._align, self._justify = inline.text_align, inline.justify_line
        self._boxes = weasyprint.formatting_structure.boxes
        self._planned: PlannedLine | None = None

    @contextlib.contextmanager
    def of(self, planned: PlannedLine | None) -> Iterator[None]:
        """Take a line for the one that is set in the block; lines in boxes on it are set meanwhile."""
        before, self._planned = self._planned, planned if planned and planned.measure else None
        try:
            yield
        finally:
            self._planned = before

    def room(self, offered: float, width: float) -> float:
        """Return the room for the line, of what was offered to it and what there is."""
        planned = self._planned
        return offered if planned and planned.measure <= width + _SLACK else min(offered, width)

    @contextlib.contextmanager
    def within(self, box: Any) -> Iterator[None]:
        """Take the line for no wider than its measure: beside a float it has what its spaces and edges give."""
        planned, width = self._planned, box.width
        if planned and width > planned.measure:
            box.width = planned.measure
        try:
            yield
        finally:
            box.width = width

    def text_align(self, context: Any, line: Any, available: float, last: bool) -> float:
        """Align a line, as the engine does; return by how much it is moved."""
        planned = self._planned
        if planned is None:
            return float(self._align(context, line, available, last))
        extra = available + planned.left + planned.right - line.width
        if extra < -planned.shrink - _SLACK:
            return float(self._align(context, line, available, last))
        line.hangs = planned.right  # :mod:`publish.layout.overfull` asks
        if last and extra >= 0.0:
            return float(self._align(context, line, available, last)) - planned.left
        if planned.expansion != 1.0:
            extra -= self._expand(line, planned.expansion, 0.0)
        self._justify(context, line, extra)
        return -planned.left

    def _expand(self, box: Any, factor: float, advance: float) -> float:
        """Make the letters of a line wider, from a box on that is moved; return by how much what follows is moved."""
        if not isinstance(box, self._boxes.TextBox | self._boxes.InlineBox | self._boxes.LineBox):
            box.translate(advance, 0)  # set like a letter
            return advance
        box.position_x += advance
        before = advance
        if isinstance(box, self._boxes.TextBox):
            box.expansion = factor  # :mod:`publish.layout.engine.glyphs` paints it so
            advance += box.width * (factor - 1.0)
        else:
            for child in box.children:
                if child.is_in_normal_flow():
                    advance = self._expand(child, factor, advance)
        box.width += advance - before
        return advance
