"""A fragment in its place in the publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.base.records import dataclass

if TYPE_CHECKING:
    from publish.outputs.pdf.fragments import Fragment


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fragment in its place, or a blank page.

    Attributes:
        name: What other fragments call it.
        fragment: The fragment whose pages the leaf has; None for one blank page.
        labels: The folio of each page, also where it is not printed.
        printed: Whether its folios are printed.
        level: What is added to the levels of its bookmarks.
    """

    name: str
    fragment: Fragment | None
    labels: tuple[str, ...]
    printed: bool = True
    level: int = 0
