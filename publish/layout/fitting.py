"""Lay out pages again until all fits them: tables and pictures too large for the page, notes counted anew on each page.

Only the layout shows what is too large, and on which page a note is called; what has to change is then changed in the
XHTML and laid out anew. Pages on which all fits are laid out once. What stands here runs in a worker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position, StyleError, error
from publish.layout import engine
from publish.layout.overfull import find_overfull

MOST_ROUNDS = 8
"""How often pages are laid out; a round only makes things smaller, so that the second or third is mostly the last."""

STEPS = ("narrow", "narrower")
"""Classes of a table that is wider than its column: smaller type, then type still smaller whose words may break."""

_TABLE = re.compile(r'(<div(?: id="[^"]*")? class="table)((?: [a-z]+)*")')
_PICTURE = re.compile(r'(<figure[^>]*><img)( style="[^"]*")?')
_SLACK = 0.5  # CSS pixels


def lay_out(html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position) -> Any:
    """Return the laid-out document (:func:`publish.layout.engine.lay_out`) with everything fitted into its pages.

    Raises:
        StyleError: As the engine, and if the pages do not settle, or words are on none of them.
    """
    for _ in range(MOST_ROUNDS):
        document = engine.lay_out(html, styles, roots, at)
        fitted = fit(html, document)
        if fitted == html:
            wrong = [error(at, message, "lost-text", hint) for message, hint in _lost(html, document)]
            if wrong := [*wrong, *find_overfull(document, at)]:
                raise StyleError(wrong)
            return document
        html = fitted
    hint = "look for a table or picture that no page can hold, or count the notes by chapter"
    raise StyleError(error(at, f"the pages do not settle in {MOST_ROUNDS} rounds", "unsettled-pages", hint))


def fit(html: str, document: Any) -> str:
    """Return the XHTML of a laid-out document with what does not fit made smaller, and its notes counted by page."""
    if not (_TABLE.search(html) or _PICTURE.search(html) or " by-page" in html):
        return html
    seen = _Seen()
    for number, page in enumerate(document.pages):
        seen.look(page._page_box, number, page._page_box.height)
    html = _each(_TABLE, html, {index: table.classes for index, table in enumerate(seen.tables.values())})
    html = _each(_PICTURE, html, {index: figure.style for index, figure in enumerate(seen.figures.values())})
    for number, name in _count(seen.calls):
        name = re.escape(name)
        call = rf'(<a class="call by-page" id="{name}"[^>]*>|<a class="number" href="#{name}">)\d+'
        html = re.sub(call, rf"\g<1>{number}", html)
    return html


def _lost(html: str, document: Any) -> Iterator[tuple[str, str]]:
    """Yield what is on no page, and what to do: the engine divides neither the notes of a page nor the head of a table.

    Notes that are higher than their page run out of it at the top; a head that is higher is left out.
    """
    for page in document.pages if 'class="footnote"' in html else ():
        for box in page._page_box.children:
            if type(box).__name__ == "FootnoteAreaBox" and box.position_y < page._page_box.content_box_y() - _SLACK:
                hint = 'make them shorter, or set place = "chapter" in [notes]'
                yield f"notes do not fit on their page: {_words(box.children[0].element)}", hint
    heads: dict[int, bool] = {}
    tables: dict[int, Any] = {}
    boxes = [page._page_box for page in document.pages] if "<thead>" in html else []
    while boxes:
        box = boxes.pop()
        if box.element_tag == "thead":
            heads[id(box.element)] = True
        elif box.element_tag == "table":
            tables[id(box.element)] = box.element
        boxes += getattr(box, "children", ())
    for table in tables.values():
        head = table.find("thead")
        if head is not None and id(head) not in heads:
            yield f"the head of a table is higher than a page: {_words(head)}", "move words from the head into the rows"


def _words(element: Any) -> str:
    """Return the first words of an element of the page."""
    words = " ".join(" ".join(element.itertext()).split())
    return f"{words[:60]}…" if len(words) > 60 else words


def _each(pattern: re.Pattern[str], html: str, ends: Mapping[int, str]) -> str:
    """Return the text with the second group of each match replaced by the text for its number, unless that is empty."""
    numbers = iter(range(len(html)))

    def change(match: re.Match[str]) -> str:
        return f"{match[1]}{ends.get(next(numbers)) or match[2] or ''}"

    return pattern.sub(change, html)


def _count(calls: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield number and name of each call, counted anew on each page."""
    number, current = 0, -1
    for page, name in calls:
        number = number + 1 if page == current else 1
        current = page
        yield number, name


@dataclass(slots=True)
class _Table:
    """A table in its column.

    Attributes:
        given: The classes that the table has so far.
        pages: Pages on which it stands.
        wide: Whether the table is wider than its column.
    """

    given: tuple[str, ...]
    pages: set[int] = field(default_factory=set)
    wide: bool = False

    @property
    def classes(self) -> str:
        """What closes its class attribute: the classes that it needs."""
        long = "long" in self.given or len(self.pages) > 1
        taken = sum(step in self.given for step in STEPS) + self.wide
        names = [*(["long"] if long else []), *STEPS[:taken]]
        return "".join(f" {name}" for name in names) + '"'


@dataclass(slots=True)
class _Figure:
    """A figure on its page; lengths in CSS pixels.

    Attributes:
        height: Height of the whole.
        picture: Height of its picture alone.
        room: Height of the page's text.
    """

    height: float = 0.0
    picture: float = 0.0
    room: float = 0.0

    @property
    def style(self) -> str:
        """The style of its picture; empty while it fits."""
        excess = self.height - self.room
        if not self.picture or excess < _SLACK:
            return ""
        return f' style="width: auto; height: {max(1.0, self.picture - excess - 1):.1f}px"'


class _Seen:
    """What is on the pages, in the order of the text."""

    def __init__(self) -> None:
        self.tables: dict[int, _Table] = {}
        self.figures: dict[int, _Figure] = {}
        self.calls: list[tuple[int, str]] = []

    def look(self, box: Any, page: int, room: float) -> None:
        """Take in a box and what is in it.

        Args:
            box: A box of the engine.
            page: Number of its page, from 0.
            room: Height of the page's text, in CSS pixels.
        """
        tag = box.element_tag or ""
        classes = box.element.get("class", "").split() if tag in ("div", "a") else ()
        if "table" in classes:
            table = self.tables.setdefault(id(box.element), _Table(tuple(classes[1:])))
            table.pages.add(page)
            table.wide = table.wide or any(_is_wide(child, box.width) for child in box.children)
        elif tag == "figure":
            figure = self.figures.setdefault(id(box.element), _Figure())
            figure.height += box.margin_height()
            figure.picture = max([figure.picture, *(child.height for child in _pictures(box))])
            figure.room = room
        elif "by-page" in classes:
            name = box.element.get("id")
            if (page, name) not in self.calls[-1:]:
                self.calls.append((page, name))
        for child in getattr(box, "children", ()):
            self.look(child, page, room)


def _is_wide(box: Any, room: float) -> bool:
    return bool(box.element_tag == "table" and box.margin_width() > room + _SLACK)


def _pictures(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.element_tag == "img":
            yield child
        else:
            yield from _pictures(child)
