"""Judge a PDF by a regime: read it, find its components, and measure each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.base.diagnostics import Severity
from publish.base.messages import say, words_of
from publish.preflight.findings import Finding
from publish.preflight.official import WORD_SUFFIXES
from publish.preflight.official.bench import PREFIX, Bench
from publish.preflight.official.lines import SetPage, fold
from publish.preflight.official.looks import judge_looks
from publish.preflight.official.placing import judge_place
from publish.preflight.official.reading import read_pages
from publish.preflight.official.recognition import OfficialSection, recognise
from publish.preflight.official.running_text import body_size, judge_text
from publish.preflight.official.sheets import judge_colours, judge_pages
from publish.preflight.official.word import set_as_pdf
from publish.preflight.pdf.reading import Unreadable
from publish.publication.official.regimes import Regime

_WANTED = ("national-name", "motto", "agency", "number", "place-and-date", "recipients-heading")
_UNSIGNED = ("number", "place-and-date", "recipients-heading")  # what is issued with another document has none of them
_EXCUSED = {
    "bienban": "place-and-date",
    "thucong": "number",
}  # minutes are dated by the meeting, open letters not numbered


def judge_official(content: bytes, regime: Regime) -> tuple[Finding, ...]:
    """Return what of a PDF is not as a regime wants it; whatever the bytes are, it answers and does not raise.

    Args:
        content: The file, of whatever program.
        regime: The regime.
    """
    try:
        pages = read_pages(content)
    except Unreadable as failure:
        return (Finding(Severity.ERROR, failure.rule, words_of(failure)),)
    return judge_sections(pages, recognise(pages, regime), regime)


def judge_document(file: Path, content: bytes, regime: Regime) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the PDF of a document, and what of it is not as a regime wants it.

    Args:
        file: The document; a file of Word is measured as LibreOffice sets it.
        content: Bytes of the file.
        regime: The regime.
    """
    try:
        pdf = set_as_pdf(file) if file.suffix.lower() in WORD_SUFFIXES else content
    except Unreadable as failure:
        return b"", (Finding(Severity.ERROR, failure.rule, words_of(failure)),)
    return pdf, judge_official(pdf, regime)


def judge_sections(
    pages: Sequence[SetPage], sections: Sequence[OfficialSection], regime: Regime
) -> tuple[Finding, ...]:
    """Return what of documents that were recognised is not as a regime wants it."""
    if not any(map(_is_headed, sections)) and not (sections and sections[0].kind == "annex"):
        message = say("no official document is recognised: there is no national name, no motto and no number")
        return (Finding(Severity.ERROR, f"{PREFIX}-unrecognised", message, "", 1, None, (1,)),)
    bench = Bench(regime)
    sections = [section for section in sections if section.kind != "document" or _is_headed(section)]
    for section in sections:
        _judge_missing(bench, section)
        size = body_size(section)
        for found in section.found:
            component = bench.component(found.key)
            if component:
                judge_looks(bench, component, found, size)
                judge_place(bench, component, found, section)
        if section.kind != "copy":
            judge_text(bench, section)
            judge_colours(bench, section)
        _judge_nation(bench, section)
    judge_pages(bench, pages, sections)
    return bench.findings


def _is_headed(section: OfficialSection) -> bool:
    """Tell whether a section has a head by which an official document is known."""
    return any(section.get(key) for key in ("national-name", "motto", "number"))


def _judge_missing(bench: Bench, section: OfficialSection) -> None:
    """Note components that every document has and that were not found."""
    if section.kind != "document":
        return
    type_ = section.get("type")
    excused = set(_UNSIGNED) if section.get("annex-note") else set[str]()
    if type_:
        excused.add(_EXCUSED.get(fold(type_.text), ""))
    for key in _WANTED:
        component = bench.component(key)
        if component and key not in excused and not section.get(key):
            message = say("{what} is not found ({law})", what=bench.name(component), law=bench.law(component.source))
            bench.tell(key, "missing", message, page=section.pages[0].number)
    signer = bench.component("signer")
    if signer and not section.get("signer") and (section.get("office") or section.get("signing-authority")):
        message = say("{what} is not found ({law})", what=bench.name(signer), law=bench.law(signer.source))
        bench.tell("signer", "missing", message, page=section.pages[-1].number)


def _judge_nation(bench: Bench, section: OfficialSection) -> None:
    """Warn of a national name that is broken: no line of the law says so, and no office wants it."""
    found, component = section.get("national-name"), bench.component("national-name")
    if found and component and len(found.lines) > 1:
        message = say("{what} is broken into {count} lines", what=bench.name(component), count=len(found.lines))
        bench.tell("national-name", "lines", message, found.lines, severity=Severity.WARNING)
