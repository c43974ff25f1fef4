"""Findings as text for people, editors and machines: human, short, JSON and SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.base import sarif
from publish.base.diagnostics import Diagnostic, render_human, render_short, short_path
from publish.editing.lint import LintFinding

_SUGGESTION: Mapping[str, Mapping[bool, str]] = {
    "en": {True: "write {0}; --fix does it", False: "perhaps {0}"},
    "vi": {True: "viết {0}; --fix sẽ sửa", False: "có thể là {0}"},
}
_DELETION: Mapping[str, Mapping[bool, str]] = {
    "en": {True: "delete it; --fix does it", False: "delete it"},
    "vi": {True: "xoá đi; --fix sẽ xoá", False: "xoá đi"},
}


_ALL: Mapping[str, Mapping[bool, str]] = {
    "en": {True: "'publish lint --fix' mends them, where it is sure", False: "--format json tells each of them"},
    "vi": {True: "'publish lint --fix' sửa những chỗ chắc chắn", False: "--format json nêu từng chỗ"},
}
"""What to do about a finding that stands for many places."""


def as_diagnostic(finding: LintFinding, language: str) -> Diagnostic:
    """Return a finding as the rest of the program tells its own, the replacement as the hint."""
    start, end = finding.start, finding.end
    length = end.column - start.column if end.line == start.line else 1
    hint = ""
    if finding.places > 1:
        hint = _ALL[language][finding.fixable]
    elif finding.replacement:
        hint = _SUGGESTION[language][finding.fixable].format(_visible(finding.replacement))
    elif finding.replacement is not None:
        hint = _DELETION[language][finding.fixable]
    return Diagnostic(finding.severity, start, finding.message, finding.rule, hint, max(1, length))


def _visible(text: str) -> str:
    return f"‘{text}’" if text.strip() != text or not text else text


def render_text(
    findings: Sequence[LintFinding], language: str, lines: Callable[[Path], list[str]], *, short: bool
) -> list[str]:
    """Return each finding as text: one line, or with the line it stands in and what to do."""
    diagnostics = [as_diagnostic(finding, language) for finding in findings]
    if short:
        return [render_short(diagnostic, language) for diagnostic in diagnostics]
    return [render_human(diagnostic, lines(diagnostic.position.file), language) for diagnostic in diagnostics]


def render_json(findings: Sequence[LintFinding]) -> str:
    """Return the findings as a JSON list; lines and columns count from 1, columns in code points, ends are behind."""
    return json.dumps([_entry(finding) for finding in findings], ensure_ascii=False, indent=2)


def _entry(finding: LintFinding) -> dict[str, Any]:
    return {
        "file": short_path(finding.start.file),
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "severity": sarif.LEVELS[finding.severity],
        "rule": finding.rule,
        "message": finding.message,
        "replacement": finding.replacement,
        "fixable": finding.fixable,
    }


def render_sarif(findings: Sequence[LintFinding], descriptions: Mapping[str, str]) -> str:
    """Return the findings as a SARIF log.

    Args:
        findings: What was found.
        descriptions: What each rule is about, by its name.
    """
    return sarif.render_log([_result(finding) for finding in findings], descriptions)


def _result(finding: LintFinding) -> dict[str, Any]:
    artifact = sarif.artifact(finding.start.file)
    region = {"startLine": finding.start.line, "startColumn": finding.start.column}
    region |= {"endLine": finding.end.line, "endColumn": finding.end.column}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": sarif.LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.fixable:
        change = {"deletedRegion": region, "insertedContent": {"text": finding.replacement}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    return result
