"""Books of other systems, from import to files that every judge accepts, without an edit by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from publish.preflight.validators import find_validators

BOOKS = Path(__file__).parents[1] / "importing" / "books"


@pytest.mark.parametrize("name", ["tram-do", "thuc-hanh-so-lieu"])
def test_a_book_of_twenty_chapters_is_built_as_it_comes_in(
    name: str, run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BOOKS / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    imported = run("import", name, "--into", "moi")
    assert ExitCode.WRITTEN == imported.exit_code, imported.output
    monkeypatch.chdir(tmp_path / "moi")
    built = run("build")
    assert ExitCode.WRITTEN == built.exit_code, built.output
    assert {".pdf", ".epub"} < {path.suffix for path in (tmp_path / "moi" / "dist").iterdir()}
    checked = run("check")
    assert ExitCode.WRITTEN == checked.exit_code, checked.output
    for validator in find_validators():
        assert validator.name in checked.output
