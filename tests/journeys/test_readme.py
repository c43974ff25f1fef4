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

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ publish (.+)$", README, re.MULTILINE)


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


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


def test_make_stands_first() -> None:
    commands = [line.split("#")[0].strip() for line in blocks("sh")[0].splitlines()]
    assert commands == ["make", "make test"]
    assert README.index("```sh") < README.index("\n## ")


def test_what_make_runs_is_told() -> None:
    told = blocks("sh")[1]
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


def test_the_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d) \| (\w+) \|", README, re.MULTILINE)
    assert [(str(int(code)), code.name.lower()) for code in ExitCode] == rows


def test_every_option_is_told_and_every_told_option_exists() -> None:
    parameters = [*main.params, *(parameter for command in main.commands.values() for parameter in command.params)]
    options = {name for p in parameters if p.param_type_name == "option" for name in (*p.opts, *p.secondary_opts)}
    rows = re.search(r"^\| option \|.*?\n\n", README, re.MULTILINE | re.DOTALL)
    assert rows
    told = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", rows[0], re.IGNORECASE)) - {"--help", "-h"}
    assert {name for name in options if name.startswith("--")} <= told | {"--quiet", "--verbose"}
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


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", re.sub(r"(?ms)^```.*?^```", "", README)))))
def test_links_in_the_readme_exist(path: str) -> None:
    assert (ROOT / path).exists()


def test_contributing_walks_through_every_module() -> None:
    for path in (ROOT / "publish").glob("*.py"):
        if not path.name.startswith("__"):
            assert f"`publish/{path.name}`" in CONTRIBUTING
