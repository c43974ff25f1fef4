"""The navigation of an EPUB: nav with contents, page list and landmarks, NCX for old readers, cover page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from publish.layout import contents, screen
from publish.layout import notes as notes_page
from publish.layout.index_lines import INDEX, index_title
from publish.outputs.epub import package
from publish.publication.assets.folders import Assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import CONTENTS, SCHEME, WORKS, Publication
from publish.publication.words import words

TITLE_PAGE = "title.xhtml"
"""Address of the title page."""

Sheet = tuple[str, str]
"""Label of a printed page, empty where the page begins in another article, and its folded body text."""


class Navigation:
    """The ways into a publication of many articles, once all other pages have been made."""

    def __init__(
        self,
        publication: Publication,
        project: Project,
        assets: Assets,
        sheets: Mapping[str, Sequence[Sheet]],
        addresses: Sequence[tuple[str, str]],
    ) -> None:
        """Start with what is published, its printed pages by fragment, and label and address of each of their marks."""
        self.publication, self.project, self.assets = publication, project, assets
        self.sheets, self.addresses = sheets, addresses

    def documents(self, identifier: str) -> dict[str, str]:
        """Return nav, NCX and cover by address."""
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
            lines = [{"title": line.title, "href": page_of(line.address)} for line in found] if wanted else []
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


def page_of(address: str) -> str:
    """Return where a place of a chapter stands in the book."""
    name, _, place = address.removeprefix(SCHEME).partition("#")
    return f"text/{name}.xhtml{'#' if place else ''}{place}"
