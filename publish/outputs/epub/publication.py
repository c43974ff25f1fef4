"""The screens of a publication of many articles: a page for each, with the pages of the printed publication marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from publish.editing.index import collect_entries
from publish.layout import contents, page_starts, page_values, screen, xhtml
from publish.layout import notes as notes_page
from publish.layout.index_lines import INDEX, index_title, lay_out_index
from publish.outputs.commission import Commission
from publish.outputs.epub import package
from publish.outputs.epub.container import Resource
from publish.outputs.epub.package import ScreenPage
from publish.outputs.pdf.page_map import Pagination
from publish.publication import model
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import CONTENTS, SCHEME, TITLE, WORKS, Chapter, Publication
from publish.publication.words import words

TITLE_PAGE, IMPRINT_PAGE, COLOPHON_PAGE = "title.xhtml", "imprint.xhtml", "colophon.xhtml"
"""Addresses of the pages that hold no article."""

Sheet = tuple[str, str]
"""Label of a printed page, empty where the page begins in another article, and its folded body text."""


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


class ChapterScreens:
    """The pages of a publication on a screen: one for each chapter, and what stands before and behind them."""

    def __init__(
        self, asked: Commission, project: Project, printed: Pagination, pictures: Mapping[Path, Resource]
    ) -> None:
        """Start with what is published, the facts that it says of itself, its printed pages and its pictures."""
        assert isinstance(asked.subject, Publication), "an article has one page"
        self.publication: Publication = asked.subject
        self.project, self.assets, self.draft = project, asked.assets, asked.draft
        self.pictures = {path: f"../{picture.name}" for path, picture in pictures.items()}
        self.sheets = _sheets(printed)
        self.folios = printed.folios
        self.addresses: list[tuple[str, str]] = []  # label and address of each printed page

    def bind(self, identifier: str) -> tuple[ScreenPage, ...]:
        """Return all pages in their order, the navigation among them."""
        texts = dict(self.documents())
        texts |= self.navigation(identifier)
        order = (package.COVER, TITLE_PAGE, IMPRINT_PAGE, package.NAV)
        names = [*order, *(name for name in texts if name.startswith("text/")), COLOPHON_PAGE, package.NCX]
        return tuple(ScreenPage(name, texts[name]) for name in names if name in texts)

    def front_pages(self) -> Iterator[tuple[str, str]]:
        """Yield address and XHTML of the pages before the contents."""
        yield TITLE_PAGE, self.plain(TITLE_PAGE, TITLE, self.publication.title)

    def end_pages(self) -> Iterator[tuple[str, str]]:
        """Yield address and XHTML of the pages behind all others."""
        yield from ()

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield address and XHTML of the pages in the order of reading, but for cover and contents."""
        yield from self.front_pages()
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
        yield from self.end_pages()

    def plain(self, address: str, name: str, title: str, **more: object) -> str:
        """Return a page that holds no article, such as that of a part; layouts see what more is told."""
        marks = self.marks(address, self.sheets[name])
        publication = self.publication
        values = {
            "title": title,
            "language": publication.language,
            "root": "../" if "/" in address else "",
            "marks": Markup(marks),
            "subtitle": publication.subtitle,
            "creators": publication.creators,
            "publisher": publication.publisher,
            "year": publication.date.year,
            **{"is_title": False, "volume": "", "credits": ()},
        }
        return fill_layout(self.assets, "book/epub-plain.html", values | more)

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
            "words": words(self.publication.language),
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
            "title": words(self.publication.language)["notes"],
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
            "words": words(publication.language),
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
                title = words(self.publication.language)[name]
                marks = Markup(self.nav_marks(name))
                yield {"id": name, "type": kind, "title": title, "entries": lines, "marks": marks}

    def places_before(self) -> Iterator[screen.Landmark]:
        """Yield what stands before the text: title page, contents, lists of figures and tables."""
        yield screen.Landmark("titlepage", self.publication.title, TITLE_PAGE)
        yield screen.Landmark("toc", words(self.publication.language)["contents"], f"{package.NAV}#toc")
        for found in self.lists():
            yield screen.Landmark(str(found["type"]), str(found["title"]), f"{package.NAV}#{found['id']}")

    def places_behind(self) -> Iterator[screen.Landmark]:
        """Yield what stands behind the text: notes, works cited, index."""
        if notes_page.NOTES in self.sheets:
            title = words(self.publication.language)["notes"]
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
