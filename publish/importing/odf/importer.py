"""A text in OpenDocument to a new project."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from pathlib import Path

from publish.base.messages import say
from publish.importing.making import make_project
from publish.importing.odf.blocks import OdfWalker
from publish.importing.odf.styles import OdfStyles, twentieths
from publish.importing.project import Imported, Request
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.furniture import SHOWN, RunningLine
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import ParsedText
from publish.importing.word.package import UNREADABLE, Package
from publish.importing.word.xml import Element, child, full, short

_CONTENT = "content.xml"
_MANIFEST = b"encryption-data"
_RUNNING = tuple(f"{kind}{which}" for kind in ("header", "footer") for which in ("", "-left", "-first"))


def read(path: Path, request: Request) -> Imported:
    """Return the project that a text in OpenDocument amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    content = path.read_bytes()
    package = Package(path, content)
    if _MANIFEST in package.read("META-INF/manifest.xml"):
        raise package.refuse(say("the file is encrypted"), "encrypted-input", say("save it without a password"))
    root = package.xml(_CONTENT)
    body = child(root, "office:body", "office:text") if root is not None else None
    if body is None:
        reason = package.unreadable.get(_CONTENT, say("it has no text"))
        hint = say("open it in LibreOffice and save it anew")
        raise package.refuse(say("the text of the file cannot be read: {reason}", reason=reason), "damaged-input", hint)
    ledger = Ledger()
    shared = package.xml("styles.xml")
    walker = OdfWalker(OdfStyles(root, shared), ledger, _text_width(shared))
    parsed = ParsedText(ledger, package.read, walker.read(body), walker.notes, _facts(package))
    parsed.running += [line for line in _running(shared) if line.text.strip()]
    for name, count in sorted(ledger.unknown.items()):
        ledger.change(
            say("unknown element"), name, say("what stands in it was read as if it were not there"), count=count
        )
    return make_project(path, request, parsed, take_census(content))


def _text_width(styles: Element | None) -> int:
    for each in styles.iter(full("style:page-layout-properties")) if styles is not None else ():
        sides = [
            each.get(full(f"fo:{name}")) or each.get(full("fo:margin")) or ""
            for name in ("margin-left", "margin-right")
        ]
        width = twentieths(each.get(full("fo:page-width")) or "") - sum(map(twentieths, sides))
        if width > 1000:
            return width
    return 9000


def _facts(package: Package) -> dict[str, str]:
    root = package.xml("meta.xml")
    meta = child(root, "office:meta") if root is not None else None
    names = {"dc:title": "title", "dc:creator": "creator", "dc:description": "description", "dc:language": "language"}
    names |= {"dc:date": "modified", "meta:creation-date": "created", "meta:keyword": "keywords"}
    found: dict[str, str] = {}
    for each in meta if meta is not None else ():
        if (key := names.get(short(each.tag))) and (words := " ".join((each.text or "").split())):
            found[key] = f"{found[key]}, {words}" if key == "keywords" and key in found else words
    return found


_SHOWN = frozenset(
    full(f"text:{name}")
    for name in (
        *("page-number", "page-count", "page-continuation", "date", "time", "file-name", "author-name", "title"),
        *("chapter", "creation-date", "modification-date", "print-date", "initial-creator", "creator"),
    )
)
"""Fields that show what the program knows."""


def _running(styles: Element | None) -> Iterator[RunningLine]:
    """Yield the lines of headers and footers."""
    for each in styles.iter(*(full(f"style:{name}") for name in _RUNNING)) if styles is not None else ():
        kind = "header" if "header" in short(each.tag) else "footer"
        for paragraph in each.iter(full("text:p"), full("text:h")):
            for text, shown in _lines(paragraph):
                yield RunningLine(kind, "styles.xml", text, shown)


def _lines(paragraph: Element) -> Iterator[tuple[str, str]]:
    """Yield the lines of a paragraph, and what fields show in each."""
    text, shown = "", ""
    stack: list[Element | str] = [paragraph]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            text += here
        elif here.tag in _SHOWN:
            text, shown = text + SHOWN, f"{shown} {''.join(here.itertext())}".strip()
        elif short(here.tag) in ("text:tab", "text:line-break"):
            yield text, shown
            text, shown = "", ""
        elif here is paragraph or short(here.tag) not in ("text:p", "text:h"):
            parts = [here.text or "", *(part for child in here for part in (child, child.tail or ""))]
            stack += reversed([" " if short(here.tag) == "text:s" else "", *parts])
    yield text, shown


_COUNTED = {"table": "table", "table-cell": "cell", "note": "note", "a": "link", "annotation": "comment"}
_WORDLESS = ("sequence-decls", "variable-decls", "user-field-decls", "forms", "title", "desc", "creator", "date")


def take_census(content: bytes) -> Census:
    """Return what is in a text, counted straight from its XML by code that shares nothing with the parser."""
    census = Census()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            root = ElementTree.fromstring(package.read(_CONTENT))
        except (ElementTree.ParseError, *UNREADABLE):
            return census
        _count_running(package, census)
    number = 0
    for each in root.iter():
        name = each.tag.rpartition("}")[2]
        if name in ("p", "h") and "opendocument" in each.tag:
            number += 1
            text = "".join(_own(each))
            if words := tuple(words_of(text)):
                census.atoms.append(Atom(f"content.xml: paragraph {number}", "body", words))
                census.counts["paragraph"] += 1
        if name in _COUNTED and "opendocument" in each.tag:
            census.counts[_COUNTED[name]] += 1
        if name == "frame" and any(inner.tag.endswith("}image") for inner in each):
            census.counts["picture"] += 1
    return census


def _count_running(package: zipfile.ZipFile, census: Census) -> None:
    try:
        root = ElementTree.fromstring(package.read("styles.xml"))
    except (ElementTree.ParseError, *UNREADABLE):
        return
    for holder in root.iter():
        name = holder.tag.rpartition("}")[2]
        if name not in _RUNNING:
            continue
        for each in holder.iter():
            if each.tag.rpartition("}")[2] in ("p", "h") and (words := tuple(words_of("".join(_own(each))))):
                census.atoms.append(Atom("styles.xml", name.partition("-")[0], words))


def _own(paragraph: ElementTree.Element) -> list[str]:
    """Return the words of a paragraph, without those of paragraphs that stand in it."""
    pieces: list[str] = []
    stack: list[tuple[ElementTree.Element, bool]] = [(paragraph, False)]
    while stack:
        here, ended = stack.pop()
        if ended:
            pieces.append(here.tail or "")
            continue
        name = here.tag.rpartition("}")[2]
        if here is not paragraph:
            stack.append((here, True))
            if name in ("p", "h", "note-citation") or name in _WORDLESS:
                continue
        if name in ("s", "tab", "line-break"):
            pieces.append(" ")
        pieces.append(here.text or "")
        stack += [(each, False) for each in reversed(here)]
    return pieces
