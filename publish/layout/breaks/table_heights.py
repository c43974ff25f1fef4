"""Remember how high a table is that must not be divided, and do not lay it out again where it does not fit.

The engine balances columns by laying all of them out again, one pixel higher each time, until they hold their text: a
table that needs more than that is laid out hundreds of times to be dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from publish.base.workers import progress

_SLACK = 1.0  # CSS pixels


def known_heights(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what lays out blocks, and tells which, but for tables that are known not to fit."""
    lay_out = weasyprint.layout.block.block_level_layout
    avoids = weasyprint.layout.block.avoid_page_break

    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool = True,
        *rest: Any,
        **more: Any,
    ) -> Any:
        if box.element is not None:
            _tell(context, box.element)
        arguments = context, box, bottom_space, skip_stack, containing_block, page_is_empty, *rest
        if skip_stack is not None or not _holds_table(box) or not avoids(box.style["break_inside"], context):
            return lay_out(*arguments, **more)
        heights = context.__dict__.setdefault("table_heights", {})
        key = box.element, containing_block.width
        limit = context.page_bottom - bottom_space
        if not page_is_empty and box.position_y + heights.get(key, 0.0) > limit + _SLACK:
            return None, None, {"break": "any", "page": None}, [], False, None
        made = lay_out(*arguments, **more)
        if made[0] is not None and made[1] is None:
            heights[key] = _height(made[0])
        return made

    return {"weasyprint.layout.block:block_level_layout": block_level_layout}


def _tell(context: Any, element: Any) -> None:
    """Tell the parent of this process which block is laid out, for the message when that takes too long."""
    if file := element.get("data-file"):
        context.file_address = file
    if line := element.get("data-line"):
        progress.at(getattr(context, "file_address", ""), line)


def _holds_table(box: Any) -> bool:
    return any(child.is_table_wrapper for child in getattr(box, "children", ()))


def _height(box: Any) -> float:
    """Return how far the rows of a table reach below the top of the block that holds it."""
    tables = [part for child in box.children if child.is_table_wrapper for part in child.children]
    bottoms = [
        group.position_y + group.height
        for table in tables
        for group in getattr(table, "children", ())
        if hasattr(group, "is_header")
    ]
    return float(max(bottoms, default=box.position_y) - box.position_y)
