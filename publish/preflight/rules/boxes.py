"""Rules about the boxes of a page, and what lies on it as an annotation."""

from __future__ import annotations

from typing import Any

from publish.base.messages import say
from publish.base.units import POINTS_PER_MM
from publish.preflight.collecting import Collector
from publish.preflight.pdf.reading import Box, PdfPage, items_of, lookup, number, numbers, read_box, text_of
from publish.preflight.pdf.shapes import inside
from publish.publication.assets.printers import Printer

NEAR = 0.01
"""By how many points boxes may miss each other."""


def trim_mm(page: PdfPage) -> tuple[float, float]:
    """Return width and height of the trim as the page is looked at."""
    x0, y0, x1, y1 = page.trim
    unit = number(page.obj.get("/UserUnit"), 1.0) / POINTS_PER_MM
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    return (height, width) if int(number(page.obj.get("/Rotate"))) % 180 == 90 else (width, height)


def check_boxes(page: PdfPage, printer: Printer, wanted: tuple[float, float], found: Collector) -> None:
    """Check that the boxes are there, lie in each other and are as large as was asked for."""
    obj = page.obj
    if not page.trimmed:
        found.add("missing-trim-box", say("the page has no TrimBox"), say("name the finished size of each page"))
        return
    if obj.get("/TrimBox") is not None and obj.get("/ArtBox") is not None:
        found.add("box-nesting", say("the page has both TrimBox and ArtBox"), say("leave out the ArtBox"))
    unit = number(obj.get("/UserUnit"), 1.0)
    if unit != 1:
        found.add(
            "box-nesting",
            say("the page counts in units of {unit:g} pt (UserUnit)", unit=unit),
            say("set the page at its real size"),
        )
    turn = number(obj.get("/Rotate"))
    if turn % 90:
        found.add(
            "box-nesting", say("the page is turned by {turn:g} degrees", turn=turn), say("turn it by a multiple of 90")
        )
    bleed = read_box(obj.get("/BleedBox"))
    if bleed and not inside(page.trim, bleed, NEAR):
        found.add("box-nesting", say("the TrimBox reaches beyond the BleedBox"), say("the BleedBox holds the TrimBox"))
    for name, box in (("TrimBox", page.trim), ("BleedBox", bleed)):
        if box and not inside(box, page.media, NEAR):
            found.add(
                "box-nesting",
                say("the {name} reaches beyond the MediaBox", name=name),
                say("the MediaBox holds all other boxes"),
            )
    width, height = trim_mm(page)
    off = max(abs(width - wanted[0]), abs(height - wanted[1]))
    if off > printer.trim_tolerance_mm + NEAR:
        message = say(
            "the trim is {width:.1f} x {height:.1f} mm and not {wanted_width:.1f} x {wanted_height:.1f} mm",
            width=width,
            height=height,
            wanted_width=wanted[0],
            wanted_height=wanted[1],
        )
        hint = say("pages may differ by {length:g} mm", length=printer.trim_tolerance_mm)
        found.add("trim-size", message, hint)


def notes_of(page: PdfPage) -> list[tuple[str, Box | None, Any]]:
    """Return the annotations of a page: what they are, and where."""
    found = []
    for item in items_of(page.obj.get("/Annots"))[:5000]:
        kind = text_of(lookup(item, "/Subtype")).lstrip("/")
        if kind:
            corners = numbers(lookup(item, "/Rect"))
            box = read_box(lookup(item, "/Rect"))
            if box is None and len(corners) == 4:
                box = (corners[0], corners[1], corners[0], corners[1])
            found.append((kind, box, item))
    return found


def check_annotations(page: PdfPage, found: Collector) -> None:
    """Check that no annotation touches the bleed box."""
    for kind, box, _ in notes_of(page):
        if kind in ("TrapNet", "PrinterMark"):
            continue
        bleed = page.bleed
        apart = box and (box[0] > bleed[2] or box[2] < bleed[0] or box[1] > bleed[3] or box[3] < bleed[1])
        if not apart:
            hint = say("print has no use for links, notes and fields: leave them out")
            found.add("annotation", say("{kind} annotation on the page", kind=kind), hint, box)


def check_links(page: PdfPage, found: Collector) -> None:
    """Check that each link says where it leads."""
    for kind, box, item in notes_of(page):
        if kind == "Link" and not text_of(lookup(item, "/Contents")).strip():
            hint = say("say in /Contents of the link where it leads")
            found.add("link-without-text", say("link without a text for those who do not see it"), hint, box)
