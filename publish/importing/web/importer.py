"""A page to a new project: the article in it, its facts, and its pictures from beside it."""

from __future__ import annotations

import base64
import binascii
import copy
import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin

from publish.base.diagnostics import Position, SourceError, error
from publish.importing.project import Imported, Request
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.making import make_project
from publish.importing.shaping.tree import ParsedText
from publish.importing.sniffing import sniff
from publish.importing.web.archive import open_archive
from publish.importing.web.blocks import Walker
from publish.importing.web.furniture import take_furniture, unwrap_forms, words_around
from publish.importing.web.looks import PageStyles
from publish.importing.web.page import (
    INVISIBLE,
    Element,
    as_text,
    choose_body,
    facts,
    is_office,
    is_selector,
    parse_page,
)

AROUND = "words around the article"
AROUND_WHY = "navigation, other articles, forms, the head and foot of the page"

LARGEST = 100_000_000
"""Bytes that a page may have, its pictures included."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that a page amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        message = f"the file has more than {LARGEST // 1_000_000} MB"
        raise SourceError(error(Position(path), message, "source-too-large", "save the article without the rest"))
    parts: dict[str, bytes] = {}
    if sniff(path) == "mail":
        content, parts = open_archive(content)
    try:
        root = parse_page(content)
    except (ValueError, AssertionError) as failure:
        reason = " ".join(str(failure).split())[:200]
        hint = "save the page anew, as a whole"
        raise SourceError(
            error(Position(path), f"the page cannot be read: {reason}", "damaged-input", hint)
        ) from failure
    ledger = Ledger()
    unwrap_forms(root)
    if request.body and not is_selector(request.body):
        hint = "name an element by its name, id and classes: div.detail, #noi-dung"
        raise SourceError(error(Position(path), f"no name of an element: {request.body[:80]}", "missing-body", hint))
    body = choose_body(root, request.body)
    if body is None:
        hint = "look into the page for the element around the article, and name it by its id or class"
        raise SourceError(error(Position(path), f"the page has no element {request.body}", "missing-body", hint))
    census = _census(root, path)
    whole = root.find("body")
    whole = copy.deepcopy(root if whole is None else whole)
    if not request.body and not is_office(root):
        take_furniture(body, whole=body.tag in ("body", "html"))
    blocks = Walker(PageStyles(root), ledger).read(body)
    tell_around(ledger, "", words_around(whole, body))
    said = facts(root)
    base = "".join(root.xpath("//base[1]/@href"))
    parsed = ParsedText(ledger, lambda source: _picture(source, path, parts, base), blocks, facts=said)
    return make_project(path, request, parsed, census)


def tell_around(ledger: Ledger, place: str, found: list[str]) -> None:
    """Take note of what stands around an article."""
    if found:
        ledger.leave_out(AROUND, place, AROUND_WHY, " ".join(found), len(found))


def _picture(source: str, path: Path, parts: dict[str, bytes], base: str) -> bytes:
    """Return the bytes of a picture: in the page, in the archive, or a file beside the page and nowhere else."""
    if source.startswith("data:"):
        head, _, data = source.partition(",")
        try:
            return base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
        except (binascii.Error, ValueError):
            return b""
    for name in (source, unquote(source), urljoin(base, source) if base else source):
        if name in parts:
            return parts[name]
    ending = source.rpartition("/")[2]
    found = [data for name, data in parts.items() if ending and name.rpartition("/")[2] == ending]
    if found:
        return found[0]
    if "://" in source or source.startswith("//"):
        return b""
    name = unquote(source.partition("?")[0].partition("#")[0]).replace("\\", "/")
    folder = path.parent.resolve()
    try:
        file = (folder / name).resolve()
        if os.path.commonpath((folder, file)) != str(folder) or not file.is_file():
            return b""
        return file.read_bytes()
    except (OSError, ValueError):
        return b""


_INSIDE_WORDS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "del",
        "time",
        "img",
        "data",
        "o:p",
    ]
)
"""Elements that words go on through."""


class _Counting(HTMLParser):
    """Counts the words of a page by code of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dropped = 0
        self.in_call = False
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dropped += tag in INVISIBLE
        calls = any("noteref" in (value or "") for _, value in attrs)
        self.in_call = self.in_call or calls
        if calls or tag not in _INSIDE_WORDS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.dropped = max(0, self.dropped - (tag in INVISIBLE))
        if tag not in _INSIDE_WORDS or (tag == "a" and self.in_call):
            self.pieces.append(" ")
        self.in_call = self.in_call and tag != "a"

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.pieces.append(data)


def page_words(root: Element) -> str:
    """Return the words of a page, found by code that shares nothing with the walker."""
    counting = _Counting()
    counting.feed(as_text(root))
    return "".join(counting.pieces)


def _census(root: Element, path: Path) -> Census:
    census = Census()
    if found := tuple(words_of(page_words(root))):
        census.atoms.append(Atom(path.name, "body", found))
    census.counts["picture"] = 0
    return census
