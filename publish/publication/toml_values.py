"""Read single values of ``publish.toml``; the message of a failure says what stands there instead."""

from __future__ import annotations

import datetime


def read_line(value: object) -> str:
    """Return a text as one line, its spaces single.

    Raises:
        TypeError: If it is no text.
    """
    if not isinstance(value, str):
        raise TypeError("a text in quotes")
    return " ".join(value.split())


def read_date(value: object) -> datetime.date:
    """Return a day.

    Raises:
        TypeError: If it is none, or a moment of one.
    """
    if type(value) is not datetime.date:
        raise TypeError("a date such as 2026-01-01, without quotes")
    return value


def read_flag(value: object) -> bool:
    """Return whether something is so.

    Raises:
        TypeError: If it is neither true nor false.
    """
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value
