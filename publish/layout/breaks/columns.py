"""Go on with what is left of text in columns, where the engine ends a page and forgets it.

The engine lays columns out to find their height, and once more to keep them. It ends the page by what it saw first, and
goes on where the last time ended: where that differs, what is left of the columns, or the block that spans them and all
behind it, would be on no page. It also goes on in the wrong place with a block that spans columns and was divided
elsewhere than in its first part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from publish.layout.filling.columns import column_groups, line_of, measure_columns, measure_raggedness

MOST_LOWER = 4
"""Columns may be so many lines lower than the page for them to end on one line."""


class _Inside(dict[int, Any]):
    """Where a block goes on that spans the columns: the engine takes it for a place in the text of columns."""


def whole_columns(engine: ModuleType) -> Mapping[str, Any]:
    """Return what lays out columns as the engine does, and tells of all that is left where to go on with it."""
    blocks = engine.layout.block
    lay_out, lay_out_column, lay_out_block = blocks.columns_layout, blocks.block_box_layout, blocks.block_level_layout

    def block_box_layout(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        made = lay_out_column(context, box, *rest, **more)
        if box.is_column and made[0] is not None:
            made[0].rest = made[1]
        return made

    def block_level_layout(context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **more: Any) -> Any:
        if not _spans(box):
            return lay_out_block(context, box, bottom_space, skip_stack, *rest, **more)
        if skip_stack and isinstance(skip_stack[0], _Inside):
            skip_stack = skip_stack[0]
        made = lay_out_block(context, box, bottom_space, skip_stack, *rest, **more)
        if made[0] is not None:
            made[0].rest = made[1] and _Inside(made[1])
        return made

    def columns_layout(context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> Any:
        made, resume, *others = lay_out_level(context, box, bottom_space, skip_stack, *rest)
        if made is not None and any(map(_spans, box.children)):
            (skip,) = skip_stack or (0,)
            kept, left = _left(made.children, box.children, skip)
            if kept:
                resume = left
                blocks.remove_placeholders(context, made.children[kept:], *rest[2:4])
                made.children = made.children[:kept]
        return made, resume, *others

    def lay_out_level(context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> Any:
        """Lay out columns, lower ones where those as high as the page would end on different lines."""
        result = lay_out(context, box, bottom_space, skip_stack, *rest)
        line = line_of(box.style)
        ragged, lowest = _foot(result)
        if ragged <= line / 2 or context.current_page_footnotes:
            return result
        for lines in range(1, MOST_LOWER + 1):
            blocks.remove_placeholders(context, result[0].children, *rest[2:4])
            result = lay_out(context, box, bottom_space + lines * line, skip_stack, *rest)
            left, end = _foot(result)
            if result[0] is None or (left <= line / 2 and end > lowest - (lines + 1) * line):
                break
        if result[0] is not None and left <= line / 2 and end > lowest - (lines + 1) * line:
            return result
        if result[0] is not None:
            blocks.remove_placeholders(context, result[0].children, *rest[2:4])
        return lay_out(context, box, bottom_space, skip_stack, *rest)

    return {
        "weasyprint.layout.block:columns_layout": columns_layout,
        "weasyprint.layout.block:block_box_layout": block_box_layout,
        "weasyprint.layout.block:block_level_layout": block_level_layout,
    }


def _foot(result: tuple[Any, ...]) -> tuple[float, float]:
    """Return how much higher than the longest a column ends at least, and where that ends; 0 where no text goes on."""
    made, resume, *_ = result
    if made is None or resume is None or not made.children or not made.children[-1].is_column:
        return 0.0, math.inf
    (*_, group) = column_groups(made)
    columns = measure_columns(group, line_of(made.style))
    return measure_raggedness(columns), max((column.end for column in columns), default=math.inf)


def _left(made: Sequence[Any], children: Sequence[Any], skip: int) -> tuple[int, dict[int, Any] | None]:
    """Return how much of what was made is whole from the start on, and where to go on behind it; None for the end."""
    kept = 0
    for index, spans in _groups(children, skip):
        if kept == len(made) or made[kept].is_column == spans:
            return kept, {index: None}
        kept += 1
        while not spans and kept < len(made) and made[kept].is_column:
            kept += 1
        if rest := made[kept - 1].rest:
            if spans:
                return kept, {index: rest}
            ((first, inside),) = rest.items()
            return kept, {index + first: inside}
    return kept, None


def _groups(children: Sequence[Any], skip: int) -> Iterator[tuple[int, bool]]:
    """Yield the number of each child that spans the columns, and of the first of those between, and which it is."""
    before = True
    for index, child in enumerate(children[skip:], start=skip):
        spans = _spans(child)
        if spans or before:
            yield index, spans
        before = spans


def _spans(child: Any) -> bool:
    return bool(child.style["column_span"] == "all")
