"""Turn a publication of many articles into one EPUB 3.3: a page for each chapter, with the pages of the printed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from publish import model
from publish.assets import Assets
from publish.layout import fill_layout
from publish.project import Project
from publish.publication import Chapter, Publication
from publish.worker import Call, call_here
from publish.writers import epub, folios, pages, screen, xhtml
from publish.writers.book import CONTENTS, TITLE, Printed, render_book
from publish.writers.container import Resource, pack
from publish.writers.cover import render_cover
from publish.writers.faces import make_styles
from publish.writers.figures import collect_pictures
from publish.writers.layouter import Layouter

Sheet = tuple[str, str]
"""Label of a printed page, and its folded body text."""


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
        call: How the engine is called for the cover: here, or in a worker.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    printed = render_book(publication, project, assets, layouter, draft=draft)
    whole = merge(publication)
    pictures = collect_pictures(whole)
    book = _Screens(publication, project, assets, printed, {path: r.name for path, r in pictures.items()}, draft)
    documents = dict(book.documents())
    documents |= book.navigation(epub.identify(whole, project))
    cover = render_cover(whole, project, assets, call=call)
    names = [epub.COVER, "title.xhtml", epub.NAV, *(name for name in documents if name.startswith("text/"))]
    kinds = {epub.NAV: ("nav",)}
    resources = [
        *(
            Resource(_id(name), name, epub.XHTML, documents[name].encode(), kinds.get(name, ()), in_spine=True)
            for name in names
        ),
        Resource("ncx", epub.NCX, "application/x-dtbncx+xml", documents[epub.NCX].encode()),
        Resource("cover-image", epub.COVER_IMAGE, "image/png", cover, ("cover-image",)),
        *make_styles(whole, assets, list(documents.values())),
        *pictures.values(),
    ]
    described = epub.describe(whole, project, [picture.media_type for picture in pictures.values()])
    return pack(epub.write_package(described, whole, resources))


def merge(publication: Publication) -> model.Article:
    """Return the publication as one article, for all that looks at everything in it: letters, pictures, metadata."""
    articles = [chapter.article for chapter in publication.chapters]
    at = publication.position
    return replace(
        articles[0],
        name=publication.name,
        headline=((model.Text(publication.title, at),),),
        kicker=(),
        deck=(model.Text(publication.subtitle, at),) if publication.subtitle else (),
        byline=(model.Text(", ".join(publication.creators), at),) if publication.creators else (),
        dateline=(),
        source=(),
        credit=(),
        rights=(),
        summary="",
        subjects=tuple(dict.fromkeys(subject for article in articles for subject in article.subjects)),
        published=publication.date,
        updated=None,
        language=publication.language,
        children=tuple(block for article in articles for block in article.children),
        footnotes=tuple(note for article in articles for note in article.footnotes),
        fields=(),
        position=at,
    )


class _Screens:
    """Knows the pages of the book on a screen."""

    def __init__(
        self,
        publication: Publication,
        project: Project,
        assets: Assets,
        printed: Printed,
        pictures: Mapping[Path, str],
        draft: bool,
    ) -> None:
        self.publication, self.project, self.assets, self.draft = publication, project, assets, draft
        self.pictures = {path: f"../{name}" for path, name in pictures.items()}
        self.sheets = _sheets(printed)
        self.addresses: list[tuple[str, str]] = []  # label and address of each printed page

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield address and XHTML of the pages in the order of reading, but for cover and contents."""
        yield "title.xhtml", self.plain("title.xhtml", TITLE, self.publication.title, is_title=True)
        for label, _ in self.sheets.get(CONTENTS, ()):
            self.addresses.append((label, f"{epub.NAV}#page-{label}"))
        part = None
        for chapter in self.publication.chapters:
            if chapter.part is not None and chapter.part != part:
                part = chapter.part
                name = f"part-{part + 1}"
                yield f"text/{name}.xhtml", self.plain(f"text/{name}.xhtml", name, self.publication.parts[part])
            yield f"text/{chapter.name}.xhtml", self.chapter(chapter)

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
            "subtitle": publication.subtitle,
            "creators": publication.creators,
            "publisher": publication.publisher,
            "year": publication.date.year,
        }
        return fill_layout(self.assets, "book/epub-plain.html", values)

    def chapter(self, chapter: Chapter) -> str:
        """Return the page of a chapter with the marks of its printed pages and its notes."""
        article, address = chapter.article, f"text/{chapter.name}.xhtml"
        sheets = self.sheets[chapter.name]
        plain, counted = self.renderer(article)
        plain.blocks(article.children)
        printed = [text for _, text in sheets]
        starts = folios.find_breaks(printed, "".join(counted.seen))
        text, target = self.renderer(article, [(label, at) for (label, _), at in zip(sheets[1:], starts, strict=True)])
        first = self.marks(address, sheets[:1])
        self.addresses += [(label, f"{address}#page-{label}") for label, _ in sheets[1:]]
        body = text.blocks(article.children) + target.last_pages()
        return pages.fill_page(
            "book/epub-chapter.html",
            replace(article, children=()),
            self.project,
            self.assets,
            plain,
            body=body,
            notes=screen.render_notes(article, plain),
            first_mark=Markup(first),
            place={"front": "frontmatter", "back": "backmatter"}.get(chapter.place, "bodymatter"),
        )

    def renderer(
        self, article: model.Article, breaks: Sequence[tuple[str, int]] = ()
    ) -> tuple[xhtml.Renderer, screen.Screen]:
        """Return a renderer for the screen and the target it writes to."""
        target = screen.Screen(article, self.pictures, breaks, self.draft)
        made = xhtml.Renderer(article, target)
        made.ids = screen.name_headings(article)
        return made, target

    def marks(self, address: str, sheets: Sequence[Sheet]) -> str:
        """Return the marks of printed pages that begin at one place, and take note of their addresses."""
        self.addresses += [(label, f"{address}#page-{label}") for label, _ in sheets]
        return "".join(screen.page_mark(label) for label, _ in sheets)

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
            "marks": Markup("".join(screen.page_mark(label) for label, _ in self.sheets.get(CONTENTS, ()))),
            "start_file": f"text/{start}.xhtml",
            "cover_file": epub.COVER,
            "cover_image": epub.COVER_IMAGE,
            "identifier": identifier,
        }
        layouts = {epub.NAV: "epub-nav.html", epub.NCX: "epub-ncx.xml", epub.COVER: "epub-cover.html"}
        return {name: fill_layout(self.assets, f"article/{layout}", values) for name, layout in layouts.items()}

    def entries(self) -> Iterator[screen.Entry]:
        """Yield the lines of the contents: parts with their chapters below them, chapters with their crossheads."""
        for part, chapters in groupby(self.publication.chapters, key=lambda chapter: chapter.part):
            lines = [
                screen.outline(c.article, pages.headline_text(c.article), f"text/{c.name}.xhtml") for c in chapters
            ]
            if part is None:
                yield from lines
            else:
                yield screen.Entry(self.publication.parts[part], f"text/part-{part + 1}.xhtml", 0, lines)


def _sheets(printed: Printed) -> dict[str, list[Sheet]]:
    """Return label and text of the printed pages by their fragment; a blank verso goes with what it ends."""
    found: dict[str, list[Sheet]] = {}
    for label, (name, text) in zip(printed.labels, printed.texts, strict=True):
        found.setdefault(name.removesuffix("-verso"), []).append((label, text))
    return found


def _id(address: str) -> str:
    """Return the name of a page in the manifest."""
    return address.removeprefix("text/").removesuffix(".xhtml")
