"""The commands that make a Word file and take its changes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from tests.support.manuscripts import edited
from tests.support.word_files import para, save, word_file

TEXT = "---\nheadline: Chợ phiên\npublished: 2026-01-15\n---\n\nMột hai\nba bốn.\n"


@pytest.fixture
def manuscript(run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Word file in which somebody has changed a word."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "bai.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("docx", "source/bai.md", "-o", "bai.docx")
    assert (0, "bai.docx\n") == (result.exit_code, result.stdout)
    file = tmp_path / "bai.docx"
    file.write_bytes(edited(file.read_bytes(), lambda text: text.replace("hai", "hái")))
    return file


def test_update_is_shown_and_made(run: Callable[..., Any], manuscript: Path) -> None:
    source = manuscript.parent / "source" / "bai.md"
    shown = run("import", "bai.docx", "--update", "--dry-run")
    diff = "--- a/source/bai.md\n+++ b/source/bai.md\n@@ -3,5 +3,5 @@\n published: 2026-01-15\n ---\n \n"
    diff += "-Một hai\n+Một hái\n"
    assert (0, f"{diff} ba bốn.\n") == (shown.exit_code, shown.stdout)
    assert TEXT == source.read_text(encoding="utf-8")
    made = run("import", "bai.docx", "--update", ".")
    assert (0, f"{diff} ba bốn.\nsource/bai.md\n") == (made.exit_code, made.stdout)
    assert TEXT.replace("hai", "hái") == source.read_text(encoding="utf-8")
    again = run("import", "bai.docx", "--update")
    assert (int(ExitCode.SOURCE), True) == (again.exit_code, "stale-manuscript" in again.stderr)


def test_word_file_of_others_is_no_update(run: Callable[..., Any], manuscript: Path) -> None:
    save(manuscript.parent, word_file(para("Một.")))
    result = run("import", "bai.docx", "--update")
    assert (int(ExitCode.SOURCE), True) == (result.exit_code, "foreign-docx" in result.stderr)


def test_dry_run_is_one_of_an_update(run: Callable[..., Any], manuscript: Path) -> None:
    result = run("import", "bai.docx", "--dry-run")
    assert (int(ExitCode.USAGE), True) == (result.exit_code, "--update" in result.stderr)
