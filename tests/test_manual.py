"""What the manual says is so: its reference is that of the code, what it names exists, both languages agree."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import docx
import jsonschema
import pytest
from PIL import Image

from publish.cli import main
from publish.kinds.schemas import SCHEMAS
from tests.support.folders import ROOT
from tests.support.reference.files import MAN_PAGE, reference_files
from tests.support.reference.wording import LANGUAGES, MANUAL, TABLE
from tests.support.schemas import as_json
from tests.support.tutorial import WORD_FILE, steps
from tests.support.tutorial_word import word_file

FILES, WORDINGS = reference_files()
CHAPTERS = sorted(MANUAL.glob("*/source/**/*.md"))
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fenced(path: Path, *kinds: str) -> Iterator[str]:
    """Yield the fenced blocks of a chapter in some languages."""
    for kind, text in FENCE.findall(path.read_text(encoding="utf-8")):
        if kind in kinds:
            yield text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_reference_is_that_of_the_code(path: Path) -> None:
    assert FILES[path] == path.read_text(encoding="utf-8"), "python -m tests.support.reference"


@pytest.mark.parametrize("say", WORDINGS, ids=LANGUAGES)
def test_everything_that_the_reference_says_is_translated(say: Any) -> None:
    assert (set(), set()) == (say.missing, say.idle), TABLE.relative_to(ROOT)


def test_both_languages_have_the_same_files() -> None:
    names = [
        {path.relative_to(MANUAL / language) for path in CHAPTERS if language in path.parts} for language in LANGUAGES
    ]
    assert names[0] and names[0] == names[1]


def test_both_tutorials_have_the_same_commands_and_edits() -> None:
    english, vietnamese = ([(s.command, s.file, s.old, s.new) for s in steps(language)] for language in LANGUAGES)
    assert len(english) > 10 and english == vietnamese


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: "/".join(path.parts[-4:]))
def test_commands_and_options_in_the_manual_exist(path: Path) -> None:
    for block in fenced(path, "sh", "console"):
        for line in re.findall(r"^(?:\$ |\s*)publish (.+)$", block, re.MULTILINE):
            name, *arguments = shlex.split(line.partition(" > ")[0])
            root = click.Context(main, **main.context_settings)  # Click keeps what it makes of the first
            context = click.Context(main.commands[name], root, info_name=name)
            main.commands[name].make_parser(context).parse_args(arguments)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: "/".join(path.parts[-4:]))
def test_settings_in_the_manual_are_taken(path: Path) -> None:
    validator = jsonschema.Draft7Validator(SCHEMAS["publish"]())
    for block in fenced(path, "toml"):
        table = tomllib.loads(block)
        if not table.keys() & {"crossheads", "ink_percent"}:
            assert [] == [error.message for error in validator.iter_errors(as_json(table))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_linter_finds_nothing_in_the_manual(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.chdir(MANUAL / language)
    result = run("lint", "--strict")
    assert (0, "") == (result.exit_code, result.output)


def test_the_word_file_is_that_of_its_script() -> None:
    texts = [
        [paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs]
        for file in (word_file(), WORD_FILE.read_bytes())
    ]
    assert texts[0] and texts[0] == texts[1], "python -m tests.support.tutorial_word"


def test_pictures_are_small_and_all_are_shown() -> None:
    for language in LANGUAGES:
        pictures = {path.name: path for path in (MANUAL / language / "source" / "figures").iterdir()}
        shown = {
            name
            for path in CHAPTERS
            if language in path.parts
            for name in re.findall(r"\.\./figures/([\w-]+\.\w+)", path.read_text(encoding="utf-8"))
        }
        assert shown == set(pictures)
        assert sum(path.stat().st_size for path in pictures.values()) < 512_000
        for path in pictures.values():
            with Image.open(path) as image:
                assert image.width >= 500


@pytest.mark.parametrize(
    "command",
    [["man", "--warnings", "-l"], ["groff", "-man", "-Tutf8", "-ww"], ["mandoc", "-Tlint"]],
    ids=lambda c: c[0],
)
def test_the_man_page_is_without_fault(command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    told = subprocess.run([*command, str(MAN_PAGE)], capture_output=True, text=True, timeout=60)
    assert (0, "") == (told.returncode, told.stderr)
    assert "mandoc" not in command or told.stdout == ""


def test_the_man_page_travels_with_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert {MAN_PAGE.relative_to(ROOT).as_posix(): "share/man/man1/publish.1"} == shared
