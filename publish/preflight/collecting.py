"""Gather findings: those of a page with their places, those of many pages as one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from publish.base.diagnostics import Severity
from publish.base.units import POINTS_PER_MM
from publish.preflight.findings import Finding, Place
from publish.preflight.pdf.reading import Box, PdfPage
from publish.publication.assets.printers import Printer

MOST = 20
"""How many findings of one rule a page has at most."""

FORBIDS = {
    "rgb": ("rgb-image", "rgb-colour", "rgb-black", "rgb-group"),
    "device-independent": ("device-independent",),
    "spot": ("spot",),
    "transparency": ("transparency",),
    "annotations": ("annotation",),
    "encryption": ("encrypted",),
    "javascript": ("javascript",),
    "forms": ("forms",),
}
"""The rules that stand behind what a printer forbids."""


def allowed_rules(printer: Printer | None) -> frozenset[str]:
    """Return the rules that are not kept, since the printer does not forbid what they find."""
    if printer is None:
        return frozenset({"rgb-image", "rgb-colour", "rgb-black", "rgb-group", "device-independent", "spot"})
    return frozenset(rule for name, rules in FORBIDS.items() if name not in printer.forbidden for rule in rules)


class Collector:
    """Gathers the findings of one page, or of the file."""

    def __init__(self, printer: Printer | None, page: PdfPage | None = None) -> None:
        """Begin without any."""
        self.findings: list[Finding] = []
        self._advice = printer.advice if printer else ()
        self._allowed = allowed_rules(printer)
        self._page = page
        self._counts: dict[str, int] = {}
        self._seen: set[Finding] = set()

    def wants(self, rule: str) -> bool:
        """Whether a rule is kept and the page has not too much of it."""
        return rule not in self._allowed and self._counts.get(rule, 0) < MOST

    def add(
        self,
        rule: str,
        message: str,
        hint: str = "",
        box: Box | None = None,
        text: Callable[[], str] | None = None,
        *,
        warn: bool = False,
        page: int = 0,
    ) -> None:
        """Note a fault.

        Args:
            rule: The rule that found the fault.
            message: What is wrong.
            hint: What to do about it.
            box: Where, in points of the page.
            text: What says the words there, asked only where the fault is kept.
            warn: Whether the fault is only a warning.
            page: The page of a fault that is found by looking at the file as a whole.
        """
        if not self.wants(rule):
            return
        severity = Severity.NOTE if rule in self._advice else Severity.WARNING if warn else Severity.ERROR
        number = self._page.index + 1 if self._page else page
        place = place_of(self._page, box) if self._page and box else None
        finding = Finding(
            severity, rule, message, hint, number, place, (number,) if number else (), text() if text else ""
        )
        if finding not in self._seen:
            self._seen.add(finding)
            self._counts[rule] = self._counts.get(rule, 0) + 1
            self.findings.append(finding)

    def always(self, rule: str, message: str, hint: str) -> None:
        """Note what makes a file unreadable, which no printer allows."""
        self.findings.append(Finding(Severity.ERROR, rule, message, hint))


def place_of(page: PdfPage, box: Box) -> Place:
    """Return a box of a page in millimetres from the upper left corner of its trim."""
    x0, y0, x1, y1 = box
    trim = page.trim
    lengths = (x0 - trim[0], trim[3] - y1, x1 - x0, y1 - y0)
    return Place(page.index + 1, *(round(length / POINTS_PER_MM, 2) + 0.0 for length in lengths))


def on_page(finding: Finding, number: int) -> Finding:
    """Return a finding as that of another page."""
    place = dataclasses.replace(finding.place, page=number) if finding.place else None
    return dataclasses.replace(finding, page=number, place=place, pages=(number,))


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the same fault on many pages as one.

    What is in the same words at several places of a page stays apart; the first of a page joins the first of another.
    A fault that has been said :data:`MOST` times in a file joins those that were said, whatever its text.
    """
    kept: dict[tuple[object, ...], list[Finding]] = {}
    ordinals: dict[tuple[object, ...], int] = {}
    said: dict[tuple[object, ...], list[list[Finding]]] = {}
    for finding in findings:
        fault = (finding.severity, finding.rule, finding.message, finding.hint, finding.page > 0)
        same = (*fault, finding.text)
        ordinal = ordinals[(*same, finding.page)] = ordinals.get((*same, finding.page), -1) + 1
        groups = said.setdefault(fault, [])
        group = kept.get((*same, ordinal))
        if group is None:
            if len(groups) >= MOST:
                group = groups[-1]
            else:
                groups.append(group := [])
            kept[(*same, ordinal)] = group
        group.append(finding)
    result = []
    for group in (group for groups in said.values() for group in groups):
        pages = tuple(sorted({page for finding in group for page in finding.pages}))
        result.append(dataclasses.replace(group[0], pages=pages))
    return tuple(sorted(result, key=lambda finding: finding.page))
