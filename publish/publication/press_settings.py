"""Know what ``[press]`` of ``publish.toml`` says: who prints, and what is drawn around the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.toml_values import read_flag, read_line, shaped


@dataclass(frozen=True, slots=True)
class Press:
    """How the press twin is made; empty and None leave it to the printer.

    Attributes:
        printer: A printer of ``styles/printers/``.
        profile: File name of an ICC profile in ``styles/profiles/``.
        condition: What that profile's printing condition is called, such as ``FOGRA51``.
        marks: Whether crop and register marks stand around the pages.
        bars: Whether colour bars do.
        slug: Whether file name, folio and date do.
    """

    printer: str = ""
    profile: str = ""
    condition: str = ""
    marks: bool | None = None
    bars: bool = False
    slug: bool = False


@shaped(type="string", pattern=r"^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,99}\s*$")
def _name(value: object) -> str:
    name = read_line(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name):
        raise ValueError(say("{value!r} is not the name of a file or printer", value=value))
    return name


KEYS: Mapping[str, Callable[[object], Any]] = {
    "printer": _name,
    "profile": _name,
    "condition": read_line,
    "marks": read_flag,
    "bars": read_flag,
    "slug": read_flag,
}
"""What each key of ``[press]`` is read with."""
