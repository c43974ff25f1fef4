"""The settings of official documents: the regime that they follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic
from publish.base.records import dataclass
from publish.publication.kind import Config, Readers
from publish.publication.project import Project
from publish.publication.toml_values import read_line

REGIME = "nd30"
"""The regime of a project that names none: Nghị định 30/2020/NĐ-CP."""


@dataclass(frozen=True, slots=True)
class Official:
    """What ``[official]`` says.

    Attributes:
        regime: Name of the rules that the documents follow, a file in ``styles/regimes/``.
    """

    regime: str = REGIME


SECTIONS: Mapping[str, Readers] = {"official": {"regime": read_line}}
"""Sections of ``publish.toml`` that are its own."""


def official_of(project: Project) -> Official:
    """Return what a project says of its official documents."""
    return project.own if isinstance(project.own, Official) else Official()


def read(values: Mapping[str, Mapping[str, Any]], config: Config) -> tuple[Official, list[Diagnostic]]:
    """Return the settings, and nothing wrong with them: whether the regime is known, the checks tell."""
    return Official(**values.get("official", {})), []


def files(project: Project) -> tuple[Path, ...]:
    """Return the files that its settings name."""
    return ()


def outputs(project: Project) -> tuple[str, ...]:
    """Return the outputs that ``publish build`` makes."""
    return project.formats
