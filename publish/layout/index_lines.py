"""Lay out the index as groups of lines under letters, for paper and for the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from publish.base.numerals import folio_number
from publish.base.records import dataclass
from publish.editing.index import IndexEntry, Term, key_of, letter_of, merge_pages
from publish.publication.project import Project
from publish.publication.publication import SCHEME
from publish.publication.words import words

INDEX = "index"
"""Name of its fragment and of its page in the EPUB."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a line that lead somewhere; the address is empty where nothing is."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of the index.

    Attributes:
        id: The id of the line.
        label: The words of the line.
        is_sub: Whether the line is a sub-entry.
        folios: The pages of the line, runs with an en dash.
        see: Entries to look at instead.
        see_also: Entries to look at as well.
    """

    id: str
    label: str
    is_sub: bool
    folios: tuple[Reference, ...]
    see: tuple[Reference, ...]
    see_also: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The entries under one letter, each with the sub-entries behind it; the letter is empty for figures and signs."""

    letter: str
    entries: tuple[tuple[IndexLine, ...], ...]


def lay_out_index(
    entries: Sequence[IndexEntry], folios: Mapping[str, str], address: Callable[[str], str] = lambda target: target
) -> list[Group]:
    """Return the groups of an index.

    Args:
        entries: The entries in their order.
        folios: The folio of each place, ``publish:NAME#id``, as far as they are known.
        address: Turns such a place into the address of a link.
    """
    names = {key: f"entry-{number}" for number, key in enumerate(_keys(entries), 1)}
    lines = _Lines(folios, address, names)
    return [
        Group(letter, tuple(lines.of(entry) for entry in group))
        for letter, group in groupby(entries, key=lambda entry: letter_of(entry.label))
    ]


def _keys(entries: Iterable[IndexEntry]) -> Iterator[Term]:
    for entry in entries:
        yield key_of((entry.label,))
        yield from (key_of((entry.label, child.label)) for child in entry.children)


class _Lines:
    """Makes the lines; knows the pages, and the name of each entry."""

    def __init__(self, folios: Mapping[str, str], address: Callable[[str], str], names: Mapping[Term, str]) -> None:
        self.known, self.address, self.names = folios, address, names

    def of(self, entry: IndexEntry) -> tuple[IndexLine, ...]:
        """Return the line of an entry and those of its sub-entries."""
        children = (self.line(child, (entry.label, child.label)) for child in entry.children)
        return (self.line(entry, (entry.label,)), *children)

    def line(self, entry: IndexEntry, term: Term) -> IndexLine:
        see, see_also = (tuple(map(self.reference, terms)) for terms in (entry.see, entry.see_also))
        return IndexLine(self.names[key_of(term)], term[-1], len(term) > 1, tuple(self.folios(entry)), see, see_also)

    def reference(self, term: Term) -> Reference:
        name = self.names.get(key_of(term))
        return Reference(", ".join(term), f"#{name}" if name else "")

    def folios(self, entry: IndexEntry) -> Iterator[Reference]:
        """Yield the runs of pages of an entry, each leading to the first place in it."""
        passages: set[tuple[str, str]] = set()
        starts: dict[str, str] = {}
        for mention in entry.mentions:
            place = f"{SCHEME}{mention.chapter}#{mention.first}"
            first, last = (
                self.known.get(f"{SCHEME}{mention.chapter}#{name}", "0") for name in (mention.first, mention.last)
            )
            passages.add((first, max(first, last, key=folio_number)))
            starts.setdefault(first, place)
        for first, last in merge_pages(passages):
            yield Reference(first if first == last else f"{first}–{last}", self.address(starts[first]))


def index_title(project: Project) -> str:
    """Return the title of the index."""
    return project.index.title or words(project.language)["index"]
