"""The screens of a publication of many articles: a page for each, with the pages of the printed publication marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from publish.editing.index import collect_entries
from publish.layout import contents, page_starts, page_values, screen, xhtml
from publish.layout import notes as notes_page
from publish.layout.index_lines import INDEX, index_title, lay_out_index
from publish.outputs.commission import Commission
from publish.outputs.epub import package
from publish.outputs.epub.container import Resource
from publish.outputs.epub.navigation import TITLE_PAGE as TITLE_PAGE
from publish.outputs.epub.navigation import Navigation, Sheet, page_of
from publish.outputs.epub.package import ScreenPage
from publish.outputs.pdf.page_map import Pagination
from publish.publication import model
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import CONTENTS, TITLE, WORKS, Chapter, Publication
from publish.publication.words import words

IMPRINT_PAGE, COLOPHON_PAGE = "imprint.xhtml", "colophon.xhtml"
"""Addresses of the pages with the book data."""


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
        places = Navigation(self.publication, self.project, self.assets, self.sheets, self.addresses)
        texts |= places.documents(identifier)
        order = (package.COVER, TITLE_PAGE, IMPRINT_PAGE, package.NAV)
        names = [*order, *(name for name in texts if name.startswith("text/")), COLOPHON_PAGE, package.NCX]
        articles = {f"text/{chapter.name}.xhtml": chapter.article for chapter in self.publication.chapters}
        return tuple(ScreenPage(name, texts[name], article=articles.get(name)) for name in names if name in texts)

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
            "groups": lay_out_index(entries, self.folios, lambda target: page_of(target).removeprefix("text/")),
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


def _sheets(printed: Pagination) -> dict[str, list[Sheet]]:
    """Return label and text of the printed pages by their fragment; a blank verso goes with what it ends."""
    found: dict[str, list[Sheet]] = {}
    for label, (name, text) in zip(printed.labels, printed.texts, strict=True):
        found.setdefault(name.removesuffix("-verso"), []).append((label, text))
    return found
