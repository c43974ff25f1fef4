"""One finding of the reader in a draft, as those who mend it need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publish.base.diagnostics import Diagnostic
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import Change, Draft


class Trouble:
    """One finding of the reader in a draft."""

    def __init__(self, context: Context, draft: Draft, found: Diagnostic) -> None:
        """Start with the finding."""
        self.context, self.draft, self.found = context, draft, found
        self.text = draft.text
        self.offset = draft.offset(max(found.position.line, 1), max(found.position.column, 1))
        self.place = draft.place(self.offset)

    @property
    def message(self) -> str:
        """What the reader says."""
        return self.found.message

    @property
    def said(self) -> str:
        """What the message has behind its colon."""
        return self.found.message.partition(": ")[2]

    def span(self) -> tuple[int, int]:
        """Start and end of what is underlined."""
        return self.offset, self.offset + self.found.length

    def line(self) -> tuple[int, int]:
        """Start and end of its line."""
        return self.draft.line_span(self.offset)

    def changed(self, what: str, how: str) -> None:
        """Take note of what is there in another form."""
        self.context.change(what, self.place, how)

    def left_out(self, what: str, why: str) -> None:
        """Take note of what is not there any more."""
        self.context.leave_out(what, self.place, why)


Mender = Callable[[Trouble], Iterable[Change]]
"""Gives the changes that mend a finding."""
