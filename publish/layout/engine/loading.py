"""Load WeasyPrint as lean as it goes.

Importing it costs more than laying out an article, so what an article never uses is taken away: the parser of C
declarations, the compiler and linker that cffi starts for each spelling of a library's name, and the fonts of the
system, which the pages must not depend on anyway.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import itertools
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from publish.base.diagnostics import Diagnostic, EngineError, Position, error

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
    """Import WeasyPrint as lean as it goes, seeing no font of the system.

    Raises:
        EngineError: If Pango is not installed, with the command that installs it.
    """
    import warnings

    from publish.layout.engine import computed_values, leaders, paragraphs, tagging, used_values

    with contextlib.ExitStack() as leaner:
        for part in (no_system_fonts, _types_known, _no_library_search, _late_imports, _no_unused_styles):
            leaner.enter_context(part())
        leaner.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", "No fonts configured", UserWarning)
        try:
            _match_selectors_fast()
            module = importlib.import_module("weasyprint")
        except OSError as failure:
            raise EngineError(_missing_pango(failure)) from failure
    computed_values.install(module)
    used_values.install(module)  # before paragraphs.py, which asks for them
    paragraphs.install(module)
    tagging.install(module)
    leaders.install(module)
    _name_pictures_by_content()
    return module


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    """Stop cffi from starting gcc, ld and ldconfig for each library name that is not there (Linux)."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


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


class _LateModule(ModuleType):
    """Stands for a module until something of it is called."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*arguments, **keywords)

        return call


_LATE = (
    *("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer", "PIL.ImageCms"),
    *("fontTools.ttLib", "fontTools.ttLib.ttFont", "fontTools.ttLib.woff2"),
)


@contextlib.contextmanager
def _late_imports() -> Iterator[None]:
    """Keep out what WeasyPrint imports for web and variable fonts and ICC profiles; it is loaded on use."""
    late = [name for name in _LATE if name not in sys.modules]
    for name in late:
        sys.modules[name] = _LateModule(name)
    for name in late:
        parent, _, child = name.rpartition(".")
        if parent in late:
            setattr(sys.modules[parent], child, sys.modules[name])
    if "fontTools.ttLib" in late:
        sys.modules["fontTools.ttLib"].TTLibError = Exception  # type: ignore[attr-defined]  # what it is a kind of
    try:
        yield
    finally:
        for name in late:
            del sys.modules[name]


_NUMERALS = (
    *("disc", "circle", "square", "decimal", "decimal-leading-zero", "lower-roman", "upper-roman"),
    *("lower-alpha", "upper-alpha", "lower-latin", "upper-latin", "lower-greek"),
)


@contextlib.contextmanager
def _no_unused_styles() -> Iterator[None]:
    """Spare the engine parts of its own styles: forms, attributes such as ``bgcolor``, numerals of other scripts."""
    read = Path.read_text

    def read_used(path: Path, *arguments: Any, **keywords: Any) -> str:
        if path.name in ("html5_ua_form.css", "html5_ph.css"):
            return ""
        text = read(path, *arguments, **keywords)
        if path.name == "html5_ua.css":
            text = re.sub(r"@counter-style ([\w-]+)\s*\{[^}]*\}", lambda m: m[0] if m[1] in _NUMERALS else "", text)
        return text

    Path.read_text = read_used  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Path.read_text = read  # type: ignore[method-assign]


class _Interface:
    """Stands for ``cffi.FFI``: takes the declarations as they were compiled, if they are those that the engine makes.

    cffi parses the C text again in each process, which took 65 of the 225 ms of loading the engine, and each C type
    that is named in a string later, which took 30 of the 160 ms of an article's layout (cffi 2.1, pycparser 3.0).
    """

    def cdef(self, declarations: str) -> None:
        """Become the interface of these declarations."""
        from publish.layout.engine import pango_types

        interface: Any = pango_types.ffi
        if hashlib.sha256(declarations.encode()).hexdigest() != pango_types.DECLARATIONS:
            sys.modules.pop("cffi")
            interface = importlib.import_module("cffi").FFI()
            interface.cdef(declarations)
        for name in dir(interface):
            if not name.startswith("__"):
                setattr(self, name, getattr(interface, name))


@contextlib.contextmanager
def _types_known() -> Iterator[None]:
    """Give the engine C types that are compiled already, unless cffi is loaded anyway."""
    if "cffi" in sys.modules:
        yield
        return
    stand_in = ModuleType("cffi")
    stand_in.FFI = _Interface  # type: ignore[attr-defined]
    sys.modules["cffi"] = stand_in
    try:
        yield
    finally:
        if sys.modules.get("cffi") is stand_in:
            del sys.modules["cffi"]


def _name_pictures_by_content() -> None:
    """Name the pictures of a PDF after what is in them: WeasyPrint takes their URL, another in each folder."""
    raster: Any = importlib.import_module("weasyprint.images").RasterImage
    start = raster.__init__

    def start_named(self: Any, picture: Any, name: str, content: bytes, *rest: Any, **keywords: Any) -> None:
        start(self, picture, hashlib.md5(content, usedforsecurity=False).hexdigest(), content, *rest, **keywords)

    raster.__init__ = start_named


class _LateTest:
    """A test of an element that is compiled when an element first takes it; most of the engine's own never are."""

    __slots__ = ("_source", "_test", "_values")

    def __init__(self, source: str, values: dict[str, Any], *_: Any) -> None:
        self._source, self._values = source, values
        self._test: Any = None

    def __call__(self, element: Any) -> Any:
        if self._test is None:
            self._test = eval(self._source, self._values)
        return self._test(element)


def _match_selectors_fast() -> None:
    """Compile selectors late, and have ``:has(+ …)`` look at the next sibling instead of all, once for each of them.

    Compiling took 35 of the 225 ms of loading the engine. Contents of 1,000 entries took 15 s to lay out, those of
    5,000 more than 8 minutes (cssselect2 0.10).
    """
    compiler: Any = importlib.import_module("cssselect2.compiler")
    element: Any = importlib.import_module("cssselect2.tree").ElementWrapper
    compile_node = compiler._compile_node

    def next_siblings(self: Any) -> Iterator[Any]:
        sibling = self
        for index in range(self.index + 1, len(self.etree_siblings) if self.parent else 0):
            html = self.in_html_document
            sibling = element(self.etree_siblings[index], self.parent, index, sibling, html)
            yield sibling

    def compile_lazily(selector: Any) -> str:
        code: str = compile_node(selector)
        return code.replace("list(el.iter_next_siblings())[:1]", "el.iter_next_sibling()")

    element.iter_next_siblings = next_siblings
    element.iter_next_sibling = lambda self: itertools.islice(next_siblings(self), 1)
    compiler._compile_node = compile_lazily
    compiler.eval = _LateTest


def _missing_pango(failure: OSError) -> Diagnostic:
    ways = "; ".join(f"{manager}: {command}" for manager, command in INSTALL_PANGO.items())
    message = f"Pango, which sets the type, is not installed ({str(failure).splitlines()[0]})"
    return error(Position(Path("pango")), message, "missing-engine", ways)
