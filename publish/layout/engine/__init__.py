"""WeasyPrint, and what we replace in it; the only door to it.

It takes XHTML with styles, and gives pages, and PDFs with tags. The engine itself is loaded when the first page is laid
out (:mod:`publish.layout.engine.loading`): who only says what is to be laid out does not need it.
It may import ``base``.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import logging
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, StyleError, error
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.layout.code import LETTER_BY_LETTER, LINES
from publish.layout.engine.loading import is_left_out, left_out, load, no_system_fonts
from publish.layout.tags.roles import ROLES
from publish.publication.assets.images import plain_picture
from publish.publication.assets.stylesheets import StyleSheet

_CODE = f":is(code, pre, code *):not(#_):not(#_):not(#_) {{ {LETTER_BY_LETTER} }} {LINES}"
"""What no style of a project comes before."""


def lay_out(html: str, styles: Sequence[StyleSheet], roots: Sequence[Path], position: Position) -> Any:
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
    used = [style for style in styles if not style.letters or re.search(style.letters, html)]
    sheets = parse_styles([*used, StyleSheet(roots[0] / "code.css", _CODE)], roots)
    with _findings(lambda message: error(position, message, "engine")):
        page = weasyprint.HTML(string=html, base_url=roots[0].as_uri() + "/", url_fetcher=fetcher)
        try:
            return page.render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1", pdf_tags=True)
        except Exception as failure:  # the engine has faults of its own; whatever they raise, this page cannot be had
            raise _engine_error(position, failure) from failure


def parse_styles(styles: Sequence[StyleSheet], roots: Sequence[Path]) -> list[Any]:
    """Return the stylesheets as the engine wants them; each is parsed once in a process as long as it does not change.

    Raises:
        StyleError: For each thing the engine does not understand, with its file and line.
    """
    return [_parse_style(style, tuple(roots), style.changed) for style in styles]


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
    from publish.layout.engine.objects import Fonts
    from publish.layout.listings.drawing import note_lines
    from publish.layout.tags.tagging import join_links

    join_links(document)
    note_lines(document)
    document.fonts = Fonts(document.fonts, fonts, prepare)
    with _findings(lambda message: error(position, message, "engine")):
        try:
            options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "pdf_identifier": True}
            pdf: bytes = document.write_pdf(finisher=finisher, **options)
        except Exception as failure:  # as above
            raise _engine_error(position, failure) from failure
    return pdf


def add_stream(pdf: Any, content: bytes, facts: Mapping[str, Any]) -> str:
    """Add a stream to a file that is being written, its content as it is; return its reference."""
    stream = importlib.import_module("pydyf").Stream([content], dict(facts))
    pdf.add_object(stream)
    return f"{stream.number} 0 R"


def _engine_error(position: Position, failure: Exception) -> StyleError:
    """Return what to say when WeasyPrint itself fails: where in it, and what to try."""
    where = traceback.extract_tb(failure.__traceback__)[-1]
    what = say("too deeply nested") if isinstance(failure, RecursionError) else f"{type(failure).__name__}: {failure}"
    message = say(
        "the engine could not lay out the page ({what}, {file}:{line})",
        what=what,
        file=Path(where.filename).name,
        line=where.lineno,
    )
    hint = say("try it without notes, tables or columns in turn to find what it fails on")
    return StyleError(error(position, message, "engine", hint))


# Reading only what may be read ---------------------------------------------------------------------------------------


@functools.cache
def _rooted_fetcher(roots: tuple[Path, ...]) -> Any:
    """Return a fetcher that opens files below the roots, symbolic links resolved, and nothing else."""
    from urllib.parse import unquote, urlsplit
    from urllib.request import url2pathname

    weasyprint = load()

    class RootedFetcher(weasyprint.urls.URLFetcher):  # type: ignore[name-defined,misc]  # the engine is imported late
        def __init__(self) -> None:
            self._fail_on_errors = False

        def fetch(self, url: str, headers: object = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme != "file" or parts.netloc:
                raise ValueError(say("not a file of the project: {url}", url=url))
            path = find_file(Path(url2pathname(unquote(parts.path, errors="strict")))).resolve()
            if not any(path.is_relative_to(root) for root in roots):
                raise ValueError(say("outside the project: {url}", url=url))
            content = path.read_bytes()
            if path.suffix.lower() in _NO_PICTURES or (plain := plain_picture(content)) is content:
                return weasyprint.urls.URLFetcherResponse(url, content)
            return MadeResponse(url, plain)

    class MadeResponse(weasyprint.urls.URLFetcherResponse):  # type: ignore[name-defined,misc]
        path = None  # else the engine would read the file at the URL

    return RootedFetcher()


_NO_PICTURES = (".css", ".ttf", ".otf", ".ttc", ".woff", ".woff2")


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
    with no_system_fonts():
        return weasyprint.text.fonts.FontConfiguration()


@functools.lru_cache(maxsize=256)
def _parse_style(style: StyleSheet, roots: tuple[Path, ...], changed: tuple[int, ...]) -> Any:
    """Parse one stylesheet on its own, since the engine's messages do not name the file."""
    weasyprint, fetcher, fonts = load(), _rooted_fetcher(roots), _font_configuration()
    try:
        text = style.path.read_text(encoding="utf-8") if style.text is None else style.text
    except (OSError, UnicodeDecodeError) as failure:
        raise StyleError(
            error(Position(style.path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure

    def diagnose(message: str) -> Diagnostic:
        at = re.search(r" at (\d+):(\d+)", message)
        position = Position(style.path, int(at[1]), int(at[2])) if at else Position(style.path)
        return error(position, message.replace(at[0], "", 1).rstrip(".") if at else message.rstrip("."), "css")

    with _findings(diagnose):
        return weasyprint.CSS(string=text, base_url=style.path.as_uri(), url_fetcher=fetcher, font_config=fonts)


__all__ = [
    "ROLES",
    "StyleSheet",
    "add_stream",
    "is_left_out",
    "lay_out",
    "left_out",
    "load",
    "parse_styles",
    "write_pdf",
]
