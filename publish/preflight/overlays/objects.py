"""Overlays of single objects of a page: how fine its pictures are printed, and in which order its text is read."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from publish.base.units import POINTS_PER_INCH
from publish.preflight.collecting import place_of
from publish.preflight.overlays.canvas import Asked, Canvas, PageFrame
from publish.preflight.pdf.ownership import Owners
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.reading import Box, PdfPage, lookup, open_pdf, page_content, read_page
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted
from publish.preflight.pdf.structure import Structure, StructureElement

_NAMES = "P H H1 H2 H3 H4 H5 H6 LI TR Caption Figure Formula Note BlockQuote TOCI Code"
_BLOCKS = frozenset(f"/{name}" for name in _NAMES.split())
"""What has a number of its own; what stands in it belongs to it."""


def draw_order(content: bytes, number: int, sheet: PageFrame, _: Asked) -> bytes:
    """Draw the order in which the tagged blocks of a page are read: their numbers, and lines from one to the next."""
    canvas, places = Canvas(sheet), []
    with open_pdf(content) as pdf:
        page = read_page(pdf.pages[number - 1].obj, number - 1)
        root = lookup(pdf.Root, "/StructTreeRoot")
        for parts in find_blocks(page, Structure(root)) if root is not None else ():
            boxes = [place_of(page, box) for box in parts]
            places.append((boxes[0].x_mm, boxes[0].y_mm))
            for box in boxes:
                canvas.box("block", box.x_mm, box.y_mm, box.width_mm, box.height_mm)
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        canvas.line("way", x0, y0, x1, y1)
    for order, (x, y) in enumerate(places, 1):
        canvas.label("way", x - 1.2, y - 1.6, str(order))
    return canvas.write()


def find_blocks(page: PdfPage, structure: Structure) -> list[list[Box]]:
    """Return what each tagged block of a page covers, in points, in the order of reading; a part for each column."""
    covered: dict[int, list[Box]] = {}
    last: dict[int, Box] = {}
    places = {id(element): order for order, element in enumerate(structure.elements)}

    def take(item: Painted, painter: Painter) -> None:
        element = structure.named.get(painter.mark[0], {}).get(painter.mark[1]) if painter.mark else None
        if element is None:
            return
        order = places[id(_block_of(element))]
        parts, before = covered.setdefault(order, []), last.get(order)
        last[order] = item.box
        if before and item.box[1] < before[3]:  # what stands above the line before begins another column
            (left, bottom, right, top), (x0, y0, x1, y1) = parts[-1], item.box
            parts[-1] = min(left, x0), min(bottom, y0), max(right, x1), max(top, y1)
        else:
            parts.append(item.box)

    _paint(page, Cabinet(Owners(structure), heard=False), take)
    return [covered[order] for order in sorted(covered)]


def _block_of(element: StructureElement) -> StructureElement:
    """Return the outermost block that an element stands in below a table or list; itself where there is none."""
    found, around = element, element
    while around.parent:
        if around.kind in _BLOCKS:
            found = around
        around = around.parent
    return around if around.kind in _BLOCKS else found


def draw_pictures(content: bytes, number: int, sheet: PageFrame, asked: Asked) -> bytes:
    """Draw how many pixels an inch each picture has as it is printed; those that are too few for the printer apart."""
    canvas, printer = Canvas(sheet), asked.printer
    assert printer, "there is a press twin"
    with open_pdf(content) as pdf:
        page = read_page(pdf.pages[number - 1].obj, number - 1)
        for box, ppi in find_pictures(page):
            place = place_of(page, box)
            low = ppi < printer.image_ppi - 0.5
            kind = "wrong" if low else "loose" if ppi < printer.advised_ppi - 0.5 else "right"
            canvas.box(kind, place.x_mm, place.y_mm, place.width_mm, place.height_mm)
            canvas.label(kind, place.x_mm + 0.6, place.y_mm + 0.6, f"{ppi:.0f} ppi")
    return canvas.write()


def find_pictures(page: PdfPage) -> list[tuple[Box, float]]:
    """Return what each picture made of pixels covers, in points, and its resolution, the lower of both directions."""
    found: list[tuple[Box, float]] = []

    def take(item: Painted, _: Painter) -> None:
        if item.kind != "image" or item.image is None:
            return
        a, b, c, d, _e, _f = item.matrix
        width, height = math.hypot(a, b), math.hypot(c, d)
        if min(width, height) > 0:
            ppi = min(item.image.width / width, item.image.height / height) * POINTS_PER_INCH
            found.append((item.box, ppi))

    _paint(page, Cabinet(None, heard=False), take)
    return found


def _paint(page: PdfPage, cabinet: Cabinet, take: Callable[[Painted, Painter], None]) -> None:
    """Interpret a page, and hand on each object with who paints it."""
    painter = Painter(cabinet, page.media, lambda item: take(item, painter), page.obj)
    painter.run(page_content(page), cabinet.resources(page.resources))
