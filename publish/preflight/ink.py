"""Measure how much ink lies on each spot of a page, by the plates that MuPDF draws.

A page's figure is its worst pixel at 72 dpi, all inks together, within the bleed; marks beyond it are not measured.
The limit counts as broken where at least 1 mm² of the page lies more than two per cent above it: single dark pixels of
a photograph do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from publish.diagnostics import Severity
from publish.preflight.ceiling import Ceiling
from publish.preflight.collecting import Collector, place_of
from publish.preflight.findings import Finding, PageInk, Place
from publish.preflight.mupdf import MAX_ERRORS, draw_plates, measured_box
from publish.preflight.reading import MM, Page, number
from publish.printers import Printer

TOLERANCE = 2.0
SPOT_MM2 = 1.0
FULL = 255 / 100


def measure_ink(
    content: bytes,
    pages: list[Page],
    printer: Printer,
    keys: list[str],
    remembered: MutableMapping[str, tuple[Finding, ...]] | None,
    ceilings: Mapping[int, Ceiling],
) -> tuple[tuple[PageInk, ...], list[Finding]]:
    """Return the worst spot of each page, and what is above the printer's limit or cannot be measured.

    A page that cannot come to the limit (:mod:`publish.preflight.ceiling`) is not drawn; its worst spot is the object
    that has most ink.
    """
    known: dict[int, tuple[PageInk, float]] = {}
    for page, key in zip(pages, keys, strict=True):
        recalled = _recall(page, key, remembered) if remembered is not None else None
        ceiling = ceilings.get(page.index)
        if recalled:
            known[page.index] = recalled
        elif ceiling and ceiling.total <= printer.ink_percent:
            known[page.index] = PageInk(round(ceiling.most, 1), place_of(page, ceiling.box)), 0.0
    findings: list[Finding] = []
    unsure: set[int] = set()
    for page, image, errors in draw_plates(content, [page for page in pages if page.index not in known]):
        if image is not None:
            known[page.index] = _worst(page, image, printer.ink_percent + TOLERANCE)
        if errors:
            unsure.add(page.index)
            findings += _not_drawn(page, printer, whole=image is not None and errors < MAX_ERRORS)
    if remembered is not None:
        for page, key in zip(pages, keys, strict=True):
            if key and page.index in known and page.index not in unsure:
                remembered[f"{key}:ink"] = (_kept(*known[page.index]),)
    inks = [known[page.index] for page in pages if page.index in known]
    return tuple(ink for ink, _ in inks), [*findings, *_too_much(pages, known, printer)]


def _not_drawn(page: Page, printer: Printer, *, whole: bool) -> list[Finding]:
    """Return the finding of a page that met errors when it was drawn."""
    found = Collector(printer, page)
    part = "parts of the page" if whole else "the page"
    found.add("damaged-pdf", f"{part} cannot be drawn to measure its ink", "make the file again", warn=whole)
    return found.findings


def _recall(page: Page, key: str, remembered: Any) -> tuple[PageInk, float] | None:
    for finding in remembered.get(f"{key}:ink", ()) if key else ():
        place: Place = finding.place
        moved = Place(page.index + 1, place.x_mm, place.y_mm, place.width_mm, place.height_mm)
        return PageInk(float(finding.message), moved), float(finding.hint)
    return None


def _kept(ink: PageInk, area: float) -> Finding:
    return Finding(Severity.NOTE, "ink", repr(ink.percent), repr(area), ink.place.page, ink.place)


def _too_much(pages: list[Page], known: dict[int, tuple[PageInk, float]], printer: Printer) -> Iterator[Finding]:
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


def _worst(page: Page, image: Any, limit: float) -> tuple[PageInk, float]:
    """Return the worst spot of a page and how many square millimetres lie above the limit.

    Args:
        page: The page.
        image: What lies within its bleed as a CMYK picture, not turned.
        limit: In per cent.
    """
    box = measured_box(page)
    across, down = image.width / (box[2] - box[0]), image.height / (box[3] - box[1])
    worst, spot, above = worst_spot(image, limit)
    x0, y0 = box[0] + spot[0] / across, box[3] - spot[3] / down
    x1, y1 = box[0] + spot[2] / across, box[3] - spot[1] / down
    area = above / (across * down) / MM**2 * number(page.obj.get("/UserUnit"), 1.0) ** 2
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
