"""Keep running text on the baseline grid, so that its lines stand level on facing pages and on both sides of a leaf.

A style names the text that stands on the grid with ``--grid: on``, and in it with ``--grid: off`` what does not:
pictures, tables, boxes, whose heights are what they are. The lines of the grid are as far apart as those of the page's
root. What stands on it begins on the next of them; what is left over around a block beside it is parted above and below
it, and stands above it where nothing more has room below. A line that something in it makes higher by little is set as
high as the others, by much as so many whole lines. In columns the lines are counted from the head of the column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

_SLACK = 0.05  # CSS pixels
_TOLERANCE = 0.2  # of a line, by which what stands in it may reach into the lines above and below
_UP = 0.1  # of a line, by which a block moves up rather than down for the rest
_ROOM = 2  # lines that are as good as none below a picture


class LineGrid:
    """The lines that text stands on; lengths are in CSS pixels.

    Attributes:
        step: Distance of the lines.
        baseline: How far below the top of a line the letters stand.
    """

    def __init__(self, step: float, baseline: float) -> None:
        """Take the distance of the lines, and how far below the top of one the letters stand."""
        self.step, self.baseline = step, baseline

    def below(self, y: float) -> float:
        """Return how far it is from a height, counted from the head of the page, to the grid: down, or up a bit."""
        down = -y % self.step
        return down - self.step if down > (1 - _UP) * self.step else down

    def holds(self, style: Any) -> bool:
        """Tell whether lines of a style stand on the grid."""
        return is_on(style) and abs(_line_height(style) - self.step) < _SLACK


def is_on(style: Any) -> bool:
    """Tell whether a style says that text stands on the grid."""
    return any(getattr(token, "value", None) == "on" for token in style["__grid"] or ())


def _line_height(style: Any) -> float:
    height = style["line_height"]
    if height == "normal":
        return 0.0
    return float(height.value if height.unit == "px" else height.value * style["font_size"])


def grid_of(engine: ModuleType, context: Any, style: Any) -> LineGrid:
    """Return the grid of a document, a style of which has been seen."""
    grid: LineGrid | None = context.__dict__.get("grid")
    if grid is None:
        while (parent := getattr(style, "parent_style", None)) is not None:
            style = parent
        _, baseline = engine.text.line_break.strut(style)
        grid = context.grid = LineGrid(_line_height(style), baseline)
    return grid


def head_of(context: Any) -> float:
    """Return where the text of the page begins that is being laid out."""
    return float(context.current_footnote_area.page.content_box_y())


def text_on_grid(engine: ModuleType) -> Mapping[str, Any]:
    """Return what lays out blocks and lines, those that stand on the grid with their letters on it."""
    blocks, boxes = engine.layout.block, engine.formatting_structure.boxes
    lay_out, fill = blocks._in_flow_layout, engine.layout.inline.get_next_linebox

    def in_flow_layout(
        context: Any,
        box: Any,
        index: int,
        child: Any,
        children: Any,
        page_is_empty: bool,
        absolute_boxes: Any,
        fixed_boxes: Any,
        margins: Any,
        bottom_space: float,
        y: float,
        skip_stack: Any,
        *rest: Any,
    ) -> Any:
        arguments = absolute_boxes, fixed_boxes, margins, bottom_space, y, skip_stack, *rest
        if skip_stack is not None or not is_on(box.style):
            return lay_out(context, box, index, child, children, page_is_empty, *arguments)
        grid = grid_of(engine, context, box.style)
        if context.in_column:
            result = lay_out(context, box, index, child, children, page_is_empty, *arguments)
            return _go_on_by_line(grid, box, child, result) if child is not box.children[-1] else result
        begins = page_is_empty and not children
        if child.element in context.__dict__.get("lines_above", ()):
            child.position_y += grid.step
        if grid.holds(child.style) and _begins_with_line(boxes, child):
            blocks.resolve_percentages(child, box)
            above = [] if begins else [*margins, child.margin_top]
            child.position_y += grid.below(child.position_y + blocks.collapse_margin(above) - head_of(context))
        abort, stop, resume, y, *others, children, more = lay_out(
            context, box, index, child, children, page_is_empty, *arguments
        )
        if not (abort or stop or begins or is_on(child.style)):
            y += _center(context, grid, children[-1], context.page_bottom - bottom_space)
        return abort, stop, resume, y, *others, children, more

    def _center(context: Any, grid: LineGrid, box: Any, limit: float) -> float:
        """Move a block that does not stand on the grid down by half of what is free above the next line of it.

        Where no more than a line or two has room below it, its last line stands on the grid instead. Returns how far it
        was moved.
        """
        bottom = box.border_box_y() + box.border_height()
        free = grid.below(bottom - head_of(context))
        shift = free / 2
        if limit - bottom - free < _ROOM * grid.step + max(0.0, box.margin_bottom):
            foot = max((line.position_y + line.baseline for line in _lines(boxes, box)), default=bottom)
            shift = grid.below(max(foot, bottom - grid.step) - grid.baseline - head_of(context))
        if bottom + shift > limit:
            return 0.0
        box.translate(dy=shift)
        return float(shift)

    def get_next_linebox(context: Any, line: Any, y: float, bottom: float, skip: Any, block: Any, *rest: Any) -> Any:
        made, resume = fill(context, line, y, bottom, skip, block, *rest)
        if made is not None and made.height and is_on(block.style):
            grid = grid_of(engine, context, block.style)
            if abs(made.height - grid.step) > _SLACK and grid.holds(block.style):
                _set_height(grid, made)
        return made, resume

    return {
        "weasyprint.layout.block:_in_flow_layout": in_flow_layout,
        "weasyprint.layout.inline:get_next_linebox": get_next_linebox,
    }


def _go_on_by_line(grid: LineGrid, column: Any, child: Any, result: tuple[Any, ...]) -> tuple[Any, ...]:
    """Have what follows a block in a column, which does not stand on the grid, begin on a line of it.

    What is free stands above and below the block, at the head of a column below it. Returns the layout of the block.
    """
    abort, stop, resume, y, *others, children, more = result
    if abort or stop or resume is not None or is_on(child.style) or not children:
        return result
    box = children[-1]
    free = -(box.border_box_y() + box.border_height() - column.content_box_y()) % grid.step
    if not _SLACK < free < grid.step - _SLACK:
        return result
    if len(children) > 1:
        box.translate(dy=free / 2)
    return abort, stop, resume, y + free, *others, children, more


def _set_height(grid: LineGrid, line: Any) -> None:
    """Set a line as high as whole lines, its letters on the grid."""
    step = grid.step
    above = max(0, math.ceil((line.baseline - grid.baseline) / step - _TOLERANCE))
    depth = line.height - line.baseline
    below = max(0, math.ceil((depth - step + grid.baseline) / step - _TOLERANCE))
    y, baseline = line.position_y, grid.baseline + above * step
    line.translate(0, baseline - line.baseline)
    line.position_y, line.baseline, line.height = y, baseline, (1 + above + below) * step


def _begins_with_line(boxes: Any, box: Any) -> bool:
    """Tell whether a block has lines of its own, or the mark of a list item."""
    if not isinstance(box, boxes.BlockContainerBox) or not box.children:
        return False
    first = box.children[0]
    return isinstance(first, boxes.LineBox) or bool(getattr(first, "is_outside_marker", False))


def _lines(boxes: Any, box: Any) -> Iterator[Any]:
    """Yield the lines below a box."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        elif child.is_in_normal_flow():
            yield from _lines(boxes, child)
