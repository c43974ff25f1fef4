"""Every measure by which official documents are judged is told in the docs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.support.folders import ROOT

FOLDER = ROOT / "publish" / "preflight" / "official"


def told() -> Iterator[str]:
    """Yield the rules that calls of the bench name; components that stand in a variable as COMPONENT."""
    for path in sorted(FOLDER.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "bench.tell":
                key, measure = call.args[:2]
                assert isinstance(measure, ast.Constant)
                name = key.value if isinstance(key, ast.Constant) else "COMPONENT"
                yield f"official-{name}-{measure.value}".rstrip("-")


def test_every_measure_is_told() -> None:
    docs = set(re.findall(r"`(official-[A-Za-z-]+)`", (ROOT / "docs" / "check.md").read_text(encoding="utf-8")))
    general = {f"official-COMPONENT-{name.rpartition('-')[2]}" for name in told()}
    lacking = {
        name for name in told() if name not in docs and f"official-COMPONENT-{name.split('-', 2)[2]}" not in docs
    }
    assert general and set() == lacking
