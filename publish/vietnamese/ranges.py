"""Ranges of years, days, hours, numbers and Roman numerals: which dash stands in them, and with what space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.edits import Edit
from publish.vietnamese.numerals import roman_value

_NUMBERS = re.compile(r"\d(?<![\w.,/:–—-]\d)([\d.,/:h%]*)( ?(?:-{1,3}|[–—]) ?)(\d[\d.,/:h%]*)(?![\w–—-])")
_ROMANS = re.compile(r"[IVXLC](?<![\w–—-].)([IVXLC]*)( ?(?:-{1,3}|[–—]) ?)([IVXLC]+)(?![\w–—-])")

_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"\d{1,2}")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/\d{4})?")
_MONTH = re.compile(r"(\d{1,2})/\d{4}")
_TIME = re.compile(r"(\d{1,2})(?:h|:)(\d\d)?")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?%?|\d+(?:,\d+)?%?")

_UNIT = re.compile(
    r"[ \u00a0]?(?:%|‰|°|₫|km|kg|cm|mm|ml|mg|ha|kW|MW|USD|VND|m[²³]?\b|tấn|tạ|lít|đồng|tỷ|tỉ|triệu|nghìn|ngàn|người"
    r"|đại biểu|hộ\b|học sinh|tuổi|năm\b|tháng|ngày|tuần|giờ|phút|giây|lần\b|độ\b|điểm|trang|bài\b|cuốn|tập\b)"
)
_LABEL = re.compile(
    r"(?i:\b(?:trang|tr\.|điều|khoản|chương|mục|hình|bảng|tháng|quý|khoảng|tầm|tuổi|lớp|thế kỷ|thế kỉ|khoá|khóa"
    r"|đại hội|từ))[ \u00a0]$"
)


def range_edits(text: str, ranges: str = "tight") -> Iterator[Edit]:
    """Yield the right dash for each range.

    Years, numbers and Roman numerals follow the option; days before a month, months and hours are always tight, and
    whole dates always have spaces (30/4 – 1/5), as CLDR 48 writes them.
    """
    for pattern, sort in ((_NUMBERS, _sort_numbers), (_ROMANS, _sort_romans)):
        for match in pattern.finditer(text):
            start, end = match.span(2)
            kind = sort(text[match.start() : start], match[3].rstrip(".,:"), text, match)
            if not kind:
                continue
            wanted = " – " if kind == "dates" or (kind == "free" and ranges == "spaced") else "–"
            if match[2] != wanted:
                yield Edit("range-hyphen" if "-" in match[2] else "range-dash", start, end, wanted)


def _sort_numbers(first: str, last: str, text: str, match: re.Match[str]) -> str:
    """Return ``dates``, ``fixed`` or ``free`` for a range, nothing for two numbers that are none."""
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last):
        return "free" if first < last else ""
    one, other = _DATE.fullmatch(first), _DATE.fullmatch(last)
    if one and other:
        return "dates" if _is_date(one) and _is_date(other) else ""
    if _DAY.fullmatch(first) and other:
        return "fixed" if int(first) < int(other[1]) and _is_date(other) else ""
    month = _MONTH.fullmatch(last)
    if _DAY.fullmatch(first) and month:
        return "fixed" if int(first) < int(month[1]) <= 12 else ""
    hour, until = _TIME.fullmatch(first), _TIME.fullmatch(last)
    if hour and until:
        return "fixed" if _minutes(hour) < _minutes(until) else ""
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last) and _value(first) < _value(last)):
        return ""
    named = _LABEL.search(text, max(0, match.start() - 12), match.start())
    counted = last.endswith("%") or _UNIT.match(text, match.start(3) + len(last))
    return "free" if named or counted else ""


def _sort_romans(first: str, last: str, text: str, match: re.Match[str]) -> str:
    one, other = roman_value(first), roman_value(last)
    if not one or not other or one >= other:
        return ""
    named = _LABEL.search(text, max(0, match.start() - 12), match.start())
    return "free" if named or len(first + last) > 2 else ""


def _is_date(match: re.Match[str]) -> bool:
    return 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12


def _minutes(match: re.Match[str]) -> int:
    return int(match[1]) * 60 + int(match[2] or 0)


def _value(number: str) -> float:
    return float(number.rstrip("%").replace(".", "").replace(",", "."))
