"""All rules of the linter: those on the text of a line, and those that look at more, with their words."""

from __future__ import annotations

from collections.abc import Mapping

from publish.base.diagnostics import Severity
from publish.base.records import dataclass
from publish.vietnamese.problems.messages import RULES as TEXT_RULES

LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule.

    Attributes:
        name: Name of the rule in lower case and hyphens.
        severity: How much a finding weighs.
        description: What the rule finds, in one line, by language.
        opt_in: Whether the rule runs only when it is named.
        safe: Whether ``--fix`` puts right what it finds.
    """

    name: str
    severity: Severity
    description: Mapping[str, str]
    opt_in: bool = False
    safe: bool = False


_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.NOTE}

_ENGLISH = {
    "tone-style": ("a tone not where the house puts it", "the house writes {0}"),
    "caption-end": (
        "a caption with or without a full stop, unlike most others",
        "this caption ends {0} a full stop, unlike most others",
    ),
    "missing-credit": ("a picture that does not say who made it", "a picture without a credit"),
    "lost-caption": (
        "a paragraph that looks like the caption of a picture",
        "this looks like the caption of a picture, standing among the paragraphs",
    ),
    "dialogue": (
        "a list in hyphens that is set as dialogue",
        "this list is speech and is set as dialogue; write * for a list, or dialogue in [text] of publish.toml",
    ),
    "empty-lines": ("several empty lines in a row in plain text", "{0} empty lines in a row; was there a picture?"),
    "no-line-end": ("a plain text whose last line has no line end", "the last line has no line end"),
    "unknown-rule": ("a comment with the name of no rule", "a comment names a rule that does not exist: {0}"),
}
"""Description and message of each rule that looks at more than a line; ``{0}`` stands for what was found there."""

_VIETNAMESE = {
    "tone-style": ("dấu thanh đặt khác kiểu của toà soạn", "toà soạn viết {0}"),
    "caption-end": (
        "chú thích có hoặc không có dấu chấm cuối, khác phần lớn chú thích còn lại",
        "chú thích này kết thúc {0} dấu chấm, khác phần lớn chú thích còn lại",
    ),
    "missing-credit": ("ảnh không ghi nguồn hoặc tên người chụp", "ảnh thiếu nguồn hoặc tên người chụp"),
    "lost-caption": (
        "đoạn văn trông như chú thích ảnh",
        "có vẻ là chú thích của một bức ảnh, nằm lẫn giữa các đoạn văn",
    ),
    "dialogue": (
        "danh sách gạch đầu dòng được dàn thành lời thoại",
        "danh sách này là lời nói nên được dàn thành lời thoại; viết * cho danh sách, hoặc đặt dialogue trong [text]",
    ),
    "empty-lines": (
        "nhiều dòng trống liền nhau trong tệp văn bản thuần",
        "{0} dòng trống liền nhau; ở đây từng có ảnh?",
    ),
    "no-line-end": (
        "tệp văn bản thuần thiếu ký tự xuống dòng ở dòng cuối",
        "dòng cuối không có ký tự xuống dòng",
    ),
    "unknown-rule": ("lời ghi nêu tên một quy tắc không có", "lời ghi nêu tên một quy tắc không có: {0}"),
}
"""The description and the message of each rule in Vietnamese."""

_WORDING = {"en": _ENGLISH, "vi": _VIETNAMESE}

_WORDS = {"vi": {"with": "có", "without": "không có"}}
"""Words within a message, where they are others than in English."""

_NOTES = frozenset(["dialogue", "empty-lines", "no-line-end"])


def _own(name: str) -> LintRule:
    severity = Severity.NOTE if name in _NOTES else Severity.WARNING
    return LintRule(name, severity, _describe(name), safe=name == "tone-style")


def _describe(name: str) -> Mapping[str, str]:
    return {language: _WORDING[language][name][0] for language in LANGUAGES}


RULES: Mapping[str, LintRule] = {
    **{
        name: LintRule(name, _SEVERITIES[rule.severity], rule.description, rule.opt_in, rule.safe)
        for name, rule in TEXT_RULES.items()
    },
    **{name: _own(name) for name in _ENGLISH},
}
"""Every rule by its name."""


def message(rule: str, language: str, *values: str) -> str:
    """Return the message of a rule that looks at more than a line.

    Args:
        rule: Name of the rule.
        language: ``en`` or ``vi``.
        values: What was found; in English, where it is a word.
    """
    words = _WORDS.get(language, {})
    return _WORDING[language][rule][1].format(*(words.get(value, value) for value in values))
