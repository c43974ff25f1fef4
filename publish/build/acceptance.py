"""Keep what fails its preflight out of ``dist/``: the finished bytes of each PDF are judged before they are written."""

from __future__ import annotations

import importlib
import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from publish.base.diagnostics import Position, Severity
from publish.base.messages import pack, unpack
from publish.base.records import dataclass
from publish.preflight.findings import Finding, Place
from publish.publication.assets.folders import Assets
from publish.publication.assets.printers import DEFAULT, Printer, find_printer
from publish.publication.official.regimes import Regime, find_regime
from publish.publication.project import Project

Remembered = Mapping[str, tuple[Finding, ...]]
"""Findings of pages by the digest of what is on them."""


def prepare_judge() -> threading.Thread:
    """Load what judges while the workers lay out; the thread is to be waited for before anything forks."""
    loading = threading.Thread(target=importlib.import_module, args=("publish.preflight.judging",), daemon=True)
    loading.start()
    return loading


def judge_file(
    content: bytes, printer: Printer | None, trim_mm: tuple[float, float] | None, remembered: bytes
) -> tuple[tuple[Finding, ...], bytes]:
    """Return what the preflight finds in a file, and what it is to remember.

    Args:
        content: The file.
        printer: Who prints it; None for the screen twin.
        trim_mm: The trim that it should have.
        remembered: Findings that the preflight remembered the last time, packed; empty when there was none.
    """
    from publish.preflight import judge

    known = RecalledFindings(_unpack(remembered))
    judgement = judge(content, printer, trim_mm=trim_mm, ink=printer is not None, remembered=known)
    return judgement.findings, _pack(known.used)


def remember_part(
    content: bytes, printer: Printer | None, trim_mm: tuple[float, float] | None, part: int, parts: int
) -> bytes:
    """Return what is to be remembered of a part of the pages of a file, packed. It runs in a worker."""
    from publish.preflight.judging import remember_pages

    found: dict[str, tuple[Finding, ...]] = {}
    remember_pages(content, printer, trim_mm, printer is not None, found, part, parts)
    return _pack(found)


def join_parts(parts: Iterable[bytes]) -> bytes:
    """Return what is to be remembered of all parts of a file."""
    joined: dict[str, Any] = {}
    for part in parts:
        joined |= json.loads(part)
    return json.dumps(joined, ensure_ascii=False, separators=(",", ":")).encode()


class RecalledFindings:
    """What was found on pages before; takes note of what is used of it, so that the rest can be forgotten.

    It is a :class:`publish.preflight.PageMemory`.

    Attributes:
        used: What was asked for and known, or found now.
    """

    def __init__(self, known: Remembered) -> None:
        """Start with what was remembered the last time."""
        self._known = known
        self.used: dict[str, tuple[Finding, ...]] = {}

    def get(self, key: str, /) -> tuple[Finding, ...] | None:
        """Return what was found on a page; None for one that is not known."""
        found = self.used.get(key, self._known.get(key))
        if found is not None:
            self.used[key] = found
        return found

    def __setitem__(self, key: str, findings: tuple[Finding, ...], /) -> None:
        """Remember what is found on a page."""
        self.used[key] = findings


@dataclass(frozen=True, slots=True)
class Judge:
    """By what a finished file is judged.

    Attributes:
        printer: Who prints it; None for the screen.
        trim_mm: The trim that it should have; None for any.
        regime: The rules that its components are measured by, where its kind has a regime.
    """

    printer: Printer | None
    trim_mm: tuple[float, float] | None
    regime: Regime | None = None


def find_judge(name: str, project: Project, assets: Assets) -> Judge:
    """Return the judge of an output, as the table of outputs calls it: ``screen``, ``press`` or ``cover``.

    Raises:
        SourceError: If there is no such printer or regime.
        StyleError: If the regime is not as it should be.
    """
    named = getattr(project.own, "regime", "")  # of the kinds that have one
    regime = find_regime(assets, named, Position(project.config)) if named else None
    if name == "screen":
        return Judge(None, project.page.trim_mm, regime)
    printer = find_printer(assets, project.press.printer or DEFAULT, Position(project.config))
    if name == "cover":
        return Judge(replace(printer, page_multiple=1), None)  # it is one sheet
    return Judge(printer, project.page.trim_mm, regime)


# Packing -------------------------------------------------------------------------------------------------------------


def _pack_finding(found: Finding) -> dict[str, Any]:
    facts = asdict(found)
    return facts | {"severity": int(found.severity), "message": pack(found.message), "hint": pack(found.hint)}


def _unpack_finding(facts: dict[str, Any]) -> Finding:
    place = Place(**facts["place"]) if facts["place"] else None
    severity, pages = Severity(facts["severity"]), tuple(facts["pages"])
    said = {name: unpack(facts[name]) for name in ("message", "hint")}
    return Finding(**{**facts, **said, "severity": severity, "pages": pages, "place": place})


def _pack(remembered: Remembered) -> bytes:
    facts = {key: [_pack_finding(found) for found in findings] for key, findings in remembered.items()}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _unpack(content: bytes) -> dict[str, tuple[Finding, ...]]:
    facts = json.loads(content) if content else {}
    return {key: tuple(_unpack_finding(found) for found in findings) for key, findings in facts.items()}
