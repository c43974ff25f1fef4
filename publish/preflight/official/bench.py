"""The bench on which sections are judged: it gathers findings in the words of the regime, one for all pages alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from publish.base.diagnostics import Severity
from publish.base.messages import Message, say, say_as
from publish.preflight.findings import Finding, Place
from publish.preflight.official.lines import SetLine, place_of
from publish.publication.official.regimes import Component, Regime, Span

PREFIX = "official"


class Bench:
    """Gathers what is wrong with the components of a file."""

    def __init__(self, regime: Regime) -> None:
        """Begin without findings."""
        self.regime = regime
        self._found: dict[tuple[str, str], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, by page."""
        return tuple(sorted(self._found.values(), key=lambda finding: finding.page))

    def component(self, key: str) -> Component | None:
        """Return what the regime says of a component."""
        return self.regime.components.get(key)

    def name(self, component: Component) -> Message:
        """Return what people call a component."""
        told = component.vietnamese
        return say_as({"en": component.english, "vi": told[:1].lower() + told[1:]})

    def law(self, source: str) -> str:
        """Return the place in the law."""
        return self.regime.cite(source)

    def tell(
        self,
        key: str,
        measure: str,
        message: Message,
        lines: Sequence[SetLine] = (),
        *,
        page: int = 0,
        place: Place | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a fault; the same of other pages joins it.

        Args:
            key: Key of the component, or what else is measured.
            measure: What of it is measured.
            message: What was measured, what may be, and which line of the law says so.
            lines: The lines that have the fault.
            page: The page, where there are no lines.
            place: Where on that page.
            severity: How bad that is.
        """
        rule = f"{PREFIX}-{key}-{measure}" if measure else f"{PREFIX}-{key}"
        if lines:
            place = place_of(lines)
            page = place.page
        text = lines[0].text[:80] if lines else ""
        known = self._found.get((rule, str(message)))
        if known:
            pages = tuple(sorted({*known.pages, page}))
            self._found[(rule, str(message))] = dataclasses.replace(known, pages=pages)
        else:
            pages = (page,) if page else ()
            self._found[(rule, str(message))] = Finding(severity, rule, message, "", page, place, pages, text)


def between(span: Span, unit: str) -> Message:
    """Return a range in words: ``12 to 13 pt``."""
    least, most = span
    if least == most:
        return say("{least:g} {unit}", least=least, unit=unit)
    return say("{least:g} to {most:g} {unit}", least=least, most=most, unit=unit)
