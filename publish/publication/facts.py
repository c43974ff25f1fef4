"""Facts that a kind of publication reads in the front matter of its sources, beside those that every article has.

An article holds them as pairs of a key and its value: lines are a tuple of texts, a group is such pairs, and several
groups are a tuple of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.records import dataclass

LINE, LINES, DAY, GROUP, GROUPS = "line", "lines", "day", "group", "groups"
"""What a fact may be: a line of text; one or several lines; a day; facts under names; a list of these."""


@dataclass(frozen=True, slots=True)
class FactKey:
    """A key of the front matter.

    Attributes:
        name: The name that documents and messages give it, and that the program goes by.
        english: The name that is accepted beside it.
        shape: What its value is: ``line``, ``lines``, ``day``, ``group`` or ``groups``.
        about: What the key says, for editors and the reference.
        members: The keys of a group.
    """

    name: str
    english: str
    shape: str
    about: str
    members: tuple[FactKey, ...] = ()


FactKeys = tuple[FactKey, ...]


def texts_of(facts: object) -> Iterator[str]:
    """Yield the texts of facts as :attr:`publish.publication.model.Article.facts` has them, their keys among them."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, tuple):
        for fact in facts:
            yield from texts_of(fact)
