"""Facts that a kind of publication reads in the front matter of its sources, beside those that every article has."""

from __future__ import annotations

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
        about: What it says, for editors and the reference.
        members: The keys of a group.
    """

    name: str
    english: str
    shape: str
    about: str
    members: tuple[FactKey, ...] = ()


FactKeys = tuple[FactKey, ...]
