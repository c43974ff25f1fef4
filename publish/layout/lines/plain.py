"""Set a planned line that is part of one text: where it ends is known, so nothing has to be tried.

The engine fills a line with whatever may stand in one: it asks each child whether it floats, tries whether it fits,
looks for the last place to break, aligns boxes of all heights, and fills the line again where it grew into a float. Of
a line that begins and ends in one text beside no float all that is left are its place, its width and its baseline.
What else may stand in a line is left to the engine.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from publish.layout.lines.edges import LineEdges
from publish.layout.lines.planned import PlannedLine

_WHITE_SPACE = ("normal", "pre-line")
_SIDES = ("left", "right", "top", "bottom")
_SLACK = 1 + 1e-9  # what the engine gives to a line so that sums of floating-point numbers do not break it


class PlainLines:
    """Sets lines as the engine's ``get_next_linebox`` does."""

    def __init__(self, weasyprint: ModuleType, edges: LineEdges) -> None:
        """Start with the engine, whose own steps are taken where there is something to do, and the edges of lines."""
        self.edges = edges
        self.inline = weasyprint.layout.inline
        self.text_box = weasyprint.formatting_structure.boxes.TextBox
        self.resolve = weasyprint.layout.percent.resolve_percentages

    def may_set(self, context: Any, box: Any, planned: PlannedLine, block: Any) -> bool:
        """Tell whether a planned line is plain, its text the last where the line is.

        Args:
            context: The engine's layout context, which knows the floats.
            box: All lines of the paragraph in one box.
            planned: The line.
            block: The box around the paragraph.
        """
        if context.excluded_shapes or not planned.at or not planned.shaped:
            return False
        index, known = planned.at[0], box.__dict__.setdefault("plain", {})
        if index not in known:
            known[index] = self._is_plain(box, box.children[index], block)
        goes_on = planned.begin + planned.length < len(planned.shaped.text)
        return known[index] and (goes_on or index == len(box.children) - 1)

    def _is_plain(self, box: Any, text: Any, block: Any) -> bool:
        style, own = box.style, text.style
        if type(text) is not self.text_box or not text.is_in_normal_flow():
            return False
        self.resolve(text, block)
        return (
            own["vertical_align"] == "baseline"
            and own["white_space"] in _WHITE_SPACE
            and style["white_space"] in _WHITE_SPACE
            and style["direction"] == block.style["direction"] == "ltr"
            and style["position"] != "relative"
            and style["box_decoration_break"] != "clone"
            and not any(_edges(box) + _edges(text))
        )

    def set_line(self, context: Any, box: Any, y: float, block: Any, planned: PlannedLine) -> tuple[Any, Any]:
        """Return a line, and where the next one starts as the engine keeps it.

        Args:
            context: The engine's layout context.
            box: All lines of the paragraph in one box.
            y: Where the line is set.
            block: The box around the paragraph.
            planned: The line, a plain one.
        """
        assert planned.at
        index, byte = planned.at
        inline, text = self.inline, box.children[index]
        left = block.content_box_x()
        there = left + block.width - left
        room = there if planned.room is None else self.edges.room(planned.room, there)
        end = (left + room) * _SLACK
        box.position_x, box.position_y = left, y
        text.position_x, text.position_y = left + box.text_indent, y
        made, resume, _ = inline.split_text_box(context, text, end - text.position_x, byte, is_line_start=True)
        line = box.copy_with_children([made])
        line.remove_decoration(start=bool(index or byte), end=resume is not None)
        line.width = made.position_x + made.margin_width() - left
        inline._adjust_line_height(line)
        box.width, box.height = line.width, line.height
        if made.text.endswith(" "):
            inline.remove_last_whitespace(context, line)
        if moved := inline.text_align(context, line, there, last=resume is None):
            line.position_x += moved
            made.position_x += moved
        _align(line, made, y)
        return line, None if resume is None else {index: {resume: None}}


def _edges(box: Any) -> list[Any]:
    """Return margins, borders and paddings of a box."""
    return [
        getattr(box, name) for side in _SIDES for name in (f"margin_{side}", f"border_{side}_width", f"padding_{side}")
    ]


def _align(line: Any, text: Any, y: float) -> None:
    """Set a line of one text at a height, the text on its baseline."""
    text_top, top = -text.baseline, -line.baseline
    bottom = max(top + line.margin_height(), text_top + text.margin_height())
    top = min(top, text_top)
    line.position_y, line.height, line.baseline = y, bottom - top, -top
    line.margin_top = line.margin_bottom = 0
    text.position_y = text_top + (y - top)
