"""Turn ``source/publish.toml`` into a frozen :class:`Project`; a project without one takes the defaults."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publish.diagnostics import Diagnostic, Position, SourceError, error, os_reason

KINDS = ("article",)
FORMATS = ("pdf", "epub")
PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
"""Trim sizes by name, width × height in millimetres (ISO 216)."""

CONFIG = Path("source", "publish.toml")
_LARGEST_CONFIG = 1_000_000  # bytes
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


@dataclass(frozen=True, slots=True)
class Page:
    """The printed page.

    Attributes:
        trim_mm: Finished size, width × height, in millimetres.
        bleed_mm: Ink past each trimmed edge, in millimetres.
    """

    trim_mm: tuple[float, float] = PAPERS["A4"]
    bleed_mm: float = 3.0


@dataclass(frozen=True, slots=True)
class Text:
    """How the house writes Vietnamese.

    Attributes:
        tones: ``old`` (hòa) or ``new`` (hoà), which the linter then asks for; ``keep`` for as written.
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.
        dash: ``en`` or ``em`` around an aside.
        compounds: Whether words of several syllables stay whole in display type; None for when it can be done.
    """

    tones: str = "keep"
    ranges: str = "tight"
    dash: str = "en"
    compounds: bool | None = None


@dataclass(frozen=True, slots=True)
class Lint:
    """What the linter looks for.

    Attributes:
        rules: Rules that run only when they are named.
        ignore: Rules that do not run.
        words: Words that are right as they are.
    """

    rules: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What is built, from where and in which shape.

    Attributes:
        root: Folder that holds ``source/``; nothing outside it is read.
        sources: Articles to publish, absolute, in order.
        language: BCP 47 tag for articles that name none.
        title: Name of the publication the articles belong to; empty when there is none.
        publisher: Who publishes; empty when not given.
        rights: Line of rights for articles that carry none; empty when not given.
        formats: Outputs that ``publish build`` makes.
    """

    root: Path
    sources: tuple[Path, ...] = ()
    kind: str = "article"
    language: str = "vi"
    title: str = ""
    publisher: str = ""
    rights: str = ""
    date: datetime.date | None = None
    page: Page = field(default_factory=Page)
    text: Text = field(default_factory=Text)
    lint: Lint = field(default_factory=Lint)
    formats: tuple[str, ...] = FORMATS

    @property
    def dist(self) -> Path:
        """Folder of the finished files."""
        return self.root / "dist"

    @property
    def config(self) -> Path:
        """Where ``publish.toml`` stands, whether or not it exists."""
        return self.root / CONFIG


def find_root(start: Path) -> Path:
    """Return the project folder at or above ``start``: the nearest with ``source/publish.toml``, else with ``source/``.

    Returns:
        ``start`` itself (its folder when it is a file) if no project is found.
    """
    start = start.absolute()
    folder = start if start.is_dir() else start.parent
    candidates = (folder, *folder.parents)
    for wanted in (CONFIG, Path("source")):
        for candidate in candidates:
            if (candidate / wanted).exists():
                return candidate
    return folder


def read_project(root: Path) -> Project:
    """Read the project in the folder ``root``.

    Raises:
        SourceError: For each key of ``publish.toml`` that is unknown or wrong, with its line.
    """
    config = root / CONFIG
    text = _read_config(config)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SourceError(_toml_error(config, str(failure))) from failure
    values, diagnostics = _Keys(config, text).read(table)
    if diagnostics:
        raise SourceError(diagnostics)
    text_style = Text(**{key: values.pop(key) for key in _KEYS["text"] if key in values})
    lint = Lint(**{key: values.pop(key) for key in _KEYS["lint"] if key in values})
    page = Page(values.pop("trim", None) or values.pop("paper", None) or Page().trim_mm, values.pop("bleed", 3.0))
    values.pop("paper", None)
    patterns = values.pop("contents", ("*.md",))
    position = Position(config, _line_of(text, "publication", "contents"))
    sources = _find_sources(root, patterns, position)
    return Project(root, sources, page=page, text=text_style, lint=lint, **values)


def open_project(start: Path, trim_mm: tuple[float, float] | None = None) -> Project:
    """Return the project at or above ``start``, with another trim size if one is given.

    Raises:
        SourceError: If ``publish.toml`` is wrong.
    """
    project = read_project(find_root(start))
    return replace(project, page=replace(project.page, trim_mm=trim_mm)) if trim_mm else project


def read_paper(text: str) -> tuple[float, float]:
    """Return the trim size in millimetres that ``A4``, ``A5`` or ``148mm x 210mm`` means.

    Raises:
        ValueError: If it is neither.
    """
    if size := PAPERS.get(text.strip().upper()):
        return size
    parts = re.split(r"\s*[x×]\s*", text.strip())
    if len(parts) != 2:
        raise ValueError(f"{text!r} is not a paper size; write A4, A5 or width x height such as 148mm x 210mm")
    width, height = (read_length(part) for part in parts)
    if not (50 <= width <= 1000 and 50 <= height <= 1000):
        raise ValueError(f"a page of {text} cannot be set; each side may measure 50 mm to 1000 mm")
    return width, height


def read_length(text: str) -> float:
    """Return a length with its unit (mm, cm, in, pt) in millimetres.

    Raises:
        ValueError: If it is no length or below zero.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a length; write a number with mm, cm, in or pt, such as 3mm")
    return round(float(match[1]) * _MILLIMETRES[match[2]], 4)


# Keys ----------------------------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text in quotes")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of texts in quotes")
    return tuple(value)


def _date(value: object) -> datetime.date:
    if type(value) is not datetime.date:
        raise TypeError("a date such as 2026-01-01, without quotes")
    return value


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if _text(value) not in allowed:
            raise ValueError(f"{value!r} is not known here; choose from {', '.join(allowed)}")
        return str(value)

    return read


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _formats(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one_of(*FORMATS)(item) for item in _texts(value)))


def _language(value: object) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", _text(value)):
        raise ValueError(f"{value!r} is not a language tag such as vi or en-GB")
    return str(value)


def _bleed(value: object) -> float:
    bleed = read_length(_text(value))
    if bleed > 25:
        raise ValueError(f"a bleed of {value} is more than any printer asks for; at most 25mm")
    return bleed


_KEYS: Mapping[str, Mapping[str, Callable[[object], Any]]] = {
    "publication": {
        "kind": _one_of(*KINDS),
        "title": _text,
        "language": _language,
        "publisher": _text,
        "rights": _text,
        "date": _date,
        "contents": _texts,
    },
    "page": {
        "paper": lambda value: read_paper(_text(value)),
        "trim": lambda value: read_paper(_text(value)),
        "bleed": _bleed,
    },
    "text": {
        "tones": _one_of("keep", "old", "new"),
        "ranges": _one_of("tight", "spaced"),
        "dash": _one_of("en", "em"),
        "compounds": _flag,
    },
    "lint": {"rules": _texts, "ignore": _texts, "words": _texts},
    "output": {"formats": _formats},
}


class _Keys:
    """Reads the known keys of one ``publish.toml`` and finds the line of each."""

    def __init__(self, config: Path, text: str) -> None:
        self.config = config
        self.text = text

    def read(self, table: Mapping[str, object]) -> tuple[dict[str, Any], list[Diagnostic]]:
        values: dict[str, Any] = {}
        diagnostics: list[Diagnostic] = []
        for section, entries in table.items():
            if section not in _KEYS:
                diagnostics.append(self._unknown(section, "", f"unknown section or key {section!r}", _KEYS))
            elif not isinstance(entries, dict):
                at = self._position("", section)
                diagnostics.append(error(at, f"{section!r} must be a section, [{section}]", "wrong-type"))
            else:
                for key, value in entries.items():
                    self._read_key(section, key, value, values, diagnostics)
        return values, diagnostics

    def _read_key(
        self, section: str, key: str, value: object, values: dict[str, Any], diagnostics: list[Diagnostic]
    ) -> None:
        known = _KEYS[section]
        if key not in known:
            diagnostics.append(self._unknown(key, section, f"unknown key {key!r} in [{section}]", known))
            return
        try:
            values[key] = known[key](value)
        except TypeError as failure:
            message = f"{key!r} must be {failure}, not {type(value).__name__}"
            diagnostics.append(error(self._position(section, key), message, "wrong-type"))
        except ValueError as failure:
            diagnostics.append(error(self._position(section, key), f"{key!r}: {failure}", "invalid-value"))

    def _unknown(self, key: str, section: str, message: str, known: Mapping[str, object]) -> Diagnostic:
        guess = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {guess[0]!r}?" if guess else f"known here: {', '.join(known)}"
        return error(self._position(section, key), message, "unknown-key", hint, len(key))

    def _position(self, section: str, key: str) -> Position:
        return Position(self.config, _line_of(self.text, section, key), 1)


def _line_of(text: str, section: str, key: str) -> int:
    """Return the line of a key (or of a section's head) in a TOML file; 1 if it is written some other way."""
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = head[1].strip("\"'")
            if current == key and not section:
                return number
        elif re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line) and current == section:
            return number
    return 1


def _toml_error(config: Path, message: str) -> Diagnostic:
    at = re.search(r" \(at line (\d+), column (\d+)\)", message)
    position = Position(config, int(at[1]), int(at[2])) if at else Position(config, 1, 1)
    return error(position, f"not valid TOML: {message[: at.start()] if at else message}", "invalid-toml")


def _read_config(config: Path) -> str:
    """Return the text of ``publish.toml``; empty when there is none."""
    try:
        data = config.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as failure:
        raise SourceError(
            error(Position(config), f"cannot be read: {os_reason(failure)}", "unreadable-source")
        ) from failure
    if len(data) > _LARGEST_CONFIG:
        raise SourceError(error(Position(config), f"larger than {_LARGEST_CONFIG:,} bytes", "source-too-large"))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        raise SourceError(error(Position(config, line, 1), "not UTF-8", "not-utf8", "save it as UTF-8")) from failure


def _find_sources(root: Path, patterns: tuple[str, ...], position: Position) -> tuple[Path, ...]:
    """Return the files that ``contents`` names, in order, each once."""
    folder = root / "source"
    found: dict[Path, None] = {}
    diagnostics = []
    for pattern in patterns:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            diagnostics.append(error(position, f"outside the project: {pattern}", "outside-project"))
            continue
        matches = sorted(folder.glob(pattern)) if re.search(r"[*?[]", pattern) else [folder / pattern]
        for match in matches:
            if not match.is_file():
                diagnostics.append(error(position, f"no such article: {pattern}", "missing-source"))
            elif not match.resolve().is_relative_to(root.resolve()):
                diagnostics.append(error(position, f"outside the project: {pattern}", "outside-project"))
            else:
                found[match] = None
    if diagnostics:
        raise SourceError(diagnostics)
    return tuple(found)
