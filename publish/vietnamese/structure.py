"""Tell the parts of a line apart: the credit of a photograph, the label of an enumeration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.vietnamese.numerals import roman_value

_MAKER = "Nguồn ảnh|Ảnh tư liệu|Ảnh|Nguồn|Đồ hoạ|Đồ họa|Minh hoạ|Minh họa|Tranh|Tư liệu|Photo"
_CREDIT = re.compile(rf"(?:(?<=[\s(\[/–—-])|^)(?i:{_MAKER})[ \u00a0]?:[ \u00a0]*(?=\S)")
_LONGEST_CREDIT = 120

_ONES = {
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9},
    **{"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5},
}
_ORDINALS = {"nhất": 1, "nhì": 2}
_WORD = "|".join([*_ONES, "mười", "mươi"])
_IN_WORDS = re.compile(
    rf"(?i:((?:{_WORD})(?: (?:{_WORD})){{0,2}}) là\b|thứ ((?:nhất|nhì|{_WORD})(?: (?:{_WORD})){{0,2}})\b)"
)
_BY_SIGN = re.compile(r"(\d{1,3})[.)](?!\d)|\((\d{1,3})\)|([a-zđ])\)|\(([a-zđ])\)|([IVXLC]{1,7})\.(?=\s)")
_POINTS = "abcdđeghiklmnopqrstuvxy"
_AFTER_LABEL = re.compile(r"[ \u00a0]*[,:;–-]?[ \u00a0]+")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and who made the picture; ``credit`` is None when the line names nobody."""

    caption: str
    credit: str | None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A point of an enumeration: its label as written, its number from 1, and the text behind the label."""

    label: str
    n: int
    text: str


def split_credit(caption: str) -> Caption:
    """Return a caption and its credit, which stands at the end as "Ảnh: Tên" or "(Ảnh: Tên)"."""
    label = None
    for label in _CREDIT.finditer(caption):  # noqa: B007  # the last one is wanted
        pass
    if label is None or len(caption) - label.end() > _LONGEST_CREDIT:
        return Caption(caption.strip(), None)
    text, credit = caption[: label.start()].rstrip(), caption[label.end() :].strip()
    if text[-1:] in ("(", "["):
        text, credit = text[:-1], credit.rstrip(". ").removesuffix(")").removesuffix("]")
    return Caption(text.rstrip(" \u00a0–—-/"), credit.strip().removesuffix("."))


def split_enumeration(paragraph: str) -> Enumeration | None:
    """Return the point that a paragraph is: "Một là …", "Thứ nhất, …", "a) …", "1. …"; None when it is no point.

    Points go by the letters a b c d đ e g h …, as the law numbers them (Nghị định 30/2020, Phụ lục I).
    """
    paragraph = paragraph.lstrip()
    if match := _IN_WORDS.match(paragraph):
        number = _in_words((match[1] or match[2]).lower())
    elif match := _BY_SIGN.match(paragraph):
        number = _by_sign(match)
    else:
        return None
    rest = _AFTER_LABEL.match(paragraph, match.end())
    if number is None or rest is None or rest.end() == len(paragraph):
        return None
    return Enumeration(match[0], number, paragraph[rest.end() :])


def _in_words(words: str) -> int | None:
    """Return the number of up to three words: bảy, mười hai, hai mươi, hai mươi mốt; None for another order."""
    match [_ORDINALS.get(word) or _ONES.get(word) or word for word in words.split(" ")]:
        case [int(ones)]:
            return ones
        case ["mười"]:
            return 10
        case ["mười", int(ones)]:
            return 10 + ones
        case [int(tens), "mươi"]:
            return 10 * tens
        case [int(tens), "mươi", int(ones)]:
            return 10 * tens + ones
    return None


def _by_sign(match: re.Match[str]) -> int | None:
    figures, letter = match[1] or match[2], match[3] or match[4]
    if figures:
        return int(figures)
    if letter:
        return _POINTS.index(letter) + 1 if letter in _POINTS else None
    return roman_value(match[5])
