"""Put a publication that is laid out into one PDF, for the screen or the press: its fragments, folios, and fonts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from publish.base.records import dataclass
from publish.layout.engine import StyleSheet
from publish.outputs import name_file
from publish.outputs.pdf import assembly, fragments
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.fragments import FolioStyle
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination, keep_pages
from publish.outputs.pdf.xmp import Facts
from publish.outputs.press.assembly import Folios, assemble_press
from publish.outputs.press.intent import find_intent
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

    def styles(self, *more: str) -> tuple[StyleSheet, ...]:
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


def press_leaves(look: Look, leaves: Sequence[Leaf], folio_style: str, facts: Facts, layouter: Layouter) -> bytes:
    """Return the press twin of a publication.

    Args:
        look: The publication.
        leaves: Its fragments in order.
        folio_style: Name of the stylesheet that sets the folios.
        facts: What the file says of itself.
        layouter: Has pages printed, measures the folios and embeds the fonts.

    Raises:
        SourceError: If there is no such printer.
        StyleError: For a colour that cannot be printed.
    """
    intent = find_intent(look.project, look.assets)
    blocks = layouter.ink(leaves, intent.look, look.publication.position)
    folio, embedded = _embed(look, leaves, folio_style, layouter)
    folios = Folios(folio, layouter.find_tint(folio.gray, intent.look))
    name = name_file(look.publication.name, "press")
    return assemble_press(leaves, blocks, embedded, folios, facts, look.project.page, intent, name)


def _embed(look: Look, leaves: Sequence[Leaf], folio_style: str, layouter: Layouter) -> tuple[FolioStyle, Block]:
    """Return how folios are set, and the fonts of all pages."""
    roots, at = look.assets.roots, look.publication.position
    folio, use = layouter.measure_folio(look.styles(folio_style), roots, at)
    used = [leaf.fragment.fonts for leaf in leaves if leaf.fragment]
    return folio, layouter.embed_fonts(fragments.join_uses([*used, {folio.font: use}]), look.styles(), roots, at)
