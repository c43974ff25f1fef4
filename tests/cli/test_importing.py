from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from publish.cli.importing import NAMES
from publish.kinds import KINDS
from tests.support.imports import write

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "so-tay", {"a.md": "# A\n\n[chữ](khong.md)\n", "b.md": "# B\n\nchữ\n"})


def test_import_writes_a_project_and_its_balance(run: Run, folder: Path) -> None:
    result = run("import", "so-tay")
    assert ExitCode.WRITTEN == result.exit_code, result.output
    assert "left out: 1" in result.output
    assert "there is no such file: khong.md (a.md:3)" in result.output
    made = folder.parent / "so-tay-publish"
    assert ["a.md", "b.md", "publish.toml"] == sorted(path.name for path in (made / "source").iterdir())
    assert 1 == json.loads((made / "import.json").read_text())["totals"]["link"]["left out"]
    assert "a.md:3" in (made / "import.html").read_text()


def test_strict_writes_nothing_where_anything_is_left_out(run: Run, folder: Path) -> None:
    result = run("import", "so-tay", "--into", "moi", "--strict", "--diagnostics", "short")
    assert ExitCode.CONFORMANCE == result.exit_code
    assert "a.md:3: warning: left out: link: " in result.output and "[left-out]" in result.output
    assert not (folder.parent / "moi").exists()
    (folder / "a.md").write_text("# A\n\nchữ\n", encoding="utf-8")
    assert ExitCode.WRITTEN == run("import", "so-tay", "--into", "moi", "--strict").exit_code


def test_a_project_that_is_there_stays(run: Run, folder: Path) -> None:
    assert ExitCode.WRITTEN == run("import", "so-tay", "--into", "moi").exit_code
    result = run("import", "so-tay", "--into", "moi")
    assert ExitCode.ABORTED == result.exit_code and "[file-exists]" in result.output
    assert ExitCode.WRITTEN == run("import", "so-tay", "--into", "moi", "--force").exit_code
    assert (folder.parent / "moi.old" / "source" / "publish.toml").is_file()


def test_the_kind_may_be_named(run: Run, folder: Path) -> None:
    assert ExitCode.WRITTEN == run("import", "so-tay", "--into", "moi", "--kind", "bulletin").exit_code
    assert 'kind = "bulletin"' in (folder.parent / "moi" / "source" / "publish.toml").read_text()


@pytest.mark.parametrize(("name", "rule"), [("khong-co", "missing-source"), ("so-tay/a.yml", "unreadable-source")])
def test_what_cannot_be_imported_is_an_error(name: str, rule: str, run: Run, folder: Path) -> None:
    (folder / "a.yml").write_text("a: 1\n", encoding="utf-8")
    result = run("import", name)
    assert ExitCode.SOURCE == result.exit_code and f"[{rule}]" in result.output


def test_what_must_be_mended_by_hand_is_told_in_the_new_project(run: Run, folder: Path) -> None:
    (folder / "a.md").write_text("# A\n\nchữ 漢\n", encoding="utf-8")
    result = run("import", "so-tay", "--diagnostics", "short")
    assert ExitCode.SOURCE == result.exit_code
    assert "so-tay-publish/source/a.md:3:5: error: no font has 漢" in result.output


def test_the_kinds_that_may_be_named_are_those_that_there_are() -> None:
    assert set(KINDS) == set(NAMES)
