"""Check what an article needs that is published by itself: nothing beside what every article needs."""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.diagnostics import Diagnostic
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def check_settings(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with its settings: it has none of its own."""
    yield from ()


def check_output(project: Project, output: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file that only an article can have wrong: nothing."""
    yield from ()
