"""The editor is started with a list of arguments, in the way in which it takes a line."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from publish.base.diagnostics import EngineError, Position
from publish.build.preview import editor

PLACE = Position(Path("/a b/bài.md"), 12, 5)


@pytest.mark.parametrize(
    "words, wanted",
    [
        (["code"], ["code", "--goto", "/a b/bài.md:12:5"]),
        (["code", "-n"], ["code", "-n", "--goto", "/a b/bài.md:12:5"]),
        (["code", "-g"], ["code", "-g", "/a b/bài.md:12:5"]),
        (["/usr/bin/vim"], ["/usr/bin/vim", "+12", "/a b/bài.md"]),
        (["emacsclient", "-n"], ["emacsclient", "-n", "+12", "/a b/bài.md"]),
        (["subl"], ["subl", "/a b/bài.md:12:5"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(words: list[str], wanted: list[str]) -> None:
    assert wanted == editor.command(words, PLACE)


def test_without_a_name_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(editor.VARIABLE, raising=False)
    assert not editor.open_place(PLACE)


def test_no_shell_reads_the_name_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, told = tmp_path / "editor.py", tmp_path / "told"
    script.write_text(f"import sys, pathlib; pathlib.Path({str(told)!r}).write_text(repr(sys.argv[1:]))")
    monkeypatch.setenv(editor.VARIABLE, f"'{sys.executable}' '{script}'")
    place = Position(Path("/source/$(touch x); `rm`.md"), 3, 1)
    assert editor.open_place(place)
    deadline = time.monotonic() + 20
    while not (told.is_file() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert repr([f"{place.file}:3:1"]) == told.read_text()


def test_an_editor_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(editor.VARIABLE, "/nowhere/editor")
    with pytest.raises(EngineError, match="cannot be started"):
        editor.open_place(PLACE)
