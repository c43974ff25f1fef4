"""A publication of many articles as one document: chapters in their places and parts. The writers only look at it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from publish.base.diagnostics import Position
from publish.base.records import dataclass

if TYPE_CHECKING:
    from publish.publication.model import Article  # a worker lays out pages without it


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article in its place.

    Attributes:
        name: Name of the chapter inside the publication, unique and fit for a file and an address.
        place: ``front`` (its folios are roman), ``body`` or ``back``.
        part: Number of its part, from 0; None outside of parts.
        number: Number of the chapter as it is printed above the headline, "Chương II"; empty for none.
    """

    name: str
    article: Article
    place: str
    part: int | None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of several articles: the facts on its title page, and its chapters.

    Attributes:
        name: Stem of its files.
        parts: Titles of the parts.
        chapters: The chapters in the order of the book.
        position: Place of its ``publish.toml``.
    """

    name: str
    title: str
    subtitle: str
    creators: tuple[str, ...]
    publisher: str
    rights: str
    language: str
    date: datetime.date
    parts: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    position: Position


WORKS = "bibliography"
"""Name of the chapter that lists the works which the others cite."""

SCHEME = "publish:"
"""Links from one chapter to another are written ``publish:NAME#id``; each writer makes addresses of its own of them."""


_KEPT = re.compile(
    "title|imprint|contents|figures|tables|notes|index|bibliography|colophon|cover|nav|part-[0-9]+|terms|search"
)
"""Names of what is in a book beside its chapters."""


def name_chapters(stems: Sequence[Sequence[str]]) -> list[str]:
    """Return a name for each file: its stem, with the folders above it where two files have the same.

    Args:
        stems: Parts of each path below ``source/``, without suffix.
    """
    names = [plain_name(parts[-1:]) for parts in stems]
    twice = {name for name in names if names.count(name) > 1}
    names = [plain_name(parts) if name in twice else name for parts, name in zip(stems, names, strict=True)]
    taken: set[str] = set()
    for index, name in enumerate(names):
        number = 2
        while names[index] in taken or _KEPT.fullmatch(names[index]):
            names[index], number = f"{name}-{number}", number + 1
        taken.add(names[index])
    return names


def plain_name(parts: Iterable[str]) -> str:
    """Return the parts of a path as one word that is fit for an XML id, an address and a file name."""
    word = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
    return word if word[:1].isalpha() else f"chapter-{word}".rstrip("-")


TITLE, IMPRINT, CONTENTS, COLOPHON = "title", "imprint", "contents", "colophon"
"""Names of the fragments that are no chapters; those of parts are ``part-1`` …"""
