"""What is found in the folders of ``tests/rules/``: articles and projects that break the rule they are named after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publish.base.diagnostics import Diagnostic, PublishError
from publish.build.jobs import prepare
from publish.build.rendering import render
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from publish.reader.reading import read_article
from tests.support import folders

LAID_OUT = frozenset(["overfull-line", "wide-table", "lost-text", "late-note"])
"""Rules whose breach shows when pages are laid out."""


def rule_folders() -> list[Path]:
    return sorted(folders.RULES.iterdir())


def findings(root: Path, rule: str) -> list[Diagnostic]:
    """What is found in the article or the project of a folder that breaks a rule."""
    if (root / "article.md").is_file():
        return list(read_article(root / "article.md").diagnostics)
    try:
        return list(_of_project(root, rule))
    except PublishError as failure:
        return list(failure.diagnostics)


def _of_project(root: Path, rule: str) -> Iterator[Diagnostic]:
    project = open_project(root, partly=True)
    jobs = prepare(project, choose_sources(project, None), lambda step: None)
    for job in jobs:
        yield from job.diagnostics
        if rule in LAID_OUT:
            render(job, "pdf", Workers(), lambda step: None)
