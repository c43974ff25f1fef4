"""Judge finished files of any origin: PDFs by the preflight, EPUBs by our rules, each in a worker and within limits.

What a file does to its worker ends there: one that comes to its limits is a finding, and the others go on.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish.base.diagnostics import Diagnostic, Position, PublishError, Severity, Spot, error, os_reason
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.workers.pool import Pool
from publish.base.workers.task import Task
from publish.preflight.findings import as_diagnostic
from publish.preflight.report.origin import Homes, reader_of
from publish.preflight.validators import find_validators, validate

if TYPE_CHECKING:
    from publish.preflight.findings import Finding, PageInk, PageTrim
    from publish.preflight.report.page_views import TextLine, View
    from publish.preflight.typography.records import Typography
    from publish.publication.assets.printers import Printer
    from publish.publication.official.regimes import Regime

CPU_SECONDS = 120
WALL_SECONDS = 180
MEMORY_BYTES = 3 << 30
"""What judging one file may take."""

LARGEST = 1 << 30
"""Bytes that a file may have."""

SUFFIXES = (".pdf", ".epub")
SCREEN = "screen"
_UNFIT = {"no-epub", "too-large", "check-limit", "check-failed", "unreadable-file", "no-container", "damaged-epub"}
"""Rules that keep a file from the validators of others."""

CLAIMS = {
    "PDF/UA": b"http://www.aiim.org/pdfua/ns/id/",
    "PDF/A": b"http://www.aiim.org/pdfa/ns/id/",
    "PDF/X": b"GTS_PDFX",
}
"""What the metadata of a file can say that it is, by what stands in them then."""

_ARCHIVE_RULE = re.compile(r"verapdf-6\.(\d+\.|[3-9]|1\d)")  # the clauses of ISO 19005, which ISO 14289 does not have
_HEAD = 1024
_BATCH = 50
_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class InspectionOrder:
    """How a file is to be judged.

    Attributes:
        printer: Whom a file for the press is for.
        name: ``screen``, or the printer's name; empty to judge by what the file says of itself.
        trim_mm: Width and height that its pages should have; None for any.
        own: Whether a project of ours made it, so that its lines are wanted.
        pictures: How many of its faulty pages are drawn.
        measured: Whether the file is measured, how its pages are set, and not judged.
        regime: The regime that an official document is measured by instead; None for other files.
    """

    printer: Printer
    name: str = ""
    trim_mm: tuple[float, float] | None = None
    own: bool = False
    pictures: int = 0
    measured: bool = False
    regime: Regime | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file.

    Attributes:
        kind: ``pdf`` or ``epub``.
        judged_for: Name of the printer, or ``screen``; empty for an EPUB.
        findings: Each at its place in the file, or in the source that made it.
        sheets, ink: What :class:`publish.preflight.findings.Judgement` says.
        claims: What a PDF says that it is, of :data:`CLAIMS`.
        lines: Lines of the pages that have findings, by page.
        views: Pictures of these pages.
        typography: How its pages are set, where that was measured.
    """

    file: Path
    kind: str
    judged_for: str
    findings: tuple[Diagnostic, ...]
    sheets: tuple[PageTrim, ...] = ()
    ink: tuple[PageInk, ...] = ()
    claims: frozenset[str] = frozenset()
    lines: tuple[tuple[int, tuple[TextLine, ...]], ...] = field(default=())
    views: tuple[tuple[int, View], ...] = field(default=())
    typography: Typography | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in many files.

    Attributes:
        asked: Names of the validators that looked at them.
        missing: A sentence for each validator that would have and is not installed.
    """

    files: tuple[Inspection, ...]
    asked: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def findings(self) -> list[Diagnostic]:
        """All findings, file by file."""
        return [found for inspection in self.files for found in inspection.findings]


# The files -----------------------------------------------------------------------------------------------------------


def is_finished(path: Path) -> bool:
    """Tell whether a file is to be judged as a finished one: by its name, else by how it begins."""
    return path.suffix.lower() in SUFFIXES or bool(sniff(path))


def sniff(path: Path) -> str:
    """Return ``pdf`` or ``epub`` as a file begins; empty for all else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return ""
    return _kind(head)


def _kind(content: bytes) -> str:
    if b"%PDF-" in content[:_HEAD]:
        return "pdf"
    if content.startswith(b"PK\3\4") and b"application/epub+zip" in content[:_HEAD]:
        return "epub"
    return ""


def list_files(folder: Path, suffixes: Sequence[str] = SUFFIXES) -> list[Path]:
    """Return the files below a folder that end in one of the suffixes, by name; links to folders are not followed."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place, name) for name in names if Path(name).suffix.lower() in suffixes and name[0] != "."]
    return sorted(found)


# Judging -------------------------------------------------------------------------------------------------------------


def inspect_files(
    files: Sequence[Path],
    order: Callable[[Path], InspectionOrder],
    homes: Homes,
    jobs: int,
    report: Callable[[str], None],
) -> Inspected:
    """Judge files, several at a time.

    Args:
        files: PDFs and EPUBs, absolute; whatever they are, they do no harm.
        order: How each is to be judged.
        homes: Knows the projects that they come from.
        jobs: How many are judged at a time.
        report: Told what is being done.
    """
    with Pool(min(jobs, max(1, len(files))), "publish.preflight.report.inspection:warm_up") as pool:
        tasks = [Task(inspect_within_limits, say("checking the file"), Position(file)) for file in files]
        waiting = [pool.submit(task, file, order(file)) for task, file in zip(tasks, files, strict=True)]
        found = [_outcome(file, future, report) for file, future in zip(files, waiting, strict=True)]
    found, asked, missing = _ask_others(found, report)
    report(say("look for the source lines"))
    return Inspected(tuple(_trace(inspection, homes) for inspection in found), asked, missing)


def _outcome(file: Path, future: Future[Inspection], report: Callable[[str], None]) -> Inspection:
    """Return what a worker found, or that it did not come to an end."""
    report(say("check {name}", name=file.name))
    kind = "epub" if file.suffix.lower() == ".epub" else "pdf"
    try:
        return future.result()
    except PublishError as failure:
        message = say(
            "checking the file came to its limits: {wall} s, {cpu} s of processor time or {room} GB of memory",
            wall=WALL_SECONDS,
            cpu=CPU_SECONDS,
            room=MEMORY_BYTES >> 30,
        )
        hint = failure.diagnostics[0].message if failure.diagnostics else ""
        rule = "check-limit"
    except Exception as failure:  # a file of another must not end the check of the others
        reason = " ".join(f"{type(failure).__name__}: {failure}".split())
        message = say("the check itself failed: {reason}", reason=reason)
        rule, hint = "check-failed", say("please report it, with the file if you may")
    told = error(Position(file), message, rule, hint)
    return Inspection(file, kind, "", (replace(told, spot=Spot(file)),))


def warm_up() -> None:
    """Load what the workers need."""
    import publish.preflight.epub
    import publish.preflight.judging
    import publish.preflight.report.page_views
    import publish.preflight.typography.measuring  # noqa: F401


def inspect_within_limits(file: Path, order: InspectionOrder) -> Inspection:
    """Judge a file; the process ends when it takes too much."""
    with _limits():
        return inspect_file(file, order)


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    """Keep this process, which is a worker, within the limits of one file."""
    if not hasattr(os, "fork"):
        yield
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_CPU, int(time.process_time()) + 1 + CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
    ):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def inspect_file(file: Path, order: InspectionOrder) -> Inspection:
    """Judge a file here."""
    wanted = "epub" if file.suffix.lower() == ".epub" else "pdf"
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unread(file, wanted, say("not a file"))
        if status.st_size > LARGEST:
            return _unread(file, wanted, say("larger than {room} GB", room=LARGEST >> 30), "check-limit")
        content = file.read_bytes()
    except OSError as failure:
        return _unread(file, wanted, os_reason(failure))
    if order.regime:
        return _judge_official(file, content, order, order.regime)
    kind = _kind(content[:_HEAD]) if file.suffix.lower() not in SUFFIXES else wanted
    if kind == "epub":
        from publish.preflight.epub import judge_epub

        return Inspection(file, kind, "", judge_epub(content, file))
    return _measure_pdf(file, content, order) if order.measured else _inspect_pdf(file, content, order)


def _unread(file: Path, kind: str, reason: str, rule: str = "unreadable-file") -> Inspection:
    told = error(Position(file), say("cannot be read: {reason}", reason=reason), rule)
    return Inspection(file, kind, "", (replace(told, spot=Spot(file)),))


def _inspect_pdf(file: Path, content: bytes, order: InspectionOrder) -> Inspection:
    from publish.preflight import judge

    claims = read_claims(content)
    for_screen = order.name == SCREEN or (not order.name and "PDF/UA" in claims and "PDF/X" not in claims)
    judged = judge(content, None if for_screen else order.printer, trim_mm=None if for_screen else order.trim_mm)
    found, lines, views = _shown(file, content, order, judged.findings)
    name = SCREEN if for_screen else order.printer.name
    return Inspection(file, "pdf", name, found, judged.sheets, judged.ink, claims, lines, views)


def _measure_pdf(file: Path, content: bytes, order: InspectionOrder) -> Inspection:
    """Measure how the pages of a PDF are set; what is not as it should be is a note."""
    from publish.preflight.findings import Finding
    from publish.preflight.pdf.reading import Unreadable
    from publish.preflight.typography.measuring import measure_pages

    try:
        measured = measure_pages(content)
    except Unreadable as failure:
        fault = Finding(Severity.ERROR, failure.rule, str(failure))
        return Inspection(file, "pdf", "", (as_diagnostic(fault, file),))
    flaws = [
        Finding(Severity.NOTE, flaw.rule, flaw.message, "", flaw.place.page, flaw.place, text=flaw.text)
        for flaw in measured.flaws
    ]
    found, lines, views = _shown(file, content, order, flaws)
    return Inspection(file, "pdf", "", found, lines=lines, views=views, typography=measured)


def _judge_official(file: Path, content: bytes, order: InspectionOrder, regime: Regime) -> Inspection:
    """Measure an official document by its regime."""
    from publish.preflight.official.judging import judge_document

    content, findings = judge_document(file, content, regime)
    found, lines, views = _shown(file, content, order, findings)
    return Inspection(file, "pdf", regime.key, found, lines=lines, views=views)


def _shown(
    file: Path, content: bytes, order: InspectionOrder, findings: Sequence[Finding]
) -> tuple[tuple[Diagnostic, ...], tuple[tuple[int, tuple[TextLine, ...]], ...], tuple[tuple[int, View], ...]]:
    """Return what was found, and of its pages the lines and pictures that are wanted."""
    from publish.preflight.report.page_views import draw_page, read_lines

    found = tuple(as_diagnostic(finding, file) for finding in findings)
    pages = sorted({finding.page for finding in findings if finding.page})
    lines = tuple((page, read_lines(content, page)) for page in pages[:_MOST_PAGES]) if order.own else ()
    views = [(page, draw_page(content, page)) for page in pages[: order.pictures]]
    return found, lines, tuple((page, view) for page, view in views if view)


def read_claims(content: bytes) -> frozenset[str]:
    """Return what a PDF says that it is, of :data:`CLAIMS`."""
    from publish.preflight.pdf.reading import FAILURES, Unreadable, lookup, open_pdf, stream_bytes

    try:
        with open_pdf(content) as pdf:
            packet = stream_bytes(lookup(pdf.Root, "/Metadata"))[: 1 << 20]
            older = lookup(pdf.trailer, "/Info", "/GTS_PDFXVersion") is not None
    except (Unreadable, *FAILURES):
        return frozenset()
    found = {name for name, sign in CLAIMS.items() if sign in packet}
    return frozenset(found | ({"PDF/X"} if older else set()))


# Others, and the source ----------------------------------------------------------------------------------------------


def _ask_others(
    found: Sequence[Inspection], report: Callable[[str], None]
) -> tuple[list[Inspection], tuple[str, ...], tuple[str, ...]]:
    """Ask EPUBCheck and Ace about the EPUBs, and veraPDF about the PDFs that say they are accessible."""
    result, asked, missing = {inspection.file: inspection for inspection in found}, [], []
    for validator in find_validators():
        fitting = [inspection.file for inspection in found if _fits(inspection, validator.name, validator.suffix)]
        if not fitting:
            continue
        if lack := validator.missing():
            missing.append(say("{name}: {lack}", name=validator.name, lack=lack))
            continue
        asked.append(validator.name)
        for start in range(0, len(fitting), _BATCH):
            report(say("ask {name}", name=validator.name))
            batch = fitting[start : start + _BATCH]
            try:
                told = validate(validator, batch)
            except PublishError as failure:  # a file has gone meanwhile
                told = list(failure.diagnostics)
            for one in told:
                file = one.position.file
                if _ARCHIVE_RULE.match(one.rule) and "PDF/A" not in result[file].claims:
                    continue  # it does not say that it is one
                result[file] = replace(result[file], findings=(*result[file].findings, one))
    return list(result.values()), tuple(asked), tuple(missing)


def _fits(inspection: Inspection, name: str, suffix: str) -> bool:
    """Tell whether a validator is to judge a file; qpdf is the library by which the preflight reads."""
    if _UNFIT.intersection(found.rule for found in inspection.findings):
        return False
    if inspection.kind == "epub":
        return suffix == ".epub"
    return name == "verapdf" and "PDF/UA" in inspection.claims and inspection.judged_for == SCREEN


def _trace(inspection: Inspection, homes: Homes) -> Inspection:
    """Return an inspection whose findings stand in the source where ours made the file."""
    if not inspection.findings:
        return inspection
    if not (tracer := homes.tracer(inspection.file)):
        return inspection
    lines = dict(inspection.lines)
    read = reader_of(inspection.file)
    found = [tracer.trace(one, lines.get(one.spot.page if one.spot else 0, ()), read) for one in inspection.findings]
    return replace(inspection, findings=tuple(found))
