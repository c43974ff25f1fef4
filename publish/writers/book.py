"""Turn a publication of many articles into one PDF: fragments laid out apart, then put together.

Each chapter, the pages before them and the contents are fragments (:mod:`publish.writers.fragments`). Only what a page
shows is part of its key, and no fragment shows its own folio, so that a change in one article lays out that article
and, where its number of pages changed, the contents.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from publish import model
from publish.assets import Assets
from publish.layout import fill_layout
from publish.project import Project
from publish.publication import Chapter, Publication
from publish.worker import Call, call_here
from publish.writers import assembly, engine, fragments, pages, sheets, xhtml
from publish.writers.assembly import Leaf
from publish.writers.fragments import Fragment
from publish.writers.layouter import Layouter, Order
from publish.writers.pdf import Paper
from publish.writers.xmp import Facts

TITLE, CONTENTS = "title", "contents"
"""Names of the fragments that are no chapters; those of parts are ``part-1`` …"""

MOST_ROUNDS = 4
"""How often the contents are laid out until the folios in them are right; each round only moves what follows them."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed publication.

    Attributes:
        content: The PDF.
        labels: The folio of each page.
        texts: The folded body text of each page, and the name of the fragment that it belongs to.
    """

    content: bytes
    labels: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def render_book(
    publication: Publication, project: Project, assets: Assets, layouter: Layouter, *, draft: bool = False
) -> Printed:
    """Return the publication as tagged PDF 1.7, and what is on each of its pages.

    Args:
        publication: What is printed.
        project: Its page.
        assets: Layouts and styles.
        layouter: Lays out what has not been laid out before.
        draft: Whether a missing photograph leaves its place open.

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    book = _Book(publication, project, assets, draft)
    orders = book.orders()
    laid = dict(zip((order.name for order in orders), layouter.lay_out(orders), strict=True))
    folios: dict[str, str] = {}
    for _ in range(MOST_ROUNDS):
        laid[CONTENTS] = layouter.lay_out([book.contents(folios)])[0]
        leaves = list(book.leaves(laid))
        before, folios = folios, {leaf.name: leaf.labels[0] for leaf in leaves}
        if before == folios:
            break
    fonts = fragments.join_uses([fragment.fonts for fragment in laid.values()])
    folio, style = layouter.measure_folio(book.styles("book/folio.css"), assets.roots, publication.position)
    fonts = fragments.join_uses([fonts, {folio.font: style}])
    embedded = layouter.embed_fonts(fonts, book.styles(), assets.roots, publication.position)
    content = assembly.assemble(leaves, embedded, folio, _facts(publication), project.page)
    labels = tuple(label for leaf in leaves for label in leaf.labels)
    texts = tuple((leaf.name, text) for leaf in leaves for text in (leaf.fragment.texts if leaf.fragment else ("",)))
    return Printed(content, labels, texts)


def render_pdf(
    publication: Publication,
    project: Project,
    assets: Assets,
    layouter: Layouter,
    *,
    draft: bool = False,
    call: Call = call_here,
) -> bytes:
    """Return the publication as tagged PDF (:func:`render_book`)."""
    return render_book(publication, project, assets, layouter, draft=draft).content


class _Book:
    """Knows the pages of a book as XHTML, and their order."""

    def __init__(self, publication: Publication, project: Project, assets: Assets, draft: bool) -> None:
        self.publication, self.project, self.assets, self.draft = publication, project, assets, draft

    def orders(self) -> list[Order]:
        """Return all fragments but the contents, in any order."""
        orders = [self.order(TITLE, "book/title.html", self.publication.title)]
        for number, title in enumerate(self.publication.parts, 1):
            orders.append(self.order(f"part-{number}", "book/part.html", title))
        return orders + [self.chapter(chapter) for chapter in self.publication.chapters]

    def styles(self, *more: str) -> tuple[engine.Style, ...]:
        """Return the stylesheets of the book in the order of the cascade."""
        return sheets.book_styles(self.project, self.assets, *more)

    def order(self, name: str, layout: str, title: str, **values: object) -> Order:
        """Return the order for pages that hold no article."""
        publication = self.publication
        facts = {
            "title": title,
            "language": publication.language,
            "words": xhtml.words(publication.language),
            "running": publication.title,
            "subtitle": publication.subtitle,
            "creators": publication.creators,
            "publisher": publication.publisher,
            "year": publication.date.year,
        }
        html = fill_layout(self.assets, layout, facts | values)
        return Order(name, html, self.styles(), self.assets.roots, publication.position, self.project.page, "right")

    def chapter(self, chapter: Chapter) -> Order:
        """Return the order for a chapter."""
        article = chapter.article
        part = self.publication.title if chapter.part is None else self.publication.parts[chapter.part]
        renderer = xhtml.Renderer(article, Paper(article, self.draft))
        html = pages.fill_page("book/chapter.html", article, self.project, self.assets, renderer, running=part)
        pictures = tuple(
            node.file for node in model.walk(article) if isinstance(node, model.Figure) and node.file is not None
        )
        at, page = article.position, self.project.page
        return Order(chapter.name, html, self.styles(), self.assets.roots, at, page, "right", pictures)

    def contents(self, folios: Mapping[str, str]) -> Order:
        """Return the order for the contents, with the folios as far as they are known."""
        return self.order(
            CONTENTS,
            "book/contents.html",
            xhtml.words(self.publication.language)["contents"],
            entries=[
                {"title": title, "href": f"{assembly.SCHEME}{name}#", "folio": folios.get(name, "0"), "part": part}
                for name, title, part in self.entries()
            ],
        )

    def entries(self) -> Iterator[tuple[str, str, bool]]:
        """Yield name and title of each part and chapter, and whether it is a part."""
        part = None
        for chapter in self.publication.chapters:
            if chapter.part is not None and chapter.part != part:
                part = chapter.part
                yield f"part-{part + 1}", self.publication.parts[part], True
            yield chapter.name, pages.headline_text(chapter.article), False

    def leaves(self, laid: Mapping[str, Fragment]) -> Iterator[Leaf]:
        """Yield the fragments in their order with their folios, blank versos before what starts on a recto.

        Front matter is counted in roman figures, the body and what follows it in arabic ones from 1.
        """
        front = [TITLE, CONTENTS, *(chapter.name for chapter in self.publication.chapters if chapter.place == "front")]
        body: list[tuple[str, int]] = []
        part = None
        for chapter in self.publication.chapters:
            if chapter.place == "front":
                continue
            if chapter.part is not None and chapter.part != part:
                part = chapter.part
                body.append((f"part-{part + 1}", 0))
            body.append((chapter.name, int(chapter.part is not None)))
        number = 1
        for name in front:
            yield from self._leaf(name, laid[name], number, roman=True, level=0)
            number += _even(len(laid[name].texts))
        number = 1
        for index, (name, level) in enumerate(body):
            last = index == len(body) - 1
            yield from self._leaf(name, laid[name], number, roman=False, level=level, last=last)
            number += _even(len(laid[name].texts))

    def _leaf(
        self, name: str, fragment: Fragment, number: int, *, roman: bool, level: int, last: bool = False
    ) -> Iterator[Leaf]:
        count = len(fragment.texts)
        label = to_roman if roman else str
        printed = name != TITLE and not name.startswith("part-")
        if level:
            lower = tuple(replace(mark, level=mark.level + level) for mark in fragment.bookmarks)
            fragment = replace(fragment, bookmarks=lower)
        yield Leaf(name, fragment, tuple(label(number + page) for page in range(count)), printed)
        if count % 2 and not last:
            yield Leaf(f"{name}-verso", None, (label(number + count),), printed=False)


def to_roman(number: int) -> str:
    """Return a folio of the front matter, in small roman figures."""
    figures = ""
    for value, sign in _ROMANS:
        count, number = divmod(number, value)
        figures += sign * count
    return figures


_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _even(count: int) -> int:
    return count + count % 2


def _facts(publication: Publication) -> Facts:
    """Return what the file says of itself; its dates are those of the publication, never of the clock."""
    moment = pages.time_of(publication.date)
    day = datetime.datetime(publication.date.year, publication.date.month, publication.date.day, tzinfo=datetime.UTC)
    subjects = dict.fromkeys(subject for chapter in publication.chapters for subject in chapter.article.subjects)
    return Facts(
        publication.title,
        publication.language,
        publication.creators,
        publication.subtitle,
        tuple(subjects),
        pages.GENERATOR,
        day,
        moment,
    )
