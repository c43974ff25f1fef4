"""Read single values of ``publish.toml``; the message of a failure says what stands there instead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any, TypeVar

from publish.base.filenames import composed, read_file
from publish.base.messages import say

_Reader = TypeVar("_Reader", bound=Callable[..., Any])

SHAPES: dict[Callable[..., Any], dict[str, Any]] = {}
"""What each reader of a value takes, in the words of JSON Schema, for editors that complete and check settings."""


def shaped(**shape: Any) -> Callable[[_Reader], _Reader]:
    """Return what notes the shape of the values that a reader takes."""

    def note(read: _Reader) -> _Reader:
        SHAPES[read] = shape
        return read

    return note


shaped(type="string", pattern=r"\S")(read_file)


@shaped(type="string")
def read_line(value: object) -> str:
    """Return a text as one line, its spaces single and its letters composed: the same words are the same text.

    Raises:
        TypeError: If it is no text.
    """
    if not isinstance(value, str):
        raise TypeError(say("a text in quotes"))
    return composed(" ".join(value.split()))


@shaped(type="string", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
def read_date(value: object) -> datetime.date:
    """Return a day.

    Raises:
        TypeError: If it is none, or a moment of one.
    """
    if type(value) is not datetime.date:
        raise TypeError(say("a date such as 2026-01-01, without quotes"))
    return value


@shaped(type="boolean")
def read_flag(value: object) -> bool:
    """Return whether something is so.

    Raises:
        TypeError: If it is neither true nor false.
    """
    if not isinstance(value, bool):
        raise TypeError(say("true or false"))
    return value


def line_of(text: str, section: str, key: str, value: str = "") -> int:
    """Return the line of a key (or of a section's head) in a TOML file; 1 if it is written some other way.

    Args:
        text: The file.
        section: Name of the section; empty for a section's own head.
        key: The key in it.
        value: A text of its value, whose own line is wanted.
    """
    current, found = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if found:
            pass
        elif head := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = head[1].strip("\"'")
            found = number if current == key and not section else 0
        elif re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line) and current == section:
            found = number
        if found and (not value or f'"{value}"' in line or f"'{value}'" in line):
            return number
    return found or 1
