"""Numbers that Word counts by itself: the label that each numbered paragraph shows (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.importing.shaping.tree import Label
from publish.importing.word.xml import Element, child, flag, full, number, value

LEVELS = 9


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass
class _Definition:
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str = ""
    style: str = ""


class WordNumbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        """Take in the part with the lists; it may be missing."""
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for each in root.iterchildren(full("w:abstractNum")) if root is not None else ():
            definition = _Definition(link=value(each, "w:numStyleLink") or "", style=value(each, "w:styleLink") or "")
            for level in each.iterchildren(full("w:lvl")):
                definition.levels[number(level.get(full("w:ilvl")))] = _read_level(level)
            self._definitions[each.get(full("w:abstractNumId")) or ""] = definition
        for each in root.iterchildren(full("w:num")) if root is not None else ():
            self._read_list(each)

    def _read_list(self, element: Element) -> None:
        id_ = element.get(full("w:numId")) or ""
        self._lists[id_] = value(element, "w:abstractNumId") or ""
        for each in element.iterchildren(full("w:lvlOverride")):
            level = number(each.get(full("w:ilvl")))
            if (start := value(each, "w:startOverride")) is not None:
                self._starts.setdefault(id_, {})[level] = number(start)
            if (own := child(each, "w:lvl")) is not None:
                self._overrides.setdefault(id_, {})[level] = _read_level(own)

    def _definition(self, id_: str) -> tuple[str, _Definition] | None:
        """Return the definition behind a list, that which another style of lists holds included."""
        name = self._lists.get(id_, "")
        found = self._definitions.get(name)
        if found and not found.levels and found.link:
            linked = ((key, each) for key, each in self._definitions.items() if each.style == found.link)
            return next(linked, (name, found))
        return (name, found) if found else None

    def count(self, id_: str, level: int) -> Label | None:
        """Return the label of the next paragraph of a list; None for a list that is not there, or none at all."""
        known = self._definition(id_)
        if id_ == "0" or known is None or not 0 <= level < LEVELS:
            return None
        name, definition = known
        levels = definition.levels | self._overrides.get(id_, {})
        here = levels.get(level)
        if here is None:
            return None
        counters = self._counters.setdefault(name, {})
        start = self._starts.get(id_, {}).get(level)
        if start is not None and (id_, level) not in self._begun:
            counters[level] = start
        else:
            counters[level] = counters[level] + 1 if level in counters else here.start
        self._begun.add((id_, level))
        for deeper in [other for other in counters if other > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or level < restart):
                del counters[deeper]
        if here.format in ("bullet", "none") and "%" not in here.text:
            text = (
                "" if here.format == "none" and not here.text.strip() else "•" if here.format == "bullet" else here.text
            )
            return Label(text, level, name, here.format == "bullet", here.format) if text else None
        return Label(self._fill(here, levels, counters), level, name, False, here.format)

    def _fill(self, here: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
        def show(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = levels.get(place, _Level())
            count = counters.setdefault(place, level.start)
            return show_number(count, "decimal" if here.legal and level.format != "none" else level.format)

        return re.sub(r"%([1-9])", show, here.text).strip()


def _read_level(level: Element) -> _Level:
    restart = value(level, "w:lvlRestart")
    return _Level(
        number(value(level, "w:start"), 1) if value(level, "w:start") is not None else 0,
        value(level, "w:numFmt") or "decimal",
        value(level, "w:lvlText") or "",
        bool(flag(level, "w:isLgl")),
        None if restart is None else number(restart),
    )


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CIRCLES = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460}
_OTHERS = {"chicago": "*†‡§"}


def show_number(count: int, format_: str) -> str:
    """Return a number as Word shows it in a format; figures for formats of other languages."""
    if format_ in ("upperLetter", "lowerLetter") and count > 0:
        letters = chr(ord("A") + (count - 1) % 26) * min(20, (count - 1) // 26 + 1)
        return letters if format_ == "upperLetter" else letters.lower()
    if format_ in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        text = ""
        for worth, numeral in _ROMAN:
            text += numeral * (count // worth)
            count %= worth
        return text if format_ == "upperRoman" else text.lower()
    if format_ == "decimalZero":
        return f"{count:02}"
    if format_ == "none":
        return ""
    if format_ == "ordinal":
        ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if format_ in _CIRCLES and 1 <= count <= 20:
        return chr(_CIRCLES[format_] + count - 1)
    if format_ in _OTHERS and count > 0:
        signs = _OTHERS[format_]
        return signs[(count - 1) % len(signs)] * min(20, (count - 1) // len(signs) + 1)
    return str(count)
