"""The index that the search of a site looks through: all text, by page and heading.

It is the text itself, not a list of its words: so phrases are found, which in Vietnamese are most words, and what is
found is shown in its sentence. It stands in the page of the search, since a page that was opened from a disk may read
no other file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publish.outputs.html.markup import Element, passages

SCRIPT = "html/search.js"
"""What looks through the index."""


def make_index(pages: Iterable[tuple[str, str, Element]]) -> list[list[Any]]:
    """Return the index: for each page its address, its title, and for each heading its place, its title and its text.

    Args:
        pages: Address, title and body of each page.
    """
    return [
        [address, title, [[one.place, one.title, one.text] for one in passages(body) if one.text or one.title]]
        for address, title, body in pages
    ]
