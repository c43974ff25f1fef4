"""Folders of other systems, written and imported for a test."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Severity
from publish.importing.balance import Balance
from publish.importing.project import Imported, NewProject, Request
from publish.importing.trees.importer import read
from publish.kinds import KINDS
from publish.reader.reading import read_article

DAY = datetime.date(2026, 1, 2)


@dataclass(frozen=True)
class Import:
    """What came of an import: the project, its articles as texts, and the balance."""

    project: NewProject
    texts: Mapping[str, str]
    balance: Balance

    @property
    def told(self) -> list[str]:
        """What was changed and left out, as ``outcome: what: how``."""
        changed, left_out = self.balance.changed, self.balance.left_out
        return [f"{each.outcome.value}: {each.what}: {each.how}" for each in (*changed, *left_out)]


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def take_in(folder: Path, files: Mapping[str, str | bytes], kind: str | None = None) -> Import:
    """Import a folder that has these files."""
    made: Imported = read(write(folder, files), Request(DAY, kind, KINDS))
    texts = {name: content.decode() for name, content in made.project.files.items() if name.endswith(".md")}
    return Import(made.project, texts, made.balance)


def refused(folder: Path, made: Import) -> list[Diagnostic]:
    """What our reader refuses in the articles of an import, but for formulas."""
    found: list[Diagnostic] = []
    for name, text in made.texts.items():
        path = write(folder, {name: text}) / name
        found += read_article(path).diagnostics
    return [each for each in found if each.severity is Severity.ERROR and "formula" not in each.message]
