"""Dates as they are printed; layouts call :func:`format_date` as ``date(day, language)``."""

from __future__ import annotations

import datetime


def format_date(day: datetime.date, language: str) -> str:
    """Return a date as printed: 26/9/2020 in Vietnamese (CLDR 48, d/M/y), 26 September 2020 in English, else ISO."""
    if language.startswith("vi"):
        return f"{day.day}/{day.month}/{day.year}"
    if language.startswith("en"):
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()


def format_long_date(day: datetime.date, language: str) -> str:
    """Return a date as a nameplate has it: in Vietnamese with the day of the week, else as :func:`format_date` does."""
    if language.startswith("vi"):
        return f"{_WEEKDAYS[day.weekday()]}, ngày {day.day} tháng {day.month} năm {day.year}"
    return format_date(day, language)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
