"""Turn a publication of many articles into one EPUB 3.3: a page for each chapter, with the pages of the printed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publish.base.workers.worker import Call, call_here
from publish.editing.index import collect_entries
from publish.kinds.book.cover import set_front
from publish.kinds.book.imprint import set_credits, set_imprint
from publish.kinds.book.printing import COLOPHON, CONTENTS, IMPRINT, TITLE, index_title, paginate_book
from publish.layout import contents, page_starts, page_values, screen, xhtml
from publish.layout import notes as notes_page
from publish.layout.index_lines import INDEX, lay_out_index
from publish.outputs.epub import package
from publish.outputs.epub.container import Resource, pack
from publish.outputs.epub.cover import set_cover
from publish.outputs.epub.fonts import make_styles
from publish.outputs.epub.pictures import collect_pictures
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.page_map import Pagination
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import SCHEME, WORKS, Chapter, Publication

TITLE_PAGE, IMPRINT_PAGE, COLOPHON_PAGE = "title.xhtml", "imprint.xhtml", "colophon.xhtml"
"""Addresses of the pages that hold no article."""

Sheet = tuple[str, str]
"""Label of a printed page, empty where the page begins in another article, and its folded body text."""


def render_epub(
    publication: Publication,
    project: Project,
    assets: Assets,
    layouter: Layouter,
    *,
    draft: bool = False,
    call: Call = call_here,
) -> bytes:
    """Return the publication as EPUB 3.3, accessible after EPUB Accessibility 1.1.

    Args:
        publication: What is published.
        project: Its facts.
        assets: Layouts, styles and fonts.
        layouter: Lays out the printed publication, whose pages are marked in the text.
        draft: Whether a missing photograph leaves its place open.
        call: How the fonts are cut down: here, or in a worker.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    whole = merge(publication)
    drawing = set_front(publication, project, assets) if project.cover else set_cover(whole, project, assets)
    cover = layouter.draw_cover(drawing)
    printed = paginate_book(publication, project, assets, layouter, draft=draft)
    pictures = collect_pictures(whole)
    book = Screens(publication, project, assets, printed, {path: r.name for path, r in pictures.items()}, draft)
    described = package.describe(whole, project, [picture.media_type for picture in pictures.values()])
    return bind(book, whole, described, list(pictures.values()), cover, call)


def bind(
    book: Screens,
    whole: model.Article,
    described: Any,
    pictures: Sequence[Resource],
    cover: Callable[[], bytes],
    call: Call,
) -> bytes:
    """Return the finished EPUB.

    Args:
        book: Its pages.
        whole: All of it as one article (:func:`merge`).
        described: Its metadata, of :func:`publish.outputs.epub.package.describe`.
        pictures: Those of its articles.
        cover: Waits for the picture on its cover, PNG.
        call: How its fonts are cut down: here, or in a worker.
    """
    documents = dict(book.documents())
    documents |= book.navigation(package.identify(whole, book.project))
    order = (package.COVER, TITLE_PAGE, IMPRINT_PAGE, package.NAV)
    names = [*order, *(name for name in documents if name.startswith("text/")), COLOPHON_PAGE]
    kinds = {package.NAV: ("nav",)}
    resources = [
        *(
            Resource(_id(name), name, package.XHTML, documents[name].encode(), kinds.get(name, ()), in_spine=True)
            for name in names
            if name in documents
        ),
        Resource("ncx", package.NCX, "application/x-dtbncx+xml", documents[package.NCX].encode()),
        Resource("cover-image", package.COVER_IMAGE, "image/png", cover(), ("cover-image",)),
        *make_styles(whole, book.assets, list(documents.values()), call),
        *pictures,
    ]
    return pack(package.write_package(described, whole, resources))


def merge(publication: Publication) -> model.Article:
    """Return the publication as one article, for all that looks at everything in it: letters, pictures, metadata."""
    articles = [chapter.article for chapter in publication.chapters]
    at = publication.position
    return model.Article(
        name=publication.name,
        headline=((model.Text(publication.title, at),),),
        deck=(model.Text(publication.subtitle, at),) if publication.subtitle else (),
        byline=(model.Text(", ".join(publication.creators), at),) if publication.creators else (),
        subjects=tuple(dict.fromkeys(subject for article in articles for subject in article.subjects)),
        published=publication.date,
        language=publication.language,
        children=tuple(block for article in articles for block in article.children),
        footnotes=tuple(note for article in articles for note in article.footnotes),
        position=at,
    )


class Screens:
    """Knows the pages of the book on a screen."""

    def __init__(
        self,
        publication: Publication,
        project: Project,
        assets: Assets,
        printed: Pagination,
        pictures: Mapping[Path, str],
        draft: bool,
    ) -> None:
        """Start with what is published, and with its printed pages and pictures."""
        self.publication, self.project, self.assets, self.draft = publication, project, assets, draft
        self.pictures = {path: f"../{name}" for path, name in pictures.items()}
        self.sheets = _sheets(printed)
        self.folios = printed.folios
        self.addresses: list[tuple[str, str]] = []  # label and address of each printed page

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield address and XHTML of the pages in the order of reading, but for cover and contents."""
        yield TITLE_PAGE, self.plain(TITLE_PAGE, TITLE, self.publication.title, is_title=True)
        if IMPRINT in self.sheets:
            yield IMPRINT_PAGE, self.imprint(IMPRINT_PAGE, IMPRINT)
        for name in (CONTENTS, contents.FIGURES, contents.TABLES):
            self.addresses += [(label, f"{package.NAV}#page-{label}") for label, _ in self.sheets.get(name, ())]
        part = None
        notes = notes_page.NOTES in self.sheets
        for chapter in self.publication.chapters:
            if notes and chapter.place == "back":
                yield self.notes()
                notes = False
            if chapter.part is not None and chapter.part != part:
                part = chapter.part
                name = f"part-{part + 1}"
                yield f"text/{name}.xhtml", self.plain(f"text/{name}.xhtml", name, self.publication.parts[part])
            yield f"text/{chapter.name}.xhtml", self.chapter(chapter)
        if notes:
            yield self.notes()
        if INDEX in self.sheets:
            yield f"text/{INDEX}.xhtml", self.index(f"text/{INDEX}.xhtml")
        if COLOPHON in self.sheets:
            yield COLOPHON_PAGE, self.imprint(COLOPHON_PAGE, COLOPHON)

    def plain(self, address: str, name: str, title: str, *, is_title: bool = False) -> str:
        """Return a page that holds no article: the title page or that of a part."""
        marks = self.marks(address, self.sheets[name])
        publication = self.publication
        values = {
            "title": title,
            "language": publication.language,
            "root": "../" if "/" in address else "",
            "marks": Markup(marks),
            "is_title": is_title,
            **set_credits(self.project.imprint, publication),
            "subtitle": publication.subtitle,
            "creators": publication.creators,
            "publisher": publication.publisher,
            "year": publication.date.year,
        }
        return fill_layout(self.assets, "book/epub-plain.html", values)

    def imprint(self, address: str, name: str) -> str:
        """Return the page behind the title page, or the last one: the book data."""
        assert self.project.imprint, "printed, or there were no such page"
        data = set_imprint(self.project.imprint, self.publication, self.project.page.trim_mm)
        values = {
            "title": data.colophon_heading if name == COLOPHON else data.heading,
            "language": self.publication.language,
            "book": self.publication.title,
            "marks": Markup(self.marks(address, self.sheets[name])),
            "is_colophon": name == COLOPHON,
            "data": data,
        }
        return fill_layout(self.assets, "book/epub-imprint.html", values)

    def chapter(self, chapter: Chapter) -> str:
        """Return the page of a chapter with the marks of its printed pages and its notes."""
        article, address = chapter.article, f"text/{chapter.name}.xhtml"
        sheets = self.sheets[chapter.name]
        around = xhtml.Surroundings(chapter.name, self.project.notes, self.folios)
        plain, counted = self.renderer(article, around)
        body = plain.blocks(article.children)
        printed = [text for _, text in sheets]
        starts = page_starts.find_breaks(printed, "".join(counted.seen))
        breaks = [(label, at) for (label, _), at in zip(sheets[1:], starts, strict=True) if label]
        first = self.marks(address, sheets[:1])
        self.addresses += [(label, f"{address}#page-{label}") for label, _ in breaks]
        if breaks:
            text, target = self.renderer(article, around, breaks)
            body = text.blocks(article.children) + target.last_pages()
        return page_values.fill_page(
            "book/epub-chapter.html",
            replace(article, children=()),
            self.project,
            self.assets,
            plain,
            body=body,
            notes="" if self.project.notes.place == "end" else screen.render_notes(article, plain, around),
            number=chapter.number,
            published=page_values.own_day(article),
            first_mark=Markup(first),
            section="bibliography" if chapter.name == WORKS else "chapter",
            place={"front": "frontmatter", "back": "backmatter"}.get(chapter.place, "bodymatter"),
        )

    def index(self, address: str) -> str:
        """Return the page of the index, whose folios lead to the very words."""
        entries = collect_entries((chapter.name, chapter.article) for chapter in self.publication.chapters)
        values = {
            "title": index_title(self.project),
            "language": self.publication.language,
            "words": xhtml.words(self.publication.language),
            "marks": Markup(self.marks(address, self.sheets[INDEX])),
            "groups": lay_out_index(entries, self.folios, lambda target: _page(target).removeprefix("text/")),
        }
        return fill_layout(self.assets, "book/epub-index.html", values)

    def notes(self) -> tuple[str, str]:
        """Return address and XHTML of the page with the notes of all chapters."""
        address, sections = f"text/{screen.NOTES}", []
        for chapter in self.publication.chapters:
            around = xhtml.Surroundings(chapter.name, self.project.notes, self.folios, apart=True)
            renderer, _ = self.renderer(chapter.article, around)
            if body := screen.render_notes(chapter.article, renderer, around):
                sections.append({"title": contents.chapter_title(chapter), "body": Markup(body)})
        values = {
            "title": xhtml.words(self.publication.language)["notes"],
            "language": self.publication.language,
            "marks": Markup(self.marks(address, self.sheets[notes_page.NOTES])),
            "sections": sections,
        }
        return address, fill_layout(self.assets, "book/epub-notes.html", values)

    def renderer(
        self, article: model.Article, around: xhtml.Surroundings, breaks: Sequence[tuple[str, int]] = ()
    ) -> tuple[xhtml.Renderer, screen.Screen]:
        """Return a renderer for the screen and the target it writes to."""
        target = screen.Screen(article, self.pictures, breaks, self.draft, around)
        made = xhtml.Renderer(article, target)
        made.ids = screen.name_headings(article)
        return made, target

    def marks(self, address: str, sheets: Sequence[Sheet]) -> str:
        """Return the marks of printed pages that begin at one place, and take note of their addresses."""
        labels = [label for label, _ in sheets if label]
        self.addresses += [(label, f"{address}#page-{label}") for label in labels]
        return "".join(screen.page_mark(label) for label in labels)

    def navigation(self, identifier: str) -> dict[str, str]:
        """Return nav, NCX and cover by address; all other pages have been made."""
        publication = self.publication
        start = next((c.name for c in publication.chapters if c.place == "body"), publication.chapters[0].name)
        values = {
            "title": publication.title,
            "language": publication.language,
            "words": xhtml.words(publication.language),
            "contents": list(self.entries()),
            "pages": [{"label": label, "href": href} for label, href in self.addresses],
            "marks": Markup(self.nav_marks(CONTENTS)),
            "lists": list(self.lists()),
            "places_before": list(self.places_before()),
            "places_behind": list(self.places_behind()),
            "start_file": f"text/{start}.xhtml",
            "cover_file": package.COVER,
            "cover_image": package.COVER_IMAGE,
            "identifier": identifier,
        }
        layouts = {package.NAV: "epub-nav.html", package.NCX: "epub-ncx.xml", package.COVER: "epub-cover.html"}
        return {name: fill_layout(self.assets, f"article/{layout}", values) for name, layout in layouts.items()}

    def nav_marks(self, name: str) -> str:
        """Return the marks of the printed pages of the contents or of a list, which stand in the nav."""
        return "".join(screen.page_mark(label) for label, _ in self.sheets.get(name, ()))

    def lists(self) -> Iterator[dict[str, object]]:
        """Yield the lists of figures and tables, in the words of EPUB Structural Semantics."""
        lists = self.project.lists
        for name, kind, wanted, found in (
            (contents.FIGURES, "loi", lists.figures, contents.list_figures(self.publication)),
            (contents.TABLES, "lot", lists.tables, contents.list_tables(self.publication)),
        ):
            lines = [{"title": line.title, "href": _page(line.address)} for line in found] if wanted else []
            if lines:
                title = xhtml.words(self.publication.language)[name]
                marks = Markup(self.nav_marks(name))
                yield {"id": name, "type": kind, "title": title, "entries": lines, "marks": marks}

    def places_before(self) -> Iterator[screen.Landmark]:
        """Yield what stands before the text: title page, contents, lists of figures and tables."""
        yield screen.Landmark("titlepage", self.publication.title, TITLE_PAGE)
        yield screen.Landmark("toc", xhtml.words(self.publication.language)["contents"], f"{package.NAV}#toc")
        for found in self.lists():
            yield screen.Landmark(str(found["type"]), str(found["title"]), f"{package.NAV}#{found['id']}")

    def places_behind(self) -> Iterator[screen.Landmark]:
        """Yield what stands behind the text: notes, works cited, index."""
        if notes_page.NOTES in self.sheets:
            title = xhtml.words(self.publication.language)["notes"]
            yield screen.Landmark("endnotes", title, f"text/{screen.NOTES}")
        for chapter in self.publication.chapters:
            if chapter.name == WORKS:
                yield screen.Landmark("bibliography", contents.chapter_title(chapter), f"text/{WORKS}.xhtml")
        if INDEX in self.sheets:
            yield screen.Landmark("index", index_title(self.project), f"text/{INDEX}.xhtml")

    def entries(self) -> Iterator[screen.NavigationEntry]:
        """Yield the lines of the contents: parts with their chapters below them, chapters with their crossheads."""
        for part, chapters in groupby(self.publication.chapters, key=lambda chapter: chapter.part):
            lines = [screen.outline(c.article, contents.chapter_title(c), f"text/{c.name}.xhtml") for c in chapters]
            if part is None:
                yield from lines
            else:
                yield screen.NavigationEntry(self.publication.parts[part], f"text/part-{part + 1}.xhtml", 0, lines)
        if INDEX in self.sheets:
            yield screen.NavigationEntry(index_title(self.project), f"text/{INDEX}.xhtml", 1)


def _sheets(printed: Pagination) -> dict[str, list[Sheet]]:
    """Return label and text of the printed pages by their fragment; a blank verso goes with what it ends."""
    found: dict[str, list[Sheet]] = {}
    for label, (name, text) in zip(printed.labels, printed.texts, strict=True):
        found.setdefault(name.removesuffix("-verso"), []).append((label, text))
    return found


def _page(address: str) -> str:
    """Return where a place of a chapter stands in the book."""
    name, _, place = address.removeprefix(SCHEME).partition("#")
    return f"text/{name}.xhtml{'#' if place else ''}{place}"


def _id(address: str) -> str:
    """Return the name of a page in the manifest."""
    return address.removeprefix("text/").removesuffix(".xhtml")
