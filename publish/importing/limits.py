"""Imports within limits of time and memory: a process of its own does the work, and is ended when it comes to them."""

from __future__ import annotations

import contextlib
import functools
import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish.base.diagnostics import Position, PublishError, SourceError, StyleError, error
from publish.base.messages import say
from publish.base.workers.task import Task
from publish.base.workers.worker import Call, hire_worker
from publish.importing import find_importer, find_input
from publish.importing.project import Imported, Request

if TYPE_CHECKING:
    from publish.reader.reading import Readings

RULE = "import-limits"
_LIMITS = "layout-limits"
_HINT = say("open it in the program that made it, see what is so large in it, and save it in parts")


@contextlib.contextmanager
def hire_importer(source: Path) -> Iterator[Call]:
    """Give the way to call the process that imports a file or folder, which is ended with the block.

    What is called must pickle. A call raises SourceError with the rule :data:`RULE` where it comes to the limits of
    :mod:`publish.base.workers.worker`.
    """
    found = find_input(source)
    with hire_worker(f"{__name__}:load", found.module if found else "") as call:

        def work(function: Call, /, *arguments: object) -> object:
            try:
                return call(Task(function, say("importing it"), Position(source)), *arguments)
            except StyleError as failure:
                (told, *others) = failure.diagnostics
                if others or told.rule != _LIMITS:
                    raise
                raise SourceError(error(Position(source), told.message, RULE, _HINT)) from failure

        yield work


def load(module: str) -> None:
    """Import the module that will be needed."""
    if module:
        importlib.import_module(module)


@functools.cache
def readings() -> Readings:
    """Return the articles that the last import read back: who checks them next in this process need not read them."""
    from publish.reader.reading import Readings  # the process that asks for an import reads nothing

    return Readings()


def read_input(source: Path, request: Request) -> Imported:
    """Return the project that an input amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    readings().forget()
    importer = find_importer(source)
    if importer is None:
        raise SourceError(error(Position(source), say("nothing that can be imported"), "unreadable-source"))
    try:
        return importer.read(source, replace(request, readings=readings()))
    except PublishError:
        raise
    except Exception as failure:
        if _is_short_of_memory():
            raise MemoryError from failure
        raise


_MUCH = 0.5
"""The share of the memory allowed from which on a fault of any kind is taken for the lack of it."""


def _is_short_of_memory() -> bool:
    """Tell whether this process has come near its limit: libraries in C fail in strange ways when they get no more."""
    try:
        import resource

        found = re.search(r"^VmPeak:\s*(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
        most, _ = resource.getrlimit(resource.RLIMIT_AS)
    except (ImportError, OSError):
        return False
    return found is not None and most != resource.RLIM_INFINITY and int(found[1]) * 1024 > _MUCH * most
