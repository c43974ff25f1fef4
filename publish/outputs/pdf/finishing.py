"""The printed sheet: its styles by size, its boxes, and the way from XHTML to finished pages.

What stands here runs in the worker; it imports the engine's door and nothing that only the text needs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.layout import engine, page_starts
from publish.outputs.pdf import conformance
from publish.outputs.pdf.blocks import OUTER_INKS
from publish.outputs.pdf.page_boxes import set_boxes
from publish.publication.assets import profiles
from publish.publication.project import Page
from publish.publication.publication import SCHEME
from publish.publication.words import words

LAYING_OUT = say("laying out the pages")
"""What a worker is doing with fragments and articles, for the message when it comes to its limits."""


def print_pages(
    html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position, page: Page
) -> bytes:
    """Return XHTML as a tagged PDF with exact page boxes.

    Args:
        html: The page as XHTML.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the page itself is at fault.
        page: Trim and bleed.
    """
    content, _ = print_with_places(html, styles, roots, at, page)
    return content


def print_with_places(
    html: str, styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position, page: Page
) -> tuple[bytes, page_starts.PagePlaces]:
    """Return what :func:`print_pages` does, and what stands on each page, for what is shown on a screen."""
    from publish.layout import fitting

    document = fitting.lay_out(html, styles, roots, at)
    places = page_starts.places_on(document)
    for sheet in document.pages:
        sheet.bookmarks = [(level, plain(label), *place) for level, label, *place in sheet.bookmarks]

    def finish(_: Any, pdf: Any) -> None:
        set_boxes(pdf, page)
        tell_pages(pdf, document)
        conformance.show_alike(pdf)
        if conformance.uses_inks(pdf):
            conformance.name_inks(pdf, _add_profile(pdf, conformance.INKS, 4))
        pdf.catalog["OutputIntents"] = f"[{conformance.write_screen_intent(_add_profile(pdf, conformance.SRGB, 3))}]"
        pdf.catalog["PageLabels"] = f"<</Nums[{' '.join(_label_ranges(document))}]>>"
        tell_facts(pdf, document.metadata)

    return engine.write_pdf(document, at, finish), places


def _label_ranges(document: Any) -> Iterator[str]:
    """Yield the ranges of page labels: arabic figures from 1, and anew where a page sets its counter."""
    for index, sheet in enumerate(document.pages):
        resets = dict(sheet._page_box.style["counter_reset"] or ())
        if index == 0 or "page" in resets:
            yield f"{index} <</S/D>>"


def finish_fragment(pdf: Any, page: Page) -> None:
    """Put right what the engine leaves wrong in pages without fonts."""
    set_boxes(pdf, page)
    open_links(pdf)
    conformance.show_alike(pdf)
    if conformance.uses_inks(pdf):
        conformance.name_inks(pdf, OUTER_INKS)


def _add_profile(pdf: Any, name: str, colours: int) -> str:
    return engine.add_stream(pdf, profiles.bundled_profile(name), {"N": colours, "Filter": "/FlateDecode"})


def tell_facts(pdf: Any, metadata: Any) -> None:
    """Have the file say of itself what its page says, in the same words as XMP (6.6.2)."""
    from publish.outputs.pdf.xmp import Facts, document_info, xmp_packet

    facts = Facts(
        title=metadata.title,
        language=metadata.lang or "",
        creators=tuple(metadata.authors),
        description=metadata.description or "",
        subjects=tuple(metadata.keywords),
        generator=metadata.generator or "",
        created=_read_time(metadata.created),
        modified=_read_time(metadata.modified),
    )
    string = type(pdf.info.pop("Producer"))
    pdf.info.clear()
    pdf.info.update({key: string(value) for key, value in document_info(facts).items()})
    packet = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet.stream, packet.compress = [xmp_packet(facts)], False


def _read_time(text: str | None) -> datetime.datetime | None:
    """Return a day, or a moment in UTC, as pages give it."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC) if text else None


def open_links(pdf: Any) -> None:
    """Write the links inside a fragment as those to other fragments are written, for the assembly knows the anchors."""
    pdf.catalog.pop("Names", None)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            target = type(item["Dest"])(f"{SCHEME}#{item.pop('Dest').string}")
            item["A"] = type(item)({"Type": "/Action", "S": "/URI", "URI": target})


def tell_pages(pdf: Any, document: Any) -> None:
    """Have each link say on which page its place is (ISO 14289-1, 7.18.5); the engine writes the id of the place."""
    numbers: dict[str, int] = {}
    for number, sheet in enumerate(document.pages, 1):
        for name in sheet.anchors:
            numbers.setdefault(name, number)
    page = words(document.metadata.lang or "")["page"]
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            item["Contents"] = type(item["Dest"])(f"{page} {numbers[item['Dest'].string]}")


def plain(label: str) -> str:
    """Return the text of a heading as it stands in the outline, without what holds its lines together."""
    return label.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")
