"""The command that tells of the fonts of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from tests.support.fonts import draw_font
from tests.support.machines import Machine


@pytest.fixture(autouse=True)
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one article, the current folder."""
    monkeypatch.chdir(project)
    return project


def add(project: Path, text: str) -> None:
    with (project / "source" / "bai.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def test_families_files_licences_and_letters_are_told(run: Callable[..., Any]) -> None:
    result = run("fonts")
    assert 0 == result.exit_code
    lines = result.stdout.splitlines()
    place = lines.index("Source Serif 4: named by the styles; bundled")
    assert lines[place + 1].startswith("    400  normal  ") and lines[place + 1].endswith("SourceSerif4_400Regular.ttf")
    assert lines[place + 6].startswith("    licence: SIL OFL 1.1 (")
    assert "    lacks no letter of the articles" == lines[place + 7]
    assert "every letter of the articles has a font" == lines[-1]


def test_a_letter_that_no_font_has_is_told(run: Callable[..., Any], here: Path) -> None:
    add(here, "Chữ 喃.")
    lines = run("fonts").stdout.splitlines()
    place = lines.index("Source Serif 4: named by the styles; bundled")
    assert lines[place + 7].startswith("    lacks 1 of the ") and lines[place + 7].endswith(": 喃")
    assert "no font that is used has 喃 (U+5583)" == lines[-1]


def test_a_font_of_the_project_has_what_the_others_lack(run: Callable[..., Any], here: Path) -> None:
    add(here, "Chữ 喃.")
    draw_font(here / "fonts" / "nom.ttf", "喃", "Nôm")
    lines = run("fonts").stdout.splitlines()
    place = lines.index("Nôm: stands in for letters that the others lack; the project's own")
    assert ["    400  normal  fonts/nom.ttf", "    licence: none found beside it"] == lines[place + 1 : place + 3]
    assert "every letter of the articles has a font" == lines[-1]


def test_what_only_some_files_of_a_family_have_is_told(run: Callable[..., Any], here: Path) -> None:
    add(here, "Chữ 喃字.")
    draw_font(here / "fonts" / "nom.ttf", "喃字", "Nôm")
    draw_font(here / "fonts" / "nom-bold.ttf", "喃", "Nôm", weight=700)
    assert "    some of its files lack 1 of the " in (said := run("fonts").stdout)
    assert said.partition("some of its files lack")[2].splitlines()[0].endswith(": 字")


def test_comments_are_not_printed(run: Callable[..., Any], here: Path) -> None:
    add(here, "<!-- 喃 -->")
    assert "every letter of the articles has a font" == run("fonts").stdout.splitlines()[-1]


def test_articles_that_cannot_be_read_are_told_behind_the_list(run: Callable[..., Any], here: Path) -> None:
    (here / "source" / "leer.md").write_bytes(b"")
    result = run("fonts")
    assert (ExitCode.SOURCE, True) == (result.exit_code, "[empty-source]" in result.stderr)
    assert "every letter of the articles has a font" in result.stdout


def test_a_font_that_cannot_be_used_ends_the_command(run: Callable[..., Any], here: Path) -> None:
    (here / "fonts").mkdir()
    (here / "fonts" / "broken.ttf").write_bytes(b"no font")
    result = run("fonts")
    assert (ExitCode.ASSET, True) == (result.exit_code, "fonts/broken.ttf: error: " in result.stderr)


def test_outside_of_a_project_the_bundled_families_are_told(
    run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("nothing"))
    result = run("fonts")
    assert 0 == result.exit_code and "lacks" not in result.stdout


def test_a_terminal_of_few_letters_has_their_numbers(here: Path, tmp_path: Path) -> None:
    add(here, "Chữ 喃.")
    machine = Machine(tmp_path / "bin")
    done = machine.run("fonts", str(here), PYTHONIOENCODING="ascii")
    assert (0, True) == (done.returncode, "no font that is used has \\u5583 (U+5583)" in done.stdout), done.stderr


def test_the_specimen_is_written_where_it_is_asked_for(run: Callable[..., Any], here: Path) -> None:
    result = run("fonts", "--specimen", "build/fonts.pdf")
    assert (0, "build/fonts.pdf\n", "") == (result.exit_code, result.stdout, result.stderr)
    assert (here / "build" / "fonts.pdf").read_bytes().startswith(b"%PDF-1.7")
