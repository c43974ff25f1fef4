"""Formulas between the marks of MathJax, as mdBook and MkDocs have them, which become those of Pandoc: dollars."""

from __future__ import annotations

import itertools
import re

from publish.importing.dialects.draft import DraftLine
from publish.importing.dialects.protection import outside_code
from publish.importing.dialects.structure import Scanner

_IN_LINE = re.compile(
    r"\\\\\((?P<two>.+?)\\\\\)"
    r"|(?<!\\)\\\((?P<one>(?:(?!\\\)).)*(?:\\[A-Za-z]|[_^=<>+])(?:(?!\\\)).)*)\\\)"
)
_BLOCK = re.compile(r"(?P<prefix>[ \t]*(?:>[ \t]?)*)(?P<mark>\\{1,2})\[(?P<rest>.*)$")
MOST_LINES = 200
"""Lines that a formula may have."""


def read_formulas(scanner: Scanner, line: DraftLine) -> bool:
    """A line with formulas between brackets that have backslashes."""
    if "\\(" not in line.text and "\\[" not in line.text:
        return False
    if (found := _BLOCK.match(line.text)) and _block(scanner, line, found):
        return True

    def change(text: str) -> str:
        return _IN_LINE.sub(lambda match: f"${(match['two'] or match['one']).strip()}$", text)

    text = outside_code(line.text, change)
    if text == line.text:
        return False
    scanner.context.change("formula", line.place, "between dollars")
    scanner.again([DraftLine(text, line.place)])
    return True


def _block(scanner: Scanner, line: DraftLine, found: re.Match[str]) -> bool:
    """Take a formula on lines of its own, if it ends."""
    end = found["mark"] + "]"
    lines = [found["rest"]]
    for following in [] if end in found["rest"] else list(itertools.islice(scanner.todo, MOST_LINES)):
        lines.append(following.text.strip(" \t>"))
        if end in following.text or not following.text.strip():
            break
    inner, mark, behind = "\n".join(lines).partition(end)
    if not mark or behind.strip(" .,;") or (len(found["mark"]) == 1 and not re.search(r"\\[A-Za-z]|[_^=<>]", inner)):
        return False
    for _ in lines[1:]:
        scanner.todo.popleft()
    body = [each.strip() for each in inner.split("\n") if each.strip()]
    scanner.context.change("formula", line.place, "between dollars")
    prefix = found["prefix"]
    made = ["$$", *body, f"$${behind.strip()}"]
    scanner.put([DraftLine(f"{prefix}{each}", line.place) for each in made])
    return True
