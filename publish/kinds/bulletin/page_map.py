"""Find which text of which article is on which page of a bulletin, where articles share pages and go on elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from publish.layout import page_starts


class Part(NamedTuple):
    """The text of an article on a page; the label is empty unless the page begins with it."""

    label: str
    name: str
    text: str


def find_parts(pieces: Sequence[tuple[str, str]], pages: Sequence[str], first: int, before: str = "") -> Iterator[Part]:
    """Yield the parts of articles on the pages of a fragment, in their order.

    Args:
        pieces: Name and folded text of each piece of an article, in the order of the fragment.
        pages: Folded text of each page.
        first: Folio of the first page.
        before: Name of the article that ends before the fragment, which a page without text goes with.
    """
    whole = "".join(text for _, text in pieces)
    ends = list(accumulate(len(text) for _, text in pieces))
    begins = [end - len(text) for end, (_, text) in zip(ends, pieces, strict=True)]
    turns = [0, *page_starts.find_breaks(pages, whole), len(whole)]
    for folio, (start, end) in enumerate(pairwise(turns), first):
        label = str(folio)
        for (name, _), begin, stop in zip(pieces, begins, ends, strict=True):
            if max(start, begin) < min(end, stop):
                yield Part(label, name, whole[max(start, begin) : min(end, stop)])
                label = ""
        if label:  # a page with nothing but the imprint
            yield Part(label, pieces[-1][0] if pieces else before, "")
