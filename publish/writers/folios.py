"""Find where the printed pages begin in the text of an article, so that page n on the screen is page n in print.

What lays out runs in the worker and gives back the text of each page; the rest compares texts. Both outputs render the
same nodes in the same order, so a place is a number of characters from the start of the article's text.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.diagnostics import Position
from publish.writers import engine

PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a picture in the text of a page."""

_KEY = 48


def fold(text: str) -> str:
    """Return what counts of a text: no spaces, nothing invisible, no difference between capitals and small letters."""
    visible = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(visible).casefold()


def read_pages(html: str, styles: Sequence[engine.Style], roots: Sequence[Path], at: Position) -> tuple[str, ...]:
    """Lay out the printed article and return the folded text that its body has on each page.

    Args:
        html: The printed article as XHTML, its text in ``div.body``.
        styles: Its stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the page itself is at fault.
    """
    return tuple(body_texts(engine.lay_out(html, styles, roots, at)))


def body_texts(document: Any) -> Iterator[str]:
    """Yield the folded text that the body has on each page of a laid-out document."""
    heads: set[int] = set()
    for page in document.pages:
        yield fold("".join(_texts(page._page_box, False, heads)))


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


def _texts(box: Any, inside: bool, heads: set[int]) -> Iterator[str]:
    """Yield the text and pictures of the body below a box in reading order.

    Margin boxes and the area of the notes have no ``div.body`` above them; what the style generates is left out, and so
    is the head of a table where it is repeated on a further page.

    Args:
        box: A box of the engine.
        inside: Whether it stands in the body.
        heads: Heads of tables that have been seen.
    """
    tag = box.element_tag or ""
    if "::" in tag and not tag.endswith(("::first-letter", "::first-line")):
        return
    if getattr(box, "is_header", False):
        if id(box.element) in heads:
            return
        heads.add(id(box.element))
    inside = inside or (tag == "div" and "body" in box.element.get("class", "").split())
    if inside and hasattr(box, "text"):
        yield box.text
    elif inside and tag == "img":
        yield PICTURE
    for child in getattr(box, "children", ()):
        yield from _texts(child, inside, heads)
