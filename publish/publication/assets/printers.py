"""Know the printers of ``styles/printers/``: what each of them takes, every value with its source."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, SourceError, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.folders import Assets

FOLDER = "printers"
DEFAULT = "vn-offset"
FORBIDDEN = (
    "rgb",
    "device-independent",
    "spot",
    "transparency",
    "annotations",
    "encryption",
    "javascript",
    "forms",
)
"""What a printer may refuse by name."""


@dataclass(frozen=True, slots=True)
class Printer:
    """What a printer takes.

    Attributes:
        name: What ``publish.toml`` and ``--for`` call it.
        title: What people call it.
        standard: The standards of files that it takes, such as ``PDF/X-4``; empty for any PDF.
        profile: File name of its ICC profile in ``styles/profiles/``.
        condition, registry, info: The printing condition of the profile, where it is registered, and in words.
        trim_tolerance_mm: By how much pages may differ from the trim size.
        bleed_mm: The least bleed of what reaches the edge.
        safe_mm: The least distance of text from the trim.
        ink_percent: The most ink of all colours in one spot.
        image_ppi: The least resolution of pictures at the printed size.
        advised_ppi: The resolution that pictures should have.
        hairline_pt: The least width of a line.
        page_multiple: What the number of pages is a multiple of.
        parity: ``recto`` or ``verso``: where the first page lies.
        marks: Whether marks may stand outside of the bleed.
        forbidden: What the printer refuses, of :data:`FORBIDDEN`.
        advice: Rules of the preflight whose findings are only told.
        sources: Where each value comes from, by its name.
    """

    name: str
    title: str
    standard: tuple[str, ...]
    profile: str
    condition: str
    registry: str
    info: str
    trim_tolerance_mm: float
    bleed_mm: float
    safe_mm: float
    ink_percent: float
    image_ppi: float
    advised_ppi: float
    hairline_pt: float
    page_multiple: int
    parity: str
    marks: bool
    forbidden: tuple[str, ...]
    advice: tuple[str, ...]
    sources: Mapping[str, str]


NUMBERS = (
    "trim_tolerance_mm",
    "bleed_mm",
    "safe_mm",
    "ink_percent",
    "image_ppi",
    "advised_ppi",
    "hairline_pt",
)


def list_printers(assets: Assets) -> tuple[str, ...]:
    """Return the names of all printers, those of the project included."""
    names = {path.stem for folder in assets.styles for path in (folder / FOLDER).glob("*.toml")}
    return tuple(sorted(names))


def find_printer(assets: Assets, name: str, at: Position) -> Printer:
    """Return the printer of that name.

    Args:
        assets: Styles; a printer of the project goes before a bundled one of the same name.
        name: Name of the printer.
        at: Where the printer was asked for.

    Raises:
        SourceError: If there is none of that name.
        StyleError: If its file is not TOML, or a value is missing or wrong.
    """
    names = list_printers(assets)
    if name not in names:
        raise SourceError(unknown_printer(name, names, at))
    return read_printer(assets.style(f"{FOLDER}/{name}.toml"))


def unknown_printer(name: str, names: tuple[str, ...], at: Position) -> Diagnostic:
    """Return the finding that no printer has this name, with the name that was perhaps meant."""
    close = difflib.get_close_matches(name, names, n=1)
    hint = (
        say("did you mean {guess}?", guess=close[0])
        if close
        else say("one of {known}, or a file in styles/{folder}/", known=", ".join(names), folder=FOLDER)
    )
    return error(at, say("no such printer: {name}", name=name), "unknown-printer", hint)


def read_printer(path: Path) -> Printer:
    """Return the printer that a file describes.

    Raises:
        StyleError: If it is not TOML, or a value is missing or wrong.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise StyleError(
            error(Position(path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure
    try:
        return _read(path.stem, content)
    except (KeyError, TypeError, ValueError) as failure:
        reason = say("{key} is missing", key=failure.args[0]) if isinstance(failure, KeyError) else failure
        hint = say("each value is a table with value and source; see styles/printers/vn-offset.toml of the program")
        raise StyleError(
            error(Position(path), say("a printer is not complete: {reason}", reason=reason), "invalid-printer", hint)
        ) from failure


def _read(name: str, content: Mapping[str, Any]) -> Printer:
    tables = {key: table for key, table in content.items() if key != "title"}
    profile = tables["profile"]
    known = {*NUMBERS, "standard", "profile", "page_multiple", "parity", "marks", "forbidden", "advice"}
    if unknown := set(tables) - known:
        raise ValueError(say("{key} is no value of a printer", key=min(unknown)))
    numbers = {key: _number(key, tables[key]["value"]) for key in NUMBERS}
    forbidden = _texts("forbidden", tables["forbidden"]["value"])
    if unknown := set(forbidden) - set(FORBIDDEN):
        raise ValueError(say("{key} is nothing that can be forbidden", key=min(unknown)))
    multiple, parity, marks = (tables[key]["value"] for key in ("page_multiple", "parity", "marks"))
    if type(multiple) is not int or multiple < 1:
        raise ValueError(say("page_multiple is a whole number from 1"))
    if parity not in ("recto", "verso"):
        raise ValueError(say("parity is recto or verso"))
    if not isinstance(marks, bool):
        raise ValueError(say("marks is true or false"))
    return Printer(
        name,
        str(content["title"]),
        _texts("standard", tables["standard"]["value"]),
        str(profile["value"]),
        str(profile["condition"]),
        str(profile["registry"]),
        str(profile["info"]),
        **numbers,
        page_multiple=multiple,
        parity=parity,
        marks=marks,
        forbidden=forbidden,
        advice=_texts("advice", tables["advice"]["value"]),
        sources={key: str(table["source"]) for key, table in tables.items()},
    )


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 100_000:
        raise ValueError(say("{key} is a number from 0", key=key))
    return float(value)


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(say("{key} is a list of texts", key=key))
    return tuple(value)
