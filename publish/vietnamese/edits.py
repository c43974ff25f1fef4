"""Changes to a text as data: a rule finds them, a linter tells them, a writer makes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A change of one place.

    Attributes:
        rule: Name of the rule that asks for it.
        start: Offset of the first character that changes.
        end: Offset behind the last one; equal to ``start`` where something is put in.
        replacement: What stands there afterwards.
    """

    rule: str
    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with changes made; they are sorted and do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += text[done : edit.start], edit.replacement
        done = edit.end
    return "".join((*parts, text[done:]))
