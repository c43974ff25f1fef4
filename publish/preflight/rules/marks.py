"""Rules about the marks of content, and what its letters say, as PDF/UA-1 asks (7.1, 7.20, 7.21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.preflight.collecting import Collector
from publish.preflight.pdf.marked_content import ORPHANED, UNMARKED
from publish.preflight.pdf.ownership import Key, Owners, Ownership
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted
from publish.preflight.pdf.to_unicode import EMPTY, PRIVATE, SILENT

LOOSE: Mapping[int, tuple[str, str, str]] = {
    UNMARKED: ("untagged-content", "is neither tagged nor an artifact", "tag it, or mark it as an artifact"),
    ORPHANED: ("orphaned-content", "has a mark that no element of the tags has", "lead from ParentTree and K to it"),
}
"""What is wrong with content that does not belong to any element: the rule, in words, and what to do (7.1-3)."""

UNREADABLE: Mapping[int, tuple[str, str]] = {
    SILENT: ("says no character", "say in ToUnicode which it is"),
    EMPTY: ("says nothing", "say in ToUnicode which character it is, or in ActualText which text"),
    PRIVATE: ("says a character for private use", "say in ActualText what it is"),
}
"""What is wrong with what a code says, and what to do (7.21.7-1, -2; PDF/A-3, 6.2.11.7.3-1)."""

_LOST = "an element has {} that the content has not: {}"


class Marks:
    """Looks at how content is marked."""

    def __init__(self, found: Collector) -> None:
        """Begin a page."""
        self._found = found
        self._told: set[int] = set()

    def look(self, item: Painted) -> None:
        """Judge an object."""
        if item.inside in LOOSE and item.kind != "group":
            self._told.add(item.inside)
            rule, wrong, hint = LOOSE[item.inside]
            self._found.add(rule, f"{item.kind} that {wrong}", hint, None, item.text)

    def finish(self, painter: Painter, ownership: Ownership) -> None:
        """Judge the page when all of it has been painted."""
        found = self._found
        for kind in sorted(painter.loose - self._told):
            rule, wrong, hint = LOOSE[kind]
            found.add(rule, f"content that does not show {wrong}", hint)
        for wrong in sorted(painter.nested):  # 7.1-1, -2
            found.add("nested-artifact", wrong, "end the one before the other begins")
        if painter.repeated:  # 7.20-2
            message = "a form with marks is drawn that has been drawn before"
            found.add("repeated-form", message, "draw it once, or mark it where it is drawn")
        _check_met(ownership.named, painter.met, found)
        for (face, fault, code), string in painter.unread.items():
            says, hint = UNREADABLE[fault]
            message = f"code {code} of {face.name} {says}"
            found.add("unreadable-text", message, hint, None, lambda s=string, f=face: f.text_of(s))  # type: ignore[misc]


def check_forms(pages: Iterable[Key], owners: Owners, cabinet: Cabinet, found: Collector) -> None:
    """Check the marks of what is no page, when all pages have been painted."""
    drawn = set(pages)
    for holder in owners.holders:
        if holder not in drawn:
            _check_met(owners.named(holder), cabinet.met.get(holder, set()) if holder else set(), found)


def _check_met(named: frozenset[int], met: set[int], found: Collector) -> None:
    if lost := sorted(named - met):
        many = "marks" if len(lost) > 1 else "a mark"
        message = _LOST.format(many, ", ".join(map(str, lost[:5])) + (", ..." if len(lost) > 5 else ""))
        found.add("tag-without-content", message, "take the numbers from K, or mark the content with them")
