"""Find the notes on laid-out pages that do not begin on the page of their call, or that cover text.

:mod:`publish.layout.footnotes.pages` sees to it that there are none where any page can hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.layout import engine
from publish.layout.notes import HOLDERS
from publish.layout.sources import excerpt, place_of

RULES = ("lost-text", "late-note")
"""Rules of what is found here."""

ROW = "weasyprint.layout.block:iter_line_boxes"
"""The replacement in the engine without which notes may begin late."""

_SLACK = 0.5  # CSS pixels
_HINT = say('make the notes of the page shorter, or set place = "chapter" in [notes]')


def find_misplaced(document: Any, at: Position) -> list[Diagnostic]:
    """Return an error for each note that does not begin on the page of its call, and for text that notes cover.

    Args:
        document: The laid-out document, whose notes stand at the foot of its pages.
        at: Where to point for a call of which no element tells where it stands.
    """
    calls: dict[str, tuple[int, Position, Any]] = {}
    notes: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for element, place in _calls_and_notes(page._page_box, at):
            if element.tag == "a":
                calls.setdefault(element.get("href", "#")[1:], (number, place, element))
            else:
                notes.setdefault(element.get("id", ""), number)
    found = []
    for name, (number, place, call) in calls.items():
        if notes.get(name) != number and not engine.is_left_out(ROW):
            message = say("note {number} does not begin on the page of its call", number=call.text)
            found.append(error(place, message, "late-note", _HINT))
    for page in document.pages:
        if covering := _covering(page._page_box):
            names = [box.element.get("id", "") for box in covering]
            last = next((name for name in reversed(names) if name in calls), "")
            place = calls[last][1] if last else at
            found.append(
                error(
                    place,
                    say("text and notes do not fit on their page: {words}", words=_words(covering)),
                    "lost-text",
                    _HINT,
                )
            )
    return found


def _calls_and_notes(box: Any, at: Position) -> Iterator[tuple[Any, Position]]:
    """Yield the calls and notes in a box, each with its place in the source."""
    box = getattr(box, "_box", box)  # of what is placed absolutely
    element = box.element
    if element is not None:
        at = place_of(element, at)
        if box.element_tag in ("a", *HOLDERS) and {"call", "footnote"} & set(element.get("class", "").split()):
            yield element, at
    for child in getattr(box, "children", ()):
        yield from _calls_and_notes(child, at)


def _covering(page: Any) -> list[Any]:
    """Return the notes of a page if they cover its text."""
    area = next((box for box in page.children if type(box).__name__ == "FootnoteAreaBox"), None)
    return list(area.children) if area and area.position_y < _end(page) - _SLACK else []


def _end(page: Any) -> float:
    """Return where the text of a page ends: its lowest line or picture."""
    ends, boxes = [page.content_box_y()], [page.children[0]]
    while boxes:
        for child in getattr(boxes.pop(), "children", ()):
            if child.element_tag == "img" or type(child).__name__ == "LineBox":
                ends.append(child.position_y + child.height)
            elif child.is_in_normal_flow() or child.is_floated():
                boxes.append(child)
    return float(max(ends))


def _words(notes: list[Any]) -> str:
    """Return the first words of notes."""
    words = " ".join(" ".join("".join(note.element.itertext()).split()) for note in notes)
    return excerpt(words)
