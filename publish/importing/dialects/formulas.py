"""Formulas between the marks of MathJax, as mdBook and MkDocs have them, which become those of Pandoc: dollars."""

from __future__ import annotations

import itertools
import re

from publish.base.messages import say
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
    if "(\\#eq:" in line.text and (label := _LABEL.search(line.text)):
        return _label(scanner, line, label)
    if "\\(" not in line.text and "\\[" not in line.text:
        return False
    if (found := _BLOCK.match(line.text)) and _block(scanner, line, found):
        return True

    def change(text: str) -> str:
        return _IN_LINE.sub(lambda match: f"${(match['two'] or match['one']).strip()}$", text)

    text = outside_code(line.text, change)
    if text == line.text:
        return False
    scanner.context.change(say("formula"), line.place, say("between dollars"))
    scanner.again([DraftLine(text, line.place)])
    return True


_LABEL = re.compile(r"[ \t]*\(\\#(?P<id>eq:[\w:.-]+)\)")
_OPENS = re.compile(r"[ \t]*(?:\$\$|\\begin\{(?P<name>equation|align|gather|alignat|multline)\*?\})[ \t]*$")


def _label(scanner: Scanner, line: DraftLine, label: re.Match[str]) -> bool:
    """Put the name of a formula, which bookdown has inside, behind it; an environment of LaTeX is one in dollars."""
    end = next((n for n, each in enumerate(itertools.islice(scanner.todo, MOST_LINES)) if _closes(each.text)), None)
    first = next((n for n in range(len(scanner.done) - 1, -1, -1) if _OPENS.match(scanner.done[n].text)), None)
    opening = _OPENS.match(scanner.done[first].text) if first is not None else None
    if end is None or first is None or opening is None:
        return False
    body = [*scanner.done[first + 1 :], DraftLine(_LABEL.sub("", line.text), line.place)]
    body += [scanner.todo.popleft() for _ in range(end)]
    closing = scanner.todo.popleft()
    if opening["name"] and opening["name"] != "equation":
        inner = {"align": "aligned", "gather": "gathered", "alignat": "aligned"}.get(opening["name"], opening["name"])
        body = [
            DraftLine(f"\\begin{{{inner}}}", line.place),
            *(DraftLine(re.sub(r"\\(?:notag|nonumber)(?![A-Za-z])", "", each.text), each.place) for each in body),
            DraftLine(f"\\end{{{inner}}}", line.place),
        ]
    del scanner.done[first:]
    scanner.context.change(say("formula"), line.place, say("its name stands behind it"))
    body = [each for each in body if each.text.strip()]
    scanner.put([DraftLine("$$", line.place), *body, DraftLine(f"$$ {{#{label['id']}}}", closing.place)])
    return True


def _closes(text: str) -> bool:
    return bool(re.match(r"[ \t]*(?:\$\$|\\end\{(?:equation|align|gather|alignat|multline)\*?\})[ \t]*$", text))


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
    scanner.context.change(say("formula"), line.place, say("between dollars"))
    prefix = found["prefix"]
    made = ["$$", *body, f"$${behind.strip()}"]
    scanner.put([DraftLine(f"{prefix}{each}", line.place) for each in made])
    return True
