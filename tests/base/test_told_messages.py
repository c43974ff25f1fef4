"""What is handed to people is a message, which can be told in every language; no f-string, no piece of a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.folders import ROOT

PENDING = (
    *("importing",),
    *("editing", "kinds", "layout", "publication", "reader", "vietnamese"),
)
"""Packages whose messages are not yet told in other languages than English."""

DONE = sorted(path.name for path in (ROOT / "publish").iterdir() if path.is_dir() and path.name not in PENDING)

FINDING = (1, 3)
TAKERS = dict.fromkeys(("error", "warning", "note", "_error", "_warning", "_note"), FINDING)
TAKERS |= dict.fromkeys(("step", "tell", "UsageError", "BadParameter", "fail"), (0,))
TAKERS |= {"Diagnostic": (2, 4), "Task": (1,), "Unreadable": (1,), "Damaged": (0,), "always": (1, 2)}
"""Functions that take something for people, and where."""


def takes(call: ast.Call) -> tuple[int, ...]:
    """Where a call takes something for people."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    first = call.args[0] if call.args else None
    if name in ("report", "add"):  # of a rule a message and a hint; else what is being done
        is_rule = isinstance(first, ast.Constant) or getattr(first, "id", "") == "rule"
        return (1, 2) if is_rule and len(call.args) > 1 else (0,) if name == "report" and len(call.args) == 1 else ()
    if name == "tell" and getattr(getattr(call.func, "value", None), "id", "") != "console":
        return ()
    return TAKERS.get(name, ())


NAMED = ("message", "hint", "reason")
"""Names of arguments and variables that hold it."""


def is_plain(node: ast.AST) -> bool:
    """Whether an expression puts a text together, or is one, that no catalog has."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.Constant(value=str(text)):
            return any(map(str.isalpha, text))
        case ast.IfExp(body=body, orelse=orelse):
            return is_plain(body) or is_plain(orelse)
        case ast.BinOp(left=left, right=right):
            return is_plain(left) or is_plain(right)
        case ast.BoolOp(values=values):
            return any(map(is_plain, values))
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "join")):
            return is_plain(value)
    return False


def told(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions for what is handed to people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (node.args[at] for at in takes(node) if at < len(node.args))
            if getattr(node.func, "attr", "") != "version_option":
                yield from (keyword.value for keyword in node.keywords if keyword.arg in NAMED)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                yield from (value for name, value in pairs if getattr(name, "id", "") in NAMED)


def plain_texts(path: Path) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{one.lineno}" for one in told(ast.parse(path.read_bytes())) if is_plain(one)]


@pytest.mark.parametrize("package", DONE)
def test_nothing_but_messages_is_handed_to_people(package: str) -> None:
    modules = sorted((ROOT / "publish" / package).rglob("*.py"))
    assert [] == [place for path in modules for place in plain_texts(path)]


def test_plain_texts_are_seen(tmp_path: Path) -> None:
    source = """
error(at, f"no {x}", "rule")
error(at, say("no {x}", x=x), "rule", "mend it")
hint = "a" if x else ""
hint, why = say("a"), "because"
Diagnostic(s, at, "a" + x, "rule", hint=f"b{x}")
console.step(f"read {x}")
error(at, say("a"), "rule", say("b"))
"""
    assert 6 == sum(map(is_plain, told(ast.parse(source))))
