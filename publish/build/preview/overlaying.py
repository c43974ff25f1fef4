"""Draw what is laid over a page of a generation."""

from __future__ import annotations

from collections.abc import Mapping

from publish.build.preview.generations import Generation
from publish.outputs import OUTPUTS
from publish.preflight.overlays import OVERLAYS
from publish.preflight.overlays.canvas import Asked, PageFrame

_FACTORS = (1.0, 10.0)


def draw_overlay(
    generation: Generation, name: str, page: int, overlay: str, factor: float, wanted: Mapping[str, str]
) -> bytes:
    """Return an overlay as SVG, as large as what is shown of the page.

    Args:
        generation: What is seen.
        name: The screen twin.
        page: Page, counted from 1.
        overlay: Name of the overlay (:data:`publish.preflight.overlays.OVERLAYS`).
        factor: How much wider than in the font spaces may be.
        wanted: ``ink`` and ``grey``, as far as they are given.

    Raises:
        KeyError: If there is no such overlay, page or ink, or it is not made yet.
        IndexError: If the press twin has no such page.
    """
    drawn, pages, press = OVERLAYS[overlay], generation.pages[name], generation.press
    if not 0 < page <= len(pages.sheets):
        raise KeyError(page)
    if drawn.of == "pdf":
        content = pages.content
    elif press:
        content = press.files[OUTPUTS["press"].name_file(name.removesuffix(OUTPUTS["pdf"].ending))]
    else:
        raise KeyError(overlay)
    shown = pages.sheets[page - 1]
    asked = Asked(
        press.printer if press else None,
        min(max(factor, _FACTORS[0]), _FACTORS[1]),
        wanted.get("ink", "K"),
        bool(wanted.get("grey")),
    )
    return drawn.draw(content, page, PageFrame(shown.width, shown.height, *shown.trim), asked)
