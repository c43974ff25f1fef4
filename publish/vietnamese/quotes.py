"""Straight quotes made curly: “ ” outside, ‘ ’ inside (CLDR 48), ’ for an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.edits import Edit

_MARK = re.compile(r"\"|''|'|[“”‘’]|\n[ \t]*\n")
_OPENERS = frozenset("([{–—-/“‘")
_OPERATORS = frozenset("=^")  # a quotation behind one is code, and so is its end
_CLOSERS = frozenset(")]},.;:!?…”’")


def quote_edits(text: str) -> Iterator[Edit]:
    """Yield a curly quote for each straight one; signs behind figures (5', 15.6") stay when no quotation is open."""
    opened: set[str] = set()
    alone = text.count('"') == 1
    for match in _MARK.finditer(text):
        mark = match[0]
        before = text[match.start() - 1] if match.start() else ""
        after = text[match.end() : match.end() + 1]
        kind = "'" if mark in "‘’'" else '"'
        if mark[0] == "\n":
            opened.clear()
        elif mark in "“‘":
            opened.add(kind)
        elif mark in "”’":
            if not (mark == "’" and before.isalpha() and after.isalpha()):
                _close(opened, kind)
        elif before == after == " " and (alone or kind == "'"):
            continue  # the text is about the sign
        elif curly := _curl(kind, before, after, opened):
            yield Edit("straight-quote", *match.span(), curly)


def _curl(kind: str, before: str, after: str, opened: set[str]) -> str:
    """Return the curly quote for a straight one, or nothing where it is no quote; note what opens and closes."""
    if kind == "'" and before.isalpha() and after.isalpha():
        return "’"
    if before.isdigit() and kind not in opened:
        return ""
    if f"={kind}" in opened or before in _OPERATORS:
        opened ^= {f"={kind}"}
        return ""
    if _opens(kind, before, after, opened):
        opened.add(kind)
        return "“" if kind == '"' else "‘"
    _close(opened, kind)
    return "”" if kind == '"' else "’"


def _opens(kind: str, before: str, after: str, opened: set[str]) -> bool:
    at_start = not before or before.isspace() or before in _OPENERS
    at_end = not after or after.isspace() or after in _CLOSERS
    if at_start != at_end:
        return at_start
    return kind not in opened


def _close(opened: set[str], kind: str) -> None:
    """Take off a quotation; the outer one ends the inner as well."""
    opened.discard(kind)
    if kind == '"':
        opened.discard("'")
