"""Find numbers and dates that are not written as Vietnamese writes them, or that cannot be.

Sources: Luật Kế toán 2003, Điều 12, for the full stop between thousands and the comma before decimals; CLDR 48 for the
short form of a date, d/M/yyyy. A form that can mean something else (1,250 tấn; 1.5; 18/20) is left alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from publish.vietnamese.problems.findings import RuleMatch

_TOKEN = re.compile(r"\d[\d.,/-]*(?<![.,/-])")
_INSIDE = frozenset("/.,-–_:=#$&@")

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}|0\.\d+")
_LONG_NUMBER = re.compile(r"[1-9]\d{4,11}")

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_SHORT_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})")
_DAY_BEFORE = re.compile(r"(?i:\b(?:ngày|sáng|trưa|chiều|tối|đêm))[ \u00a0]$")
_IN_WORDS = re.compile(
    r"\b[Nn]gày[ \u00a0](\d{1,2})[ \u00a0]tháng[ \u00a0](\d{1,2})(?:[ \u00a0]năm[ \u00a0](\d{4}))?\b"
)
_MONTH = re.compile(r"(\d(?<=tháng[ \u00a0].)\d?)/(\d{4})(?![\w/-])")
_LUNAR = re.compile("âm lịch|nông lịch|ÂL|Tết", re.IGNORECASE)

_COUNTED = re.compile(
    r"[ \u00a0](?:đồng|người|đại biểu|đảng viên|Đảng viên|hộ|học sinh|sinh viên|cán bộ|chiến sĩ|công nhân|lao động"
    r"|lượt|cuốn|bản|căn|chiếc|ca|xe|USD|VND|VNĐ|EUR)\b|[ \u00a0]?[₫đ](?!\w)"
)
_MEASURED = re.compile(
    r"[ \u00a0]?(?:%|‰|°C)|[ \u00a0](?:triệu|tỷ|tỉ|nghìn|ngàn|tấn|tạ|km|kg|cm|mm|ha|lít|kWh|MW|USD|m|m²|m2|m³|m3|độ)\b"
)
_LABELLED = re.compile(
    r"(?i:\b(?:mục|hình|bảng|biểu|chương|phần|điều|khoản|bài|số|phiên bản|bản|version|v|sơ đồ|phụ lục))[ \u00a0.]$"
)


def number_findings(text: str) -> Iterator[RuleMatch]:
    """Yield the numbers and dates of a paragraph that are wrong or foreign in form, in its order."""
    lunar = _LUNAR.search(text) is not None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or before in _INSIDE or after.isalpha() or after in ("/", "-", "_", "@", "²"):
            continue
        if text[end : end + 2][1:].isdigit() and after in (".", ",", ":"):
            continue
        finding = _judge_date(text, match, lunar) or _judge_number(text, match)
        if finding:
            yield finding


def worded_date_findings(text: str) -> Iterator[RuleMatch]:
    """Yield the dates written with ngày and tháng, and the months, that no calendar has."""
    if "tháng" not in text:
        return
    lunar = _LUNAR.search(text) is not None
    for match in _IN_WORDS.finditer(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3] or 0)
        if not _exists(day, month, year, lunar):
            yield RuleMatch("impossible-date", *match.span())
    for match in _MONTH.finditer(text):
        if not 1 <= int(match[1]) <= 12:
            yield RuleMatch("impossible-date", *match.span())


def _judge_date(text: str, match: re.Match[str], lunar: bool) -> RuleMatch | None:
    token, (start, end) = match[0], match.span()
    if date := _DATE.fullmatch(token):
        day, month, year = int(date[1]), int(date[3]), int(date[4])
        if not 1800 <= year <= 2199:
            return None
        if not _exists(day, month, year, lunar):
            swapped = f"{month}/{day}/{year}" if _exists(month, day, year, lunar) and month > 12 else None
            return RuleMatch("impossible-date", start, end, swapped, f"; {swapped}?" if swapped else "")
        return RuleMatch("date-form", start, end, f"{day}/{month}/{year}") if date[2] == "." else None
    if date := _YEAR_FIRST.fullmatch(token):
        year, month, day = int(date[1]), int(date[3]), int(date[4])
        if 1800 <= year <= 2199 and _exists(day, month, year, lunar):
            return RuleMatch("date-form", start, end, f"{day}/{month}/{year}")
        return None
    if (date := _SHORT_DATE.fullmatch(token)) and _DAY_BEFORE.search(text, max(0, start - 8), start):
        return None if _exists(int(date[1]), int(date[2]), 0, lunar) else RuleMatch("impossible-date", start, end)
    return None


def _judge_number(text: str, match: re.Match[str]) -> RuleMatch | None:
    token, (start, end) = match[0], match.span()
    if _THOUSANDS.fullmatch(token):
        if token.count(",") == 1 and not (_COUNTED.match(text, end) or (token.endswith(",000") and _ends(text, end))):
            return None
        wanted = token.translate(_SWAPPED)
        return RuleMatch("english-grouping", start, end, wanted, sure=token.count(",") > 1)
    if _LABELLED.search(text, max(0, start - 12), start):
        return None
    if _DECIMAL.fullmatch(token) and _MEASURED.match(text, end):
        return RuleMatch("decimal-point", start, end, token.replace(".", ","), sure=False)
    if _LONG_NUMBER.fullmatch(token) and _COUNTED.match(text, end):
        return RuleMatch("ungrouped-number", start, end, f"{int(token):,}".replace(",", "."), sure=False)
    return None


_SWAPPED = str.maketrans(",.", ".,")


def _ends(text: str, end: int) -> bool:
    """Tell whether a word follows a number, so that it is an amount and not one of a row of figures."""
    return text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2].isalpha()


def _exists(day: int, month: int, year: int, lunar: bool) -> bool:
    """Tell whether a day exists; without a year, in a leap year, and with 30 days in each month of the moon."""
    if not 1 <= month <= 12:
        return False
    longest = calendar.monthrange(year or 2000, month)[1]
    return 1 <= day <= (max(longest, 30) if lunar else longest)
