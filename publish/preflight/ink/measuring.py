"""Measure how much ink lies on each spot of a page, by the plates that MuPDF draws.

A page's figure is its worst pixel at 72 dpi, all inks together, within the bleed; marks beyond it are not measured.
The limit counts as broken where a spot of 1 mm by 1 mm lies more than two per cent above it: single dark pixels of a
photograph and fine lines that overprint do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from publish.base.diagnostics import Severity
from publish.base.messages import say
from publish.preflight.collecting import Collector, place_of
from publish.preflight.findings import Finding, PageInk, PageMemory, Place
from publish.preflight.ink.mupdf import MAX_ERRORS, draw_plates, measured_box
from publish.preflight.pdf.ink_bound import Ceiling
from publish.preflight.pdf.reading import PdfPage
from publish.publication.assets.printers import Printer

TOLERANCE = 2.0
SPOT_PIXELS = 3
"""How many pixels make a millimetre at 72 dpi."""

FULL = 255 / 100
Inks = tuple[PageInk, ...]
"""The worst spot of a page, and after it the worst of those that are above the limit, if there is one."""


def measure_ink(
    content: bytes,
    pages: list[PdfPage],
    printer: Printer,
    keys: list[str],
    remembered: PageMemory | None,
    ceilings: Mapping[int, Ceiling],
) -> tuple[tuple[PageInk, ...], list[Finding]]:
    """Return the worst spot of each page, and what is above the printer's limit or cannot be measured.

    A page that cannot come to the limit (:mod:`publish.preflight.pdf.ink_bound`) is not drawn; its worst spot is the
    object that has most ink.
    """
    limit = printer.ink_percent + TOLERANCE
    known: dict[int, Inks] = {}
    for page, key in zip(pages, keys, strict=True):
        recalled = _recall(page, key, remembered) if remembered is not None else ()
        ceiling = ceilings.get(page.index)
        if recalled:
            known[page.index] = recalled
        elif ceiling and ceiling.total <= printer.ink_percent:
            known[page.index] = (PageInk(round(ceiling.most, 1), place_of(page, ceiling.box)),)
    findings: list[Finding] = []
    unsure: set[int] = set()
    for page, image, errors in draw_plates(content, [page for page in pages if page.index not in known]):
        if image is not None:
            known[page.index] = _measure(page, image, limit)
            if known[page.index][0].percent > limit:
                known[page.index] = _measure(page, _exactly(content, page) or image, limit)
        if errors:
            unsure.add(page.index)
            findings += _not_drawn(page, printer, whole=image is not None and errors < MAX_ERRORS)
    if remembered is not None:
        for page, key in zip(pages, keys, strict=True):
            if key and page.index in known and page.index not in unsure:
                remembered[f"{key}:ink"] = tuple(map(_kept, known[page.index]))
    measured = [page for page in pages if page.index in known]
    inks = tuple(known[page.index][0] for page in measured)
    too_much = (_too_much(page, spot, printer) for page in measured for spot in known[page.index][1:])
    return inks, [*findings, *too_much]


def _exactly(content: bytes, page: PdfPage) -> Any:
    return next(draw_plates(content, [page], exact=True))[1]


def _not_drawn(page: PdfPage, printer: Printer, *, whole: bool) -> list[Finding]:
    """Return the finding of a page that met errors when it was drawn."""
    found = Collector(printer, page)
    message = say("the page cannot be drawn to measure its ink")
    if whole:
        message = say("parts of the page cannot be drawn to measure its ink")
    found.add("damaged-pdf", message, say("make the file again"), warn=whole)
    return found.findings


def _recall(page: PdfPage, key: str, remembered: PageMemory) -> Inks:
    inks = []
    for finding in (remembered.get(f"{key}:ink") or ()) if key else ():
        if place := finding.place:
            moved = Place(page.index + 1, place.x_mm, place.y_mm, place.width_mm, place.height_mm)
            inks.append(PageInk(float(finding.message), moved))
    return tuple(inks)


def _kept(ink: PageInk) -> Finding:
    return Finding(Severity.NOTE, "ink", repr(ink.percent), "", ink.place.page, ink.place)


def _too_much(page: PdfPage, ink: PageInk, printer: Printer) -> Finding:
    found = Collector(printer, page)
    message = say(
        "{percent:.0f} % of ink in one spot, more than {limit:g} %", percent=ink.percent, limit=printer.ink_percent
    )
    found.add(
        "ink-limit", message, say("use fewer inks in dark colours, or convert pictures with a profile of that limit")
    )
    return replace(found.findings[0], place=ink.place)


def _measure(page: PdfPage, image: Any, limit: float) -> Inks:
    """Return the worst spot of a page, and the worst of those that are too large to be above the limit.

    Args:
        page: The page.
        image: What lies within its bleed as a CMYK picture, not turned.
        limit: In per cent.
    """
    box = measured_box(page)
    across, down = image.width / (box[2] - box[0]), image.height / (box[3] - box[1])

    def place(worst: float, spot: tuple[int, int, int, int]) -> PageInk:
        x0, y0 = box[0] + spot[0] / across, box[3] - spot[3] / down
        x1, y1 = box[0] + spot[2] / across, box[3] - spot[1] / down
        return PageInk(round(worst, 1), place_of(page, (x0, y0, x1, y1)))

    first = worst_spot(image)
    above = spots_above(image, limit) if first[0] > limit else None
    return (place(*first), place(*worst_spot(above))) if above is not None else (place(*first),)


def spots_above(image: Any, limit: float) -> Any:
    """Return a CMYK picture of the spots that are above a limit and a millimetre wide and high; None without any."""
    from PIL import Image, ImageFilter, ImageMath

    planes = dict(zip("cmyk", image.split(), strict=True))
    most = int(limit * FULL)
    mask = ImageMath.lambda_eval(
        lambda a: a["convert"]((a["c"] + a["m"] + a["y"] + a["k"] > most) * 255, "L"), **planes
    )
    spots = mask.filter(ImageFilter.MinFilter(SPOT_PIXELS)).filter(ImageFilter.MaxFilter(SPOT_PIXELS))
    return Image.composite(image, _paper(image), spots) if spots.getbbox() else None


def worst_spot(image: Any) -> tuple[float, tuple[int, int, int, int]]:
    """Return the highest ink of a CMYK picture in per cent, and where it is."""
    from PIL import Image, ImageChops

    c, m, y, k = image.split()
    quarter = ImageChops.add(ImageChops.add(c, m, 2), ImageChops.add(y, k, 2), 2)
    extremes: Any = quarter.getextrema()
    dark = quarter.point([255 if value >= extremes[1] - 1 else 0 for value in range(256)])
    colours: Any = Image.composite(image, _paper(image), dark).getcolors(image.width * image.height) or []
    worst, colour = max((sum(colour), colour) for _, colour in colours)
    spot = None
    for plate, value in zip((c, m, y, k), colour, strict=True):
        here = plate.point([255 if level == value else 0 for level in range(256)])
        spot = here if spot is None else ImageChops.darker(spot, here)
    return worst / FULL, (spot.getbbox() if spot is not None else None) or (0, 0, 1, 1)


def _paper(image: Any) -> Any:
    from PIL import Image

    return Image.new("CMYK", image.size, (0, 0, 0, 0))
