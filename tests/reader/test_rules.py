"""One folder for each rule: an article, or a project, that breaks it, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from publish import reader
from publish.base.diagnostics import Diagnostic, render_short
from publish.base.messages import Message
from publish.reader.source import RULES
from tests.support.rule_folders import LAID_OUT, findings, rule_folders

RULE_FOLDERS = rule_folders()
EACH = [pytest.param(folder, marks=[pytest.mark.slow] * (folder.name in LAID_OUT)) for folder in RULE_FOLDERS]
FILE_RULES = {"missing-source", "no-math", "not-utf8", "paragraph-too-long", "source-too-large", "unreadable-source"}
"""Rules about files that cannot stand in a repository as text, or what is installed; other tests make such cases."""


def told(found: list[Diagnostic], folder: Path) -> str:
    """Return what was found in the article or project of a folder, one finding a line, paths relative to the folder."""
    short = [replace(d, position=replace(d.position, file=d.position.file.relative_to(folder))) for d in found]
    return "".join(render_short(d) + "\n" for d in short)


@pytest.mark.parametrize("folder", EACH, ids=lambda folder: folder.name)
def test_rule_finds_what_its_folder_expects(folder: Path) -> None:
    found = findings(folder, folder.name)
    assert (folder / "expected.txt").read_text(encoding="utf-8") == told(found, folder)
    assert [] == [text for one in found for text in (one.message, one.hint) if text and not isinstance(text, Message)]


@pytest.mark.parametrize("folder", RULE_FOLDERS, ids=lambda folder: folder.name)
def test_what_is_expected_of_a_folder_is_a_breach_of_its_rule(folder: Path) -> None:
    assert f"[{folder.name}]" in (folder / "expected.txt").read_text(encoding="utf-8")


def test_every_rule_of_the_reader_has_a_folder() -> None:
    assert set(RULES) - FILE_RULES == {folder.name for folder in RULE_FOLDERS} & set(RULES)


def test_every_rule_in_the_reader_is_listed() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(reader.__file__).parent.rglob("*.py")]
    reports = re.findall(r"(?:report|error|warn)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "\n".join(sources))
    named = {name for call in reports for name in re.findall(r'"([a-z]+\d?(?:-[a-z0-9]+)+)"', call)}
    assert set(RULES) == named
