"""What modules of the engine find instead of what they import: C types that are compiled, modules loaded on use."""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from importlib import resources
from types import SimpleNamespace
from typing import Any

_NUMERALS = (
    *("disc", "circle", "square", "decimal", "decimal-leading-zero", "lower-roman", "upper-roman"),
    *("lower-alpha", "upper-alpha", "lower-latin", "upper-latin", "lower-greek"),
)


def compiled_types() -> Mapping[str, Any]:
    """Return what takes the C declarations as they were compiled."""
    return {"weasyprint.text.ffi:cffi": SimpleNamespace(FFI=_Interface)}


class _Interface:
    """Stands for ``cffi.FFI``: takes the declarations as they were compiled, if they are the engine's."""

    def cdef(self, declarations: str) -> None:
        """Become the interface of these declarations."""
        from publish.layout.engine import pango_types

        interface: Any = pango_types.ffi
        if hashlib.sha256(declarations.encode()).hexdigest() != pango_types.DECLARATIONS:
            interface = importlib.import_module("cffi").FFI()
            interface.cdef(declarations)
        for name in dir(interface):
            if not name.startswith("__"):
                setattr(self, name, getattr(interface, name))
        if interface is not pango_types.ffi and sys.platform.startswith("linux"):
            self.dlopen = partial(_open_library, interface)


def _open_library(interface: Any, name: str, flags: int = 0) -> Any:
    """Open a library by a name that the system knows; cffi would start gcc and ld for each that it does not."""
    importlib.import_module("_cffi_backend").load_library(name, flags)  # raises OSError
    return interface.dlopen(name, flags)


# Loaded on use -------------------------------------------------------------------------------------------------------


def late_imports(module: str, origins: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what stands for imports of a module until one of them is used, then all are made.

    Args:
        module: The module of the engine that imports.
        origins: By the name in it, where that comes from: ``package.module:name``, or ``package.module`` itself.
    """

    def settle(name: str) -> Any:
        own = vars(sys.modules[module])
        for each, origin in origins.items():
            home, _, path = origin.partition(":")
            own[each] = getattr(importlib.import_module(home), path) if path else importlib.import_module(home)
        return own[name]

    return {f"{module}:{name}": _Unraised if name.endswith("Error") else _Late(settle, name) for name in origins}


class _Late:
    """A module, class or function that is imported when something of it is used."""

    def __init__(self, settle: Callable[[str], Any], name: str) -> None:
        self._settle, self._name = settle, name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._settle(self._name)(*arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._settle(self._name), name)


class _Unraised(Exception):
    """Stands for an exception that nothing can raise before what raises it has been imported."""


# Styles and warnings -------------------------------------------------------------------------------------------------


def used_styles() -> Mapping[str, Any]:
    """Return what finds the engine's own styles, without forms, attributes such as ``bgcolor``, foreign numerals."""
    return {"weasyprint.html:files": _UsedStyles}


class _UsedStyles:
    """A folder of styles, or a file in it, of which only is read what a page may use."""

    def __init__(self, package: Any, name: str = "") -> None:
        self._package, self._name = package, name

    def __truediv__(self, name: str) -> _UsedStyles:
        return _UsedStyles(self._package, name)

    def read_text(self, encoding: str) -> str:
        """Return the part of the file that is used."""
        if self._name in ("html5_ua_form.css", "html5_ph.css"):
            return ""
        text = (resources.files(self._package) / self._name).read_text(encoding)
        return re.sub(r"@counter-style ([\w-]+)\s*\{[^}]*\}", lambda m: m[0] if m[1] in _NUMERALS else "", text)


def expected_warnings() -> Mapping[str, Any]:
    """Return what warns of anything but that the system has no fonts, which is as it shall be."""

    def warn(message: str, *arguments: Any, **keywords: Any) -> None:
        if not message.startswith("No fonts configured"):
            warnings.warn(message, *arguments, **{"stacklevel": 2, **keywords})

    return {"weasyprint.text.fonts:warn": warn}
