"""Load in the worker what pages of a kind take, while the text is still being read elsewhere."""

from __future__ import annotations

from publish.layout import engine
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project


def warm_up(project: Project) -> None:
    """Load the engine, and the styles of a project."""
    engine.load()
    project.kind.module("styles").warm_up(project, find_assets(project.root))
