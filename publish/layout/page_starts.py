"""Find where the printed pages begin in the text of an article, so that page n on the screen is page n in print.

What lays out runs in the worker and gives back the text of each page; the rest compares texts. Both outputs render the
same nodes in the same order, so a place is a number of characters from the start of the article's text.
"""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.notes import HOLDERS

PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a picture in the text of a page."""

_KEY = 48


class IndexPlace(NamedTuple):
    """Words that the index leads to; nothing on the page shows that they are marked.

    Attributes:
        name: What the place is called.
        in_note: Whether the words stand in a footnote.
        before: Folded characters before them, in the body or in the notes.
        words: The words, folded.
        passage: The words with what follows them.
    """

    name: str
    in_note: bool
    before: int
    words: str
    passage: str


class PagePlaces(NamedTuple):
    """What stands on each printed page of an article.

    Attributes:
        texts: The folded text that the body has on each page.
        numbers: The number of the page on which each id stands, from 1.
    """

    texts: tuple[str, ...]
    numbers: Mapping[str, int]


def fold(text: str) -> str:
    """Return what counts of a text: no spaces, nothing invisible, no difference between capitals and small letters."""
    visible = "".join(text.split()).replace("\N{WORD JOINER}", "")  # the invisible one that stands in most lines
    if not visible.isprintable():  # which nothing invisible is
        for character in set(visible):
            if unicodedata.category(character) == "Cf":
                visible = visible.replace(character, "")
    return visible.casefold()


def read_places(html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position) -> PagePlaces:
    """Lay out the printed article and return what stands on each page.

    Args:
        html: The printed article as XHTML, its text in ``div.body``.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the page itself is at fault.
    """
    from publish.layout import fitting

    return places_on(fitting.lay_out(html, styles, roots, at))


def places_on(document: Any) -> PagePlaces:
    """Return what stands on each page of a laid-out article."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            numbers.setdefault(name, number)
    return PagePlaces(tuple(body_texts(document)), numbers)


def body_texts(document: Any) -> Iterator[str]:
    """Yield the folded text that the body has on each page of a laid-out document."""
    heads: set[int] = set()
    for page in document.pages:
        yield fold("".join(_texts(page._page_box, False, heads)))


def find_places(document: Any, places: Sequence[IndexPlace]) -> dict[str, tuple[int, float, float]]:
    """Return page from 0, x and y in CSS pixels of the line in which the words of each place begin."""
    found: dict[str, tuple[int, float, float]] = {}
    for in_note in (False, True):
        wanted = [place for place in places if place.in_note == in_note]
        heads: set[int] = set()
        boxes = [
            (number, box)
            for number, page in enumerate(document.pages if wanted else ())
            for box in _boxes(page._page_box, False, heads, _NOTE if in_note else _BODY)
        ]
        texts = [fold(_text(box)) for _, box in boxes]
        starts = list(itertools.accumulate(map(len, texts), initial=0))
        whole = "".join(texts)
        for name, _, before, words, passage in wanted if boxes else ():
            at = _locate(passage if passage in whole else words, whole, min(before, len(whole)))
            number, box = boxes[min(bisect_right(starts, at), len(boxes)) - 1]
            found[name] = number, box.position_x, box.position_y
    return found


def find_breaks(pages: Sequence[str], text: str) -> list[int]:
    """Return the place of the first character of each page from the second on.

    Args:
        pages: Folded text of each page.
        text: Folded text of the whole body, as the screen shows it.

    Returns:
        Numbers of characters of ``text`` before each page, never falling. A page that begins with words which are not
        in the text, a hyphen that the engine set, say, begins where the page before it ends.
    """
    starts: list[int] = []
    start = 0
    for before, page in itertools.pairwise(pages):
        start = max(start, _locate(page[:_KEY], text, min(start + len(before), len(text))))
        starts.append(start)
    return starts


def _locate(key: str, text: str, expected: int) -> int:
    """Return the occurrence of the key nearest to the place where it is expected; that place if there is none."""
    if text.startswith(key, expected):
        return expected
    found = [text.find(key, expected), text.rfind(key, 0, expected + len(key))]
    return min((place for place in found if place >= 0), key=lambda place: abs(place - expected), default=expected)


_BODY, _NOTE = (("div",), "body"), (HOLDERS, "footnote")
"""Tags and class of what holds the text of the body, and of a note."""


def _texts(box: Any, inside: bool, heads: set[int]) -> Iterator[str]:
    """Yield the text and pictures of the body below a box in reading order."""
    return (_text(found) for found in _boxes(box, inside, heads, _BODY))


def _text(box: Any) -> str:
    return box.text if hasattr(box, "text") else PICTURE


def _boxes(box: Any, inside: bool, heads: set[int], holder: tuple[tuple[str, ...], str]) -> Iterator[Any]:
    """Yield the boxes of text and pictures below a box in reading order.

    Margin boxes and the area of the notes have no ``div.body`` above them; what the style generates is left out, and so
    are the numbers of notes, and the head of a table where it is repeated on a further page.

    Args:
        box: A box of the engine.
        inside: Whether the box stands in the body, or in a note.
        heads: Heads of tables that have been seen.
        holder: Tags and class of what holds the text that is looked for.
    """
    tag = box.element_tag or ""
    if "::" in tag and not tag.endswith(("::first-letter", "::first-line")):
        return
    if getattr(box, "is_header", False):
        if id(box.element) in heads:
            return
        heads.add(id(box.element))
    if tag == "a" and not {"call", "number"}.isdisjoint(box.element.get("class", "").split()):
        return
    inside = inside or (tag in holder[0] and holder[1] in box.element.get("class", "").split())
    if inside and (hasattr(box, "text") or tag == "img"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child, inside, heads, holder)
