"""Give modules of the engine something else than they import, and nobody but them.

Such a module is executed with an ``__import__`` of its own (``__builtins__`` of its globals, which Python reads for
each module anew). So neither ``sys.modules`` nor any module of the standard library changes.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType, SimpleNamespace
from typing import Any

StandIns = Mapping[str, Mapping[str, Any]]
"""By the module that imports: what stands for which name in it."""


@contextlib.contextmanager
def own_imports(stand_ins: StandIns) -> Iterator[None]:
    """Have modules that are imported for the first time in the block find stand-ins for what they import."""
    finder = _Finder(stand_ins)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder:
    """Finds the modules that get stand-ins, and no others."""

    def __init__(self, stand_ins: StandIns) -> None:
        self.stand_ins = stand_ins

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where a module is, as Python finds it."""
        spec = PathFinder.find_spec(name, path, target) if name in self.stand_ins else None
        if spec and spec.loader:
            execute = partial(_execute, spec.loader.exec_module, self.stand_ins[name])
            spec.loader.exec_module = execute  # type: ignore[method-assign]  # of this one loader of this one module
        return spec


def _execute(execute: Callable[[ModuleType], None], stand_ins: Mapping[str, Any], module: ModuleType) -> None:
    """Execute a module that finds stand-ins; afterwards it imports as ever."""

    def find(name: str, space: Any = None, local: Any = None, wanted: Any = (), level: int = 0) -> Any:
        if level == 0 and not wanted and name in stand_ins:
            return stand_ins[name]
        if level == 0 and wanted and any(each in stand_ins for each in wanted):
            others = [each for each in wanted if each not in stand_ins]
            found = importlib.import_module(name) if others else None
            return SimpleNamespace(
                **{each: stand_ins[each] if each in stand_ins else getattr(found, each) for each in wanted}
            )
        return builtins.__import__(name, space, local, wanted, level)

    own = dict(vars(builtins), __import__=find)
    vars(module)["__builtins__"] = own
    try:
        execute(module)
    finally:
        own["__import__"] = builtins.__import__
