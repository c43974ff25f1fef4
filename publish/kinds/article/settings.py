"""The settings of an article that is published by itself: none beside those that every kind has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic
from publish.publication.kind import Config, Readers
from publish.publication.project import Project

SECTIONS: Mapping[str, Readers] = {}
"""Sections of ``publish.toml`` that are its own."""


def read(values: Mapping[str, Mapping[str, Any]], config: Config) -> tuple[None, list[Diagnostic]]:
    """Return that there are no settings of its own, and nothing wrong with them."""
    return None, []


def files(project: Project) -> tuple[Path, ...]:
    """Return the files that its settings name."""
    return ()


def outputs(project: Project) -> tuple[str, ...]:
    """Return the outputs that ``publish build`` makes."""
    return project.formats
