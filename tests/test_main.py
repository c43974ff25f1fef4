"""The engine is loaded early for a command that lays out pages, and for no other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.__main__ import ENGINE_COMMANDS, VALUED_OPTIONS, lays_out_pages, main
from publish.cli import main as group

LAYS_OUT = (
    *("pdf", "epub", "cover", "build", "-- pdf", "pdf bai.md", "build a b", "pdf -v", "pdf --paper A5 -o x.pdf bai.md"),
    *(
        "pdf -o -h",
        "pdf -o --help",
        "pdf -o-h",
        "pdf -qo -h",
        "pdf --output --help",
        "pdf --output=--help",
        "pdf -- -h",
    ),
    *("pdf --for --help", "build --jobs 2 -v", "epub --no-cache", "cover --draft", "pdf pdf", "pdf -o-qh"),
)
DOES_NOT = (
    *("", "--help", "-h", "--version", "-V", "-h pdf", "--help pdf", "-V pdf", "-v pdf", "--paper A5 pdf", "--"),
    *("pdf -h", "pdf --help", "pdf bai.md --help", "cover -h", "pdf -qh", "pdf -hq", "pdf -o x -h", "pdf -ox -h"),
    *("build --scheduler tcp://a:1", "build --scheduler=tcp://a:1 x", "-- pdf --help", "PDF", "check", "lint pdf"),
    *("new pdf", "impose build", "clean", "convert epub", "pdfx", "pdf --output=x -h", "pdf --jobs 2 --help"),
)


@pytest.mark.parametrize("line", LAYS_OUT)
def test_these_lay_out_pages(line: str) -> None:
    assert lays_out_pages(line.split(), {})


@pytest.mark.parametrize("line", DOES_NOT)
def test_these_do_not(line: str) -> None:
    assert not lays_out_pages(line.split(), {})


@pytest.mark.parametrize(
    ("line", "environment", "expected"),
    [
        ("pdf", {"PUBLISH_PDF_PAPER": "A5"}, True),
        ("pdf", {"PUBLISH_VERSION": "0"}, True),
        ("pdf", {"PUBLISH_VERSION": "1"}, False),
        ("pdf", {"_PUBLISH_COMPLETE": "bash_source"}, False),
        ("build", {"PUBLISH_BUILD_SCHEDULER": "tcp://a:1"}, False),
        ("pdf", {"PUBLISH_BUILD_SCHEDULER": "tcp://a:1"}, True),
    ],
)
def test_the_environment_has_its_say(line: str, environment: dict[str, str], expected: bool) -> None:
    assert expected is lays_out_pages(line.split(), environment)


def test_the_commands_and_options_are_those_of_the_program() -> None:
    layout = {
        name for name, command in group.commands.items() if {"cache", "workers"} <= {p.name for p in command.params}
    }
    assert layout == ENGINE_COMMANDS
    options = [
        option
        for name in ENGINE_COMMANDS
        for option in group.commands[name].params
        if isinstance(option, click.Option) and not option.is_flag
    ]
    assert {name for option in options for name in option.opts} == VALUED_OPTIONS


WORDS = ["pdf", "epub", "cover", "build", "check", "clean", "--", "-h", "--help", "-V", "-v", "-qv", "-qh", "-o", "-ox"]
WORDS += [
    "--lang",
    "vi",
    "--lang=en",
    "-qo",
    "--output",
    "--output=-h",
    "--paper",
    "A5",
    "--jobs",
    "2",
    "--jobs=2",
    "--scheduler",
    "--cache",
    "x",
]


def run(words: Sequence[str]) -> tuple[bool, int]:
    """Whether a command that lays out pages is reached, and the exit code."""
    reached: list[str] = []

    def reach(name: str) -> Any:
        return lambda *_, **values: reached.append("" if values.get("scheduler") else name)

    before = {name: command.callback for name, command in group.commands.items()}
    try:
        for name, command in group.commands.items():
            command.callback = reach(name)
        code = CliRunner(env={name: None for name in os.environ if "PUBLISH" in name}).invoke(group, words).exit_code
    finally:
        for name, command in group.commands.items():
            command.callback = before[name]
    return not ENGINE_COMMANDS.isdisjoint(reached), code


@given(st.lists(st.sampled_from(WORDS), max_size=6))
@settings(max_examples=300, deadline=None)
def test_it_is_as_the_command_line_is_read(words: list[str]) -> None:
    reached, code = run(words)
    if code == 0:
        assert reached is lays_out_pages(words, {})


def test_the_worker_starts_before_the_commands_are_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr("publish.base.workers.worker.start", started.append)
    monkeypatch.setattr("gc.set_threshold", lambda objects: None)
    monkeypatch.setattr("publish.__main__.leave", lambda code: None)
    monkeypatch.setattr("publish.cli.main", lambda prog_name: None)
    for line in ("pdf --help", "cover"):
        monkeypatch.setattr("sys.argv", ["publish", *line.split()])
        main()
    assert ["publish.layout.engine:load"] == started
