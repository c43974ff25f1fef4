"""Dates as they are printed; layouts call it ``date(day, language)``."""

from __future__ import annotations

import datetime


def format_date(day: datetime.date, language: str) -> str:
    """Return a date as printed: 26/9/2020 in Vietnamese (CLDR 48, d/M/y), 26 September 2020 in English, else ISO."""
    if language.startswith("vi"):
        return f"{day.day}/{day.month}/{day.year}"
    if language.startswith("en"):
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
