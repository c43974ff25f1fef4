"""What is wrong in a Vietnamese paragraph: letters, words, marks, numbers and dates.

It takes a text, and gives problems with their spans. The rules of repair and typography are those by which the text is
set; here they tell their places. The others find what no program can mend alone. A word is reported when it is surely a
slip: on prose, 99 findings of 100 have to be right. It may import ``vietnamese`` alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from publish.vietnamese.edits import Edit
from publish.vietnamese.problems.capitals import capital_findings
from publish.vietnamese.problems.findings import RuleMatch
from publish.vietnamese.problems.marks import (
    bracket_findings,
    legacy_findings,
    list_findings,
    mark_findings,
    pair_findings,
)
from publish.vietnamese.problems.messages import LANGUAGES, RULES, message
from publish.vietnamese.problems.numbers import number_findings, worded_date_findings
from publish.vietnamese.problems.official import official_edits
from publish.vietnamese.problems.words import repetition_findings, word_findings
from publish.vietnamese.repairs.repairs import repairs
from publish.vietnamese.typography import typography_edits

_MASK = "\ufffc"
"""What the caller puts in place of code, note calls and pictures."""

_OPT_IN: dict[str, Callable[[str], Iterator[RuleMatch]]] = {
    "capitals": capital_findings,
    "pair-dash": pair_findings,
    "ellipsis-with-mark": list_findings,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place of a text.

    Attributes:
        rule: Name of the rule, one of ``RULES``.
        span: Offsets in characters of the first character and behind the last one; equal where something is missing.
        message: What is wrong, in one line without a full stop.
        replacement: What belongs in place of the span; None when only the author can tell.
        safe: Whether the replacement can be made unseen: it never changes what is meant.
    """

    rule: str
    span: tuple[int, int]
    message: str
    replacement: str | None
    safe: bool


def find_problems(
    text: str,
    *,
    language: str = "en",
    rules: Collection[str] | None = None,
    words: Collection[str] = (),
    ranges: str = "tight",
) -> Iterator[Problem]:
    """Yield the problems of a paragraph, in the order of the text; replacements never overlap.

    A line feed stands for a soft line end and U+FFFC for something that is no text; neither is ever in a span.

    Args:
        text: A paragraph, or paragraphs with empty lines between them.
        language: ``en`` or ``vi``, for the messages.
        rules: Names of the rules to run; without them, all that are not opt-in.
        words: Words that are right as they are, in exactly this case.
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.

    Raises:
        ValueError: For an unknown language, rule or form of ranges.
    """
    check_options(language, rules)
    accepted = frozenset(unicodedata.normalize("NFC", word) for word in words)
    done = -1
    for finding in sorted(_wanted(_findings(text, rules, accepted, ranges), text, rules), key=_place):
        replacement = finding.replacement
        if replacement is not None:
            if finding.start < done or (finding.start == done == finding.end):
                replacement = None
            else:
                done = finding.end
        yield describe(text, finding._replace(replacement=replacement), language)


def check_options(language: str, rules: Collection[str] | None) -> None:
    """Check the options that finders of problems have in common.

    Raises:
        ValueError: For an unknown language or rule.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}; there are {', '.join(LANGUAGES)}")
    if unknown := sorted(set(rules or ()) - set(RULES)):
        raise ValueError(f"no such rule: {', '.join(unknown)}")


def describe(text: str, finding: RuleMatch, language: str) -> Problem:
    """Return a finding as a problem with its message."""
    found = text[finding.start : finding.end]
    wanted = finding.wanted or finding.replacement or ""
    safe = finding.replacement is not None and finding.sure and RULES[finding.rule].safe
    said = message(finding.rule, language, found, wanted)
    return Problem(finding.rule, (finding.start, finding.end), said, finding.replacement, safe)


def _findings(text: str, rules: Collection[str] | None, accepted: frozenset[str], ranges: str) -> Iterator[RuleMatch]:
    """Yield what all rules find, in no order; those of words keep off letters that are mended."""
    mended = [_of_edit(edit) for edit in repairs(text)]
    yield from mended
    yield from _apart(word_findings(text, accepted), mended)
    yield from repetition_findings(text)
    yield from map(_of_edit, typography_edits(text, ranges))
    yield from mark_findings(text)
    yield from bracket_findings(text)
    yield from legacy_findings(text)
    if any(map(str.isdigit, text)):
        yield from number_findings(text)
        yield from worded_date_findings(text)
    for name in rules or ():
        if name in _OPT_IN:
            yield from _OPT_IN[name](text)
        elif name == "official-form":
            yield from map(_of_edit, official_edits(text))


def _of_edit(edit: Edit) -> RuleMatch:
    return RuleMatch(edit.rule, edit.start, edit.end, edit.replacement)


def _apart(findings: Iterable[RuleMatch], others: list[RuleMatch]) -> Iterator[RuleMatch]:
    """Yield the findings that touch none of the others; both are sorted and free of overlaps."""
    rest = iter(others)
    other = next(rest, None)
    for finding in findings:
        while other and other.end <= finding.start:
            other = next(rest, None)
        if other is None or other.start >= finding.end:
            yield finding


def _wanted(findings: Iterable[RuleMatch], text: str, rules: Collection[str] | None) -> Iterator[RuleMatch]:
    """Yield the findings of the rules that are asked for, none of them over a line end or a mask."""
    for finding in findings:
        start, end = finding.start, finding.end
        if rules is not None and finding.rule not in rules:
            continue
        if text.find("\n", start, end) < 0 and text.find(_MASK, start, end) < 0:
            yield finding


def _place(finding: RuleMatch) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule
