"""Follow marked content: what on a page is real content, an artifact, or neither (ISO 32000-1, 14.6 to 14.8)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from publish.base.messages import say
from publish.preflight.pdf.ownership import ALL, Ownership
from publish.preflight.pdf.reading import key_of, lookup, number
from publish.preflight.pdf.resources import Cabinet, Resources
from publish.preflight.pdf.tokens import names

ORPHANED, UNMARKED, ARTIFACT, TAGGED = -1, 0, 1, 2
"""How content is marked: with a number that leads to no element, not at all, as an artifact, as that of an element."""

_NUMBER = re.compile(rb"/MCID[\0\t\n\f\r ]+(\d{1,9})")
Mark = tuple[tuple[int, int] | None, int]
"""The page or form, and the number of the mark in it."""


class MarkedContent:
    """Keeps account of marks; :class:`publish.preflight.pdf.painting.Painter` does the rest.

    Attributes:
        inside: How what is painted now is marked.
        spoken: Whether a text of its own stands for it (ActualText).
        mark: The mark of the innermost element that it belongs to.
        met: The numbers of all marks of this page or form.
        loose: Which of :data:`ORPHANED` and :data:`UNMARKED` anything painted was, seen or not.
        nested: In words, what stands in what it may not stand in.
        repeated: Whether a form with marks is drawn that has been drawn before.
        shared: Whether what is found depends on more than the page.
    """

    cabinet: Cabinet
    resources: Resources

    def __init__(self, holder: Any) -> None:
        """Begin outside of any mark of a page."""
        self.inside = UNMARKED
        self.spoken = False
        self.mark: Mark | None = None
        self.met: set[int] = set()
        self.loose: set[int] = set()
        self.nested: set[str] = set()
        self.repeated = self.shared = False
        self._marks: list[tuple[int, bool, Mark | None]] = []
        self._holder = key_of(holder)
        self._ownership = ALL

    def mark_handlers(self) -> dict[bytes, Callable[[bytes], None]]:
        """Return what does each operator of marked content."""
        return {b"BMC": self._begin_marked, b"BDC": self._begin_marked, b"EMC": self._end_marked}

    def _begin_marked(self, operands: bytes) -> None:
        self._marks.append((self.inside, self.spoken, self.mark))
        found = _NUMBER.search(operands)
        mcid = int(found[1]) if found else -1
        if b"/ActualText" in operands:
            self.spoken = True
        if b"<<" not in operands and len(named := names(operands)) > 1:
            properties = lookup(self.resources.obj, "/Properties", named[1])
            mcid = int(number(lookup(properties, "/MCID"), -1))
            self.spoken = self.spoken or lookup(properties, "/ActualText") is not None
        if mcid >= 0:
            self.met.add(mcid)
        owned = mcid in self._ownership.owned
        if operands.lstrip()[:9] == b"/Artifact":
            if owned or self.inside == TAGGED:
                self.nested.add(say("an artifact stands in tagged content"))
            self.inside = ARTIFACT
        elif owned:
            if self.inside == ARTIFACT:
                self.nested.add(say("tagged content stands in an artifact"))
            self.inside, self.mark = TAGGED, (self._holder, mcid)
        elif mcid >= 0 and self.inside == UNMARKED:
            self.inside = ORPHANED

    def _end_marked(self, _: bytes) -> None:
        if self._marks:
            self.inside, self.spoken, self.mark = self._marks.pop()

    def _enter(self, form: Any) -> tuple[Any, ...]:
        """Begin the content of a form or tile; return what :meth:`_leave` wants to know."""
        kept = self._holder, self._ownership, self.met, self._marks, (self.inside, self.spoken, self.mark)
        self._holder, self._ownership = key_of(form), self._owned(form)
        self.met, self._marks = set(), []
        return kept

    def _leave(self, kept: tuple[Any, ...]) -> None:
        """Go on behind a form or tile."""
        form, met, owned = self._holder, self.met, self._ownership.owned
        self._holder, self._ownership, self.met, self._marks, (self.inside, self.spoken, self.mark) = kept
        if met and form:
            self.shared = True
            self.repeated = self.repeated or (form in self.cabinet.met and any(mark in owned for mark in met))
            self.cabinet.met.setdefault(form, set()).update(met)

    def _owned(self, holder: Any) -> Ownership:
        owners = self.cabinet.owners
        return owners.of(holder) if owners else ALL

    def has_own_text(self) -> bool:
        """Whether a text of its own stands for what is painted now: that of a mark, or of the element."""
        if self.spoken or not self.mark or not self.cabinet.owners:
            return self.spoken
        self.shared = True
        return self.cabinet.owners.is_spoken(*self.mark)
