"""The tutorial of the manual, followed: its commands are run and its edits are made, in the order they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.folders import ROOT

MANUAL = ROOT / "docs" / "manual"
CHAPTERS = ("import.md", "write.md", "deliver.md")
WORD_FILE = MANUAL / "cho-phien.docx"
PREVIEW = "publish preview"
LOCALES = {"en": "C", "vi": "vi_VN.UTF-8"}

_FENCE = re.compile(r"^```(sh|text|diff)(?: title=\"([^\"]+)\")?\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the tutorial: a command and what it prints, or a line that takes the place of another in a file.

    Attributes:
        command: The line to type; empty for an edit.
        output: What stands in the manual as printed; ``…`` stands for any lines.
        file: The file that is edited, from the folder of the project.
        old: The line that is there.
        new: The line that takes its place.
    """

    command: str = ""
    output: str = ""
    file: str = ""
    old: str = ""
    new: str = ""


def steps(language: str) -> Iterator[Step]:
    """Yield the steps of the tutorial in a language."""
    folder = MANUAL / language / "source" / "tutorial"
    blocks = _FENCE.findall("\n".join((folder / name).read_text(encoding="utf-8") for name in CHAPTERS))
    for place, (kind, file, text) in enumerate(blocks):
        if kind == "diff":
            old, new = text.splitlines()
            yield Step(file=file, old=old[1:], new=new[1:])
        elif kind == "sh":
            *before, last = text.splitlines()
            yield from map(Step, before)
            printed = next((said for next_kind, _, said in blocks[place + 1 : place + 2] if next_kind == "text"), "")
            yield Step(last, printed)


def follow(
    folder: Path, language: str, look: Callable[[Path], None]
) -> Iterator[tuple[Step, subprocess.CompletedProcess[str]]]:
    """Yield each command with what became of it; ``look`` gets the project where the preview is opened.

    Raises:
        ValueError: For an edit of a line that is not there once.
    """
    shutil.copy(WORD_FILE, folder)
    here = folder
    for step in steps(language):
        if step.file:
            _edit(here / step.file, step)
        elif step.command == PREVIEW:
            look(here)
        elif step.command.startswith("cd "):
            here = (here / step.command.removeprefix("cd ")).resolve(strict=True)
        else:
            yield step, _run(step.command, here, language)


def _edit(path: Path, step: Step) -> None:
    text = path.read_text(encoding="utf-8")
    if text.splitlines().count(step.old) != 1:
        raise ValueError(f"{path.name} does not have the line once: {step.old}")
    path.write_text(text.replace(f"{step.old}\n", f"{step.new}\n"), encoding="utf-8")


def _run(command: str, folder: Path, language: str) -> subprocess.CompletedProcess[str]:
    locale = {"LC_ALL": "", "LC_MESSAGES": LOCALES[language], "LC_CTYPE": "C.UTF-8"}
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | locale
    command = re.sub(r"^publish\b", f"'{sys.executable}' -m publish", command)
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        text=True,
        timeout=300,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
