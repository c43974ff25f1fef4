"""Load WeasyPrint as lean as it goes.

Importing it costs more than laying out an article, so what an article never uses is taken away, among it the fonts of
the system, which the pages must not depend on anyway. All that is replaced for that, and for good, stands in the table
of :mod:`publish.layout.engine.replacements`.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from publish.base.diagnostics import Diagnostic, EngineError, Position, error
from publish.base.messages import say

if TYPE_CHECKING:
    from publish.layout.engine.installation import Installation

INSTALL_PANGO = {
    "apt": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install pango",
    "brew": "brew install pango",
    "pacman": "pacman -S pango",
    "Windows": "winget install MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango",
}
"""How Pango is installed, by package manager."""


@functools.cache
def load() -> ModuleType:
    """Import WeasyPrint as lean as it goes, seeing no font of the system, and replace what is made for it.

    Raises:
        EngineError: If Pango is not installed, with the command that installs it, or if this WeasyPrint is not the one
            that the output is right with.
    """
    module = _load()
    if isinstance(module, Diagnostic):
        raise EngineError(module)
    return module


@functools.cache
def _load() -> ModuleType | Diagnostic:
    """Load the engine, once; return what hinders it where it cannot be."""
    from publish.layout.engine.own_imports import own_imports

    installation = _installation()
    with no_system_fonts(), own_imports(installation.stand_ins()):
        installation.replace_below("weasyprint")
        try:
            module = importlib.import_module("weasyprint")
        except OSError as failure:
            return _missing_pango(failure)
    return installation.hindrance() or installation.replace_in(module)


@functools.cache
def _installation() -> Installation:
    from publish.layout.engine.installation import Installation
    from publish.layout.engine.replacements import ROWS

    return Installation(ROWS)


def left_out() -> list[str]:
    """Return, for each replacement that does not fit this engine, why and what the output is like without it.

    The engine need not be loaded for that.
    """
    return _installation().left_out()


def is_left_out(name: str) -> bool:
    """Tell whether the replacement of that name does not fit this engine."""
    return name in _installation().reasons


@contextlib.contextmanager
def no_system_fonts() -> Iterator[None]:
    """Give fontconfig a configuration without any folder: every font comes from a style by its path."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        config = Path(folder, "fonts.conf")
        config.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
            f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _missing_pango(failure: OSError) -> Diagnostic:
    ways = "; ".join(f"{manager}: {command}" for manager, command in INSTALL_PANGO.items())
    message = say("Pango, which sets the type, is not installed ({reason})", reason=str(failure).splitlines()[0])
    return error(Position(Path("pango")), message, "missing-engine", ways)
