"""Render the nodes of an article for the screen: notes linked both ways, and marks where the printed pages begin."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import NamedTuple

from publish.base.diagnostics import Position
from publish.layout import xhtml
from publish.layout.code import hold_switches
from publish.layout.listings.rendering import screen_code
from publish.layout.page_starts import PICTURE, fold
from publish.publication import model
from publish.publication.publication import SCHEME
from publish.publication.words import words

_WORD = re.compile(r"(?<![^\s\u00a0])[^\s\u00a0\u2060–]*+[\u2060–][^\s\u00a0]*")  # that may have to be kept
_KEPT = re.compile(r"\u2060|\d–\d")
_LONGEST_KEPT = 40

NOTES = "notes.xhtml"
"""The page with all notes of a book, beside those of its chapters."""


class Screen:
    """How the nodes of an article look on a screen.

    Attributes:
        seen: The text that has gone through so far, folded (:func:`publish.layout.page_starts.fold`).
    """

    def __init__(
        self,
        article: model.Article,
        pictures: Mapping[Path, str],
        breaks: Sequence[tuple[str, int]] = (),
        draft: bool = False,
        around: xhtml.Surroundings | None = None,
    ) -> None:
        """Start with what is known of the book.

        Args:
            article: The article.
            pictures: Address of each picture inside the book.
            breaks: Label of each printed page from the second on, and the characters of folded text before it.
            draft: Whether a missing photograph leaves its place open.
            around: What is around the article.
        """
        self.around = around or xhtml.Surroundings()
        self.words = words(article.language)
        self.pictures = pictures
        self.draft = draft
        self.seen: list[str] = []
        self._count = 0
        self._breaks = list(breaks)

    def text(self, text: str) -> str:
        """Return running text, escaped, with the marks of the pages that begin in it; 2020–2025 stays on one line."""
        parts, start, folded = [], 0, fold(text)
        while self._breaks and self._breaks[0][1] < self._count + len(folded):
            at = _skip(text, self._breaks[0][1] - self._count)
            if at == len(text):
                break
            parts += [_phrase(text[start:at]), self._pages_up_to(self._count + len(fold(text[:at])))]
            start = at
        self._advance(folded)
        return "".join([*parts, _phrase(text[start:])])

    def code(self, text: str) -> str:
        """Return code, escaped, with the marks of the pages that begin in it; --force stays on one line."""
        return self.text(hold_switches(text))

    def listing(self, node: model.CodeBlock) -> str:
        """Return the lines of code, escaped, with the marks of the pages that begin in them."""
        return screen_code(node, self.text)

    def formula(self, node: model.Formula) -> str:
        """Return the MathML of a formula, which print has as a drawing: nothing of it counts as text."""
        return node.mathml

    def room(self, node: model.Formula) -> str:
        """Return nothing: the style of the screen knows."""
        return ""

    def address(self, target: str) -> str:
        """Return the address of a link; the chapters of a book are pages of one folder."""
        target = self.around.address(target)
        if not target.startswith(SCHEME):
            return target
        name, _, place = target.removeprefix(SCHEME).partition("#")
        return f"{name}.xhtml{'#' if place else ''}{place}"

    def page_reference(self, node: model.PageReference, renderer: xhtml.Renderer) -> str:
        """Return a link with the folio that its place has in print.

        The folio counts as text where it is text in print as well; in an article of its own the engine counts it.
        """
        words, folio = renderer.inlines(node.children), self.around.folio(node.target)
        if folio:
            folio = f"\N{NO-BREAK SPACE}{self.text(folio) if node.target.startswith(SCHEME) else escape(folio)}"
        return xhtml.element("a", words + folio, href=self.address(node.target))

    def note_call(self, note: model.Footnote, again: int, renderer: xhtml.Renderer) -> str:
        """Return a call of a footnote, a link to it."""
        number, page = note.number, ""
        if self.around.chapter and self.around.notes.place == "end":
            page = NOTES
        return (
            f'<sup class="call"><a epub:type="noteref" role="doc-noteref" id="{call_id(number, again)}"'
            f' href="{page}#{self.around.note_id(number)}">{number}</a></sup>'
        )

    def mark(self, name: str, span: model.Span) -> tuple[str, str]:
        """Return the element around words that the index leads to."""
        return f'<span id="{name}">', "</span>"

    def picture(self, figure: model.Figure) -> str:
        """Return the picture by its address in the book, or in a draft the place of one that is missing."""
        if figure.file:
            mark = self._pages_up_to(self._count)
            self._advance(PICTURE)
            return f'{mark}<img src="{escape(self.pictures[figure.file])}" alt="{escape(figure.alt)}"/>'
        return xhtml.element("div", self.text(self.words["draft"]), class_="placeholder") if self.draft else ""

    def icon(self, picture: model.Icon) -> str:
        """Return a picture in a line of text."""
        assert picture.file, "a picture that is not there has ended the work"
        mark = self._pages_up_to(self._count)
        self._advance(PICTURE)
        facts = {"src": self.pictures[picture.file], "alt": picture.alt, "title": picture.title or None}
        return f"{mark}<img{xhtml.attribute_list(class_='icon', **facts)}/>"

    def start(self, number: int) -> str:
        """Return the number that the list starts with."""
        return f' start="{number}"'

    def marker(self, item: model.ListItem, mark: str, numbering: str) -> tuple[str, str]:
        """Return the mark as text, since old readers count in figures only, and read aloud whether a task is done."""
        if item.done is None:
            return _MARKED, f'<span class="item-mark">{escape(mark)}</span> '
        number, _, box = mark.rpartition(" ")
        label = escape(self.words["done" if item.done else "undone"])
        shown = f'<span role="img" aria-label="{label}">{box}</span>'
        return _MARKED, f'<span class="item-mark">{escape(number)}{" " if number else ""}{shown}</span> '

    def role(self, name: str) -> str:
        """Return what a display element is, in the words of EPUB Structural Semantics and of DPUB-ARIA."""
        return _ROLES.get(name, "")

    def place(self, position: Position) -> str:
        """Return nothing: a screen has room for everything."""
        return ""

    def last_pages(self) -> str:
        """Return the marks of the pages that begin after the text."""
        return self._pages_up_to(None)

    def _advance(self, folded: str) -> None:
        self.seen.append(folded)
        self._count += len(folded)

    def _pages_up_to(self, count: int | None) -> str:
        marks = ""
        while self._breaks and (count is None or self._breaks[0][1] <= count):
            marks += page_mark(self._breaks.pop(0)[0])
        return marks


_MARKED = ' class="marked-item"'
"""Attribute of an item whose mark stands in its text."""

_ROLES = {
    "pullquote": ' epub:type="pullquote" role="doc-pullquote"',
    "box": ' epub:type="sidebar"',
    "note": ' role="note"',
    "tip": ' epub:type="tip" role="doc-tip"',
    "important": ' role="note"',
    "warning": ' epub:type="warning" role="note"',
    "caution": ' epub:type="warning" role="note"',
    "citation": ' epub:type="biblioref" role="doc-biblioref"',
    "backlink": ' role="doc-backlink"',
    "wide-table": ' tabindex="0"',
}


def page_mark(label: str) -> str:
    """Return the mark that the printed page of that label begins here."""
    return f'<span epub:type="pagebreak" role="doc-pagebreak" id="page-{label}" aria-label="{label}"></span>'


def call_id(number: int, again: int) -> str:
    """Return the id of a call of a note: the first, or one of those after it, which b, c … lead back to."""
    return f"noteref-{number}-{again + 1}" if again else f"noteref-{number}"


def render_notes(article: model.Article, renderer: xhtml.Renderer, around: xhtml.Surroundings | None = None) -> str:
    """Return the footnotes of an article, each starting with its number, which leads back to the call."""
    return "\n".join(_note(note, renderer, around or xhtml.Surroundings()) for note in article.footnotes)


def _note(note: model.Footnote, renderer: xhtml.Renderer, around: xhtml.Surroundings) -> str:
    page = f"{around.chapter}.xhtml" if around.apart else ""
    number = ""
    for again in range(renderer.calls.get(note.number, 1)):
        shown = chr(ord("a") + again % 26) if again else str(note.number)
        label = f"{note.number}. {words(renderer.language)['back']}" + (f" ({again + 1})" if again else "")
        href = f"{page}#{call_id(note.number, again)}"
        link = xhtml.element("a", shown, class_="number", role="doc-backlink", href=href, **{"aria-label": label})
        number += f"<sup>{link}</sup> " if again else f"{link} "
    first, rest = note.children[:1], note.children[1:]
    if first and isinstance(first[0], model.Paragraph):
        content = xhtml.element("p", number + renderer.inlines(first[0].children)) + renderer.blocks(rest)
    else:
        content = xhtml.element("p", number.strip()) + renderer.blocks(note.children)
    return f'<aside epub:type="footnote" role="doc-footnote" id="{around.note_id(note.number)}">{content}</aside>'


def name_headings(article: model.Article) -> dict[int, str]:
    """Return a name for each heading that the author gave none, by ``id`` of the heading; no name is given twice."""
    unnamed = [heading for heading in _headings(article) if not heading.id]
    if not unnamed:
        return {}
    taken = {name for node in model.walk(article) if (name := getattr(node, "id", None))}
    free = (name for number in itertools.count(1) if (name := f"section-{number}") not in taken)
    return {id(heading): name for heading, name in zip(unnamed, free, strict=False)}


@dataclass(slots=True)
class NavigationEntry:
    """A line of the table of contents, with the lines below it; ``level`` is that of the heading it leads to."""

    title: str
    href: str
    level: int
    children: list[NavigationEntry] = field(default_factory=list)


class Landmark(NamedTuple):
    """A place that a reader may look for: its kind in the words of EPUB Structural Semantics, its name, its address."""

    type: str
    title: str
    href: str


def find_works(article: model.Article, file: str) -> list[Landmark]:
    """Return where the list of works of an article is, which stands below a crosshead at its end; empty without one."""
    *_, heading, works = (None, None, *article.children)
    if not (isinstance(works, model.List) and works.kind == "works" and isinstance(heading, model.Heading)):
        return []
    place = heading.id or name_headings(article)[id(heading)]
    return [Landmark("bibliography", model.plain_text(heading.children), f"{file}#{place}")]


def outline(article: model.Article, title: str, file: str) -> NavigationEntry:
    """Return the table of contents: the headline, below it the crossheads by their levels.

    Args:
        article: The article.
        title: The headline as plain text.
        file: Address of its page.
    """
    names = name_headings(article)
    top = NavigationEntry(title, file, 1)
    path = [top]
    for heading in _headings(article):
        text = " ".join(model.plain_text(heading.children).split())
        if text:
            path = [entry for entry in path if entry.level < heading.level]
            entry = NavigationEntry(text, f"{file}#{heading.id or names[id(heading)]}", heading.level)
            path[-1].children.append(entry)
            path.append(entry)
    return top


def _headings(article: model.Article) -> Iterator[model.Heading]:
    return (node for node in model.walk(article.children) if isinstance(node, model.Heading))


def _skip(text: str, count: int) -> int:
    """Return the place of the first visible character behind so many folded ones; the length of the text if none is."""
    at = bisect_left(range(len(text)), count, key=lambda place: len(fold(text[:place])))
    return next((place for place in range(at, len(text)) if fold(text[place])), len(text))


def _phrase(text: str) -> str:
    """Return text, escaped; what U+2060 keeps together on paper is kept by its style here, since search would trip."""
    text = escape(text, quote=False)
    return _WORD.sub(_keep, text).replace("\N{WORD JOINER}", "") if _KEPT.search(text) else text


def _keep(match: re.Match[str]) -> str:
    word = match[0]
    return f'<span class="nobreak">{word}</span>' if len(word) <= _LONGEST_KEPT and _KEPT.search(word) else word
