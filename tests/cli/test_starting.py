"""The command that starts a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from publish.cli.starting import LANGUAGES
from publish.kinds import KINDS
from publish.kinds.samples import languages


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_names_what_it_wrote_and_what_comes_next(run: Callable[..., Any], empty: Path) -> None:
    result = run("new", "bản tin")
    files = sorted(path.relative_to(empty).as_posix() for path in empty.rglob("*") if path.is_file())
    assert (0, files, "next: publish build 'bản tin'\n") == (
        result.exit_code,
        result.stdout.splitlines(),
        result.stderr,
    )
    assert {"bản tin/.gitignore", "bản tin/.github/workflows/publish.yml", "bản tin/source/publish.toml"} < set(files)


def test_new_is_quiet_if_asked(run: Callable[..., Any], empty: Path) -> None:
    assert (0, "") == ((result := run("new", "tin", "-q")).exit_code, result.output)
    assert (empty / "tin" / "source" / "tin.md").is_file()


def test_new_takes_the_folder_that_it_is_called_in(run: Callable[..., Any], empty: Path) -> None:
    assert 0 == run("new", ".", "--kind", "book", "--lang", "en").exit_code
    assert 'kind = "book"' in (empty / "source" / "publish.toml").read_text(encoding="utf-8")


def test_new_overwrites_nothing(run: Callable[..., Any], empty: Path) -> None:
    assert 0 == run("new", "tin").exit_code
    before = {path: path.read_bytes() for path in empty.rglob("*") if path.is_file()}
    result = run("new", "tin", "--kind", "bulletin")
    assert ExitCode.ABORTED == result.exit_code
    assert "[file-exists]" in result.stderr and "hint: choose another name" in result.stderr
    assert before == {path: path.read_bytes() for path in empty.rglob("*") if path.is_file()}


def test_new_says_where_it_cannot_write(run: Callable[..., Any], empty: Path) -> None:
    (empty / "file").touch()
    result = run("new", "file/tin")
    assert (ExitCode.ABORTED, True) == (result.exit_code, "[output]" in result.stderr)


@pytest.mark.parametrize("option", [("--kind", "novel"), ("--lang", "fr")])
def test_kinds_and_languages_that_there_are_not_are_told(option: tuple[str, str], run: Callable[..., Any]) -> None:
    result = run("new", "tin", *option)
    assert (ExitCode.USAGE, True) == (result.exit_code, "is not one of" in result.stderr)


def test_the_languages_are_those_that_every_kind_has() -> None:
    told = {kind.name: languages(kind) for kind in KINDS.values()}
    assert ("vi",) == told.pop("official")  # the law of one country
    assert {tuple(sorted(LANGUAGES))} == set(told.values())
