"""Know without measuring that a page cannot have too much ink: on no plate is there more than its darkest object has.

Most pages of a book are type in one ink. Pictures, shadings, tiles, spot colours and
those of screens count as all the ink there is.
"""

from __future__ import annotations

from publish.preflight.reading import Box, Page
from publish.preflight.shapes import Painted, meets


class Ceiling:
    """The most ink that a page can have, and the object that has most of it.

    Attributes:
        total: In per cent, of all plates together.
        most: Of one object, in per cent.
        box: Of that object.
    """

    def __init__(self, page: Page) -> None:
        """Begin with white paper."""
        self._bleed = page.bleed
        self._plates = [0.0, 0.0, 0.0, 0.0]
        self.most = 0.0
        self.box: Box = (page.trim[0], page.trim[1], page.trim[0], page.trim[1])

    @property
    def total(self) -> float:
        """The most ink that any spot can have."""
        return 100 * sum(self._plates)

    def look(self, item: Painted) -> None:
        """Look at an object; one outside of the bleed is cut off."""
        if not meets(item.box, self._bleed):
            return
        colour = item.colour
        if item.kind not in ("text", "fill", "stroke") or colour.pattern or colour.space.kind not in ("gray", "cmyk"):
            self._plates = [1.0] * 4
            return
        self._plates = [max(pair) for pair in zip(self._plates, colour.inks, strict=True)]
        if 100 * colour.total > self.most:
            self.most, self.box = 100 * colour.total, item.box
