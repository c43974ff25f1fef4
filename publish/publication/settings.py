"""Read ``publish.toml`` key by key: what each may hold, and the line of each that is wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from publish.base.diagnostics import Diagnostic, Position, SourceError, error, os_reason
from publish.base.filenames import read_file
from publish.base.messages import say
from publish.base.units import MM_PER_INCH, POINTS_PER_INCH
from publish.publication import epub_settings, press_settings, web_settings
from publish.publication.kind import Known, Readers
from publish.publication.toml_values import line_of, read_date, read_flag, read_line, shaped

PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
"""Trim sizes by name, width × height in millimetres (ISO 216)."""

LENGTH = r"^\s*[0-9]+(\.[0-9]+)?\s*(mm|cm|in|pt)\s*$"
"""A length, as JSON Schema knows it."""

_ONE_LENGTH = r"[0-9]+(\.[0-9]+)?\s*(mm|cm|in|pt)"
_PAPER = rf"^\s*([Aa][45]|{_ONE_LENGTH}\s*[x×]\s*{_ONE_LENGTH})\s*$"
_FILES = {"type": "array", "items": {"type": "string", "pattern": r"\S"}, "minItems": 1}
_PART = {
    "type": "object",
    "properties": {"title": {"type": "string", "pattern": r"\S"}, "contents": _FILES},
    "required": ["title", "contents"],
    "additionalProperties": False,
}

_LARGEST = 1_000_000  # bytes
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, "pt": MM_PER_INCH / POINTS_PER_INCH}


def read_paper(text: str) -> tuple[float, float]:
    """Return the trim size in millimetres that ``A4``, ``A5`` or ``148mm x 210mm`` means.

    Raises:
        ValueError: If it is neither.
    """
    if size := PAPERS.get(text.strip().upper()):
        return size
    parts = re.split(r"\s*[x×]\s*", text.strip())
    if len(parts) != 2:
        raise ValueError(
            say("{text!r} is not a paper size; write A4, A5 or width x height such as 148mm x 210mm", text=text)
        )
    width, height = (read_length(part) for part in parts)
    if not (50 <= width <= 1000 and 50 <= height <= 1000):
        raise ValueError(say("a page of {text} cannot be set; each side may measure 50 mm to 1000 mm", text=text))
    return width, height


def read_length(text: str) -> float:
    """Return a length with its unit (mm, cm, in, pt) in millimetres.

    Raises:
        ValueError: If it is no length or below zero.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", text.strip())
    if not match:
        raise ValueError(say("{text!r} is not a length; write a number with mm, cm, in or pt, such as 3mm", text=text))
    return round(float(match[1]) * _MILLIMETRES[match[2]], 4)


def _list(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(say("a list of texts in quotes"))
    if not value:
        raise ValueError(say("there is nothing in the list; fill it, or take the key out"))
    return value


@shaped(type="array", items={"type": "string", "pattern": r"\S"}, minItems=1)
def _texts(value: object) -> tuple[str, ...]:
    texts = tuple(read_line(item) for item in _list(value))
    if not all(texts):
        raise ValueError(say("a text in the list is empty; fill it, or take it out"))
    return texts


@shaped(**_FILES)
def _files(value: object) -> tuple[str, ...]:
    return tuple(read_file(name) for name in _list(value))


class PartTable(NamedTuple):
    """A part as ``contents`` gives it: its title, and the files and patterns in it."""

    title: str
    contents: tuple[str, ...]


@shaped(type="array", items={"anyOf": [{"type": "string", "pattern": r"\S"}, _PART]}, minItems=1)
def _contents(value: object) -> tuple[str | PartTable, ...]:
    if not isinstance(value, list):
        raise TypeError(say("a list of files, patterns and parts"))
    if not value:
        raise ValueError(say("there is nothing in the list; fill it, or take the key out"))
    return tuple(read_file(item) if isinstance(item, str) else _part(item) for item in value)


def _part(value: object) -> PartTable:
    if not isinstance(value, dict):
        raise ValueError(say("a list of files, patterns and parts has no place for {value!r}", value=value))
    if set(value) != {"title", "contents"}:
        raise ValueError(say('a part has a title and contents and nothing else: {{ title = "…", contents = ["…"] }}'))
    title, contents = value["title"], value["contents"]
    if not isinstance(title, str) or not title.strip():
        raise ValueError(say("the title of a part is a text in quotes that is not empty"))
    if not isinstance(contents, list) or not contents or not all(isinstance(item, str) for item in contents):
        raise ValueError(
            say(
                "the contents of the part {title!r} are a list of files and patterns in quotes, and no parts",
                title=title,
            )
        )
    return PartTable(read_line(title), _files(contents))


def _one_of(*allowed: str) -> Callable[[object], str]:
    @shaped(type="string", enum=list(allowed))
    def read(value: object) -> str:
        if (text := read_line(value)) not in allowed:
            raise ValueError(
                say("{value!r} is not known here; choose from {known}", value=value, known=", ".join(allowed))
            )
        return text

    return read


@shaped(type="integer", enum=[1, 2])
def _levels(value: object) -> int:
    if type(value) is not int:
        raise TypeError(say("a number, 1 or 2"))
    if value not in (1, 2):
        raise ValueError(
            say("contents of {value} levels; 1 for the chapters, 2 for their crossheads as well", value=value)
        )
    return value


@shaped(type="string", pattern=r"^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,99}\s*$")
def _name(value: object) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", text := read_line(value)):
        raise ValueError(say("{value!r} is not a file name of plain letters, figures, '-', '_' and '.'", value=value))
    return text


@shaped(type="string", pattern=r"^\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\s*$")
def _language(value: object) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text := read_line(value)):
        raise ValueError(say("{value!r} is not a language tag such as vi or en-GB", value=value))
    return text


@shaped(type="string", pattern=_PAPER)
def _paper(value: object) -> tuple[float, float]:
    return read_paper(read_line(value))


@shaped(type="string", pattern=LENGTH)
def _bleed(value: object) -> float:
    bleed = read_length(read_line(value))
    if bleed > 25:
        raise ValueError(say("a bleed of {value} is more than any printer asks for; at most 25mm", value=value))
    return bleed


_MOST_PAGES = 1000


@shaped(
    anyOf=[
        {"type": "boolean"},
        {"type": "integer", "minimum": 1, "maximum": _MOST_PAGES},
        {"type": "string", "enum": ["spread"]},
    ]
)
def _fit(value: object) -> int | str:
    if isinstance(value, bool):
        return "full" if value else ""
    if isinstance(value, str):
        return _one_of("spread")(value)
    if not isinstance(value, int):
        raise TypeError(say('true, a number of pages, or "spread"'))
    if not 1 <= value <= _MOST_PAGES:
        raise ValueError(say("an article of {value} pages; write 1 to {most}", value=value, most=_MOST_PAGES))
    return value


KEYS: dict[str, dict[str, Callable[[object], Any]]] = {
    "publication": {
        "title": read_line,
        "short_title": read_line,
        "language": _language,
        "publisher": read_line,
        "rights": read_line,
        "date": read_date,
        "subtitle": read_line,
        "creators": _texts,
        "contents": _contents,
        "front": _files,
        "back": _files,
    },
    "page": {
        "paper": _paper,
        "trim": _paper,
        "bleed": _bleed,
        "fit": _fit,
        "optical": read_flag,
    },
    "text": {
        "tones": _one_of("keep", "old", "new"),
        "ranges": _one_of("tight", "spaced"),
        "dash": _one_of("en", "em"),
        "compounds": read_flag,
        "dialogue": _one_of("speech", "always", "never"),
    },
    "press": {**press_settings.KEYS},
    "epub": {**epub_settings.KEYS},
    "web": {**web_settings.KEYS},
    "lint": {"rules": _texts, "ignore": _texts, "words": _texts},
    "contents": {"figures": read_flag, "tables": read_flag, "levels": _levels},
    "numbering": {
        "figures": _one_of("none", "publication", "chapter"),
        "tables": _one_of("none", "publication", "chapter"),
        "equations": _one_of("none", "publication", "chapter"),
        "chapters": _one_of("none", "roman", "arabic"),
    },
    "notes": {"place": _one_of("foot", "chapter", "end"), "number": _one_of("page", "chapter", "publication")},
    "index": {"title": read_line},
    "bibliography": {"file": read_file, "style": read_line, "title": read_line},
    "output": {"formats": _texts, "name": _name},
}
"""What each key of the sections is read with that every kind of publication has."""

NESTED = ("numbering", "notes", "index", "bibliography", "press", "epub", "web")
"""Sections whose values are kept by section, since other sections may have keys of the same name."""


def known_sections(known: Known) -> dict[str, Readers]:
    """Return every section that a ``publish.toml`` may have, those of all kinds among them.

    A project that changes its kind keeps the sections of the other; they are read, and used by their kind alone.
    """
    own = {name: keys for kind in known.kinds.values() for name, keys in kind.module("settings").SECTIONS.items()}
    kind = {"kind": _one_of(*known.kinds)}

    @shaped(type="array", items={"type": "string", "enum": list(known.formats)}, minItems=1)
    def read_formats(value: object) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_one_of(*known.formats)(item) for item in _texts(value)))

    return (
        KEYS | own | {"publication": KEYS["publication"] | kind, "output": KEYS["output"] | {"formats": read_formats}}
    )


class Settings:
    """Reads the known keys of one ``publish.toml`` and finds the line of each."""

    def __init__(self, config: Path, text: str, known: Known) -> None:
        """Start with the file, its text, and what it may name."""
        self.config = config
        self.text = text
        self.sections = known_sections(known)

    def read(self, table: Mapping[str, object]) -> tuple[dict[str, Any], list[Diagnostic]]:
        """Return the values by key, and what is wrong with the others.

        The values of the sections in :data:`NESTED` and of those of a kind stand below their section; of the others
        no two share a key.
        """
        values: dict[str, Any] = {}
        diagnostics: list[Diagnostic] = []
        for section, entries in table.items():
            if section not in self.sections:
                diagnostics.append(
                    self._unknown(
                        section, "", say("unknown section or key {section!r}", section=section), self.sections
                    )
                )
            elif not isinstance(entries, dict):
                at = self._position("", section)
                diagnostics.append(
                    error(at, say("{section!r} must be a section, [{section}]", section=section), "wrong-type")
                )
            else:
                nested = section in NESTED or section not in KEYS
                target = values.setdefault(section, {}) if nested else values
                for key, value in entries.items():
                    self._read_key(section, key, value, target, diagnostics)
        return values, diagnostics

    def _read_key(
        self, section: str, key: str, value: object, values: dict[str, Any], diagnostics: list[Diagnostic]
    ) -> None:
        known = self.sections[section]
        if key not in known:
            diagnostics.append(
                self._unknown(key, section, say("unknown key {key!r} in [{section}]", key=key, section=section), known)
            )
            return
        try:
            values[key] = known[key](value)
        except TypeError as failure:
            message = say("{key!r} must be {failure}, not {type}", key=key, failure=failure, type=type(value).__name__)
            diagnostics.append(error(self._position(section, key), message, "wrong-type"))
        except ValueError as failure:
            diagnostics.append(
                error(
                    self._position(section, key), say("{key!r}: {failure}", key=key, failure=failure), "invalid-value"
                )
            )

    def _unknown(self, key: str, section: str, message: str, known: Mapping[str, object]) -> Diagnostic:
        guess = difflib.get_close_matches(key, known, n=1)
        hint = (
            say("did you mean {guess!r}?", guess=guess[0])
            if guess
            else say("known here: {known}", known=", ".join(known))
        )
        return error(self._position(section, key), message, "unknown-key", hint, len(key))

    def _position(self, section: str, key: str) -> Position:
        return Position(self.config, line_of(self.text, section, key), 1)


def toml_error(config: Path, message: str) -> Diagnostic:
    """Return what ``tomllib`` says, with its place."""
    at = re.search(r" \(at line (\d+), column (\d+)\)", message)
    position = Position(config, int(at[1]), int(at[2])) if at else Position(config, 1, 1)
    return error(
        position, say("not valid TOML: {reason}", reason=message[: at.start()] if at else message), "invalid-toml"
    )


def read_config(config: Path) -> str:
    """Return the text of ``publish.toml``; empty when there is none."""
    try:
        data = config.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as failure:
        raise SourceError(
            error(Position(config), say("cannot be read: {reason}", reason=os_reason(failure)), "unreadable-source")
        ) from failure
    if len(data) > _LARGEST:
        raise SourceError(error(Position(config), say("larger than {most:,} bytes", most=_LARGEST), "source-too-large"))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        raise SourceError(
            error(Position(config, line, 1), say("not UTF-8"), "not-utf8", say("save it as UTF-8"))
        ) from failure
