"""What the assembly writes on and about each page: its folio, and its label (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from publish.base.numerals import folio_number

if TYPE_CHECKING:
    from publish.outputs.pdf.fragments import FolioStyle


def draw_folio(folio: FolioStyle, label: str, recto: bool, trim: float, colour: str) -> str:
    """Return the content that draws a folio.

    Args:
        folio: How folios are set.
        label: The figures of the folio.
        recto: Whether the folio stands on a right-hand page.
        trim: Width of the page in points.
        colour: Operators that choose its colour.
    """
    width = sum(folio.glyphs[letter][1] for letter in label) / 1000 * folio.size
    x = (trim - width) / 2
    if folio.outside is not None:
        x = trim - folio.outside - width if recto else folio.outside
    glyphs = "".join(f"{folio.glyphs[letter][0]:04x}" for letter in label)
    return f"BT {colour} /{folio.font} {folio.size:g} Tf {x:.3f} {folio.baseline:.3f} Td <{glyphs}> Tj ET"


def page_labels(labels: Sequence[str]) -> str:
    """Return the page labels of a file, a range for each run of roman or arabic numbers."""
    ranges = (
        f"{start} <</Type/PageLabel/S/{'r' if roman else 'D'}/St {first}>>" for start, roman, first in _ranges(labels)
    )
    return f"<</Nums[{' '.join(ranges)}]>>"


def _ranges(labels: Sequence[str]) -> Iterator[tuple[int, bool, int]]:
    """Yield where each run of consecutive labels starts, whether it is roman, and its first number."""
    before: tuple[int, int] | None = None
    for index, label in enumerate(labels):
        arabic, number = folio_number(label)
        if before != (arabic, number - 1):
            yield index, not arabic, number
        before = arabic, number
