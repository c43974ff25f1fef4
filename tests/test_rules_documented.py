"""Every rule that the program can name in a finding is told in the docs, and they tell of no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from publish.editing.lint.rules import RULES as LINT_RULES
from publish.preflight.collecting import FORBIDS
from publish.reader.source import RULES as READER_RULES
from tests.support.folders import ROOT

NAME = re.compile(r"[a-z]+\d?(-[a-z0-9]+)+")
WORD = re.compile(r"[a-z]+")
PLACES = {"error": 2, "warning": 2, "note": 2, "Diagnostic": 3, "add": 0, "always": 0}
"""The place of the rule among the arguments of what makes a finding; others have a name with a hyphen."""

REPORTS = {*PLACES, "report", "warn", "_finding", "Finding", "Unreadable"}


def named(path: Path) -> Iterator[str]:
    """Yield the rules that calls in a module name."""
    for call in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(call, ast.Call) or (name := ast.unparse(call.func).rpartition(".")[2]) not in REPORTS:
            continue
        for place, argument in enumerate(call.args):
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    whole = part is argument and PLACES.get(name) == place and "preflight" not in path.parts
                    if NAME.fullmatch(part.value) or (whole and WORD.fullmatch(part.value)):
                        yield part.value


def raised() -> set[str]:
    found = {rule for path in (ROOT / "publish").rglob("*.py") for rule in named(path)}
    return found | {*READER_RULES, *LINT_RULES} | {rule for rules in FORBIDS.values() for rule in rules}


def documented(*names: str) -> set[str]:
    """Return what stands in the first column of the tables of the docs between grave accents."""
    texts = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in names]
    rows = re.findall(r"^\| (`[a-z].*?) \|", "\n".join(texts), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([a-z][a-z0-9-]*)`", row)}


def test_every_rule_is_told() -> None:
    assert set() == raised() - documented("rules.md", "check.md", "vietnamese.md", "official.md")


def test_no_rule_is_told_that_is_none() -> None:
    literals = {
        part.value
        for path in (ROOT / "publish").rglob("*.py")
        for part in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    assert set() == documented("rules.md") - literals
