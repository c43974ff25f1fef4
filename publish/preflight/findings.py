"""What a preflight finds in a PDF, and where on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from publish.base.diagnostics import Diagnostic, Position, Severity, Spot
from publish.base.messages import say
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in millimetres from the upper left corner of its trim.

    Attributes:
        page: Counted from 1.
    """

    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        severity: What the printer makes of it.
        rule: Code of the rule in lower case and hyphens, such as ``rgb-image``.
        message: What is wrong, in one line without a full stop.
        hint: What to do about it.
        page: The first page that has it, counted from 1; 0 when the whole file has it.
        place: Where on that page; None when the whole page has it.
        pages: All pages that have it.
        text: The words at the place, by which a source line is found; empty for pictures and rules.
    """

    severity: Severity
    rule: str
    message: str
    hint: str = ""
    page: int = 0
    place: Place | None = None
    pages: tuple[int, ...] = ()
    text: str = ""


class PageMemory(Protocol):
    """What was found on pages before, by the digest of all that is on them; a dictionary is one."""

    def get(self, key: str, /) -> tuple[Finding, ...] | None:
        """Return what was found on a page; None for one that is not known."""

    def __setitem__(self, key: str, findings: tuple[Finding, ...], /) -> None:
        """Remember what is found on a page."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """The spot of a page that has the most ink: how much in per cent of all inks together, and where."""

    percent: float
    place: Place


@dataclass(frozen=True, slots=True)
class PageTrim:
    """A page as it was found: its trim in millimetres, which is its media box where it names none."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a preflight says of a file.

    Attributes:
        printer: Name of what it was judged for; ``screen`` for the screen twin.
        findings: Faults, those of the whole file first, then by page.
        sheets: The pages of the file.
        ink: The worst spot of each page; empty when ink was not measured.
    """

    printer: str
    findings: tuple[Finding, ...]
    sheets: tuple[PageTrim, ...] = ()
    ink: tuple[PageInk, ...] = ()


def as_diagnostic(finding: Finding, file: Path) -> Diagnostic:
    """Return what the preflight found as the rest of the program tells its own."""
    place, message = finding.place, finding.message
    pages = tuple(page for page in finding.pages if page != finding.page)
    if pages:
        message = say("page {page} and {count} more: {what}", page=finding.page, count=len(pages), what=message)
    elif finding.page:
        message = say("page {page}: {what}", page=finding.page, what=message)
    if place:
        message = say("{what} (at {x:.1f}, {y:.1f} mm)", what=message, x=place.x_mm, y=place.y_mm)
    box = (place.x_mm, place.y_mm, place.width_mm, place.height_mm) if place else None
    spot = Spot(file, finding.page, box, finding.pages, text=finding.text)
    return Diagnostic(finding.severity, Position(file), message, finding.rule, finding.hint, spot=spot)
