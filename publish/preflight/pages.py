"""Judge one page: interpret it once and let every rule look at each object."""

from __future__ import annotations

from publish.base.messages import say
from publish.preflight.collecting import Collector
from publish.preflight.findings import Finding
from publish.preflight.pdf.ink_bound import Ceiling
from publish.preflight.pdf.ownership import ALL
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.reading import FAILURES, Damaged, PdfPage, TooLarge, page_content
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted
from publish.preflight.rules.boxes import check_annotations, check_boxes, check_links
from publish.preflight.rules.colour import ColourChecks
from publish.preflight.rules.detail import Details
from publish.preflight.rules.edges import Edges
from publish.preflight.rules.marks import Marks
from publish.publication.assets.printers import Printer

MAX_OBJECTS = 250_000
"""How many objects of a page are judged."""

MAX_OF_FILE = 2_500_000
"""How many objects of a file are judged."""


def judge_page(
    page: PdfPage, printer: Printer | None, wanted: tuple[float, float], cabinet: Cabinet
) -> tuple[Finding, ...]:
    """Return the faults of a page.

    Args:
        page: The page.
        printer: Who prints the file; None for readers on screen.
        wanted: Width and height of the trim that it should have, in millimetres.
        cabinet: What has been read of the file.
    """
    found = Collector(printer, page)
    try:
        if printer is None:
            check_links(page, found)
            marks = Marks(found)
            painter = _paint(page, cabinet, [Details(None, found), marks])
            marks.finish(painter, cabinet.owners.of(page.obj) if cabinet.owners else ALL)
        else:
            check_boxes(page, printer, wanted, found)
            check_annotations(page, found)
            _judge_print(page, printer, cabinet, found)
    except TooLarge:
        found.add("too-large", say("the page is larger than a preflight reads"), say("make the page simpler"))
    except Damaged as failure:
        found.add("damaged-pdf", say("the page cannot be read: {reason}", reason=failure), say("make the file again"))
    except FAILURES as failure:
        found.add(
            "damaged-pdf",
            say("the page cannot be read: {reason}", reason=type(failure).__name__),
            say("make the file again"),
        )
    return tuple(found.findings)


def _judge_print(page: PdfPage, printer: Printer, cabinet: Cabinet, found: Collector) -> None:
    inks = ColourChecks(page, printer, found, cabinet.resources(page.resources))
    edges, ceiling = Edges(page, printer, found), Ceiling(page)
    try:
        _paint(page, cabinet, [Details(printer, found), inks, edges, ceiling])
        cabinet.ceilings[page.index] = ceiling
    finally:
        edges.finish(inks.beneath)


def _paint(page: PdfPage, cabinet: Cabinet, rules: list[Details | ColourChecks | Edges | Ceiling | Marks]) -> Painter:
    looks = [rule.look for rule in rules]
    count = 0

    def emit(item: Painted) -> None:
        nonlocal count
        count += 1
        cabinet.objects += 1
        if count > MAX_OBJECTS or cabinet.objects > MAX_OF_FILE:
            raise TooLarge
        for look in looks:
            look(item)

    resources = cabinet.resources(page.resources)
    painter = Painter(cabinet, page.media, emit, page.obj)
    painter.run(page_content(page), resources)
    if painter.shared:
        cabinet.shared.add(page.index)
    return painter
