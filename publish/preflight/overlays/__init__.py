"""What can be laid over a page that is looked at: each overlay is a drawing in SVG, as large as what is shown of it.

It takes finished PDFs, and gives drawings; places are those of the page that is looked at, whichever twin they are of.
It may import ``preflight``, ``publication`` and ``base``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

from publish.base.records import dataclass
from publish.preflight.overlays.canvas import Asked, PageFrame


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay.

    Attributes:
        of: The twin that it is drawn from: ``pdf`` or ``press``.
        function: What draws it, ``module:function``; it is imported on use.
    """

    of: str
    function: str

    def draw(self, content: bytes, number: int, sheet: PageFrame, asked: Asked) -> bytes:
        """Return the drawing for a page, counted from 1.

        Args:
            content: The twin.
            number: Which page.
            sheet: What is shown of the page.
            asked: What is to be seen.

        Raises:
            Unreadable, Damaged, TooLarge: If the page cannot be read.
            IndexError: If there is no such page.
            KeyError: If the page has no such ink.
        """
        module, _, name = self.function.partition(":")
        draw: Callable[..., bytes] = getattr(importlib.import_module(module), name)
        return draw(content, number, sheet, asked)


_HERE = "publish.preflight.overlays"

OVERLAYS: Mapping[str, Overlay] = {
    "grid": Overlay("pdf", f"{_HERE}.rows:draw_grid"),
    "columns": Overlay("pdf", f"{_HERE}.rows:draw_columns"),
    "lines": Overlay("pdf", f"{_HERE}.rows:draw_lines"),
    "order": Overlay("pdf", f"{_HERE}.objects:draw_order"),
    "pictures": Overlay("press", f"{_HERE}.objects:draw_pictures"),
    "limit": Overlay("press", f"{_HERE}.plates:draw_limit"),
    "ink": Overlay("press", f"{_HERE}.plates:draw_ink"),
}
"""Every overlay by its name; a new one is a function and a row here."""
