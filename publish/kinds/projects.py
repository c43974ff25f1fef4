"""Projects, opened with the kinds, outputs and readers that this program has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from publish.kinds import KINDS
from publish.outputs import formats, usual_formats
from publish.publication.kind import Known
from publish.publication.project import Project, find_root
from publish.publication.project import read_project as read_known
from publish.reader import gathered_suffixes


def read_project(root: Path, *, partly: bool = False) -> Project:
    """Return the project in the folder ``root``; which of its files are not there, its ``faults`` say.

    Args:
        root: The folder.
        partly: See :func:`publish.publication.project.read_project`.

    Raises:
        SourceError: For each key of ``publish.toml`` that is unknown or wrong, with its line.
    """
    return read_known(root, Known(KINDS, formats(), gathered_suffixes(), lint_rules, usual_formats()), partly=partly)


def lint_rules() -> Collection[str]:
    """Return the names of all rules of the linter."""
    from publish.editing.lint.rules import RULES  # few projects name any

    return RULES


def open_project(start: Path, trim_mm: tuple[float, float] | None = None, *, partly: bool = False) -> Project:
    """Return the project at or above ``start``, with another trim size if one is given.

    Raises:
        SourceError: If ``publish.toml`` is wrong.
    """
    project = read_project(find_root(start), partly=partly)
    return replace(project, page=replace(project.page, trim_mm=trim_mm)) if trim_mm else project
