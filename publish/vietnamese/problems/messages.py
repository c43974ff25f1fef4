"""What the linter says: its rules with their weight, and the wording of each in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LANGUAGES = ("en", "vi")

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter.

    Attributes:
        name: Name of the rule in lower case and hyphens.
        severity: ``error`` for what is wrong in any text, ``warning`` for what most likely is, ``info`` for a question.
        description: What the rule finds, in one line, by language.
        opt_in: Whether the rule runs only when it is named.
        safe: Whether its corrections never change what is meant.
    """

    name: str
    severity: Severity
    description: Mapping[str, str]
    opt_in: bool = False
    safe: bool = False


def message(rule: str, language: str, found: str, wanted: str) -> str:
    """Return the message of a rule about a place.

    Args:
        rule: Name of the rule.
        language: ``en`` or ``vi``.
        found: What stands there.
        wanted: What belongs there, or the candidates for it.

    Raises:
        KeyError: For a rule or a language that does not exist.
    """
    return _WORDING[language][rule][1].format(found=show(found), wanted=show(wanted))


def show(text: str) -> str:
    """Return a text fit for a message: invisible characters by their code such as U+200B, a long text cut short."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    if not text.strip(" "):
        return "U+0020" if len(text) == 1 else f"U+0020 × {len(text)}"
    return "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in text)


_LONGEST = 80

_REPLACE_EN = "“{found}” should be “{wanted}”"
_REPLACE_VI = "“{found}” nên viết là “{wanted}”"
_MIXED_EN = "“{found}” is written in another way elsewhere: {wanted}"
_MIXED_VI = "“{found}” ở chỗ khác được viết theo cách khác: {wanted}"

_ENGLISH = {
    "line-separator": ("a line separator of Unicode in place of a line feed", "{found} should be a line feed"),
    "foreign-space": (
        "a no-break, thin or wide space in the source",
        "the space {found} should be a plain one; no-break spaces are set when the page is made",
    ),
    "invisible-character": (
        "a zero-width character, a soft hyphen or a direction mark",
        "the invisible character {found} should go",
    ),
    "look-alike": (
        "a letter of another script or language that looks like a Vietnamese one",
        "“{found}” only looks like “{wanted}”",
    ),
    "split-mark": ("a space between a letter and its mark", "a space splits “{wanted}” in front of its mark"),
    "mark-order": (
        "the marks of a letter in a wrong order, or one of them twice",
        "the marks of “{wanted}” stand in a wrong order",
    ),
    "not-nfc": ("letters taken apart into letter and mark", "“{wanted}” is written with separate marks (not NFC)"),
    "legacy-text": (
        "text in an old encoding, or UTF-8 read as Windows-1252",
        "“{found}” is text in another encoding: {wanted}",
    ),
    "misplaced-tone": ("a tone on a letter where no style puts it", _REPLACE_EN),
    "two-tones": ("two tones in one syllable", "“{found}” has two tones; perhaps {wanted}"),
    "impossible-syllable": (
        "a mistyped word that is no possible Vietnamese syllable",
        "“{found}” is no Vietnamese syllable; perhaps {wanted}",
    ),
    "repeated-word": ("a function word twice in a row", "“{wanted}” stands there twice"),
    "ellipsis": ("an ellipsis made of full stops", _REPLACE_EN),
    "space-before-mark": ("a space in front of a punctuation mark", "no space belongs before this mark"),
    "space-in-brackets": ("a space inside brackets or quotes", "no space belongs inside brackets or quotes"),
    "missing-space": ("no space behind a punctuation mark or before a unit", "a space is missing here"),
    "straight-quote": ("a straight quote", "the straight quote {found} should be {wanted}"),
    "range-hyphen": ("a hyphen in a range", "the hyphen of a range should be “{wanted}”"),
    "range-dash": ("the dash of a range with the wrong space or length", "the dash of this range should be “{wanted}”"),
    "spaced-hyphen": ("a hyphen with spaces in place of a dash", "the hyphen should be a dash: “{wanted}”"),
    "em-dash": ("a dash that is not the one of the text", "the dash “{found}” should be “{wanted}”"),
    "dialogue-hyphen": ("a hyphen at the start of a line of dialogue", "the line should start with “{wanted}”"),
    "double-space": ("several spaces in a row", "{found} should be a single space"),
    "spaced-slash": ("a space beside a slash", "no space belongs beside a slash"),
    "multiplication-sign": ("a letter x between two measures", "“{found}” should be “{wanted}”"),
    "degree": ("a degree sign in the wrong place", "“{found}” should be “{wanted}”"),
    "superscript": ("m2 or m3 without raised figure", "“{found}” should be raised: “{wanted}”"),
    "repeated-mark": ("a comma, semicolon, colon or full stop twice", "“{found}” has a mark too many"),
    "unbalanced-quotes": (
        "a quote or bracket without its partner in the paragraph, or a quote that faces the wrong way",
        "“{found}” has no partner here",
    ),
    "english-grouping": (
        "thousands set off with commas",
        "“{found}” should be “{wanted}”: Vietnamese sets off thousands with full stops",
    ),
    "decimal-point": (
        "decimals set off with a full stop",
        "“{found}” should be “{wanted}”: Vietnamese sets off decimals with a comma",
    ),
    "ungrouped-number": ("an amount of five figures or more in one run", "“{found}” is easier to read as “{wanted}”"),
    "date-form": ("a date in a form foreign to Vietnamese", "the date “{found}” should be “{wanted}”"),
    "impossible-date": ("a day or month that no calendar has", "there is no date “{found}”{wanted}"),
    "capitals": (
        "capitals against Nghị định 30/2020/NĐ-CP, Phụ lục II",
        "“{found}” should be “{wanted}” (Nghị định 30/2020/NĐ-CP, Phụ lục II)",
    ),
    "pair-dash": ("a well-known pair of words without its dash", "“{found}” is a pair of words: “{wanted}”"),
    "ellipsis-with-mark": ("an ellipsis with another mark beside it", "“{found}”: is the other mark wanted?"),
    "official-form": (
        "a date or number without the zeros of official documents",
        "a zero belongs here in an official document (Nghị định 30/2020/NĐ-CP)",
    ),
    "mixed-tone-style": ("tones in both the old and the new style", _MIXED_EN),
    "mixed-i-y": ("the same word with i and with y", _MIXED_EN),
    "mixed-ranges": ("ranges of years in several forms", _MIXED_EN),
    "mixed-spelling": ("the same name in several spellings", _MIXED_EN),
    "mixed-pair-dash": ("the same pair of words with and without a dash", _MIXED_EN),
}
"""Description and message of each rule in English."""

_VIETNAMESE = {
    "line-separator": ("ký tự ngắt dòng Unicode thay cho ký tự xuống dòng", "{found} nên là ký tự xuống dòng"),
    "foreign-space": (
        "dấu cách không ngắt, hẹp hoặc rộng trong bản nguồn",
        "dấu cách {found} nên là dấu cách thường; dấu cách không ngắt được đặt khi dàn trang",
    ),
    "invisible-character": (
        "ký tự không chiều rộng, dấu nối mềm hoặc ký tự chiều viết",
        "nên bỏ ký tự vô hình {found}",
    ),
    "look-alike": ("chữ của hệ chữ khác trông giống chữ Việt", "“{found}” chỉ trông giống “{wanted}”"),
    "split-mark": ("dấu cách giữa chữ cái và dấu của nó", "có dấu cách trước dấu của “{wanted}”"),
    "mark-order": ("các dấu của một chữ cái sai thứ tự hoặc lặp lại", "các dấu của “{wanted}” sai thứ tự"),
    "not-nfc": ("chữ cái và dấu bị tách rời", "“{wanted}” được viết bằng dấu tổ hợp (không phải NFC)"),
    "legacy-text": (
        "chữ theo bảng mã cũ, hoặc UTF-8 bị đọc thành Windows-1252",
        "“{found}” là chữ thuộc bảng mã khác: {wanted}",
    ),
    "misplaced-tone": ("dấu thanh đặt sai chữ cái", _REPLACE_VI),
    "two-tones": ("hai dấu thanh trong một âm tiết", "“{found}” có hai dấu thanh; có thể là {wanted}"),
    "impossible-syllable": (
        "từ gõ nhầm, không thể là âm tiết tiếng Việt",
        "“{found}” không phải là âm tiết tiếng Việt; có thể là {wanted}",
    ),
    "repeated-word": ("hư từ lặp hai lần liền nhau", "“{wanted}” bị lặp"),
    "ellipsis": ("dấu chấm lửng gõ bằng các dấu chấm", _REPLACE_VI),
    "space-before-mark": ("dấu cách trước dấu câu", "không đặt dấu cách trước dấu câu này"),
    "space-in-brackets": ("dấu cách bên trong ngoặc", "không đặt dấu cách bên trong ngoặc"),
    "missing-space": ("thiếu dấu cách sau dấu câu hoặc trước đơn vị đo", "thiếu dấu cách ở đây"),
    "straight-quote": ("dấu ngoặc kép hoặc đơn thẳng", "dấu ngoặc thẳng {found} nên là {wanted}"),
    "range-hyphen": ("dấu gạch nối trong khoảng số", "gạch nối của khoảng số nên là “{wanted}”"),
    "range-dash": ("gạch của khoảng số sai độ dài hoặc dấu cách", "gạch của khoảng số này nên là “{wanted}”"),
    "spaced-hyphen": ("gạch nối có dấu cách thay cho gạch ngang", "gạch nối nên là gạch ngang: “{wanted}”"),
    "em-dash": ("gạch ngang không phải loại dùng trong bài", "gạch ngang “{found}” nên là “{wanted}”"),
    "dialogue-hyphen": ("gạch nối ở đầu lời thoại", "dòng nên bắt đầu bằng “{wanted}”"),
    "double-space": ("nhiều dấu cách liền nhau", "{found} nên là một dấu cách"),
    "spaced-slash": ("dấu cách bên dấu gạch chéo", "không đặt dấu cách bên dấu gạch chéo"),
    "multiplication-sign": ("chữ x giữa hai số đo", _REPLACE_VI),
    "degree": ("ký hiệu độ đặt sai chỗ", _REPLACE_VI),
    "superscript": ("m2 hoặc m3 không có số mũ", "“{found}” nên là số mũ: “{wanted}”"),
    "repeated-mark": ("dấu phẩy, chấm phẩy, hai chấm hoặc chấm bị lặp", "“{found}” thừa một dấu"),
    "unbalanced-quotes": (
        "dấu ngoặc không có cặp trong đoạn, hoặc dấu ngoặc kép quay ngược",
        "“{found}” không có dấu đi cặp",
    ),
    "english-grouping": (
        "hàng nghìn phân cách bằng dấu phẩy",
        "“{found}” nên là “{wanted}”: tiếng Việt phân cách hàng nghìn bằng dấu chấm",
    ),
    "decimal-point": (
        "phần thập phân phân cách bằng dấu chấm",
        "“{found}” nên là “{wanted}”: tiếng Việt dùng dấu phẩy cho phần thập phân",
    ),
    "ungrouped-number": ("số từ năm chữ số trở lên viết liền", "“{found}” viết là “{wanted}” sẽ dễ đọc hơn"),
    "date-form": ("ngày tháng viết không theo lối Việt", "ngày “{found}” nên viết là “{wanted}”"),
    "impossible-date": ("ngày hoặc tháng không có trong lịch", "không có ngày “{found}”{wanted}"),
    "capitals": (
        "viết hoa trái Nghị định 30/2020/NĐ-CP, Phụ lục II",
        "“{found}” nên viết là “{wanted}” (Nghị định 30/2020/NĐ-CP, Phụ lục II)",
    ),
    "pair-dash": ("cặp từ quen thuộc thiếu gạch ngang", "“{found}” là cặp từ: “{wanted}”"),
    "ellipsis-with-mark": ("dấu chấm lửng đi cùng dấu khác", "“{found}”: có cần dấu đi cùng không?"),
    "official-form": (
        "ngày tháng hoặc số văn bản thiếu số 0",
        "văn bản hành chính cần số 0 ở đây (Nghị định 30/2020/NĐ-CP)",
    ),
    "mixed-tone-style": ("dấu thanh đặt theo cả kiểu cũ lẫn kiểu mới", _MIXED_VI),
    "mixed-i-y": ("cùng một từ khi viết i, khi viết y", _MIXED_VI),
    "mixed-ranges": ("khoảng năm viết theo nhiều lối", _MIXED_VI),
    "mixed-spelling": ("cùng một tên viết theo nhiều cách", _MIXED_VI),
    "mixed-pair-dash": ("cùng một cặp từ khi có, khi không có gạch ngang", _MIXED_VI),
}
"""The description and the message of each rule in Vietnamese."""

_WORDING = {"en": _ENGLISH, "vi": _VIETNAMESE}

_ERROR = "look-alike split-mark mark-order legacy-text misplaced-tone two-tones impossible-syllable impossible-date"
_INFO = """ungrouped-number unbalanced-quotes capitals pair-dash ellipsis-with-mark official-form mixed-spelling
mixed-pair-dash"""
_OPT_IN = "capitals pair-dash ellipsis-with-mark official-form"
_SAFE = """line-separator foreign-space invisible-character look-alike split-mark mark-order not-nfc misplaced-tone
ellipsis space-before-mark space-in-brackets missing-space straight-quote range-hyphen range-dash spaced-hyphen em-dash
dialogue-hyphen double-space spaced-slash multiplication-sign degree superscript english-grouping"""


def _rule(name: str) -> Rule:
    severity: Severity = "error" if name in _ERROR.split() else "info" if name in _INFO.split() else "warning"
    description = {language: _WORDING[language][name][0] for language in LANGUAGES}
    return Rule(name, severity, description, name in _OPT_IN.split(), name in _SAFE.split())


RULES: Mapping[str, Rule] = {name: _rule(name) for name in _ENGLISH}
"""Every rule by its name; those that compare texts start with ``mixed-``."""
