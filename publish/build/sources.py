"""The sources that are asked for on the command line, or that a project has."""

from __future__ import annotations

from pathlib import Path

from publish.base.diagnostics import Position, SourceError, error
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.publication.project import Project


def choose_sources(project: Project, given: Path | None) -> tuple[Path, ...]:
    """Return the articles to work on: the one given, else those of the project, which a folder stands for.

    Raises:
        SourceError: If there is none.
    """
    if given and not given.is_dir():
        return (find_file(given.absolute()),)
    if project.sources:
        return project.sources
    if project.faults:
        raise SourceError(project.faults)
    hint = say("write an article as source/NAME.md, or start with 'publish new NAME'")
    raise SourceError(error(Position(project.root / "source"), say("no article to publish"), "missing-source", hint))
