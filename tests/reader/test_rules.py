"""One folder for each rule: an article, or a project, that breaks it, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from publish import reader
from publish.base.diagnostics import Diagnostic, PublishError, render_short
from publish.build.jobs import prepare
from publish.kinds.projects import read_project
from publish.reader.reading import read_article
from publish.reader.source import RULES
from tests.support import folders

RULE_FOLDERS = sorted(folders.RULES.iterdir())
FILE_RULES = {"missing-source", "not-utf8", "paragraph-too-long", "source-too-large", "unreadable-source"}
"""Rules about files that cannot stand in a repository as text; ``test_reader.py`` makes such files."""


def findings(folder: Path) -> str:
    """Return what is found in the article or project of a folder, one finding a line, paths relative to the folder."""
    if (folder / "source").is_dir():
        diagnostics = project_findings(folder)
    else:
        diagnostics = read_article(folder / "article.md").diagnostics
    short = [replace(d, position=replace(d.position, file=d.position.file.relative_to(folder))) for d in diagnostics]
    return "".join(render_short(d) + "\n" for d in short)


def project_findings(folder: Path) -> tuple[Diagnostic, ...]:
    project = read_project(folder)
    with pytest.raises(PublishError) as caught:
        prepare(project, project.sources, lambda step: None)
    return caught.value.diagnostics


@pytest.mark.parametrize("folder", RULE_FOLDERS, ids=lambda folder: folder.name)
def test_rule_finds_what_its_folder_expects(folder: Path) -> None:
    assert (folder / "expected.txt").read_text(encoding="utf-8") == findings(folder)


@pytest.mark.parametrize("folder", RULE_FOLDERS, ids=lambda folder: folder.name)
def test_article_of_a_rule_breaks_that_rule(folder: Path) -> None:
    assert f"[{folder.name}]" in findings(folder)


def test_every_rule_of_the_reader_has_a_folder() -> None:
    assert set(RULES) - FILE_RULES == {folder.name for folder in RULE_FOLDERS} & set(RULES)


def test_every_rule_in_the_reader_is_listed() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(reader.__file__).parent.rglob("*.py")]
    reports = re.findall(r"(?:report|error)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "\n".join(sources))
    named = {name for call in reports for name in re.findall(r'"([a-z]+\d?(?:-[a-z0-9]+)+)"', call)}
    assert set(RULES) == named
