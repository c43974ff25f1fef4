"""Know what is on each page of a printed publication, which the EPUB names; kept apart from the PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping

from publish.base.cache import Cache, digest
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Pagination:
    """What is on the pages of a printed publication.

    Attributes:
        labels: The folio of each page; empty where a page begins in another article.
        texts: Name of the fragment or article that is on each page, and the folded text of the body there.
        folios: The folio of each place, by its address.
    """

    labels: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    folios: Mapping[str, str]


def read_pages(store: Cache, state: str) -> Pagination | None:
    """Return what is on the pages of a publication in that state, as it was kept; None if it is not."""
    if (content := store.get(_key(state))) is None:
        return None
    labels, texts, folios = json.loads(content)
    return Pagination(tuple(labels), tuple((name, text) for name, text in texts), folios)


def write_pages(store: Cache, state: str, pages: Pagination) -> None:
    """Keep what is on the pages for when the same publication is made in another format."""
    facts = [pages.labels, pages.texts, dict(pages.folios)]
    store.put(_key(state), json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())


def _key(state: str) -> str:
    return digest("pagination", state)
