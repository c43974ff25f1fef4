"""The list of commands, and what is imported for it."""

from __future__ import annotations

import inspect
import subprocess
import sys

import click
import pytest

from publish.cli import COMMANDS, main
from publish.cli.group import LateCommands

LEAN = ["json", "dataclasses", "socket", "publish.base.diagnostics", "publish.cli.making", "publish.cli.console"]
"""What costs a tenth of Click or more, and the list of commands can do without."""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_listed_with_the_first_paragraph_of_its_help(name: str) -> None:
    help_ = inspect.cleandoc(main.commands[name].help or "")
    assert " ".join(help_.split("\n\n")[0].split()) == COMMANDS[name][1]
    assert name == main.commands[name].name


@pytest.mark.parametrize("line", ["--help", "--lang vi --help", "-V"])
def test_the_list_of_commands_imports_none(line: str) -> None:
    code = (
        f"import sys; sys.argv = ['publish', *{line!r}.split()]\n"
        "from publish.__main__ import main\n"
        "import publish.__main__ as program\n"
        "program.leave = lambda code: print(code, *sorted(sys.modules))\n"
        "main()"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    ended, *modules = told.splitlines()[-1].split()
    assert "0" == ended
    assert "publish.cli.group" in modules
    assert not {*LEAN} & {*modules}


def test_a_command_is_imported_when_it_is_asked_for() -> None:
    late = LateCommands({"clean": "publish.cli.caching:clean"})
    assert (["clean"], 1) == ([*late], len(late))
    assert main.commands["clean"] is late["clean"]
    assert late.get("clear") is None
    late["other"] = click.Command("other")
    del late["clean"]
    assert ["other"] == [*late]
    assert "other" == late["other"].name
