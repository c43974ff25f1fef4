"""See that every place whose folio is shown stands on a page: a style or layout of the project may hide it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from publish.base.diagnostics import Diagnostic, StyleError, error
from publish.base.messages import say
from publish.editing.index import IndexEntry
from publish.layout import contents
from publish.publication.publication import SCHEME, Publication


def listed_places(lists: Iterable[Sequence[contents.ContentsEntry]], entries: Iterable[IndexEntry]) -> Iterator[str]:
    """Yield the address of each place whose folio contents, lists and index show."""
    yield from (entry.address for listed in lists for entry in listed)
    for entry in entries:
        for line in (entry, *entry.children):
            for mention in line.mentions:
                yield from (f"{SCHEME}{mention.chapter}#{name}" for name in (mention.first, mention.last))


def check_places(asked: Iterable[str], known: Container[str], publication: Publication) -> None:
    """Raise a finding for each place that is asked for and on no page, at the article that it is in.

    Raises:
        StyleError: If there is one.
    """
    if lost := sorted({address for address in asked if address not in known}):
        raise StyleError(_missing(address, publication) for address in lost)


def _missing(address: str, publication: Publication) -> Diagnostic:
    name, _, place = address.removeprefix(SCHEME).partition("#")
    at = next((c.article.position for c in publication.chapters if c.name == name), publication.position)
    hint = say("a style or layout of the project hides it: show it, or take what leads to it out of the lists")
    message = say("no printed page has the place {name}#{place}, whose folio is to be shown", name=name, place=place)
    return error(at, message, "missing-place", hint)
