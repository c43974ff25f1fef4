"""The manual: its tutorial is followed, and both books are built with the program without a finding."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.previews import preview
from tests.support.tutorial import MANUAL, follow

PROGRAMS = ("sh", "sha256sum")
"""What the tutorial takes of the machine; without Java and a browser no validator is asked, which others test."""

RULE = re.compile(r" \[[a-z-]+\]$", re.MULTILINE)
"""The end of a finding; all that the tutorial shows end their command with a code."""


@pytest.fixture
def few_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in PROGRAMS:
        (folder / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(folder))


def printed(output: str) -> re.Pattern[str]:
    """What the manual says is printed; a line of ``…`` stands for any lines."""
    lines = ("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in output.splitlines())
    return re.compile("".join(lines))


def open_preview(project: Path) -> None:
    with preview(project) as (address, _):
        assert address.startswith("http://127.0.0.1:")


@pytest.mark.usefixtures("few_programs")
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_tutorial_is_followed_and_prints_what_it_says(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    commands = []
    for step, result in follow(folder, language, open_preview):
        commands.append(step.command)
        assert bool(RULE.search(step.output)) == (result.returncode != 0), result.stdout
        if step.output:
            assert printed(step.output).fullmatch(result.stdout), f"$ {step.command}\n{result.stdout}"
        if language != "en" and step.command == "publish pdf":
            return  # the rest prints names of files, in any language
    assert "publish build" in commands
    endings = {path.suffix for path in (folder / "cho-phien" / "dist").iterdir()}
    assert {".pdf", ".epub", ".json", ".html", ""} == endings


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_manual_is_built_without_a_finding(run: Callable[..., Any], tmp_path: Path, language: str) -> None:
    shutil.copytree(MANUAL / language / "source", tmp_path / "source")
    result = run("build", tmp_path, "--strict")
    assert (0, None) == (result.exit_code, result.exception), result.output
    assert {f"publish-manual-{language}.pdf", f"publish-manual-{language}.epub", f"publish-manual-{language}-web"} <= {
        path.name for path in (tmp_path / "dist").iterdir()
    }
