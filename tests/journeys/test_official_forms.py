"""The forms of Nghị định 30/2020/NĐ-CP, Phụ lục III, as sources: each is built, and measured without a finding."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.folders import PROJECTS

FORMS = PROJECTS / "official"
OPEN = ("mau-1-4", "mau-3-1", "mau-3-2")
"""What leaves its type open, as the decree does."""


@pytest.mark.slow
def test_every_form_of_the_decree_is_built_and_measured_without_a_finding(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FORMS / "source", tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    built = run("pdf", "--for", "screen", "--diagnostics", "short", "--lang", "en")
    assert 0 == built.exit_code, built.stderr
    found = [line for line in built.stderr.splitlines() if ": " in line]
    assert ["official-type"] * len(OPEN) == [line.rpartition("[")[2].rstrip("]") for line in found]
    forms = sorted(path.stem for path in (FORMS / "source").glob("*.md"))
    assert 16 == len(forms)
    assert forms == sorted(path.stem for path in Path("dist").glob("*.pdf"))
