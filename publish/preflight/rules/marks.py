"""Rules about the marks of content, and what its letters say, as PDF/UA-1 asks (7.1, 7.20, 7.21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.base.messages import say
from publish.preflight.collecting import Collector
from publish.preflight.pdf.marked_content import ORPHANED, UNMARKED
from publish.preflight.pdf.ownership import Key, Owners, Ownership
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted
from publish.preflight.pdf.to_unicode import EMPTY, PRIVATE, SILENT
from publish.preflight.rules.edges import KINDS

LOOSE: Mapping[int, tuple[str, str, str]] = {
    UNMARKED: (
        "untagged-content",
        say("is neither tagged nor an artifact"),
        say("tag it, or mark it as an artifact"),
    ),
    ORPHANED: (
        "orphaned-content",
        say("has a mark that no element of the tags has"),
        say("lead from ParentTree and K to it"),
    ),
}
"""What is wrong with content that does not belong to any element: the rule, in words, and what to do (7.1-3)."""

UNREADABLE: Mapping[int, tuple[str, str]] = {
    SILENT: (say("says no character"), say("say in ToUnicode which it is")),
    EMPTY: (say("says nothing"), say("say in ToUnicode which character it is, or in ActualText which text")),
    PRIVATE: (say("says a character for private use"), say("say in ActualText what it is")),
}
"""What is wrong with what a code says, and what to do (7.21.7-1, -2; PDF/A-3, 6.2.11.7.3-1)."""


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
            self._found.add(rule, say("{kind} that {wrong}", kind=KINDS[item.kind], wrong=wrong), hint, None, item.text)

    def finish(self, painter: Painter, ownership: Ownership) -> None:
        """Judge the page when all of it has been painted."""
        found = self._found
        for kind in sorted(painter.loose - self._told):
            rule, wrong, hint = LOOSE[kind]
            found.add(rule, say("content that does not show {wrong}", wrong=wrong), hint)
        for wrong in sorted(painter.nested):  # 7.1-1, -2
            found.add("nested-artifact", wrong, say("end the one before the other begins"))
        if painter.repeated:  # 7.20-2
            message = say("a form with marks is drawn that has been drawn before")
            found.add("repeated-form", message, say("draw it once, or mark it where it is drawn"))
        _check_met(ownership.named, painter.met, found)
        for (face, fault, code), string in painter.unread.items():
            says, hint = UNREADABLE[fault]
            message = say("code {code} of {name} {says}", code=code, name=face.name, says=says)
            found.add("unreadable-text", message, hint, None, lambda s=string, f=face: f.text_of(s))  # type: ignore[misc]


def check_forms(pages: Iterable[Key], owners: Owners, cabinet: Cabinet, found: Collector) -> None:
    """Check the marks of what is no page, when all pages have been painted."""
    drawn = set(pages)
    for holder in owners.holders:
        if holder not in drawn:
            _check_met(owners.named(holder), cabinet.met.get(holder, set()) if holder else set(), found)


def _check_met(named: frozenset[int], met: set[int], found: Collector) -> None:
    if lost := sorted(named - met):
        marks = ", ".join(map(str, lost[:5])) + (", ..." if len(lost) > 5 else "")
        message = say("an element has a mark that the content has not: {marks}", marks=marks)
        if len(lost) > 1:
            message = say("an element has marks that the content has not: {marks}", marks=marks)
        found.add("tag-without-content", message, say("take the numbers from K, or mark the content with them"))
