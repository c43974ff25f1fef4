"""Where ``-o`` has a result go: every command that has it knows files and folders alike."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from click.testing import Result

from publish.cli import main
from publish.cli.signing import PASSWORD
from tests.support.flawless import build_print, saved
from tests.support.keys import Owner

COMMANDS = {
    name: parameter
    for name, command in main.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option) and "-o" in parameter.opts
}
KEY = Owner("An").packed()
TEXT = "Chợ phiên mở từ lúc trời còn mờ sương, người đi chợ nói cười.\n"
MADE = {
    "convert": (("convert", "a.txt"), "a.utf8.txt"),
    "check": (("check", "a.pdf", "--format", "html"), "report.html"),
    "compare": (("compare", "a.pdf", "a.pdf"), "compare.html"),
    "impose": (("impose", "a.pdf", "--n-up", "2"), "a-2up.pdf"),
    "pdf": (("pdf", "source/a.md", "--for", "screen"), "a.pdf"),
    "epub": (("epub", "source/a.md"), "a.epub"),
    "html": (("html", "source/a.md"), "a.html"),
    "docx": (("docx", "source/a.md"), "a.docx"),
    "sign": (("sign", "a.pdf", "--key", "a.p12"), "a-signed.pdf"),
    "cover": (("cover",), "sach-cover.pdf"),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    article = f"---\nheadline: Tít\npublished: 2026-01-15\n---\n\n{TEXT}"
    (tmp_path / "source" / "a.md").write_text(article, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(saved(build_print()))
    (tmp_path / "a.p12").write_bytes(KEY)
    monkeypatch.setenv(PASSWORD, "mat khau")
    return tmp_path


def test_every_command_is_tried() -> None:
    assert COMMANDS.keys() == MADE.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_slash_at_its_end_is_kept(name: str) -> None:
    """``pathlib`` takes it away, and with it what the user has said."""
    parameter = COMMANDS[name]
    assert "new/" == os.fspath(parameter.type.convert("new/", parameter, None))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MADE.keys() - {"cover"}))
@pytest.mark.parametrize("folder", ["new/", "a/new/", "there"])
def test_a_folder_is_made_and_takes_the_result(name: str, folder: str, run: object, here: Path) -> None:
    (here / "there").mkdir()
    arguments, file = MADE[name]
    result: Result = run(*arguments, "-o", folder)  # type: ignore[operator]
    assert [file] == [path.name for path in (here / folder).iterdir()], result.stderr


def test_a_file_in_its_way_is_told(run: object, here: Path) -> None:
    (here / "new").write_text("x", encoding="utf-8")
    result: Result = run("convert", "a.txt", "-o", "new/")  # type: ignore[operator]
    assert (1, "x") == (result.exit_code, (here / "new").read_text(encoding="utf-8"))
    assert "error: cannot be written: file exists [output]" in result.stderr
