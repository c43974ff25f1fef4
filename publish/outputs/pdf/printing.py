"""Put a publication that is laid out into one PDF, for the screen or the press: its fragments, folios, and fonts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Protocol

from publish.base.records import dataclass
from publish.layout import page_values
from publish.layout.engine import Style
from publish.outputs.pdf import assembly, fragments
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.fragments import FolioStyle
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination, keep_pages
from publish.outputs.pdf.xmp import Facts
from publish.publication.assets.folders import Assets
from publish.publication.project import Project
from publish.publication.publication import Publication


@dataclass(frozen=True, slots=True)
class Printed(Pagination):
    """A printed publication: its PDF, and what is on its pages."""

    content: bytes


class Look(Protocol):
    """A publication that knows how it looks."""

    publication: Publication
    project: Project
    assets: Assets

    def styles(self, *more: str) -> tuple[Style, ...]:
        """Return its stylesheets in the order of the cascade, more of them by name."""


def print_leaves(
    look: Look, leaves: Sequence[Leaf], folio_style: str, facts: Facts, found: Pagination, layouter: Layouter
) -> Printed:
    """Return a publication in one file, and keep what is on its pages.

    Args:
        look: The publication.
        leaves: Its fragments in order.
        folio_style: Name of the stylesheet that sets the folios.
        facts: What the file says of itself.
        found: What is on the pages.
        layouter: Measures the folios and embeds the fonts.
    """
    folio, embedded = _embed(look, leaves, folio_style, layouter)
    content = assembly.assemble(leaves, embedded, folio, facts, look.project.page)
    found = keep_pages(layouter, found)
    return Printed(found.labels, found.texts, found.folios, content)


def _embed(look: Look, leaves: Sequence[Leaf], folio_style: str, layouter: Layouter) -> tuple[FolioStyle, Block]:
    """Return how folios are set, and the fonts of all pages."""
    roots, at = look.assets.roots, look.publication.position
    folio, use = layouter.measure_folio(look.styles(folio_style), roots, at)
    used = [leaf.fragment.fonts for leaf in leaves if leaf.fragment]
    return folio, layouter.embed_fonts(fragments.join_uses([*used, {folio.font: use}]), look.styles(), roots, at)


def describe(publication: Publication) -> Facts:
    """Return what the file says of itself; its dates are those of the publication, never of the clock."""
    moment = page_values.time_of(publication.date)
    day = datetime.datetime(publication.date.year, publication.date.month, publication.date.day, tzinfo=datetime.UTC)
    subjects = dict.fromkeys(subject for chapter in publication.chapters for subject in chapter.article.subjects)
    said = publication.title, publication.language, publication.creators, publication.subtitle
    return Facts(*said, tuple(subjects), page_values.GENERATOR, day, moment)
