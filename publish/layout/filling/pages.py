"""Find the boxes of laid-out pages whose text stands in columns, and where each page ends; lengths in CSS pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.layout.filling.places import real_box
from publish.layout.tables import has_columns


def foot_of(page: Any) -> float:
    """Return where the text of a page has to end, over its notes, in CSS pixels from its head."""
    notes = sum(child.margin_height() for child in page.children if _is_notes(child))
    return float(page.content_box_y() + page.height - notes)


def _is_notes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox" and bool(box.children)


def columned_boxes(document: Any) -> Iterator[tuple[int, Any]]:
    """Yield each box whose text stands in columns, with the number of its page from 0."""
    for number, page in enumerate(document.pages):
        for box in _columned(page._page_box):
            yield number, box


def _columned(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        child = real_box(child)
        if type(child).__name__ in ("LineBox", "TableBox", "FootnoteAreaBox"):
            continue
        if has_columns(child) and any(getattr(column, "is_column", False) for column in child.children):
            yield child
        else:
            yield from _columned(child)
