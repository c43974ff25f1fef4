"""Check what an official document needs: a regime that is known, and numbers that follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.diagnostics import Diagnostic, Position, SourceError, StyleError
from publish.publication.assets.folders import Assets
from publish.publication.assets.regimes import find_regime
from publish.publication.project import Project
from publish.publication.toml_values import line_of


def check_settings(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with its settings."""
    text = project.config.read_text(encoding="utf-8") if project.config.is_file() else ""
    try:
        find_regime(assets, project.own.regime, Position(project.config, line_of(text, "official", "regime"), 1))
    except (SourceError, StyleError) as failure:
        yield from failure.diagnostics


def check_output(project: Project, output: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file that only an official document can have wrong."""
    yield from ()
