"""The words of an EPUB of any origin, document by document, its pictures, and what the book says of itself.

It reads what anyone made; so this runs in a worker.
"""

from __future__ import annotations

import base64
import bisect
import hashlib
import io
import itertools
import posixpath
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PIL import Image

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.xml import XmlDocument, XmlElement, read_markup
from publish.preflight.epub import CONTAINER, judge_epub

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
_HEADINGS = ("h1", "h2", "h3", "title")
_UNREADABLE = frozenset(
    (
        *("no-epub", "too-large", "encrypted", "no-container", "no-package", "no-spine", "unknown-spine-item"),
        *("damaged-epub", "damaged-member", "malformed-xml", "entities"),
    )
)
"""Rules of the preflight that keep a book from being compared."""

_UNTOLD = {"dcterms:modified"}
"""What a book says of itself and says anew each time that it is made."""

_SHOWN_PIXELS = 640
_MOST_PIXELS = 100_000_000
_LARGEST_DRAWING = 300_000


@dataclass(frozen=True, slots=True)
class BookPicture:
    """A picture in a document: its path in the book, the digest of its bytes, and how it is described."""

    path: str
    digest: str
    alt: str


@dataclass(frozen=True, slots=True)
class BookDocument:
    """A document of a book.

    Attributes:
        title: The first heading, or the name of the file.
        words: All of its words.
        starts: Numbers of the words that begin a paragraph.
        shape: The digest of its elements, by the words that stand in them.
    """

    path: str
    title: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    pictures: tuple[BookPicture, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class BookText:
    """The documents of a book in the order of reading, what it says of itself, and the digests of its other files."""

    documents: tuple[BookDocument, ...]
    facts: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...]


def read_epub(content: bytes, file: Path) -> BookText:
    """Return the words of a book.

    Raises:
        SourceError: If it is no EPUB, encrypted, damaged, or too large.
    """
    if faults := [found for found in judge_epub(content, file) if found.rule in _UNREADABLE]:
        raise SourceError([error(Position(file), found.message, found.rule, found.hint) for found in faults])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        container = read_markup(archive.read(CONTAINER))
        package = next(container.of("rootfile")).attributes["full-path"]
        opf = read_markup(archive.read(package))
        names = {item.attributes.get("id", ""): item.attributes.get("href", "") for item in opf.of("item")}
        paths = {name: _resolve(package, target) for name, target in names.items()}
        spine = [paths[one.attributes["idref"]] for one in opf.of("itemref")]
        if gone := [path for path in spine if path not in archive.namelist()]:
            raise SourceError(
                error(Position(file), say("a document is not there: {path}", path=gone[0]), "missing-file")
            )
        digests = {path: _digest(archive.read(path)) for path in {*paths.values()} if path in archive.namelist()}
        documents = tuple(_read_document(archive.read(path), path, digests) for path in spine)
    shown = {*spine, *(picture.path for document in documents for picture in document.pictures)}
    members = tuple(sorted((path, digest) for path, digest in digests.items() if path not in shown))
    return BookText(documents, _facts(opf), members)


def _resolve(base: str, target: str) -> str:
    path = unquote(urlsplit(target).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _facts(opf: XmlDocument) -> tuple[tuple[str, str], ...]:
    """Return what a book says of itself, all values of a name together."""
    said: dict[str, list[str]] = {}
    metadata = next((number for number, one in enumerate(opf.elements) if one.tag == "metadata"), -1)
    for element in opf.elements:
        if element.parent != metadata:
            continue
        name, value = element.tag, opf.inside(element)
        if name in ("meta", "link"):
            name = element.attributes.get("property", "") or element.attributes.get("name", "")
            value = value or element.attributes.get("content", "")
        if name and name not in _UNTOLD:
            said.setdefault(name, []).append(value)
    return tuple((name, "; ".join(values)) for name, values in said.items())


def _read_document(content: bytes, path: str, digests: Mapping[str, str]) -> BookDocument:
    document = read_markup(content)
    body = next(document.of("body"), None)
    start, end = (body.start, body.end) if body else (0, len(document.text))
    words: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    for first, last in _paragraphs(document, start, end):
        at = first
        starts.append(len(words))
        for word in document.text[first:last].split():
            at = document.text.index(word, at)
            words.append(unicodedata.normalize("NFC", word))
            places.append(at)
            at += len(word)
        if starts[-1] == len(words):
            starts.pop()
    heads = [document.inside(element) for tag in _HEADINGS for element in document.of(tag)]
    title = next(filter(None, heads), posixpath.basename(path))
    pictures = tuple(_pictures(document, path, digests))
    shape = _shape(document, start, end, places)
    return BookDocument(path, title, tuple(words), tuple(starts), pictures, shape)


def _paragraphs(document: XmlDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each run of text between the edges of blocks begins and ends."""
    edges = {start, end}
    for element in document.elements:
        if element.tag in _BLOCKS and start <= element.start <= end:
            edges |= {element.start, element.end}
    ordered = sorted(edges)
    yield from itertools.pairwise(ordered)


def _pictures(document: XmlDocument, path: str, digests: Mapping[str, str]) -> Iterator[BookPicture]:
    for element in document.of("img", "image"):
        has = element.attributes
        target = has.get("src", "") or has.get("xlink:href", "") or has.get("href", "")
        found = _resolve(path, target) if target and not urlsplit(target).scheme else ""
        if found in digests:
            yield BookPicture(found, digests[found], has.get("alt", ""))


def _shape(document: XmlDocument, start: int, end: int, places: list[int]) -> str:
    """Return the digest of the elements of a document, without names of places and the marks of printed pages."""
    shapes = []
    for element in document.elements:
        if start <= element.start <= end and "pagebreak" not in element.attributes.get("epub:type", ""):
            span = bisect.bisect_left(places, element.start), bisect.bisect_left(places, element.end)
            shapes.append((element.tag, *_traits(element), *span))
    return _digest(repr(shapes).encode())


def _traits(element: XmlElement) -> list[str]:
    return [element.attributes.get(name, "") for name in ("class", "epub:type", "lang", "xml:lang", "style", "dir")]


def show_pictures(content: bytes, paths: Iterable[str]) -> dict[str, str]:
    """Return pictures of a book, small enough to be shown, as data URLs by their paths; none that cannot be read."""
    shown = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for path in paths:
            if url := _data_url(archive.read(path)):
                shown[path] = url
    return shown


def _data_url(content: bytes) -> str:
    if b"<svg" in content[:2000]:
        if len(content) > _LARGEST_DRAWING:
            return ""
        return "data:image/svg+xml;base64," + base64.b64encode(content).decode("ascii")
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return ""
            small = picture.convert("RGBA" if "A" in picture.getbands() else "RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return ""
    small.thumbnail((_SHOWN_PIXELS, _SHOWN_PIXELS))
    if small.mode == "RGBA":
        small.save(stream, "PNG", optimize=True)
        return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
    small.save(stream, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
