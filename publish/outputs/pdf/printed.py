"""The printed pages of a publication as its kind gives them, in one of two forms: in one piece, or in leaves."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from publish.outputs.commission import Commission
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination, read_pages, write_pages
from publish.outputs.pdf.xmp import Facts
from publish.publication.assets.folders import Assets
from publish.publication.project import Page, Project
from publish.publication.publication import Publication

if TYPE_CHECKING:
    from publish.base.diagnostics import Diagnostic, Position
    from publish.layout.engine import StyleSheet
    from publish.layout.page_starts import PagePlaces


class OnePiece:
    """Pages that one worker lays out at once: an article, or a cover.

    Attributes:
        position: Where to point when they cannot be made.
        page: Trim and bleed of the pages.
    """

    def __init__(
        self,
        asked: Commission,
        position: Position,
        page: Page,
        lay_out: Callable[[], tuple[bytes, PagePlaces]],
    ) -> None:
        """Start with what is asked for.

        Args:
            asked: What is asked for.
            position: Where to point when they cannot be made.
            page: Trim and bleed.
            lay_out: Lays them out, and returns the PDF for the screen and what stands on each page.
        """
        self.project, self.assets = asked.project, asked.assets
        self.position, self.page = position, page
        self._lay_out = lay_out

    @functools.cached_property
    def _made(self) -> tuple[bytes, PagePlaces]:
        return self._lay_out()

    @property
    def screen_twin(self) -> bytes:
        """The pages as a tagged PDF, of which the press twin is made too."""
        return self._made[0]

    @property
    def places(self) -> PagePlaces | None:
        """What stands on each page, if they have been laid out already."""
        return self._made[1] if "_made" in vars(self) else None

    @property
    def style(self) -> str:
        """What fits them, as CSS beside their stylesheets; empty where nothing was fitted."""
        return ""

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What there is to tell of how they were fitted."""
        return ()

    @property
    def facts(self) -> Mapping[str, object]:
        """What the manifest says of how they were fitted."""
        return {}

    @property
    def remark(self) -> str:
        """What was chosen to fit them, in words; empty where nothing was fitted."""
        return ""


class Leaves(ABC):
    """Pages that are laid out in fragments, kept apart, and put together by folio.

    Attributes:
        folio_style: Name of the stylesheet that sets the folios.
    """

    folio_style: str

    def __init__(self, asked: Commission) -> None:
        """Start with what is asked for."""
        assert isinstance(asked.subject, Publication) and asked.workers.layouter, "leaves are those of a publication"
        self.asked = asked
        self.publication: Publication = asked.subject
        self.project: Project = asked.project
        self.assets: Assets = asked.assets
        self.draft = asked.draft
        self.layouter: Layouter = asked.workers.layouter

    @abstractmethod
    def styles(self, *more: str) -> tuple[StyleSheet, ...]:
        """Return the stylesheets in the order of the cascade, more of them by name."""

    @abstractmethod
    def describe(self) -> Facts:
        """Return what a file of these pages says of itself."""

    @abstractmethod
    def find_leaves(self) -> list[Leaf]:
        """Lay out what has not been laid out before, and return all leaves in their order."""

    @abstractmethod
    def paginate(self) -> Pagination:
        """Return what is on each page, once the leaves are found."""

    @functools.cached_property
    def leaves(self) -> list[Leaf]:
        """All leaves in their order."""
        return self.find_leaves()

    @functools.cached_property
    def pagination(self) -> Pagination:
        """What is on each page: as it was kept when the pages were last laid out, else as laying them out finds."""
        store, state = self.asked.workers.store, self.asked.state
        if state and "leaves" not in self.__dict__ and (kept := read_pages(store, state)):
            return kept
        found = self.paginate()
        if state:
            write_pages(store, state, found)
        return found


Printed = OnePiece | Leaves
"""Printed pages in either form."""
