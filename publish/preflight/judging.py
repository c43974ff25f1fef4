"""Judge a file: open it, ask the rules of the file, its tags, its pages and its inks."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from publish.base.messages import say, words_of
from publish.preflight.collecting import Collector, merged, on_page
from publish.preflight.findings import Finding, Judgement, PageInk, PageMemory, PageTrim
from publish.preflight.ink.measuring import measure_ink
from publish.preflight.page_digests import Digests
from publish.preflight.pages import judge_page
from publish.preflight.pdf.ownership import Owners
from publish.preflight.pdf.reading import FAILURES, PdfPage, Unreadable, key_of, lookup, open_pdf, read_page
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.structure import Structure
from publish.preflight.rules.boxes import trim_mm as trim_of
from publish.preflight.rules.file import check_file
from publish.preflight.rules.marks import check_forms
from publish.preflight.rules.tags import check_screen, check_tags
from publish.publication.assets.printers import Printer

HINTS = {
    "no-pdf": say("give it a file that begins with %PDF-"),
    "damaged-pdf": say("make the file again"),
    "encrypted": say("save it without security"),
    "too-large": say("split the file"),
}


def judge_file(
    content: bytes,
    printer: Printer | None,
    wanted: tuple[float, float] | None,
    ink: bool,
    remembered: PageMemory | None,
) -> Judgement:
    """Return the judgement of a file; see :func:`publish.preflight.judge`."""
    name = printer.name if printer else "screen"
    found = Collector(printer)
    try:
        with open_pdf(content) as pdf:
            return _judge(pdf, content, printer, wanted, ink, remembered)
    except Unreadable as failure:
        rule, message = failure.rule, words_of(failure)
    except FAILURES as failure:
        rule, message = "damaged-pdf", say("the PDF cannot be read: {reason}", reason=type(failure).__name__)
    found.always(rule, message, HINTS[rule])
    return Judgement(name, tuple(found.findings))


def _judge(
    pdf: pikepdf.Pdf,
    content: bytes,
    printer: Printer | None,
    wanted: tuple[float, float] | None,
    ink: bool,
    remembered: PageMemory | None,
) -> Judgement:
    found = Collector(printer)
    checks: list[Callable[[], None]] = [lambda: check_file(pdf, printer, found)]
    structure = _read_structure(pdf)
    if structure:
        checks.append(lambda: check_tags(pdf, structure, found))
    if printer is None:
        checks.append(lambda: check_screen(pdf, found))
    for check in checks:
        try:
            check()
        except FAILURES as failure:
            message = say("the file cannot be read as a whole: {reason}", reason=type(failure).__name__)
            found.add("damaged-pdf", message, HINTS["damaged-pdf"])
    pages, unread = _read_pages(pdf, printer)
    sheets = [trim_of(page) for page in pages]
    reference = wanted or (sheets[0] if sheets else (0.0, 0.0))
    cabinet = _cabinet(structure, printer)
    keys, on_pages = _judge_pages(pdf, pages, printer, reference, remembered, cabinet)
    if cabinet.owners:
        check_forms([key_of(page.obj) for page in pages], cabinet.owners, cabinet, found)
    inks: tuple[PageInk, ...] = ()
    if ink and printer and pages and not pdf.is_encrypted:
        inks, too_much = _measure(content, pages, printer, keys, on_pages, remembered, cabinet)
        on_pages += too_much
    findings = (*found.findings, *unread, *on_pages)
    return Judgement(
        printer.name if printer else "screen",
        merged(findings),
        tuple(PageTrim(round(width, 3), round(height, 3)) for width, height in sheets),
        inks,
    )


def remember_pages(
    content: bytes,
    printer: Printer | None,
    wanted: tuple[float, float] | None,
    ink: bool,
    remembered: PageMemory,
    part: int,
    parts: int,
) -> None:
    """Judge a part of the pages of a file, every so-manieth, only to remember what is found on them."""
    with open_pdf(content) as pdf:
        pages, _ = _read_pages(pdf, printer)
        reference = wanted or (trim_of(pages[0]) if pages else (0.0, 0.0))
        mine, cabinet = pages[part::parts], _cabinet(_read_structure(pdf) if printer is None else None, printer)
        keys, found = _judge_pages(pdf, mine, printer, reference, remembered, cabinet)
        if ink and printer and mine:
            _measure(content, mine, printer, keys, found, remembered, cabinet)


def _read_structure(pdf: pikepdf.Pdf) -> Structure | None:
    """Return the tags of a file; None if it has none."""
    root = lookup(pdf.Root, "/StructTreeRoot")
    return None if root is None else Structure(root)


def _cabinet(structure: Structure | None, printer: Printer | None) -> Cabinet:
    """Return where what is read of a file is kept; on screen it matters what its content says."""
    return Cabinet(Owners(structure) if structure and printer is None else None, heard=printer is None)


def _measure(
    content: bytes,
    pages: list[PdfPage],
    printer: Printer,
    keys: list[str],
    findings: list[Finding],
    remembered: PageMemory | None,
    cabinet: Cabinet,
) -> tuple[tuple[PageInk, ...], list[Finding]]:
    """Measure the ink of the pages that could be read."""
    unread = {finding.page for finding in findings if finding.rule in ("too-large", "damaged-pdf")}
    kept = [(page, key) for page, key in zip(pages, keys, strict=True) if page.index + 1 not in unread]
    return measure_ink(
        content, [page for page, _ in kept], printer, [key for _, key in kept], remembered, cabinet.ceilings
    )


def _read_pages(pdf: pikepdf.Pdf, printer: Printer | None) -> tuple[list[PdfPage], list[Finding]]:
    pages, unread = [], Collector(printer)
    for index, page in enumerate(pdf.pages):
        try:
            pages.append(read_page(page.obj, index))
        except FAILURES:
            unread.add("damaged-pdf", say("page {index} cannot be read", index=index + 1), HINTS["damaged-pdf"])
    return pages, unread.findings


def _judge_pages(
    pdf: pikepdf.Pdf,
    pages: list[PdfPage],
    printer: Printer | None,
    reference: tuple[float, float],
    remembered: PageMemory | None,
    cabinet: Cabinet,
) -> tuple[list[str], list[Finding]]:
    """Return the keys of pages, empty where nothing is remembered, and what is wrong with them."""
    digests = Digests(pdf, printer, cabinet)
    keys: list[str] = []
    findings: list[Finding] = []
    for page in pages:
        key = ""
        if remembered is not None:
            try:
                key = digests.page(page, reference)
            except FAILURES:
                key = ""
        keys.append(key)
        known = remembered.get(key) if remembered is not None and key else None
        if known is None:
            known = judge_page(page, printer, reference, cabinet)
            if remembered is not None and key and page.index not in cabinet.shared:
                remembered[key] = known
        here = page.index + 1
        findings += [finding if finding.page == here else on_page(finding, here) for finding in known]
    return keys, findings
