"""Know what is on each page of a printed publication, which the EPUB names; kept apart from the PDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from publish.base.cache import digest
from publish.base.records import dataclass
from publish.outputs.pdf.layouter import Layouter


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


def find_pages(layouter: Layouter, paginate: Callable[[], Pagination]) -> Pagination:
    """Return what is on the pages: what was kept when the PDF was made, else what laying out finds."""
    content = layouter.store.get(_key(layouter)) if layouter.subject else None
    if content is None:
        return keep_pages(layouter, paginate())
    labels, texts, folios = json.loads(content)
    return Pagination(tuple(labels), tuple((name, text) for name, text in texts), folios)


def keep_pages(layouter: Layouter, pages: Pagination) -> Pagination:
    """Keep what is on the pages for when the same publication is made in another format, and return it."""
    if layouter.subject:
        facts = [pages.labels, pages.texts, dict(pages.folios)]
        layouter.store.put(_key(layouter), json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())
    return pages


def _key(layouter: Layouter) -> str:
    return digest("pagination", layouter.subject)
