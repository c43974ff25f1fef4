"""Know the regimes of ``styles/regimes/``: how official documents must look, every value with its source."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, SourceError, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.folders import Assets

FOLDER = "regimes"
DEFAULT = "nd30"

Span = tuple[float, float]
"""The least and the most that a length or a size may be."""

PLACES = (
    *("top-margin", "top-right", "head-left", "head-right", "centre", "text"),
    *("foot-left", "foot-right", "page-foot"),
)
"""Where a component stands on its page."""


@dataclass(frozen=True, slots=True)
class PageRules:
    """What a regime says of the page; None and empty where it says nothing.

    Attributes:
        size_mm: Width and height of the page in millimetres.
        top_mm, bottom_mm, left_mm, right_mm: The least and the widest margins in millimetres.
        typefaces: The families that text may be set in.
        colour: The colour of text.
        sources: Where each value comes from, by its name.
    """

    size_mm: Span | None
    top_mm: Span | None
    bottom_mm: Span | None
    left_mm: Span | None
    right_mm: Span | None
    typefaces: tuple[str, ...]
    colour: str
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Component:
    """One component of an official document; None and empty where the regime says nothing.

    Attributes:
        key: What the regime calls it, such as ``motto``.
        vietnamese, english: What people call it.
        source: Annex, part, section and item of the document.
        box: The number of its box in the regime's drawing of the page.
        place: Where the component stands, one of :data:`PLACES`.
        words: The wordings, with one of which the component begins.
        size_pt: The least and the largest size of its type in points.
        set_pt: The size that is set.
        size_of: The component of the same size.
        weight: ``bold`` or ``regular``.
        slant: ``italic`` or ``upright``.
        case: ``upper`` for capitals, ``mixed`` for capitals only where words have them.
        align: ``centre``, ``left``, ``right`` or ``justify``.
        under: The component above; this one is centred under it where ``align`` is ``centre``.
        level: The component on the same line.
        rule: How long the line drawn below is, as shares of the last line of text.
        rule_above: ``text-width`` where a line as wide as the text is drawn above.
        above_pt: Space below the component above, in points.
        indents_mm: The first-line indents to choose from, in millimetres.
        paragraph_space_pt: The least space between paragraphs in points.
        line_spacing: The least and the most that lines are apart, as multiples of single spacing.
        frames_mm: Width and height of the frame around each of the words, in millimetres.
        framed: Whether a frame is drawn around the words.
        first_page: Whether the component stands on the first page.
        colour: Colour of the text.
    """

    key: str
    vietnamese: str
    english: str
    source: str
    box: str = ""
    place: str = ""
    words: tuple[str, ...] = ()
    size_pt: Span | None = None
    set_pt: float | None = None
    size_of: str = ""
    weight: str = ""
    slant: str = ""
    case: str = ""
    align: str = ""
    under: str = ""
    level: str = ""
    rule: Span | None = None
    rule_above: str = ""
    above_pt: float | None = None
    indents_mm: tuple[float, ...] = ()
    paragraph_space_pt: float | None = None
    line_spacing: Span | None = None
    frames_mm: Mapping[str, Span] = dataclasses.field(default_factory=dict)
    framed: bool = False
    first_page: bool = True
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """How the documents of one law look.

    Attributes:
        key: What ``publish.toml`` and ``--regime`` call it.
        name, english: What people call it.
        document: Full name of the document that the rules come from.
        page: The rules of the page.
        components: The rules of each component, by key, in the order of the file.
    """

    key: str
    name: str
    english: str
    document: str
    page: PageRules
    components: Mapping[str, Component]

    def cite(self, source: str) -> str:
        """Return the place of a value: the name of the regime, then annex, section and item."""
        return f"{self.name}, {source}" if source else self.name


# Finding --------------------------------------------------------------------------------------------------------------


def list_regimes(assets: Assets) -> tuple[str, ...]:
    """Return the names of all regimes, those of the project included."""
    return tuple(sorted({path.stem for folder in assets.styles for path in (folder / FOLDER).glob("*.toml")}))


def find_regime(assets: Assets, name: str, at: Position) -> Regime:
    """Return the regime of that name.

    Args:
        assets: Styles; a regime of the project goes before a bundled one of the same name.
        name: Name of the regime.
        at: Where the regime was asked for.

    Raises:
        SourceError: If there is none of that name; it says which there are.
        StyleError: If its file is not TOML, or a value is missing, unknown or wrong.
    """
    names = list_regimes(assets)
    if name not in names:
        raise SourceError(unknown_regime(name, names, at))
    return read_regime(assets.style(f"{FOLDER}/{name}.toml"))


def unknown_regime(name: str, names: tuple[str, ...], at: Position) -> Diagnostic:
    """Return the finding that no regime has this name, with the name that was perhaps meant and those there are."""
    known = ", ".join(names)
    close = difflib.get_close_matches(name, names, n=1)
    hint = (
        say("did you mean {guess!r}? known here: {known}", guess=close[0], known=known)
        if close
        else say("one of {known}, or a file in styles/{folder}/", known=known, folder=FOLDER)
    )
    return error(at, say("no regime of official documents is called {name!r}", name=name), "unknown-regime", hint)


# Reading --------------------------------------------------------------------------------------------------------------


def read_regime(path: Path) -> Regime:
    """Return the regime that a file describes.

    Raises:
        StyleError: If it is not TOML, or a value is missing, unknown or wrong.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise StyleError(
            error(Position(path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure
    try:
        return _read(path.stem, content)
    except ValueError as failure:
        hint = say("see styles/regimes/nd30.toml of the program for all that can be said")
        message = say("a regime is not as it should be: {reason}", reason=failure.args[0])
        raise StyleError(error(Position(path), message, "invalid-regime", hint)) from failure


def _read(name: str, content: Mapping[str, Any]) -> Regime:
    _demand_known("", content, {"name", "english", "document", "page", "components"})
    page, tables = (_table(part, content.get(part, {})) for part in ("page", "components"))
    components = {key: _component(key, _table(key, table)) for key, table in tables.items()}
    for component in components.values():
        for link in ("under", "level", "size_of"):
            if (other := getattr(component, link)) and other not in components:
                key = f"{component.key}.{link}"
                raise ValueError(say("{key} names no component: {value!r}", key=key, value=other))
    title, english, document = (_required("", content, part) for part in ("name", "english", "document"))
    return Regime(name, title, english, document, _page(page), components)


def _page(table: Mapping[str, Any]) -> PageRules:
    margins = ("top_mm", "bottom_mm", "left_mm", "right_mm")
    _demand_known("page", table, {"size_mm", *margins, "typefaces", "colour", "sources"})
    sources = {
        name: _text(f"page.sources.{name}", text)
        for name, text in _table("page.sources", table.get("sources", {})).items()
    }
    said = set(table) - {"sources"}
    if lacking := said - set(sources):
        name = f"page.{min(lacking)}"
        raise ValueError(say("{key} has no source", key=name))
    top, bottom, left, right = (_span(f"page.{name}", table[name]) if name in table else None for name in margins)
    return PageRules(
        _pair("page.size_mm", table["size_mm"]) if "size_mm" in table else None,
        top,
        bottom,
        left,
        right,
        _texts("page.typefaces", table.get("typefaces", [])),
        _text("page.colour", table["colour"]) if "colour" in table else "",
        sources,
    )


def _component(key: str, table: Mapping[str, Any]) -> Component:
    _demand_known(key, table, {"vietnamese", "english", "source", *_READERS})
    vietnamese, english, source = (_required(key, table, name) for name in ("vietnamese", "english", "source"))
    values = {name: read(f"{key}.{name}", table[name]) for name, read in _READERS.items() if name in table}
    made = Component(key, vietnamese, english, source, **values)
    if made.size_pt and made.set_pt and not made.size_pt[0] <= made.set_pt <= made.size_pt[1]:
        name = f"{key}.set_pt"
        raise ValueError(say("{key} is not within size_pt", key=name))
    return made


def _demand_known(where: str, table: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(table) - known:
        name = f"{where}.{min(unknown)}" if where else min(unknown)
        raise ValueError(say("{key} is nothing that a regime says", key=name))


def _required(where: str, table: Mapping[str, Any], name: str) -> str:
    key = f"{where}.{name}" if where else name
    if name not in table:
        raise ValueError(say("{key} is missing", key=key))
    return _text(key, table[name])


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(say("{key} is a table", key=key))
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(say("{key} is a text", key=key))
    return value


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(say("{key} is a list of texts", key=key))
    return tuple(_text(key, item) for item in value)


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10_000:
        raise ValueError(say("{key} is a number from 0", key=key))
    return float(value)


def _numbers(key: str, value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(say("{key} is a list of numbers", key=key))
    return tuple(_number(key, item) for item in value)


def _pair(key: str, value: object) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(say("{key} is two numbers", key=key))
    return _number(key, value[0]), _number(key, value[1])


def _span(key: str, value: object) -> Span:
    least, most = _pair(key, value)
    if least > most:
        raise ValueError(say("{key} is two numbers, the least before the most", key=key))
    return least, most


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(say("{key} is true or false", key=key))
    return value


def _frames(key: str, value: object) -> Mapping[str, Span]:
    return {_text(key, words): _pair(f"{key}.{words}", size) for words, size in _table(key, value).items()}


def _choice(*choices: str) -> Callable[[str, object], str]:
    """Return what reads one of these words."""

    def read(key: str, value: object) -> str:
        if value not in choices:
            raise ValueError(say("{key} is one of {choices}", key=key, choices=", ".join(choices)))
        return str(value)

    return read


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("box", "size_of", "under", "level", "colour"), _text),
    "place": _choice(*PLACES),
    "words": _texts,
    **dict.fromkeys(("size_pt", "rule", "line_spacing"), _span),
    **dict.fromkeys(("set_pt", "above_pt", "paragraph_space_pt"), _number),
    "weight": _choice("bold", "regular"),
    "slant": _choice("italic", "upright"),
    "case": _choice("upper", "mixed"),
    "align": _choice("centre", "left", "right", "justify"),
    "rule_above": _choice("text-width"),
    "indents_mm": _numbers,
    "frames_mm": _frames,
    **dict.fromkeys(("framed", "first_page"), _flag),
}
"""What reads each value of a component."""
