"""Know without measuring that a page cannot have too much ink: on no plate is there more than its darkest object has.

Most pages of a book are type in one ink. Pictures, shadings, tiles, spot colours and
those of screens count as all the ink there is.
"""

from __future__ import annotations

from publish.preflight.pdf.reading import Box, PdfPage
from publish.preflight.pdf.shapes import Painted, meets

_MOST_COLOURED = 500
"""How many objects in colour are remembered; with more of them all plates count together."""


class Ceiling:
    """The most ink that a page can have, and the object that has most of it.

    What knocks out leaves no ink beneath it, so that inks add up only under what overprints or lets shine through.

    Attributes:
        most: Ink of the object that has most, in per cent.
        box: Where that is.
    """

    def __init__(self, page: PdfPage) -> None:
        """Begin with white paper."""
        self._bleed = page.bleed
        self._plates = [0.0, 0.0, 0.0, 0.0]
        self._stacked, self._mixed = 0.0, False
        self._coloured: list[tuple[Box, float]] = []  # each with what it may have of them together, beneath it too
        self.most = 0.0
        self.box: Box = (page.trim[0], page.trim[1], page.trim[0], page.trim[1])

    @property
    def total(self) -> float:
        """The most ink that any spot can have, in per cent."""
        return 100 * sum(self._plates) if self._mixed else max(self.most, self._stacked)

    def look(self, item: Painted) -> None:
        """Look at an object; one outside of the bleed is cut off."""
        if not meets(item.box, self._bleed):
            return
        colour = item.colour
        plain = item.kind in ("text", "fill", "stroke") and not colour.pattern and colour.space.kind in ("gray", "cmyk")
        if not plain or _blended(item):
            self._plates, self._mixed = [1.0] * 4, True
            return
        self._plates = [max(pair) for pair in zip(self._plates, colour.inks, strict=True)]
        self._mixed |= bool(item.transparent)
        coloured, black = sum(colour.inks[:3]), colour.inks[3]
        if item.overprint:
            beneath = (ink for box, ink in self._coloured if meets(item.box, box))
            coloured += max(beneath, default=0.0)
            self._stacked = max(self._stacked, 100 * (coloured + (black or self._plates[3])))
        if 100 * colour.total > self.most:
            self.most, self.box = 100 * colour.total, item.box
        if max(colour.inks[:3]) > 0 and not self._mixed:
            self._coloured.append((item.box, coloured))
            self._mixed = len(self._coloured) > _MOST_COLOURED


def _blended(item: Painted) -> bool:
    """Whether an object may leave more ink on a plate than it and what is beneath it have; opacity alone does not."""
    return bool(item.transparent) and not item.transparent.startswith("opacity")
