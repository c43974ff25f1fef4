"""The rules of the linter that look at more than a line: their weight and their words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.diagnostics import Severity

LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        name: In lower case and hyphens.
        severity: How much a finding weighs.
        messages: What a finding says, by language; ``{0}`` stands for what was found there.
        opt_in: Whether it runs only when it is named.
    """

    name: str
    severity: Severity
    messages: Mapping[str, str]
    opt_in: bool = False


def _rule(name: str, severity: Severity, english: str, vietnamese: str) -> Rule:
    return Rule(name, severity, {"en": english, "vi": vietnamese})


DOCUMENT_RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        _rule(
            "tone-style",
            Severity.WARNING,
            "the house writes {0}",
            "toà soạn viết {0}",
        ),
        _rule(
            "caption-end",
            Severity.WARNING,
            "this caption ends {0} a full stop, most others do not",
            "chú thích này kết thúc {0} dấu chấm, khác phần lớn chú thích còn lại",
        ),
        _rule(
            "missing-credit",
            Severity.WARNING,
            "a picture without a credit",
            "ảnh thiếu nguồn hoặc tên người chụp",
        ),
        _rule(
            "lost-caption",
            Severity.WARNING,
            "this looks like the caption of a picture, standing among the paragraphs",
            "có vẻ là chú thích của một bức ảnh, nằm lẫn giữa các đoạn văn",
        ),
        _rule(
            "empty-lines",
            Severity.NOTE,
            "{0} empty lines in a row; was there a picture?",
            "{0} dòng trống liền nhau; ở đây từng có ảnh?",
        ),
        _rule(
            "no-line-end",
            Severity.NOTE,
            "the last line has no line end",
            "dòng cuối không có ký tự xuống dòng",
        ),
        _rule(
            "unknown-rule",
            Severity.WARNING,
            "a comment names a rule that does not exist: {0}",
            "chú thích nêu một quy tắc không có: {0}",
        ),
    )
}
"""The rules by name."""
