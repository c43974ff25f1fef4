"""Install the rows of a table of replacements where they fit, in the order that they ask for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.extras import install_command
from publish.base.messages import say
from publish.layout.engine.digests import DIGESTS
from publish.layout.engine.originals import Sources

KNOWN = {"weasyprint": "70.0", "cssselect2": "0.10.1", "pydyf": "0.13.0"}
"""The versions that the digests are of."""


class Row(NamedTuple):
    """Something of the engine that is replaced.

    Attributes:
        names: What is replaced, as ``module:name``; the first names the row.
        make: Gives what stands for each name. It is called with the package, or, for what a module of the engine
            imports, without anything before that is imported.
        does: What the replacement does.
        why: What the engine does without it, as it was measured.
        upstream: Whether the replacement was offered to the engine's makers, or why it cannot be.
        without: What the output is like without it.
        relies: What else of the engine has to be as it was, since it is called, calls it or is done here again.
        needs: Rows that it cannot do without.
        after: Rows that come before it where they are installed.
        imported: Whether the replacement stands for what a module imports.
        everywhere: Whether the first is replaced in each module of the engine that has imported it, too.
        required: Whether the output is not right without it.
    """

    names: tuple[str, ...]
    make: Callable[..., Mapping[str, Any]]
    does: str
    why: str
    upstream: str
    without: str
    relies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    imported: bool = False
    everywhere: bool = False
    required: bool = False

    @property
    def name(self) -> str:
        """Name of the row: that of what it replaces."""
        return self.names[0]

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each source that it is made for, by its name."""
        return {name: DIGESTS[name] for name in (*self.names, *self.relies)}


class Installation:
    """The rows of a table on their way into the engine.

    Attributes:
        reasons: By the name of a row that is left out, why.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        """See which rows fit; nothing is imported or changed yet."""
        self._rows = {row.name: row for row in rows}
        self._installed: set[str] = set()
        self._given: dict[str, Mapping[str, Any]] = {}
        self.reasons: dict[str, str] = {}
        sources = Sources()
        digests: dict[str, str] = {}
        for row in rows:
            for name, wanted in row.digests.items():
                if name not in digests:
                    digests[name] = sources.digest(name)
                if digests[name] != wanted:
                    package = _package(name)
                    engine = f"{package} {sources.version(package)}".rstrip()
                    self.reasons[row.name] = (
                        say("{name} is another one in {engine}", name=name, engine=engine)
                        if digests[name]
                        else say("{name} is not there in {engine}", name=name, engine=engine)
                    )
                    break
        while lacking := [row for row in rows if row.name not in self.reasons and self._lacks(row)]:
            self.reasons.update({row.name: say("it needs {name}", name=self._lacks(row)) for row in lacking})

    def stand_ins(self) -> dict[str, dict[str, Any]]:
        """Return, by module, what modules of the engine are to find instead of what they import."""
        found: dict[str, dict[str, Any]] = {}
        for row in self._rows.values():
            if row.imported and row.name not in self.reasons:
                self._given[row.name] = row.make()
                for name, value in self._given[row.name].items():
                    module, _, path = name.partition(":")
                    found.setdefault(module, {})[path] = value
        return found

    def replace_below(self, package: str) -> None:
        """Install what is replaced in other packages than this one, which goes through them while it is imported."""
        for row in self._rows.values():
            if _package(row.name) != package and not row.imported:
                self._install(row)

    def hindrance(self) -> Diagnostic | None:
        """Return what is wrong if a row is left out without which the output is not right."""
        for row in self._rows.values():
            if row.required and row.name in self.reasons:
                message = say("{what}; {without} without it", what=self._what(row), without=row.without)
                hint = install_command([f"{name}=={version}" for name, version in KNOWN.items()])
                return error(Position(Path("weasyprint")), message, "unknown-engine", hint)
        return None

    def replace_in(self, engine: ModuleType) -> ModuleType:
        """Install what is replaced in the engine, which has been imported; return it."""
        for row in self._rows.values():
            if not row.imported:
                self._install(row)
                continue
            for name, value in self._given.get(row.name, {}).items():
                owner, attribute = _place(name)
                if getattr(owner, attribute, None) is not value:
                    self.reasons[row.name] = say("{name} was imported before", name=name)
        return engine

    def left_out(self) -> list[str]:
        """Return, for each row that is left out, why and what the output is like without it."""
        return [
            say("{what}; {without}", what=self._what(row), without=row.without)
            for row in self._rows.values()
            if row.name in self.reasons
        ]

    def _lacks(self, row: Row) -> str:
        """Return what is left out that a row needs; empty if nothing is."""
        return next((name for name in row.needs if name in self.reasons), "")

    def _what(self, row: Row) -> str:
        return say("{name} of the engine is not replaced, since {reason}", name=row.name, reason=self.reasons[row.name])

    def _install(self, row: Row) -> None:
        """Install a row, after all that comes before it."""
        if row.name in self._installed or row.name in self.reasons:
            return
        for name in (*row.needs, *row.after):
            self._install(self._rows[name])
        self._installed.add(row.name)
        package = _package(row.name)
        for name, value in row.make(importlib.import_module(package)).items():
            owner, attribute = _place(name)
            if row.everywhere and name == row.name:
                _replace_imported(package, attribute, getattr(owner, attribute), value)
            setattr(owner, attribute, value)


def _package(name: str) -> str:
    """Return the package of something by its name."""
    return name.partition(":")[0].partition(".")[0]


def _place(name: str) -> tuple[Any, str]:
    """Return the module or class that a name stands in, and what it is called there."""
    module, _, path = name.partition(":")
    *classes, attribute = path.split(".")
    owner: Any = importlib.import_module(module)
    for each in classes:
        owner = getattr(owner, each)
    return owner, attribute


def _replace_imported(package: str, name: str, old: Any, new: Any) -> None:
    """Replace a function in each module of a package that has imported it."""
    for module in [module for path, module in sys.modules.items() if path.startswith(f"{package}.")]:
        if vars(module).get(name) is old:
            setattr(module, name, new)
