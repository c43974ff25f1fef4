"""Read a CSL JSON file, as Zotero and Pandoc write it, into works; nothing in it is taken on trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.editing.bibliography.names import csl_name
from publish.editing.bibliography.work import Work, is_date

NAMES = frozenset(
    [
        *("author", "collection-editor", "composer", "container-author", "editor", "editorial-director"),
        *("illustrator", "interviewer", "original-author", "recipient", "translator"),
    ]
)
DATES = frozenset(["accessed", "event-date", "issued", "original-date", "submitted"])
_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")


def read_json(text: str, path: Path) -> Iterator[Work | Diagnostic]:
    """Yield the works of a CSL JSON file, and what is wrong with it, each with its line."""
    try:
        items = json.loads(text)
    except json.JSONDecodeError as failure:
        at = Position(path, failure.lineno, failure.colno)
        yield error(at, say("not valid JSON: {reason}", reason=failure.msg), "bibliography-syntax")
        return
    except (RecursionError, ValueError):
        yield error(
            Position(path, 1, 1), say("JSON that is nested too deep, or a number too long"), "bibliography-syntax"
        )
        return
    if not isinstance(items, list):
        yield error(
            Position(path, 1, 1), say("CSL JSON is a list of works"), "bibliography-syntax", say("export it anew")
        )
        return
    lines = _Lines(text)
    for item in items:
        key = str(item.get("id", "")) if isinstance(item, dict) else ""
        position = Position(path, lines.of(key), 1)
        if not key:
            yield error(position, say("a work without an id"), "bibliography-syntax", say('each has an "id"'))
            continue
        try:
            yield Work(key, _facts(item), position)
        except (TypeError, ValueError, KeyError, AttributeError) as failure:
            yield error(
                position,
                say("the work {key!r} is no CSL JSON: {failure}", key=key, failure=failure),
                "bibliography-syntax",
            )


class _Lines:
    """Finds the line of each work by its id; one that is written in another way stands at line 1."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, list[int]] = {}
        line, start = 1, 0
        for match in re.finditer(r'"id"\s*:\s*("(?:[^"\\\n]|\\.)*"|\d{1,30})', text):
            line += text.count("\n", start, match.start())
            start = match.start()
            self.found.setdefault(str(json.loads(match[1], strict=False)), []).append(line)

    def of(self, key: str) -> int:
        """Return the next line on which a work of that key begins."""
        lines = self.found.get(key, [1])
        return lines.pop(0) if len(lines) > 1 else lines[0]


def _facts(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a work that CSL knows the form of.

    Raises:
        TypeError, ValueError, KeyError, AttributeError: For one that has another form.
    """
    facts: dict[str, Any] = {"type": str(item.get("type", "document"))}
    for name, value in item.items():
        if name in NAMES:
            people = [{part: str(person[part]) for part in _PARTS if person.get(part)} for person in value]
            facts[name] = [csl_name(person) for person in people if person]
        elif name in DATES:
            facts[name] = _date(value)
        elif name not in ("id", "type") and isinstance(value, str | int | float) and not isinstance(value, bool):
            facts[name] = str(value)
    return {name: value for name, value in facts.items() if value}


def _date(value: dict[str, Any]) -> dict[str, Any]:
    parts = [[int(part) for part in date[:3] if str(part).strip()] for date in value.get("date-parts", [])[:2]]
    parts = [date for date in parts if date]
    if parts:
        if not all(map(is_date, parts)):
            raise ValueError(say("no date: {parts}", parts=parts))
        return {"date-parts": parts}
    literal = str(value.get("literal") or value.get("raw") or "")
    if not literal:
        return {}
    return {"date-parts": [[int(literal)]]} if re.fullmatch(r"\d{1,4}", literal) else {"literal": literal}
