"""What is handed to people is a message, which can be told in every language; no f-string, no piece of a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.folders import ROOT

PACKAGES = sorted(path.name for path in (ROOT / "publish").iterdir() if path.is_dir())

FINDING = (1, 3)
TAKERS = dict.fromkeys(("error", "warning", "note", "_error", "_warning", "_note"), FINDING)
TAKERS |= dict.fromkeys(("step", "tell", "UsageError", "BadParameter", "fail"), (0,))
TAKERS |= dict.fromkeys(("FormulaError", "PictureError"), (0, 1, 2)) | dict.fromkeys(("Leftover", "_Dialect"), (1, 2))
TAKERS |= {"_failure": FINDING, "BrokenGridError": (1,), "_Mark": (2, 3)}
TAKERS |= dict.fromkeys(("change", "leave_out"), (0, 2)) | dict.fromkeys(("changed", "left_out"), (0, 1))
TAKERS |= {"Entry": (0, 3), "Deed": (0, 3), "decide": (2, 3), "keep": (0,), "refuse": (0, 2)}
TAKERS |= {"NowhereError": (0,), "BadXml": (0,), "drop": (0, 2), "ConversionError": (0,)}
TAKERS |= {"Diagnostic": (2, 4), "Task": (1,), "Unreadable": (1,), "Damaged": (0,), "always": (1, 2)}
"""Functions that take something for people, and where."""


def takes(call: ast.Call) -> tuple[int, ...]:
    """Where a call takes something for people."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    first = call.args[0] if call.args else None
    if name in ("report", "warn", "at", "add"):  # of a rule or a place, a message and a hint; else what is being done
        is_rule = isinstance(getattr(first, "value", None), str) or getattr(first, "id", "") == "rule"
        if len(call.args) == 1:
            return (0,) if name == "report" else ()
        return (1, 2) if is_rule else () if name in ("at", "add") else FINDING
    if name in ("change", "keep") and getattr(getattr(call.func, "value", None), "id", "") == "self":
        return ()
    if name == "Entry" and len(call.args) == 3:  # of BibTeX
        return ()
    if name == "tell" and getattr(getattr(call.func, "value", None), "id", "") != "console":
        return ()
    return TAKERS.get(name, ())


NAMED = ("message", "hint", "reason", "how", "why", "without")
"""Names of arguments and variables that hold it."""


def is_plain(node: ast.AST) -> bool:
    """Whether an expression puts a text together, or is one, that no catalog has."""
    match node:
        case ast.JoinedStr(values=values):
            return any(isinstance(value, ast.Constant) and is_plain(value) for value in values)
        case ast.Constant(value=str(text)):
            return any(map(str.isalpha, text))
        case ast.IfExp(body=body, orelse=orelse):
            return is_plain(body) or is_plain(orelse)
        case ast.BinOp(left=left, right=right):
            return is_plain(left) or is_plain(right)
        case ast.BoolOp(values=values):
            return any(map(is_plain, values))
        case ast.Call(func=ast.Attribute(value=value)) | ast.Subscript(value=value):
            return isinstance(value, ast.JoinedStr | ast.Constant | ast.Subscript) and is_plain(value)
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name()]):  # of a failure; words_of gives its message
            return True
    return False


def own_takers(tree: ast.AST) -> dict[str, list[int]]:
    """Functions of a module that take something for people by a name that says so, and where."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            names = names[1:] if names[:1] in (["self"], ["cls"]) else names
            found[node.name] = [at for at, name in enumerate(names) if name in NAMED]
    return found


def told(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions for what is handed to people."""
    own = own_takers(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            places = {*takes(node), *own.get(name, ())}
            yield from (node.args[at] for at in sorted(places) if at < len(node.args))
            if getattr(node.func, "attr", "") != "version_option":
                named = [word for word in node.keywords if (name, word.arg) != ("Row", "why")]  # for who reads the code
                yield from (keyword.value for keyword in named if keyword.arg in NAMED)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                yield from (value for name, value in pairs if getattr(name, "id", "") in NAMED)


def plain_texts(path: Path) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{one.lineno}" for one in told(ast.parse(path.read_bytes())) if is_plain(one)]


@pytest.mark.parametrize("package", PACKAGES)
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
    assert 7 == sum(map(is_plain, told(ast.parse(source))))
