"""What an author has the linter pass over, said in a comment: ``<!-- lint: ignore RULE, RULE -->``.

On a line with text it counts for that line, on a line of its own for the next line that is not empty; without a rule it
counts for all of them. In plain text, where there are no comments, the same words stand on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_COMMENT = re.compile(r"<!--\s*lint:\s*ignore\b([^>]*?)-->")
_NAME = re.compile(r"[a-z][a-z0-9-]*")

ALL = "all"
"""Stands for every rule."""


def ignored_lines(text: str) -> dict[int, set[str]]:
    """Return the rules that do not count on a line, by the number of the line from 1."""
    if "lint:" not in text:
        return {}
    ignored: dict[int, set[str]] = {}
    waiting: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        rules = {name for match in _COMMENT.finditer(line) for name in _NAME.findall(match[1]) or [ALL]}
        if not _COMMENT.sub("", line).strip():
            waiting |= rules
            continue
        if rules or waiting:
            ignored[number] = rules | waiting
            waiting = set()
    return ignored


def is_comment(line: str) -> bool:
    """Tell whether a line is a comment to the linter and nothing else."""
    return "lint:" in line and not _COMMENT.sub("", line).strip()


def is_ignored(rule: str, line: int, ignored: dict[int, set[str]]) -> bool:
    """Tell whether a rule does not count on a line."""
    return not {rule, ALL}.isdisjoint(ignored.get(line, ()))


def unknown_names(ignored: dict[int, set[str]], known: Collection[str]) -> list[tuple[int, str]]:
    """Return the names in comments that are no rules, with their lines."""
    return [(line, name) for line, names in sorted(ignored.items()) for name in sorted(names - set(known) - {ALL})]
