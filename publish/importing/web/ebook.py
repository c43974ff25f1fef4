"""An EPUB to a new project: its documents in the order of the spine, notes and places across them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from publish.base.messages import say
from publish.importing.making import make_project
from publish.importing.project import TOGETHER, Imported, Request
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Block, ParsedText
from publish.importing.web.blocks import Walker
from publish.importing.web.census import page_words
from publish.importing.web.furniture import dropped_words, take_dropped
from publish.importing.web.importer import tell_around
from publish.importing.web.looks import PageStyles
from publish.importing.web.page import Element, parse_page, words
from publish.importing.word.package import Package
from publish.importing.word.xml import BadXml, parse

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*>", re.IGNORECASE)
_NOTE = ("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote")
_CALL = ("noteref", "doc-noteref")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_FACTS = {name: name for name in ("title", "creator", "language", "description")} | {"date": "modified"}
_MADE = ("toc", "cover", "titlepage", "halftitlepage", "landmarks", "loi", "lot", "page-list")
"""Documents that a book has made anew."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that an EPUB amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    package = Package(path, path.read_bytes())
    opf = _opf(package)
    documents = list(_spine(package, opf)) if opf else []
    hint = say("open it in a program for EPUBs and save it anew")
    if not documents:
        raise package.refuse(say("the EPUB has no documents that can be read"), "damaged-input", hint)
    reader = _Ebook(package)
    census = Census()
    for name, root in documents:
        if found := tuple(words_of(page_words(root))):
            census.atoms.append(Atom(name, "body", found))
    blocks = reader.read(documents)
    parsed = ParsedText(reader.ledger, package.read, blocks, reader.notes, _facts(package, opf))
    if request.kind is None:
        request = replace(request, kind=TOGETHER)
    return make_project(path, request, parsed, census)


class _Ebook:
    """The documents of an EPUB, which lead to one another."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.ledger = Ledger()
        self.notes: dict[str, list[Block]] = {}
        self.elements: dict[str, Element] = {}
        self.called: dict[str, str] = {}

    def read(self, documents: list[tuple[str, Element]]) -> list[Block]:
        names = {name for name, _ in documents}
        for name, root in documents:
            for each in list(root.iter()):
                if isinstance(each.tag, str) and _is(each, _NOTE) and each.get("id"):
                    self.elements[f"{name}#{each.get('id')}"] = each
        for each in self.elements.values():
            if (parent := each.getparent()) is not None:
                parent.remove(each)
        blocks: list[Block] = []
        number = 0
        for name, root in documents:
            whole = root.xpath("//body | //body/section | //body/nav | //body/div")
            if any(_is(each, _MADE) for each in whole):
                why = say("cover, title page and contents of a book are made anew")
                said = page_words(root)
                self.ledger.leave_out(say("document"), name, why, said)
                if pictures := len(root.xpath("//img")):
                    self.ledger.leave_out(say("picture"), name, why, count=pictures)
                continue
            walker = self.walker(name, root, names, number)
            body = root.find("body")
            tell_around(self.ledger, name, dropped_words(root if body is None else body))
            take_dropped(root if body is None else body)
            blocks += walker.read(root if body is None else body)
            number = walker.number
        for key, note in list(self.called.items()):
            element = self.elements[key]
            name = key.partition("#")[0]
            for back in element.xpath(".//a[@*[local-name()='type' or local-name()='role'] and contains(., '↩')]"):
                back.text = ""
            self.notes[note] = self.walker(name, element, names, number).read(element)
        for key, element in self.elements.items():
            if key not in self.called:
                self.ledger.leave_out(say("note"), key, say("the text does not call it"), " ".join(words(element)))
        return blocks

    def walker(self, name: str, root: Element, names: set[str], number: int) -> Walker:
        """Return what goes through a document."""
        sheets = [self.package.read(_resolved(name, href)) for href in root.xpath("//link[@rel='stylesheet']/@href")]
        css = "\n".join(sheet.decode("utf-8", "replace") for sheet in sheets)
        walker = Walker(PageStyles(root, css), self.ledger, number=number)
        walker.base = name

        def resolve(target: str) -> str:
            if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
                return target
            file, _, place = target.partition("#")
            file = _resolved(name, file) if file else name
            return f"#{file}#{unquote(place)}" if file in names else target

        def call(element: Element) -> str:
            key = resolve(element.get("href") or "").removeprefix("#")
            if key not in self.elements or not (_is(element, _CALL) or key in self.called or _is_raised(element)):
                return ""
            return self.called.setdefault(key, f"n{len(self.called) + 1}")

        walker.resolve, walker.call = resolve, call
        walker.find_picture = lambda source: source if ":" in source else _resolved(name, source)
        return walker


def _is(element: Element, kinds: tuple[str, ...]) -> bool:
    said = f"{element.get(_TYPE) or element.get('type') or ''} {element.get('role') or ''}".split()
    return any(kind in said for kind in kinds)


def _is_raised(element: Element) -> bool:
    parent = element.getparent()
    return (parent is not None and parent.tag == "sup") or element.find("sup") is not None


def _resolved(base: str, href: str) -> str:
    """Return the part that a document leads to."""
    joined = posixpath.join(posixpath.dirname(base), unquote(href.partition("?")[0].partition("#")[0]))
    return posixpath.normpath(joined).lstrip("/")


def _opf(package: Package) -> str:
    root = package.xml("META-INF/container.xml")
    for each in root.iter() if root is not None else ():
        if _local(each) == "rootfile" and (name := each.get("full-path") or "") in package:
            return str(name)
    return next((name for name in package.names if name.lower().endswith(".opf")), "")


def _spine(package: Package, opf: str) -> Iterator[tuple[str, Element]]:
    """Yield the documents of an EPUB with their names, in the order of its spine."""
    root = package.xml(opf)
    if root is None:
        return
    hrefs = {each.get("id"): each.get("href") or "" for each in root.iter() if _local(each) == "item"}
    for each in root.iter():
        href = hrefs.get(each.get("idref")) if _local(each) == "itemref" else None
        if not href:
            continue
        name = _resolved(opf, href)
        if content := package.read(name):
            yield name, _document(content)


def _document(content: bytes) -> Element:
    """Return a document without namespaces: as XML, or, where it is none, as HTML."""
    try:
        root = parse(_DOCTYPE.sub(b"", content))
    except BadXml:
        return parse_page(content)
    for each in root.iter():
        if isinstance(each.tag, str):
            each.tag = _local(each)
    return root


def _facts(package: Package, opf: str) -> dict[str, str]:
    root = package.xml(opf)
    found: dict[str, str] = {}
    for each in root.iter() if root is not None else ():
        key = _FACTS.get(_local(each)) if "purl.org/dc" in str(each.tag) else None
        if key and (text := " ".join((each.text or "").split())):
            found[key] = f"{found[key]}; {text}" if key == "creator" and key in found else found.get(key, text)
    if "title" in found:
        found["headline"] = found["title"]
    return found


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
