"""The printed pages of a book: fragments laid out apart, then put together.

Each chapter, the pages before them and the contents are fragments (:mod:`publish.outputs.pdf.fragments`). Only what a
page shows is part of its key, and no fragment shows its own folio, so that a change in one article lays out that
article and, where its number of pages changed, the contents.
"""

from __future__ import annotations

import functools
import os
import pickle
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from publish.base.cache import digest
from publish.base.diagnostics import StyleError, error
from publish.base.messages import say
from publish.base.numerals import to_roman
from publish.base.program_digest import file_digest, programs_digest
from publish.base.units import POINTS_PER_MM
from publish.editing.index import collect_entries
from publish.kinds.book.book_data import Imprint
from publish.kinds.book.imprint import count_lines, set_credits, set_imprint
from publish.kinds.book.settings import book_of
from publish.kinds.book.stand_ins import keep_length, stand_in
from publish.kinds.book.styles import print_styles
from publish.layout import contents, engine, notes, page_values, plates, screen, xhtml
from publish.layout.headlines import set_headline
from publish.layout.index_lines import INDEX, index_title, lay_out_index
from publish.layout.paper import Paper
from publish.layout.runts import hold_paragraphs
from publish.layout.sources import file_of
from publish.outputs.commission import Commission
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Deferred, Layouter, Order
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination
from publish.outputs.pdf.places import check_places, listed_places
from publish.outputs.pdf.printed import Leaves
from publish.outputs.pdf.printing import describe
from publish.outputs.pdf.xmp import Facts
from publish.publication import model
from publish.publication.assets.jinja import fill_layout
from publish.publication.publication import COLOPHON, CONTENTS, IMPRINT, SCHEME, TITLE, Chapter
from publish.publication.words import words

VERSOS = (IMPRINT, COLOPHON)
"""What begins on a verso: the back of the title page, and the last page of the book."""

MARGINS_MM, ROUND_TITLE_MM = 40.0, 92.0  # at both sides; above and below a title, with the publisher's lines
ENTRY_MM = 7.3  # of each entry of a list with its share of the margins, as it is guessed
TALLEST_PT, LARGEST_PT, LINE_PT = 180.0, 26.0, 18.0
"""Of titles on pages of their own, and of the other lines there."""

MOST_ROUNDS = 8
"""How often pages that show folios are laid out until these are right; mostly the second round is the last."""


def printed(asked: Commission) -> Leaves:
    """Return the pages of a book: chapters, and what stands before, between and behind them."""
    return _BookPages(asked)


def _settle(book: _BookPages, layouter: Layouter) -> tuple[list[Leaf], dict[str, str]]:
    """Lay out a book; what shows folios again, until they are right.

    What shows nothing else waits until there are folios to show; blank pages stand in for it.

    Returns:
        Its fragments in order, and the folio of each place by its address.

    Raises:
        StyleError: If the folios do not settle, or a place is on no page.
    """
    first = {order.name: order for order in book.orders_with_folios({})}
    laid = {name: stand_in(first[name], likely, layouter) for name, likely in book.waiting.items()}
    known: dict[str, Order] = {}
    shown = [order for order in first.values() if order.name not in laid]
    wanted: list[Order | Deferred] = [*book.orders(), *shown]
    for _ in range(MOST_ROUNDS):
        known |= {order.name: order for order in shown}
        laid |= zip((order.name for order in wanted), layouter.lay_out(wanted), strict=True)
        leaves = list(book.in_order(laid))
        folios = dict(_folios(leaves))
        shown = [order for order in book.orders_with_folios(folios) if order != known.get(order.name)]
        shown = [order for order in shown if order.name not in known] or shown  # no page refers to what is guessed
        wanted = [*shown]
        if not shown:
            check_places(listed_places(book.lists.values(), book.entries), folios, book.publication)
            for name in book.waiting:
                keep_length(first[name], laid[name], layouter)
            return leaves, folios
    hint = say("put the page reference into a sentence of its own, or take it out")
    raise StyleError(error(order.at, _unsettled(order.name), "unsettled-folios", hint) for order in shown)


def _unsettled(name: str) -> str:
    return say("the folios on {name} do not settle in {rounds} rounds", name=name, rounds=MOST_ROUNDS)


def _folios(leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    """Yield address and folio of each place of a book."""
    for leaf in leaves:
        if leaf.fragment:
            yield f"{SCHEME}{leaf.name}#", leaf.labels[0]
            for name, (number, _, _) in leaf.fragment.anchors.items():
                yield f"{SCHEME}{leaf.name}#{name}", leaf.labels[number]


class _BookPages(Leaves):
    """The pages of a book as XHTML, and their order."""

    folio_style = "book/folio.css"

    def __init__(self, asked: Commission) -> None:
        super().__init__(asked)
        chapters = self.publication.chapters
        self.entries = collect_entries((chapter.name, chapter.article) for chapter in chapters)
        self.book_data = book_of(self.project).imprint

    def describe(self) -> Facts:
        """Return what the file says of itself."""
        return describe(self.publication)

    def find_leaves(self) -> list[Leaf]:
        """Return the fragments in order."""
        return self.settled[0]

    def paginate(self) -> Pagination:
        """Return what is on the pages of fragments, with the folio of each place."""
        leaves, places = self.settled
        labels = tuple(label for leaf in leaves for label in leaf.labels)
        texts = tuple(
            (leaf.name, text) for leaf in leaves for text in (leaf.fragment.texts if leaf.fragment else ("",))
        )
        return Pagination(labels, texts, places)

    @functools.cached_property
    def settled(self) -> tuple[list[Leaf], dict[str, str]]:
        """The fragments, and the folio of each place by its address."""
        return _settle(self, self.layouter)

    def orders(self) -> list[Order | Deferred]:
        """Return the orders for all that shows no folios of other pages, in any order."""
        title, credits = self.publication.title, set_credits(self.book_data, self.publication)
        others = len(self.publication.creators) + 2 * bool(self.publication.subtitle) + count_lines(credits)
        shown = self.headline(title, others) | credits
        orders = [self.order(TITLE, "book/title.html", title, **shown)]
        if self.book_data:
            orders += self.imprint(self.book_data)
        for number, title in enumerate(self.publication.parts, 1):
            label, name = split_part(title)
            orders.append(self.order(f"part-{number}", "book/part.html", title, label=label, **self.headline(name)))
        quiet = [chapter for chapter in self.publication.chapters if chapter.name not in self.referring]
        return [*orders, *(self.deferred(chapter) for chapter in quiet)]

    def orders_with_folios(self, folios: Mapping[str, str]) -> list[Order]:
        """Return the orders for all that shows folios of other pages, as far as these are known."""
        orders = [self.listing(name, entries, folios) for name, entries in self.lists.items()]
        orders += [self.chapter(c, folios) for c in self.publication.chapters if c.name in self.referring]
        orders += [self.index(folios)] if self.entries else []
        return orders + ([self.notes(folios)] if self.has_notes else [])

    @property
    def waiting(self) -> dict[str, int]:
        """How many pages the lists and the index are likely to have, by the name of their fragments."""
        height = self.project.page.trim_mm[1]
        likely = {name: 1 + int(len(entries) * ENTRY_MM / height) for name, entries in self.lists.items()}
        return likely | ({INDEX: 1} if self.entries else {})  # nothing behind the index is listed

    @functools.cached_property
    def referring(self) -> frozenset[str]:
        """Names of the chapters that show folios of other pages."""
        return frozenset(chapter.name for chapter in self.publication.chapters if _refers(chapter))

    @functools.cached_property
    def lists(self) -> dict[str, tuple[contents.ContentsEntry, ...]]:
        """The contents and the lists that follow them, by the name of their fragments."""
        title = words(self.publication.language)["notes"] if self.has_notes else ""
        listed = contents.list_contents(self.publication, self.project.lists.levels, title)
        ends = [contents.ContentsEntry(index_title(self.project), f"{SCHEME}{INDEX}#")] if self.entries else []
        lists = {CONTENTS: (*listed, *ends)}
        if self.project.lists.figures:
            lists[contents.FIGURES] = tuple(contents.list_figures(self.publication))
        if self.project.lists.tables:
            lists[contents.TABLES] = tuple(contents.list_tables(self.publication))
        return {name: entries for name, entries in lists.items() if entries or name == CONTENTS}

    @property
    def has_notes(self) -> bool:
        """Whether there are notes that stand at the end of the book."""
        notes = any(chapter.article.footnotes for chapter in self.publication.chapters)
        return notes and self.project.notes.place == "end"

    def styles(self, *more: str) -> tuple[engine.StyleSheet, ...]:
        """Return the stylesheets of the book in the order of the cascade, more of them by name."""
        return print_styles(self.project, self.assets, *more)

    def order(self, name: str, layout: str, title: str, **values: object) -> Order:
        """Return the order for pages that hold no article."""
        publication = self.publication
        facts = {
            "title": title,
            "language": publication.language,
            "words": words(publication.language),
            "running": publication.title,
            "running_head": self.project.short_title or publication.title,
            "subtitle": publication.subtitle,
            "creators": publication.creators,
            "publisher": publication.publisher,
            "year": publication.date.year,
        }
        html = fill_layout(self.assets, layout, facts | values)
        at, page, side = publication.position, self.project.page, "left" if name in VERSOS else "right"
        return Order(name, html, self.styles(), self.assets.roots, at, page, side)

    def headline(self, title: str, others: int = 0) -> dict[str, object]:
        """Return the lines of a title on a page of its own, broken by sense, and the size of its type in points.

        There is room for so many other lines.
        """
        width, height = self.project.page.trim_mm
        tallest = (height - ROUND_TITLE_MM) * POINTS_PER_MM - others * LINE_PT
        measure = (width - MARGINS_MM) * POINTS_PER_MM
        lines, size = set_headline([title], measure, max(40.0, min(TALLEST_PT, tallest)), LARGEST_PT)
        return {"lines": lines, "size_pt": size}

    def imprint(self, imprint: Imprint) -> list[Order]:
        """Return the orders for the back of the title page and the last page, which hold the book data."""
        data = set_imprint(imprint, self.publication, self.project.page.trim_mm)
        return [
            self.order(IMPRINT, "book/imprint.html", data.heading, data=data),
            self.order(COLOPHON, "book/colophon.html", data.colophon_heading, data=data),
        ]

    def deferred(self, chapter: Chapter) -> Deferred:
        """Return a chapter that shows no folios of other pages, composed when it is needed."""
        part = None if chapter.part is None else self.publication.parts[chapter.part]
        facts = pickle.dumps((self.project.setting, part, self.draft, chapter), pickle.HIGHEST_PROTOCOL)
        return Deferred(chapter.name, digest("chapter", facts, self.layouts), lambda: self.chapter(chapter, {}))

    @functools.cached_property
    def layouts(self) -> str:
        """Digest of the layouts, and of what else every chapter depends on."""
        files = [path for folder in self.assets.styles for path in sorted(folder.rglob("*.html"))]
        parts = [part for path in files for part in (str(path), file_digest(path))]
        return digest(programs_digest(), os.environ.get("SOURCE_DATE_EPOCH", ""), *parts)

    def chapter(self, chapter: Chapter, folios: Mapping[str, str]) -> Order:
        """Return the order for a chapter; folios are those that its page references lead to."""
        article = replace(chapter.article, children=hold_paragraphs(chapter.article.children))
        whole = self.project.short_title or self.publication.title
        part = whole if chapter.part is None else self.publication.parts[chapter.part]
        around = xhtml.Surroundings(chapter.name, self.project.notes, folios)
        paper = Paper(article, self.draft, around)
        renderer = xhtml.Renderer(article, paper)
        if self.project.lists.levels > 1:
            renderer.ids = screen.name_headings(article)
        values = {"running": part, "number": chapter.number, "outline_title": contents.chapter_title(chapter)}
        body, places = plates.print_body(article.children, renderer, self.project.page), paper.placer.places()
        values |= {"body": Markup(body), "notes": Markup(notes.print_notes(article, renderer, around))}
        facts = replace(article, children=())  # its text is in the values
        own = {"published": page_values.own_day(article)}
        html = page_values.fill_page("book/chapter.html", facts, self.project, self.assets, renderer, **values, **own)
        pictures = tuple(node.file for node in model.pictures(article) if node.file)
        at, page = article.position, self.project.page
        return Order(chapter.name, html, self.styles(), self.assets.roots, at, page, "right", pictures, places)

    def listing(self, name: str, entries: Sequence[contents.ContentsEntry], folios: Mapping[str, str]) -> Order:
        """Return the order for the contents, or for a list of figures or tables, with the folios that are known."""
        title = words(self.publication.language)[name]
        return self.order(name, "book/contents.html", title, entries=[entry.values(folios) for entry in entries])

    def index(self, folios: Mapping[str, str]) -> Order:
        """Return the order for the index."""
        title, groups = index_title(self.project), lay_out_index(self.entries, folios)
        return self.order(INDEX, "book/index.html", title, groups=groups)

    def notes(self, folios: Mapping[str, str]) -> Order:
        """Return the order for the notes of all chapters."""
        sections = []
        for chapter in self.publication.chapters:
            around = xhtml.Surroundings(chapter.name, self.project.notes, folios, apart=True)
            renderer = xhtml.Renderer(chapter.article, Paper(chapter.article, self.draft, around))
            body = notes.note_paragraphs(chapter.article, renderer, around)
            if body:
                sections.append(
                    {
                        "title": contents.chapter_title(chapter),
                        "body": Markup(body),
                        "file": Markup(file_of(chapter.article.position)),
                    }
                )
        title = words(self.publication.language)["notes"]
        return self.order(notes.NOTES, "book/notes.html", title, sections=sections)

    def in_order(self, laid: Mapping[str, Fragment]) -> Iterator[Leaf]:
        """Yield the fragments in their order with their folios, blank versos before what starts on a recto.

        Front matter is counted in roman figures, the body and what follows it in arabic ones from 1.
        """
        chapters, ends = self.publication.chapters, [COLOPHON] if self.book_data else []
        front = [TITLE, *([IMPRINT] if ends else []), *self.lists, *(c.name for c in chapters if c.place == "front")]
        body: list[tuple[str, int]] = []
        part = None
        for chapter in chapters:
            if chapter.place == "front":
                continue
            if chapter.place == "back" and self.has_notes and (notes.NOTES, 0) not in body:
                body.append((notes.NOTES, 0))
            if chapter.part is not None and chapter.part != part:
                part = chapter.part
                body.append((f"part-{part + 1}", 0))
            body.append((chapter.name, int(chapter.part is not None)))
        if self.has_notes and (notes.NOTES, 0) not in body:
            body.append((notes.NOTES, 0))
        body += [(name, 0) for name in ([INDEX] if self.entries else []) + ends]
        yield from self._count([(name, 0) for name in front], laid, to_roman, "right")
        yield from self._count(body, laid, str, "")

    def _count(
        self, names: Sequence[tuple[str, int]], laid: Mapping[str, Fragment], label: Callable[[int], str], end: str
    ) -> Iterator[Leaf]:
        """Yield fragments with their folios from 1, and a blank page where the next begins on the other side.

        Args:
            names: Names of the fragments, and what is added to the levels of their bookmarks.
            laid: The fragments.
            label: Makes a folio of a number.
            end: Side on which begins what follows them; empty if nothing follows.
        """
        sides = [*("left" if name in VERSOS else "right" for name, _ in names[1:]), end]
        number = 1
        for (name, level), side in zip(names, sides, strict=True):
            fragment = laid[name]
            if level:
                lower = tuple(replace(mark, level=mark.level + level) for mark in fragment.bookmarks)
                fragment = replace(fragment, bookmarks=lower)
            following = number + len(fragment.texts)
            printed = name not in (TITLE, *VERSOS) and not name.startswith("part-")
            yield Leaf(name, fragment, tuple(label(page) for page in range(number, following)), printed)
            number = following
            if side and (number % 2 == 0) != (side == "left"):
                yield Leaf(f"{name}-verso", None, (label(number),), printed=False)
                number += 1


def _refers(chapter: Chapter) -> bool:
    """Tell whether a chapter shows folios of other pages."""
    return any(isinstance(node, model.PageReference) for node in model.walk(chapter.article))


def split_part(title: str) -> tuple[str, str]:
    """Return the number that the title of a part begins with, and the rest: *Phần thứ nhất*, *Đường lên biên ải*."""
    match = re.match(r"((?:Phần|Quyển|Tập|Part|Book|Volume)\s[^.:]{1,24})[.:]\s+(?=\S)", title, re.IGNORECASE)
    return (match[1], title[match.end() :]) if match else ("", title)
