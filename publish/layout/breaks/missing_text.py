"""Find text that is on no page: letters are counted before the engine lays them out, and on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.layout.sources import first_words, place_of

_HINT = say("move it away from the table or picture beside it, or report it with the source")


def counted_letters(engine: ModuleType) -> Mapping[str, Any]:
    """Return what lays out a document, with the letters of its elements, and of its notes, at its first page."""
    lay_out = engine.document.layout_document

    def layout_document(html: Any, root_box: Any, context: Any, *rest: Any) -> Iterator[Any]:
        letters = _count([root_box, *context.footnotes])
        for number, page in enumerate(lay_out(html, root_box, context, *rest)):
            if number == 0:
                page.letters = letters
            yield page

    return {"weasyprint.document:layout_document": layout_document}


def find_missing(document: Any, at: Position) -> Iterator[Diagnostic]:
    """Yield an error for each block of the source that lacks letters on the pages.

    Args:
        document: The laid-out document.
        at: Where to point for text that no block of the source tells of.
    """
    pages = [page._page_box for page in document.pages]
    before = getattr(pages[0], "letters", {})
    after = _count(pages)
    lost = {element for element, count in before.items() if count > after.get(element, 0)}
    if lost:
        yield from _tell(next(iter(before)), lost, at)


def _tell(root: Any, lost: set[Any], at: Position) -> Iterator[Diagnostic]:
    """Yield an error for each block in an element of which there is something among what is lost."""
    told: set[Position] = set()
    elements = [(root, at)]
    while elements:
        element, place = elements.pop()
        place = place_of(element, place)
        if element in lost and place not in told:
            told.add(place)
            message = say("this text is not whole on the pages: {words}", words=first_words(element))
            yield error(place, message, "lost-text", _HINT)
        elements += ((child, place) for child in reversed(element))


def _count(boxes: list[Any]) -> dict[Any, int]:
    """Return how many letters and digits the text of each element has in boxes; what styles add is left out."""
    found: dict[Any, int] = {}
    left = boxes[::-1]
    while left:
        box = left.pop()
        box = getattr(box, "_box", box)  # of what is placed absolutely
        if box.element is not None and not found:
            found[box.element] = 0  # the root
        text = getattr(box, "text", None)
        if text is None:
            left += getattr(box, "children", ())
        elif box.element_tag and ":" not in box.element_tag:
            found[box.element] = found.get(box.element, 0) + sum(map(str.isalnum, text))
    return found
