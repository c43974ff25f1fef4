"""Lay out XHTML with WeasyPrint; the only door to it.

Importing WeasyPrint costs more than laying out an article, so :func:`load` takes away what an article never uses: the
compiler and linker that cffi starts for each spelling of a library's name, and the fonts of the system, which the pages
must not depend on anyway.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import itertools
import logging
import os
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from publish.diagnostics import Diagnostic, EngineError, Position, StyleError, error
from publish.writers import paragraphs

INSTALL_PANGO = {
    "apt": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install pango",
    "brew": "brew install pango",
    "pacman": "pacman -S pango",
    "Windows": "winget install MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango",
}
"""How Pango is installed, by package manager."""


@dataclass(frozen=True, slots=True)
class Style:
    """A stylesheet: the file it comes from, and its text where that is made on the way (then ``text`` is not None)."""

    path: Path
    text: str | None = None


@functools.cache
def load() -> ModuleType:
    """Import WeasyPrint as lean as it goes, seeing no font of the system.

    Raises:
        EngineError: If Pango is not installed, with the command that installs it.
    """
    with _no_system_fonts(), _no_library_search(), _late_imports(), _no_unused_styles(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured", UserWarning)
        try:
            _parse_types_fast()
            module = importlib.import_module("weasyprint")
            paragraphs.install(module)
            _find_next_siblings_fast(module)
            _name_pictures_by_content()
        except OSError as failure:
            raise EngineError(_missing_pango(failure)) from failure
    return module


def lay_out(html: str, styles: Sequence[Style], roots: Sequence[Path], position: Position) -> Any:
    """Return the laid-out document (``weasyprint.Document``).

    Args:
        html: The page as XHTML, its URLs absolute.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        position: Where to point when the engine finds fault with the page itself.

    Raises:
        StyleError: For each thing the engine does not understand in a stylesheet, with its line, or in the page.
    """
    weasyprint = load()
    fetcher, fonts = _rooted_fetcher(tuple(roots)), _font_configuration()
    sheets = parse_styles(styles, roots)
    with _findings(lambda message: error(position, message, "engine")):
        page = weasyprint.HTML(string=html, base_url=roots[0].as_uri() + "/", url_fetcher=fetcher)
        try:
            return page.render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1", pdf_tags=True)
        except Exception as failure:  # the engine has faults of its own; whatever they raise, this page cannot be had
            raise _engine_error(position, failure) from failure


def parse_styles(styles: Sequence[Style], roots: Sequence[Path]) -> list[Any]:
    """Return the stylesheets as the engine wants them; each is parsed once in a process.

    Raises:
        StyleError: For each thing the engine does not understand, with its file and line.
    """
    return [_parse_style(style, tuple(roots)) for style in styles]


def write_pdf(
    document: Any, position: Position, finisher: Any = None, *, fonts: bool = True, prepare: Any = None
) -> bytes:
    """Return the laid-out document as a tagged PDF.

    Args:
        document: What :func:`lay_out` gave.
        position: Where to point when the engine finds fault with the page.
        finisher: Called with the document and the ``pydyf.PDF`` before it is written.
        fonts: Whether fonts are embedded; without them the font dictionary is empty.
        prepare: Called with the fonts of the document, by the engine's keys, before they are embedded.
    """
    with _findings(lambda message: error(position, message, "engine")), _fonts_embedded(fonts, prepare):
        try:
            pdf: bytes = document.write_pdf(finisher=finisher, pdf_variant="pdf/ua-1", pdf_tags=True)
        except Exception as failure:  # as above
            raise _engine_error(position, failure) from failure
    return pdf


@contextlib.contextmanager
def _fonts_embedded(fonts: bool, prepare: Any) -> Iterator[None]:
    """Have the engine embed its fonts, or not, in the block."""
    writer: Any = importlib.import_module("weasyprint.pdf")
    build = writer.build_fonts_dictionary

    def build_prepared(pdf: Any, loaded: Any, *rest: Any) -> Any:
        if prepare:
            prepare(loaded)
        return build(pdf, loaded if fonts else {}, *rest)

    writer.build_fonts_dictionary = build_prepared
    try:
        yield
    finally:
        writer.build_fonts_dictionary = build


def _engine_error(position: Position, failure: Exception) -> StyleError:
    """Return what to say when WeasyPrint itself fails: where in it, and what to try."""
    where = traceback.extract_tb(failure.__traceback__)[-1]
    what = "too deeply nested" if isinstance(failure, RecursionError) else f"{type(failure).__name__}: {failure}"
    message = f"the engine could not lay out the page ({what}, {Path(where.filename).name}:{where.lineno})"
    hint = "try it without notes, tables or columns in turn to find what it fails on"
    return StyleError(error(position, message, "engine", hint))


# Loading -------------------------------------------------------------------------------------------------------------


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
def _no_system_fonts() -> Iterator[None]:
    """Give fontconfig a configuration without any folder: every font comes from a style by its path."""
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


_LATE = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer", "PIL.ImageCms")


@contextlib.contextmanager
def _late_imports() -> Iterator[None]:
    """Keep out what WeasyPrint imports for variable fonts, old HarfBuzz and ICC profiles; it is loaded on use."""
    late = [name for name in _LATE if name not in sys.modules]
    for name in late:
        sys.modules[name] = _LateModule(name)
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


def _parse_types_fast() -> None:
    """Keep cffi from declaring every typedef of Pango again for each C type that the engine names in a string.

    ``Parser._parse`` prefixes the source with all known typedef names, of which only those in the source matter;
    parsing them took 30 of the 160 ms of an article's layout and drawing (cffi 2.1, pycparser 3.0).
    """
    from cffi.cparser import Parser  # type: ignore[import-untyped]  # cffi has no types

    parse = Parser._parse

    def parse_with_its_names(self: Any, source: str) -> Any:
        names = set(re.findall(r"\w+", source))
        declarations = self._declarations
        self._declarations = {key: value for key, value in declarations.items() if key.rpartition(" ")[2] in names}
        try:
            return parse(self, source)
        finally:
            self._declarations = declarations

    Parser._parse = parse_with_its_names


def _name_pictures_by_content() -> None:
    """Name the pictures of a PDF after what is in them: WeasyPrint takes their URL, another in each folder."""
    raster: Any = importlib.import_module("weasyprint.images").RasterImage
    start = raster.__init__

    def start_named(self: Any, picture: Any, name: str, content: bytes, *rest: Any, **keywords: Any) -> None:
        start(self, picture, hashlib.md5(content, usedforsecurity=False).hexdigest(), content, *rest, **keywords)

    raster.__init__ = start_named


def _find_next_siblings_fast(weasyprint: ModuleType) -> None:
    """Have ``:has(+ …)`` look at the next sibling instead of all siblings, once for each of them.

    Contents of 1,000 entries took 15 s to lay out, those of 5,000 more than 8 minutes (cssselect2 0.10).
    """
    compiler, element = weasyprint.css.cssselect2.compiler, weasyprint.css.cssselect2.ElementWrapper
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


def _missing_pango(failure: OSError) -> Diagnostic:
    ways = "; ".join(f"{manager}: {command}" for manager, command in INSTALL_PANGO.items())
    message = f"Pango, which sets the type, is not installed ({str(failure).splitlines()[0]})"
    return error(Position(Path("pango")), message, "missing-engine", ways)


# Reading only what may be read ---------------------------------------------------------------------------------------


@functools.cache
def _rooted_fetcher(roots: tuple[Path, ...]) -> Any:
    """Return a fetcher that opens files below the roots, symbolic links resolved, and nothing else."""
    weasyprint = load()

    class RootedFetcher(weasyprint.urls.URLFetcher):  # type: ignore[name-defined,misc]  # the engine is imported late
        def __init__(self) -> None:
            self._fail_on_errors = False

        def fetch(self, url: str, headers: object = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme != "file" or parts.netloc:
                raise ValueError(f"not a file of the project: {url}")
            path = Path(url2pathname(unquote(parts.path, errors="strict"))).resolve()
            if not any(path.is_relative_to(root) for root in roots):
                raise ValueError(f"outside the project: {url}")
            return weasyprint.urls.URLFetcherResponse(url, path.read_bytes())

    return RootedFetcher()


# What the engine says ------------------------------------------------------------------------------------------------


class _Collector(logging.Handler):
    """Keeps what the engine logs as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def _findings(diagnose: Any) -> Iterator[None]:
    """Turn what the engine logs in the block into a :class:`StyleError`."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    others, propagate = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [collector], False
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = others, propagate
    if collector.messages:
        raise StyleError(diagnose(message) for message in dict.fromkeys(collector.messages))


@functools.cache
def _font_configuration() -> Any:
    """Return the fonts of this process: those that styles have named so far, none of the system's."""
    weasyprint = load()
    with _no_system_fonts():
        return weasyprint.text.fonts.FontConfiguration()


@functools.cache
def _parse_style(style: Style, roots: tuple[Path, ...]) -> Any:
    """Parse one stylesheet on its own, since the engine's messages do not name the file."""
    weasyprint, fetcher, fonts = load(), _rooted_fetcher(roots), _font_configuration()
    try:
        text = style.path.read_text(encoding="utf-8") if style.text is None else style.text
    except (OSError, UnicodeDecodeError) as failure:
        raise StyleError(error(Position(style.path), f"cannot be read: {failure}", "unreadable-style")) from failure

    def diagnose(message: str) -> Diagnostic:
        at = re.search(r" at (\d+):(\d+)", message)
        position = Position(style.path, int(at[1]), int(at[2])) if at else Position(style.path)
        return error(position, message.replace(at[0], "", 1).rstrip(".") if at else message.rstrip("."), "css")

    with _findings(diagnose):
        return weasyprint.CSS(string=text, base_url=style.path.as_uri(), url_fetcher=fetcher, font_config=fonts)
