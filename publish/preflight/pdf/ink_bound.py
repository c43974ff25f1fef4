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
        self._coloured: list[tuple[Box, float]] = []
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
        if item.kind not in ("text", "fill", "stroke") or colour.pattern or colour.space.kind not in ("gray", "cmyk"):
            self._plates, self._mixed = [1.0] * 4, True
            return
        self._plates = [max(pair) for pair in zip(self._plates, colour.inks, strict=True)]
        self._mixed |= bool(item.transparent)
        total = 100 * colour.total
        if item.overprint:
            beneath = (ink for box, ink in self._coloured if meets(item.box, box))
            self._stacked = max(self._stacked, total + max(beneath, default=0.0))
        if total > self.most:
            self.most, self.box = total, item.box
        if max(colour.inks[:3]) > 0 and not self._mixed:
            self._coloured.append((item.box, 100 * sum(colour.inks[:3])))
            self._mixed = len(self._coloured) > _MOST_COLOURED
