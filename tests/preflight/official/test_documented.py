"""Every measure by which official documents are judged is told in the docs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.support.folders import ROOT

FOLDER = ROOT / "publish" / "preflight" / "official"


def told() -> Iterator[tuple[str, str]]:
    """Yield the names that a rule may have in the docs: its own, and that with COMPONENT for what it is about."""
    for path in sorted(FOLDER.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "bench.tell":
                key, measure = call.args[:2]
                assert isinstance(measure, ast.Constant)
                name = key.value if isinstance(key, ast.Constant) else "COMPONENT"
                yield f"official-{name}-{measure.value}".rstrip("-"), f"official-COMPONENT-{measure.value}"


def test_every_measure_is_told() -> None:
    docs = set(re.findall(r"`(official-[A-Za-z-]+)`", (ROOT / "docs" / "check.md").read_text(encoding="utf-8")))
    names = list(told())
    assert len(names) > 30
    assert [] == [name for name in names if docs.isdisjoint(name)]
