"""What the README and CONTRIBUTING say is so: the commands run, the tables agree with the code, the paths exist."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from publish.cli import main
from tests.support.folders import ROOT

NAMES = ("README.md", "README.vi.md")
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
README = READMES["README.md"]
CONTRIBUTING = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^\$ publish (.+)$", re.MULTILINE)
COMMANDS = COMMAND.findall(README)

each_language = pytest.mark.parametrize("name", NAMES)


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", READMES[name], re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_commands_run_in_the_order_they_stand(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "source", tmp_path / "source")
    (tmp_path / "cong-van.txt").write_bytes("C«ng v¨n cña tØnh L¹ng S¬n".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        result = run(*shlex.split(command, comments=True))
        expected = ExitCode.DIFFERENT if command.startswith("compare") else 0
        assert result.exit_code == expected, f"publish {command}\n{result.output}\n{result.exception}"
    told = {
        "build",
        "check",
        "clean",
        "compare",
        "convert",
        "doctor",
        "docx",
        "epub",
        "fonts",
        "html",
        "import",
        "impose",
        "lint",
        "new",
        "pdf",
    }
    assert told == {command.split()[0] for command in COMMANDS}


def outline(text: str) -> list[tuple[str, int]]:
    """The frame of a text: headings, lists, tables and blocks, with the signs or cells of each."""
    text = re.sub(r"(?ms)^```.*?^```", "```", text)
    lines = re.findall(r"^(#+ |- |\||```|!\[|)(.*)$", text, re.MULTILINE)
    return [(mark, line.count(" | ") if mark == "|" else 0) for mark, line in lines if mark]


def test_both_languages_say_the_same() -> None:
    english, vietnamese = (READMES[name] for name in NAMES)
    assert COMMANDS == COMMAND.findall(vietnamese)
    assert outline(english) == outline(vietnamese)
    assert re.findall(r"\]\(([^)]+)\)", english)[1:] == re.findall(r"\]\(([^)]+)\)", vietnamese)[1:]
    assert blocks("README.md", "markdown") == blocks("README.vi.md", "markdown")
    measured = [re.findall(r"\d+\.\d+", text.partition("make benchmark")[2]) for text in (english, vietnamese)]
    assert measured[0] == measured[1]
    rows = [re.findall(r"^\| (`-[^|]*) \| (`[^|]*) \|", text, re.MULTILINE) for text in (english, vietnamese)]
    assert rows[0] == rows[1]


def test_the_linter_finds_nothing_in_vietnamese(run: Callable[..., Any]) -> None:
    result = run("lint", ROOT / "README.vi.md", "--strict")
    assert (0, "") == (result.exit_code, result.output)


@each_language
def test_make_stands_first(name: str) -> None:
    commands = [line.split("#")[0].strip() for line in blocks(name, "sh")[0].splitlines()]
    assert commands == ["make", "make test"]
    assert READMES[name].index("```sh") < READMES[name].index("\n## ")


@each_language
def test_what_make_runs_is_told(name: str) -> None:
    told = blocks(name, "sh")[1]
    for command in (
        "-m venv .venv",
        "pip install -c .ci/constraints.txt",
        "'.[check,test]'",
        "publish build",
        "pytest",
    ):
        assert command in told
    (pango,) = re.findall(r"libpango-1\.0-0 [\w.\- ]+", told)
    assert pango.strip() in (ROOT / ".ci" / "system").read_text(encoding="utf-8")


def test_continuous_integration_runs_the_same_command() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


@each_language
def test_the_exit_codes_are_those_of_the_program(name: str) -> None:
    rows = re.findall(r"^\| (\d) \| (\w+) \|", READMES[name], re.MULTILINE)
    assert [(str(int(code)), code.name.lower()) for code in ExitCode] == rows


@each_language
def test_every_option_is_told_and_every_told_option_exists(name: str) -> None:
    parameters = [*main.params, *(parameter for command in main.commands.values() for parameter in command.params)]
    options = {each for p in parameters if p.param_type_name == "option" for each in (*p.opts, *p.secondary_opts)}
    rows = re.search(r"^\| (?:option|tùy chọn) \|.*?\n\n", READMES[name], re.MULTILINE | re.DOTALL)
    assert rows
    told = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", rows[0], re.IGNORECASE)) - {"--help", "-h"}
    assert {each for each in options if each.startswith("--")} <= told | {"--quiet", "--verbose"}
    assert told <= options


def paths_in(text: str) -> set[str]:
    """The paths that a text names outside its fenced blocks: targets of links, and code that looks like a path."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    links = {target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)}
    code = set(re.findall(r"`((?:\.?\w[\w.-]*/)+[\w.-]*|[A-Z]+\.md)`", text))
    return {path.partition("NAME")[0] for path in links | code if path and ":" not in path}


@pytest.mark.parametrize("path", sorted(paths_in(CONTRIBUTING)))
def test_paths_in_contributing_exist(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    "path",
    sorted(
        {
            path
            for text in READMES.values()
            for path in re.findall(r"\]\(([\w./-]+)\)", re.sub(r"(?ms)^```.*?^```", "", text))
        }
    ),
)
def test_links_in_the_readme_exist(path: str) -> None:
    assert (ROOT / path).exists()


def test_contributing_walks_through_every_module() -> None:
    for path in (ROOT / "publish").glob("*.py"):
        if not path.name.startswith("__"):
            assert f"`publish/{path.name}`" in CONTRIBUTING
