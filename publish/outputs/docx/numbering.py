"""Lists that Word counts by itself (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re

from publish.importing.word.numbering import show_number
from publish.outputs.docx.wordml import quote
from publish.publication import model

_MARK = re.compile(r"(?P<before>\(?)(?P<core>\w+)(?P<behind>[.)])")
_FORMATS = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_BULLETS = {"-": "–", "*": "•", "+": "+"}
LEVELS, INDENT = 9, 397
"""Levels of a list, and how far each stands in, in twentieths of a point."""

_MOST = {"lowerLetter": 26, "upperLetter": 26, "lowerRoman": 100, "upperRoman": 100}


def marks_of(node: model.List) -> list[str]:
    """Return what stands before each item of a numbered list."""
    return [item.mark or f"{node.start + index}." for index, item in enumerate(node.items)]


class ListDefinitions:
    """The lists of one file."""

    def __init__(self) -> None:
        """Start without any."""
        self._definitions: dict[tuple[str, str], int] = {}
        self._lists: list[tuple[int, int, int]] = []

    def add(self, node: model.List, level: int) -> int:
        """Return the number of a new list; 0 for one whose marks Word cannot count, as those with đ."""
        if level >= LEVELS:
            return 0
        if node.kind == "bullet":
            return self._add("bullet", _BULLETS.get(node.bullet, "–"), 1, level)
        counted = _count(marks_of(node), _FORMATS[node.numbering])
        return self._add(_FORMATS[node.numbering], counted[0], counted[1], level) if counted else 0

    def _add(self, format_: str, text: str, start: int, level: int) -> int:
        definition = self._definitions.setdefault((format_, text), len(self._definitions) + 1)
        self._lists.append((definition, start, level))
        return len(self._lists)

    def part(self) -> str:
        """Return what stands in the part of the lists."""
        definitions = [
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
            f"{''.join(_level(format_, text, level) for level in range(LEVELS))}</w:abstractNum>"
            for (format_, text), number in self._definitions.items()
        ]
        lists = [
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, (definition, start, level) in enumerate(self._lists, 1)
        ]
        return "".join([*definitions, *lists])


def _count(marks: list[str], format_: str) -> tuple[str, int] | None:
    """Return how marks are written and the first of them, if each is one more than that before it."""
    found = [_MARK.fullmatch(mark) for mark in marks]
    if not all(found) or not found[0]:
        return None
    forms = {(each["before"], each["behind"]) for each in found if each}
    cores = [each["core"] for each in found if each]
    if len(forms) > 1:
        return None
    if format_ == "decimal":
        start = int(cores[0]) if cores[0].isdecimal() else -1
    else:
        start = next((n for n in range(1, _MOST[format_] + 1) if show_number(n, format_) == cores[0]), -1)
    most = _MOST.get(format_, start + len(cores))
    if start < 0 or start + len(cores) - 1 > most:
        return None
    if any(show_number(start + index, format_) != core for index, core in enumerate(cores)):
        return None
    return "{}%{}".format(*forms.pop()), start


def _level(format_: str, text: str, level: int) -> str:
    shown = text if format_ == "bullet" else text.replace("%", f"%{level + 1}")
    left = INDENT * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{quote(shown)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )
