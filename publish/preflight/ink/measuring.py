"""Measure how much ink lies on each spot of a page: by Ghostscript's plates, or roughly by our own where it is missing.

A page's figure is its worst pixel at 72 dpi, all inks together, within the bleed; marks beyond it are not measured.
The limit counts as broken where at least 1 mm² of the page lies more than two per cent above it: single dark pixels of
a photograph do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from publish.base.diagnostics import Severity
from publish.base.units import POINTS_PER_MM
from publish.preflight.collecting import Collector, place_of
from publish.preflight.findings import Finding, PageInk, PageMemory, Place
from publish.preflight.ink.ghostscript import plates_of
from publish.preflight.ink.raster import draw_plates
from publish.preflight.pdf.ink_bound import Ceiling
from publish.preflight.pdf.reading import FAILURES, Box, PdfPage, number
from publish.preflight.pdf.shapes import clipped
from publish.publication.assets.printers import Printer

TOLERANCE = 2.0
SPOT_MM2 = 1.0
FULL = 255 / 100


def measure_ink(
    content: bytes,
    pages: list[PdfPage],
    printer: Printer,
    keys: list[str],
    remembered: PageMemory | None,
    ceilings: Mapping[int, Ceiling],
) -> tuple[tuple[PageInk, ...], str, list[Finding]]:
    """Return the worst spot of each page, who measured it, and what is above the printer's limit.

    A page that cannot come to the limit (:mod:`publish.preflight.pdf.ink_bound`) is not drawn; its worst spot is the
    object that has most ink.
    """
    low = {index: ceiling for index, ceiling in ceilings.items() if ceiling.total <= printer.ink_percent}
    for by, measure in (("ghostscript", plates_of), ("raster", draw_plates)):
        known: dict[int, tuple[PageInk, float]] = {}
        if remembered is not None:
            recalled = ((page, _recall(page, key, by, remembered)) for page, key in zip(pages, keys, strict=True))
            known = {page.index: found for page, found in recalled if found}
        for page in pages:
            if page.index not in known and (ceiling := low.get(page.index)):
                known[page.index] = PageInk(round(ceiling.most, 1), place_of(page, ceiling.box)), 0.0
        missing = [page for page in pages if page.index not in known]
        try:
            for page, image, count in measure(content, missing) if missing else ():
                known[page.index] = _worst(page, image, printer.ink_percent + TOLERANCE, count)
        except FAILURES:
            if by == "ghostscript":
                continue
        if by == "ghostscript" and len(known) < len(pages):
            continue
        if remembered is not None:
            for page, key in zip(pages, keys, strict=True):
                if key and page.index in known:
                    remembered[f"{key}:{by}"] = (_kept(*known[page.index]),)
        inks = [known[page.index] for page in pages if page.index in known]
        return tuple(ink for ink, _ in inks), by, list(_too_much(pages, known, printer))
    return (), "", []


def _recall(page: PdfPage, key: str, by: str, remembered: PageMemory) -> tuple[PageInk, float] | None:
    for finding in (remembered.get(f"{key}:{by}") or ()) if key else ():
        if place := finding.place:
            moved = Place(page.index + 1, place.x_mm, place.y_mm, place.width_mm, place.height_mm)
            return PageInk(float(finding.message), moved), float(finding.hint)
    return None


def _kept(ink: PageInk, area: float) -> Finding:
    return Finding(Severity.NOTE, "ink", repr(ink.percent), repr(area), ink.place.page, ink.place)


def _too_much(pages: list[PdfPage], known: dict[int, tuple[PageInk, float]], printer: Printer) -> Iterator[Finding]:
    for page in pages:
        ink, area = known.get(page.index, (None, 0.0))
        if ink is None or ink.percent <= printer.ink_percent + TOLERANCE or area < SPOT_MM2:
            continue
        found = Collector(printer, page)
        message = f"{ink.percent:.0f} % of ink in one spot, more than {printer.ink_percent:g} %"
        hint = "use fewer inks in dark colours, or convert pictures with a profile of that limit"
        found.add("ink-limit", message, hint)
        for finding in found.findings:
            place = (finding.severity, finding.rule, message, hint, finding.page, ink.place, finding.pages)
            yield Finding(*place)


def _worst(page: PdfPage, image: Any, limit: float, extra: tuple[float, Box] | None) -> tuple[PageInk, float]:
    """Return the worst spot of a page and how many square millimetres lie above the limit.

    Args:
        page: The page.
        image: The media box of the page as a CMYK picture, not turned.
        limit: The limit in per cent.
        extra: An ink sum that was not drawn, and where it is.
    """
    across, down = image.width / (page.media[2] - page.media[0]), image.height / (page.media[3] - page.media[1])
    box = clipped(page.bleed, page.media) or page.media
    left, top = round((box[0] - page.media[0]) * across), round((page.media[3] - box[3]) * down)
    right, bottom = round((box[2] - page.media[0]) * across), round((page.media[3] - box[1]) * down)
    image = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    worst, spot, above = worst_spot(image, limit)
    x0, y0 = page.media[0] + (left + spot[0]) / across, page.media[3] - (top + spot[3]) / down
    x1, y1 = page.media[0] + (left + spot[2]) / across, page.media[3] - (top + spot[1]) / down
    area = above / (across * down) / POINTS_PER_MM**2 * number(page.obj.get("/UserUnit"), 1.0) ** 2
    if extra and extra[0] > worst:
        worst, (x0, y0, x1, y1) = extra
        area = max(area, (x1 - x0) * (y1 - y0) / POINTS_PER_MM**2 / 4 if worst > limit else 0.0)
    return PageInk(round(worst, 1), place_of(page, (x0, y0, x1, y1))), round(area, 3)


def worst_spot(image: Any, limit: float) -> tuple[float, tuple[int, int, int, int], int]:
    """Return the highest ink of a CMYK picture in per cent, where it is, and how many pixels are above a limit."""
    from PIL import Image, ImageChops

    c, m, y, k = image.split()
    quarter = ImageChops.add(ImageChops.add(c, m, 2), ImageChops.add(y, k, 2), 2)
    extremes: Any = quarter.getextrema()
    top = int(extremes[1])
    paper = Image.new("CMYK", image.size, (0, 0, 0, 0))

    def colours_from(level: int) -> list[tuple[int, int, tuple[int, ...]]]:
        mask = quarter.point([255 if value >= level else 0 for value in range(256)])
        chosen = Image.composite(image, paper, mask)
        found: Any = chosen.getcolors(image.width * image.height) or []
        return [(sum(colour), count, colour) for count, colour in found]

    worst, _, colour = max(colours_from(max(0, top - 1)))
    spot = None
    for plate, value in zip((c, m, y, k), colour, strict=True):
        here = plate.point([255 if level == value else 0 for level in range(256)])
        spot = here if spot is None else ImageChops.darker(spot, here)
    box = (spot.getbbox() if spot is not None else None) or (0, 0, 1, 1)
    above = 0
    if worst > limit * FULL:
        near = colours_from(max(0, int(limit * FULL / 4) - 1))
        above = sum(count for total, count, _ in near if total > limit * FULL)
    return worst / FULL, box, above
