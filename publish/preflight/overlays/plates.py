"""Overlays of the inks of a page: where there is too much of all, and what each of them prints alone."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageMath, ImageOps

from publish.base.messages import say
from publish.preflight.collecting import place_of
from publish.preflight.ink.measuring import FULL, TOLERANCE, spots_above
from publish.preflight.ink.mupdf import draw_inks, draw_plates, measured_box
from publish.preflight.overlays.canvas import Asked, Canvas, PageFrame
from publish.preflight.pdf.reading import PdfPage, Unreadable, open_pdf, read_page

DPI = 110.0
NEAR = 0.85
"""From which part of the limit on ink is shown as near to it."""

_SHOWN = {"C": (0, 158, 224), "M": (226, 0, 122), "Y": (255, 236, 0), "K": (0, 0, 0)}
_SPOT = (120, 60, 160)
"""What inks look like on a screen; a spot colour may look like anything, so that all look alike."""


def draw_limit(content: bytes, number: int, sheet: PageFrame, asked: Asked) -> bytes:
    """Draw where more ink lies than the printer takes, in red, and where nearly as much does, in yellow.

    It is what the preflight measures: only spots of a millimetre and more are above the limit.
    """
    assert asked.printer, "there is a press twin"
    limit = asked.printer.ink_percent
    with open_pdf(content) as pdf:
        page = read_page(pdf.pages[number - 1].obj, number - 1)
        _, image, _ = next(draw_plates(content, [page], exact=True))
        if image is None:
            raise Unreadable("damaged-pdf", say("the page cannot be drawn"))
        shown = Image.new("RGBA", image.size, (0, 0, 0, 0))
        shown.paste((255, 180, 0, 130), mask=_mask(image, NEAR * limit))
        if (over := spots_above(image, limit + TOLERANCE)) is not None:
            shown.paste((220, 0, 30, 215), mask=_mask(over, limit))
        return _lay(page, sheet, shown)


def _mask(image: Any, percent: float) -> Any:
    """Return where all inks together are more than so much."""
    planes = dict(zip("cmyk", image.split(), strict=True))
    most = int(percent * FULL)
    return ImageMath.lambda_eval(
        lambda a: a["convert"]((a["c"] + a["m"] + a["y"] + a["k"] > most) * 255, "L"), **planes
    )


def draw_ink(content: bytes, number: int, sheet: PageFrame, asked: Asked) -> bytes:
    """Draw what one ink prints, in its colour or in grey, on white: several can be multiplied."""
    with open_pdf(content) as pdf:
        page = read_page(pdf.pages[number - 1].obj, number - 1)
        plate = draw_inks(content, page, DPI)[asked.ink]
        colour = (0, 0, 0) if asked.grey else _SHOWN.get(asked.ink, _SPOT)
        return _lay(page, sheet, ImageOps.colorize(plate, (255, 255, 255), colour))


def _lay(page: PdfPage, sheet: PageFrame, image: Any) -> bytes:
    """Return a drawing of what lies within the bleed of a page."""
    stream, canvas, place = io.BytesIO(), Canvas(sheet), place_of(page, measured_box(page))
    image.save(stream, "PNG", compress_level=1)
    canvas.picture(stream.getvalue(), place.x_mm, place.y_mm, place.width_mm, place.height_mm)
    return canvas.write()
