"""What most of a file has in one way, gathered into one finding: a text wholly in NFD is one, not two thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from publish.editing.lint import LintFinding
from publish.vietnamese.problems.habits import count_places, is_habit

_WORDS = {
    "en": "{said}, as {count} of {places} such places in this file",
    "vi": "{said}; {count} trên {places} chỗ như vậy trong tệp này",
}


def gather(findings: Sequence[LintFinding], text_of: Callable[[Path], str], language: str) -> list[LintFinding]:
    """Return findings with those of each habit of a file in one, at its first place.

    Args:
        findings: Findings of the linter, in the order of the text.
        text_of: Gives the text of a file.
        language: ``en`` or ``vi``.
    """
    groups: dict[tuple[Path, str], list[LintFinding]] = {}
    for finding in findings:
        groups.setdefault((finding.start.file, finding.rule), []).append(finding)
    gathered = {}
    for (file, rule), ones in groups.items():
        if is_habit(rule, len(ones), text_of(file)):
            count, places = len(ones), max(len(ones), count_places(rule, text_of(file)))
            said = _WORDS[language].format(said=ones[0].message, count=count, places=places)
            fixable = any(one.fixable for one in ones)
            gathered[file, rule] = replace(ones[0], message=said, places=count, fixable=fixable)
    told, kept = set(), []
    for finding in findings:
        group = finding.start.file, finding.rule
        if group not in gathered:
            kept.append(finding)
        elif group not in told:
            told.add(group)
            kept.append(gathered[group])
    return kept
