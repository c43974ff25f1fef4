"""The words of a finished file as others read them: poppler (copied, shown, heard), pdfium, and a parser of XML."""

from __future__ import annotations

import ctypes
import dataclasses
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pypdfium2.raw

from tests.support.tagtree import Tree

_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "td",
        "th",
        "pre",
        "blockquote",
        "figcaption",
        "caption",
        "div",
        "aside",
        "section",
        "header",
        "footer",
        "figure",
        "br",
        "dt",
        "dd",
        "tr",
    ]
)


@dataclasses.dataclass(frozen=True)
class Token:
    """What stands between two spaces: its text, the line it is on (which only tells lines apart), and its page.

    ``boxes`` are those of its letters where the reader gives them: left, bottom, right, top in points.
    """

    text: str
    line: int
    page: int = 0
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def _tokens(lines: Iterator[tuple[int, str]]) -> list[Token]:
    return [Token(word, number, page) for number, (page, line) in enumerate(lines) for word in line.split()]


def read_copied(file: Path) -> list[Token]:
    """Return what poppler copies, in the order of the content."""
    said = _run("pdftotext", "-raw", str(file), "-")
    return _tokens((page, line) for page, text in enumerate(said.split("\f")) for line in text.splitlines())


def read_shown(file: Path) -> list[Token]:
    """Return what poppler makes of the page by looking at where words stand."""
    said = _run("pdftotext", str(file), "-")
    return _tokens((page, line) for page, text in enumerate(said.split("\f")) for line in text.splitlines())


_INLINE = frozenset(["Annot", "BibEntry", "Code", "Em", "Link", "Quote", "Reference", "Span", "Strong"])


def read_heard(file: Path) -> list[Token]:
    """Return the text of the tags, in the order in which it is read aloud; pieces inside a line are joined.

    Poppler reads a page again for each element of it; :func:`read_heard_by_poppler` is the witness for small files.
    """
    tree = Tree(file.read_bytes())
    lines: list[str] = [""]
    left: list[pikepdf.Object | str] = [tree.root]
    while left:
        element = left.pop()
        if isinstance(element, str):
            lines[-1] += element
            continue
        kind = str(element.S)[1:]
        lines += [] if kind in _INLINE else [""]
        if kind != "Formula":  # of it the description is heard
            left += reversed(list(tree.kids(element)))
    return _tokens((0, line) for line in lines)


_HEARD = re.compile(r'^\s*"(.*)"$')
_ELEMENT = re.compile(r"^\s*(\w+)(?: <[^>]*>)?(?: \((block|inline)\))?:?$")


def read_heard_by_poppler(file: Path) -> list[Token]:
    """Return what :func:`read_heard` does, as poppler reads it."""
    lines: list[str] = [""]
    formula = -1  # how far the formula is indented that a row is in
    for row in _run("pdfinfo", "-struct-text", str(file)).splitlines():
        indent = len(row) - len(row.lstrip())
        if indent > formula >= 0:
            continue
        formula = indent if row.lstrip().startswith("Formula") else -1
        if heard := _HEARD.match(row):
            lines[-1] += heard[1]
        elif (element := _ELEMENT.match(row)) and _begins(element[1], element[2]):
            lines.append("")
    return _tokens((0, line) for line in lines)


def _begins(kind: str, way: str | None) -> bool:
    """Tell whether an element that poppler names begins a line."""
    return kind == "Note" or (way != "inline" and kind != "Object")


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")


def read_epub(file: Path) -> list[Token]:
    """Return the text of all documents of the spine, in order, less the navigation."""
    lines: list[tuple[int, str]] = []
    with zipfile.ZipFile(file) as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        opf = ElementTree.fromstring(archive.read(package))
        items = {
            item.get("id"): (item.get("href") or "", item.get("properties") or "")
            for item in opf.iter()
            if _is(item, "item")
        }
        spine = [items[ref.get("idref")] for ref in opf.iter() if _is(ref, "itemref")]
        folder = package.rpartition("/")[0]
        for number, (href, properties) in enumerate(spine):
            if "nav" in properties.split():
                continue
            root = ElementTree.fromstring(archive.read(f"{folder}/{href}".lstrip("/")))
            body = next(element for element in root.iter() if _is(element, "body"))
            lines += [(number, line) for line in "".join(_texts(body)).split("\x00")]
    return _tokens(iter([(page, part) for page, line in lines for part in line.splitlines() or [line]]))


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _texts(element: ElementTree.Element) -> Iterator[str]:
    block = element.tag.rpartition("}")[2] in _BLOCKS
    if block:
        yield "\x00"
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if block:
        yield "\x00"


# pdfium --------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Page:
    """A page as pdfium has it: its trim in points (left, bottom, right, top), and its words with their boxes."""

    trim: tuple[float, float, float, float]
    tokens: tuple[Token, ...]


def read_pages(file: Path) -> list[Page]:
    """Return the pages of a PDF."""
    pages = []
    with pypdfium2.PdfDocument(file) as document:
        line = 0
        for number in range(len(document)):
            page = document[number]
            tokens, line = _read_page(page, number, line + 1)
            pages.append(Page(page.get_trimbox(), tuple(tokens)))
            page.close()
    return pages


def _joined(word: str) -> str:
    """Return a word with its letters beyond U+FFFF in one, which pdfium gives in two halves."""
    return word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_page(page: pypdfium2.PdfPage, number: int, line: int) -> tuple[list[Token], int]:
    raw = pypdfium2.raw
    text = page.get_textpage()
    sides = [ctypes.c_double() for _ in range(4)]
    tokens: list[Token] = []
    word, boxes = "", []
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code < 0x110000 else "\ufffd"
        if letter.isspace() or letter == "\0":
            if word:
                tokens.append(Token(_joined(word), line, number, tuple(boxes)))
            word, boxes = "", []
            line += letter == "\n"
            continue
        word += "-" if letter == "\x02" else letter  # so pdfium marks a hyphen at the end of a line
        if raw.FPDFText_GetCharBox(text, at, *map(ctypes.byref, sides)):
            left, right, bottom, top = (side.value for side in sides)
            boxes.append((left, bottom, right, top))
    if word:
        tokens.append(Token(_joined(word), line, number, tuple(boxes)))
    text.close()
    return tokens, line + 1
