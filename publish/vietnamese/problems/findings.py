"""What a search for problems hands on: a place in a text and what belongs there."""

from __future__ import annotations

from typing import NamedTuple


class RuleMatch(NamedTuple):
    """A place where a rule finds something.

    Attributes:
        rule: Name of the rule.
        start: Offset of the first character.
        end: Offset behind the last one.
        replacement: What belongs there; None when only the author can tell.
        wanted: What the message says in place of the replacement, such as several candidates.
        sure: Whether the replacement may be made unseen where its rule is a safe one.
    """

    rule: str
    start: int
    end: int
    replacement: str | None = None
    wanted: str = ""
    sure: bool = True
