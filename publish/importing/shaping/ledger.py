"""What the parser says it did: each change and loss with its place, and the words that went with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from publish.base.records import dataclass as record
from publish.importing.balance import Outcome


@record(frozen=True, slots=True)
class Deed:
    """Something that was changed or left out, and the words of the file that the result has not."""

    what: str
    place: str
    outcome: Outcome
    how: str
    words: str = ""
    count: int = 1


@record(frozen=True, slots=True)
class Decision:
    """What a paragraph was taken for by its look.

    Attributes:
        place: The paragraph, by its part and number.
        text: Beginning of its text.
        made: The node that was made of it, ``heading 2``, ``caption``.
        reason: The points that spoke for it.
        rule: Name of the rule.
    """

    place: str
    text: str
    made: str
    reason: str
    rule: str


@dataclass
class Ledger:
    """All that was done to one file."""

    deeds: list[Deed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def change(self, what: str, place: str, how: str, words: str = "", count: int = 1) -> None:
        """Take note of what is there in another form; ``words`` are those that the result has not."""
        self.deeds.append(Deed(what, place, Outcome.CHANGED, how, words, count))

    def leave_out(self, what: str, place: str, why: str, words: str = "", count: int = 1) -> None:
        """Take note of what is not there any more, with its words."""
        self.deeds.append(Deed(what, place, Outcome.LEFT_OUT, why, words, count))

    def decide(self, place: str, text: str, made: str, reason: str, rule: str) -> None:
        """Take note of what a paragraph was taken for."""
        self.decisions.append(Decision(place, text[:80], made, reason, rule))
