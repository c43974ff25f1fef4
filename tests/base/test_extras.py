"""What a message says to install is what this program needs, for the interpreter that runs it."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish import DISTRIBUTION
from publish.base import extras
from publish.base.extras import install_command, install_extra, plain_requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
OURS = {DISTRIBUTION, "."}
DEPENDENCIES = {plain_requirement(line) for lines in (PROJECT["dependencies"], *EXTRAS.values()) for line in lines}
NAMES = {re.split(r"[^\w.-]", line)[0].lower() for line in DEPENDENCIES}

TEXTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "Makefile",
    *sorted((ROOT / ".github").glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
    *sorted(path for path in (ROOT / ".ci").iterdir() if path.is_file()),
    *sorted((ROOT / "publish").rglob("*.py")),
]


def asked_for(text: str) -> Iterator[str]:
    """Yield what the commands in a text ask pip for."""
    for line in re.findall(r"pip3? install +([^\n`]+)", text):
        words = iter(shlex.split(line.partition("  #")[0].replace("…", "")))
        for word in words:
            if word in ("-c", "-r", "--constraint", "--target"):
                next(words)
            elif word in ("&&", "||", ";", "|"):
                break
            elif not word.startswith(("-", "$")):
                yield word


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_has_a_stranger_installed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = {re.split(r"[\[<>=~!]", word)[0].lower() for word in asked_for(text)}
    assert set() == names - NAMES - OURS
    assert [] == re.findall(r"(?<![\w.])publish\[\w+(?:,\w+)*\]", text)


@pytest.mark.parametrize(
    "line", ["pip install 'publish[words]'", "$ python3 -m pip install -q publish", "pip install x y"]
)
def test_a_stranger_is_seen(line: str) -> None:
    assert {re.split(r"[\[<>=~!]", word)[0] for word in asked_for(line)} - NAMES - OURS


def test_the_code_words_no_command_of_pip_but_in_one_place() -> None:
    found = [
        path for path in (ROOT / "publish").rglob("*.py") if re.search(r"\bpip\b.{0,5}\binstall\b", path.read_text())
    ]
    assert [Path(extras.__file__)] == found


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_is_its_libraries_for_the_interpreter_that_runs(extra: str) -> None:
    python, *command = shlex.split(install_extra(extra))
    assert sys.executable == python
    assert ["-m", "pip", "install", *map(plain_requirement, EXTRAS[extra])] == command


@pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="there is no pip here")
def test_the_command_can_be_followed() -> None:
    """What is there already needs no network."""
    command = install_extra("bibliography") + " --dry-run --no-index --no-deps --disable-pip-version-check"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (0, 2) == (run.returncode, run.stdout.count("already satisfied")), run.stderr


def test_installed_it_is_what_the_metadata_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = (
        "Requires-Dist: a>1\nRequires-Dist: under.thea (<10,>=9.5) ; extra == 'words'\nRequires-Dist: t; extra == 't'"
    )
    monkeypatch.setattr(extras, "_PACKAGE", tmp_path)
    monkeypatch.setattr("publish.base.program_digest._header", lambda name: header if name == DISTRIBUTION else None)
    assert install_extra("words").endswith(" install 'under.thea<10,>=9.5'")


def test_where_nothing_says_it_no_name_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_PACKAGE", tmp_path)
    monkeypatch.setattr("publish.base.program_digest._header", lambda name: None)
    assert "install the libraries that the extra 'words' of this program names in pyproject.toml" == install_extra(
        "words"
    )


def test_without_pip_it_is_had_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "executable", "/a b/python")
    assert "'/a b/python' -m ensurepip && '/a b/python' -m pip install a==1" == install_command(["a==1"])


def test_on_windows_the_shell_redirects_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\venv\python.exe")
    assert r'C:\venv\python.exe -m pip install "a<2" "b[c]>=1"' == install_command(["a<2", "b[c]>=1"])
