"""Put a publication that is laid out into one PDF: its fragments, the folios, and the fonts of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from publish.assets import Assets
from publish.engine import Style
from publish.project import Project
from publish.publication import Publication
from publish.records import dataclass
from publish.writers import assembly, fragments
from publish.writers.assembly import Leaf
from publish.writers.layouter import Layouter
from publish.writers.pagination import Pagination, keep_pages
from publish.writers.xmp import Facts


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
    roots, at = look.assets.roots, look.publication.position
    folio, use = layouter.measure_folio(look.styles(folio_style), roots, at)
    used = [leaf.fragment.fonts for leaf in leaves if leaf.fragment]
    embedded = layouter.embed_fonts(fragments.join_uses([*used, {folio.font: use}]), look.styles(), roots, at)
    content = assembly.assemble(leaves, embedded, folio, facts, look.project.page)
    found = keep_pages(layouter, found)
    return Printed(found.labels, found.texts, found.folios, content)
