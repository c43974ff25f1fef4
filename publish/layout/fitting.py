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

from publish.base.diagnostics import Diagnostic, Position, StyleError, error
from publish.base.messages import say
from publish.layout import engine
from publish.layout.breaks.missing_text import find_missing
from publish.layout.filling.spreading import spread_columns
from publish.layout.footnotes import finding as footnotes
from publish.layout.notes import HOLDERS
from publish.layout.overfull import find_overfull
from publish.layout.running_heads import shorten_heads
from publish.layout.sources import first_words, place_of
from publish.layout.tables import ROW, TABLE, FittedTable, has_columns, has_notes, may_turn, turn_pages

UNFIT = (*footnotes.RULES, "missing-place")
"""Rules of what has no room on the pages, and might on others."""

MOST_ROUNDS = 8
"""How often pages are laid out; a round only makes things smaller, so that the second or third is mostly the last."""

_PICTURE = re.compile(r'(<figure[^>]*><img)( style="[^"]*")?')
_SLACK = 0.5  # CSS pixels
_NOWHERE = Position(Path())


def lay_out(html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position) -> Any:
    """Return the laid-out document (:func:`publish.layout.engine.lay_out`) with everything fitted into its pages.

    Raises:
        StyleError: As the engine, and if the pages do not settle, or words are on none of them.
    """
    document = _settle(html, styles, roots, at)
    spread_columns(document)
    return document


def _settle(html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position) -> Any:
    """Return the document whose pages settle."""
    for _ in range(MOST_ROUNDS):
        document = engine.lay_out(html, styles, roots, at)
        fitted = shorten_heads(fit(html, document), document)
        if fitted == html:
            refused = *_refused(document, at), *_lost(html, document, at), *_nowhere(document, at)
            if wrong := [*refused, *find_overfull(document, at)] or list(find_missing(document, at)):
                raise StyleError(wrong)
            return document
        html = fitted
    hint = say("look for a table or picture that no page can hold, or count the notes by chapter")
    raise StyleError(
        error(at, say("the pages do not settle in {rounds} rounds", rounds=MOST_ROUNDS), "unsettled-pages", hint)
    )


def fit(html: str, document: Any) -> str:
    """Return the XHTML of a laid-out document with what does not fit made smaller, and its notes counted by page."""
    if not (TABLE.search(html) or _PICTURE.search(html) or " by-page" in html):
        return html
    seen = _look(document)
    for figure in seen.figures.values():
        figure.room -= max((seen.feet.get(name, 0.0) for name in figure.notes), default=0.0)
    html = _each(TABLE, html, {index: table.classes for index, table in enumerate(seen.tables.values())})
    html = _each(ROW, html, {index: ' class="long"' for index, row in enumerate(seen.rows.values()) if row > 1})
    html = _each(_PICTURE, html, {index: figure.style for index, figure in enumerate(seen.figures.values())})
    if ' turned"' in html:
        html = turn_pages(html, document.pages[0]._page_box.height)
    for number, name in _count(seen.calls):
        name = re.escape(name)
        call = rf'(<a class="call by-page" id="{name}"[^>]*>|<a class="number" href="#{name}">)\d+'
        html = re.sub(call, rf"\g<1>{number}", html)
    return html


def _refused(document: Any, at: Position) -> Iterator[Diagnostic]:
    """Yield what is wrong with tables for which no page has room."""
    yield from (table.refuse() for table in _look(document, at).tables.values() if not table.fits)


def _lost(html: str, document: Any, at: Position) -> Iterator[Diagnostic]:
    """Yield what is on no page, and what to do: notes that have no room, and the head of a table higher than a page."""
    if 'class="footnote"' in html:
        yield from footnotes.find_misplaced(document, at)
    seen = _look(document, at)
    for key, element in seen.heads.items():
        if key not in seen.shown:
            message = say("the head of a table is higher than a page: {words}", words=first_words(element))
            yield error(seen.tables[key].at, message, "lost-text", say("move words from the head into the rows"))


def _nowhere(document: Any, at: Position) -> Iterator[Diagnostic]:
    """Yield each link to a place that is on no page: what the styles hide, or what the engine cuts off a page."""
    there = {name for page in document.pages for name in page.anchors}
    lost = {target for page in document.pages for kind, target, *_ in page.links if kind == "internal"} - there
    for page in document.pages if lost else ():
        for place, target in _links(page._page_box, at):
            if target in lost:
                lost.remove(target)
                message = say("no printed page has the place {target}, where a link leads", target=target)
                yield error(place, message, "missing-place", say("look for a style that hides it"))


def _links(box: Any, at: Position) -> Iterator[tuple[Position, str]]:
    """Yield place and target of each link inside the document in a box."""
    box = getattr(box, "_box", box)  # of what is placed absolutely
    if box.element is not None:
        at = place_of(box.element, at)
    if box.link and box.link[1][0] == "internal":
        yield at, box.link[1][1]
    for child in getattr(box, "children", ()):
        yield from _links(child, at)


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
class _Figure:
    """A figure on its page; lengths in CSS pixels.

    Attributes:
        height: Height of the whole.
        picture: Height of its picture alone.
        room: Height of the page's text, without the notes that the figure calls.
        notes: Ids of the notes that it calls.
    """

    height: float = 0.0
    picture: float = 0.0
    room: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The style of its picture; empty while it fits."""
        excess = self.height - self.room
        if not self.picture or excess < _SLACK:
            return ""
        return f' style="width: auto; height: {max(1.0, self.picture - excess - 1):.1f}px"'


class _Seen:
    """What is on the pages, in the order of the text.

    Attributes:
        tables: Each table.
        rows: How many times each row of a table begins or goes on; a head has none.
        heads, shown: The head of each table that has one, and the tables whose head is on a page.
        figures: Each figure.
        calls: Page and name of each call of a note.
        feet: Height of all notes of a page, by the id of each that begins there.
        columned: Elements whose text stands in columns.
    """

    def __init__(self) -> None:
        self.tables: dict[int, FittedTable] = {}
        self.rows: dict[int, int] = {}
        self.heads: dict[int, Any] = {}
        self.shown: set[int] = set()
        self.figures: dict[int, _Figure] = {}
        self.calls: list[tuple[int, str]] = []
        self.feet: dict[str, float] = {}
        self.columned: set[int] = set()

    def look(self, box: Any, around: Any, at: Position, page: int, size: tuple[float, float]) -> None:
        """Take in a box and what is in it.

        Args:
            box: A box of the engine.
            around: The box that it is in.
            at: Where that one stands in the source.
            page: Number of its page, from 0.
            size: Width and height of the page's text, in CSS pixels.
        """
        box = getattr(box, "_box", box)  # of what is placed absolutely
        element = box.element
        at = at if element is None else place_of(element, at)
        if has_columns(box):
            self.columned.add(id(element))
        tag = box.element_tag or ""
        classes = element.get("class", "").split() if tag in ("div", "a") else ()
        if "table" in classes:
            self._look_at_table(box, around, at, page, size)
        elif tag == "figure":
            figure = self.figures.setdefault(id(element), _Figure())
            figure.height += box.margin_height()
            figure.picture = max([figure.picture, *(child.height for child in _pictures(box))])
            figure.room = size[1]
            figure.notes += [element.get("href", "#")[1:] for element in _elements(box, "call")]
        elif type(box).__name__ == "FootnoteAreaBox":
            for note in _elements(box, "footnote"):
                self.feet.setdefault(note.get("id"), box.margin_height())
        elif "by-page" in classes:
            name = element.get("id")
            if (page, name) not in self.calls[-1:]:
                self.calls.append((page, name))
        for child in getattr(box, "children", ()):
            self.look(child, box, at, page, size)

    def _look_at_table(self, box: Any, around: Any, at: Position, page: int, size: tuple[float, float]) -> None:
        element = box.element
        if id(element) not in self.tables:
            classes = tuple(element.get("class").split()[1:])
            spans = id(around.element) in self.columned and not has_notes(element)
            turns = may_turn(around.element)
            self.tables[id(element)] = FittedTable(classes, at, spans or "across" in classes, turns, size)
            self.rows.update((id(row), 0) for row in element.iter("tr"))
            self.heads.update((id(element), head) for head in element.iter("thead"))
        table = self.tables[id(element)]
        table.pages.add(page)
        table.room, table.height = box.width, table.height + box.margin_height()
        for child in box.children:
            if child.element_tag == "table":
                table.wanted = max(table.wanted, child.margin_width())
                for group in (group for part in child.children for group in (part, *getattr(part, "children", ()))):
                    self._look_at_group(group, id(element))

    def _look_at_group(self, group: Any, table: int) -> None:
        if group.element_tag == "thead":
            self.shown.add(table)
        elif group.element_tag == "tbody":
            for row in group.children:
                self.rows[id(row.element)] += 1


def _look(document: Any, at: Position = _NOWHERE) -> _Seen:
    """Return what is on the pages of a laid-out document."""
    seen = _Seen()
    for number, page in enumerate(document.pages):
        box = page._page_box
        seen.look(box, None, at, number, (box.width, box.height))
    return seen


def _elements(box: Any, class_: str) -> Iterator[Any]:
    """Yield the calls or notes in a box, by their class."""
    for child in getattr(box, "children", ()):
        if child.element_tag in ("a", *HOLDERS) and class_ in child.element.get("class", "").split():
            yield child.element
        yield from _elements(child, class_)


def _pictures(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.element_tag == "img":
            yield child
        else:
            yield from _pictures(child)
