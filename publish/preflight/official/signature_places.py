"""Where the signature of an official document is seen: between office and name, or in the line at the top right."""

from __future__ import annotations

from publish.base.units import POINTS_PER_MM
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.reading import read_pages
from publish.preflight.official.recognition import recognise
from publish.preflight.pdf.reading import open_pdf, read_page
from publish.publication.official.regimes import Regime

SIGNATURE, INFORMATION = "signature", "information"
"""The two places that the decree has for a digital signature: its image, and its line of information."""

_WIDTH_MM = 60.0
_AIR_MM = 1.5

Place = tuple[int, tuple[float, float, float, float]]
"""Page from 0; left, bottom, right and top in points, in the coordinates of the page."""


def find_signature_place(content: bytes, where: str, regime: Regime) -> Place | None:
    """Return the place of a signature on the pages of a document; None where there is no such place.

    Args:
        content: The PDF, of whatever program.
        where: :data:`SIGNATURE` or :data:`INFORMATION`.
        regime: The regime by which the document is read.

    Raises:
        Unreadable: If the bytes are no PDF that can be read.
    """
    for section in recognise(read_pages(content), regime):
        if where == INFORMATION:
            line = section.get("signature-information")
            found = _around(line) if line else None
        else:
            above, name = section.get("office") or section.get("signing-authority"), section.get("signer")
            found = _between(above, name) if above and name and above.last.page == name.first.page else None
        if found:
            return _on_page(content, *found)
    return None


def _around(line: FoundComponent) -> tuple[int, tuple[float, float, float, float]]:
    """Return the page of a line, and the room around it in millimetres from the upper left."""
    top, bottom = line.first.baseline - 3 * _AIR_MM, line.last.baseline + _AIR_MM
    return line.first.page, (line.left - _AIR_MM, top, line.right + _AIR_MM, bottom)


def _between(above: FoundComponent, name: FoundComponent) -> tuple[int, tuple[float, float, float, float]]:
    """Return the page of a name, and the room between it and the office, in millimetres from the upper left."""
    middle = (name.left + name.right) / 2
    top, bottom = above.last.baseline + _AIR_MM, name.first.baseline - 4 * _AIR_MM
    return name.first.page, (middle - _WIDTH_MM / 2, top, middle + _WIDTH_MM / 2, bottom)


def _on_page(content: bytes, number: int, box: tuple[float, float, float, float]) -> Place:
    with open_pdf(content) as pdf:
        left, _, _, high = read_page(pdf.pages[number - 1].obj, number - 1).trim
    x0, y0, x1, y1 = (edge * POINTS_PER_MM for edge in box)
    return number - 1, (left + x0, high - y1, left + x1, high - y0)
