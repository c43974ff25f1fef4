"""Check what an official document needs: a regime that is known, and numbers that follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.diagnostics import Diagnostic, SourceError, StyleError
from publish.kinds.official.regime_style import regime_of
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def check_settings(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with its settings."""
    try:
        regime_of(project, assets)
    except (SourceError, StyleError) as failure:
        yield from failure.diagnostics


def check_output(project: Project, output: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file that only an official document can have wrong."""
    yield from ()
