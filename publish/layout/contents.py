"""List what is in a publication: its parts and chapters, its figures and its tables, for paper and for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.base.records import dataclass
from publish.layout import page_values, screen
from publish.publication import model
from publish.publication.publication import SCHEME, Chapter, Publication

FIGURES, TABLES = "figures", "tables"
"""Names of the fragments that list figures and tables."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a list.

    Attributes:
        title: What the line says.
        address: Where the line leads, ``publish:NAME#id``.
        level: 0 for a part, 1 for a chapter, a figure or a table, 2 for a crosshead.
    """

    title: str
    address: str
    level: int = 1

    def values(self, folios: Mapping[str, str]) -> dict[str, object]:
        """Return what a layout sees of it; the folio is 0 where it is not known yet."""
        folio = folios.get(self.address, "0")
        return {
            "title": self.title,
            "href": self.address,
            "folio": folio,
            "part": self.level == 0,
            "level": self.level,
        }


def list_contents(publication: Publication, levels: int, notes: str = "") -> Iterator[ContentsEntry]:
    """Yield parts and chapters in their order, and with two levels the highest crossheads.

    Args:
        publication: The publication whose parts and chapters are listed.
        levels: 1 or 2.
        notes: Title of the notes that stand before the back matter; empty when none stand there.
    """
    part = None
    for chapter in publication.chapters:
        if notes and chapter.place == "back":
            yield ContentsEntry(notes, f"{SCHEME}notes#")
            notes = ""
        if chapter.part is not None and chapter.part != part:
            part = chapter.part
            yield ContentsEntry(publication.parts[part], f"{SCHEME}part-{part + 1}#", 0)
        yield ContentsEntry(chapter_title(chapter), f"{SCHEME}{chapter.name}#")
        if levels > 1:
            for line in screen.outline(chapter.article, "", f"{SCHEME}{chapter.name}").children:
                yield ContentsEntry(line.title, line.href, 2)
    if notes:
        yield ContentsEntry(notes, f"{SCHEME}notes#")


def list_figures(publication: Publication) -> Iterator[ContentsEntry]:
    """Yield the figures that have a caption."""
    return _captioned(publication, model.Figure)


def list_tables(publication: Publication) -> Iterator[ContentsEntry]:
    """Yield the tables that have a caption."""
    return _captioned(publication, model.Table)


def _captioned(publication: Publication, kind: type[model.Figure | model.Table]) -> Iterator[ContentsEntry]:
    for chapter in publication.chapters:
        for node in model.walk(chapter.article.children):
            if isinstance(node, kind) and node.caption and node.id:
                title = " ".join(model.plain_text(node.caption).split()).removesuffix(".")
                yield ContentsEntry(title, f"{SCHEME}{chapter.name}#{node.id}")


def chapter_title(chapter: Chapter) -> str:
    """Return the headline of a chapter behind its number."""
    headline = page_values.headline_text(chapter.article)
    return f"{chapter.number}. {headline}" if chapter.number else headline
