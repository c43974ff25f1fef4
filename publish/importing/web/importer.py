"""A page to a new project: the article in it, its facts, and its pictures from beside it."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.making import make_project
from publish.importing.project import Imported, Request
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import ParsedText
from publish.importing.sniffing import sniff
from publish.importing.web.archive import open_archive
from publish.importing.web.blocks import Walker
from publish.importing.web.census import page_words
from publish.importing.web.furniture import take_dropped, take_furniture, unwrap_forms, words_around
from publish.importing.web.looks import PageStyles
from publish.importing.web.page import (
    Element,
    choose_body,
    facts,
    is_office,
    is_selector,
    parse_page,
)

AROUND = say("words around the article")
AROUND_WHY = say("navigation, other articles, forms, the head and foot of the page")

LARGEST = 100_000_000
"""Bytes that a page may have, its pictures included."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that a page amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        message = say("the file has more than {largest} MB", largest=LARGEST // 1000000)
        raise SourceError(error(Position(path), message, "source-too-large", say("save the article without the rest")))
    parts: dict[str, bytes] = {}
    if sniff(path) == "mail":
        content, parts = open_archive(content)
    try:
        root = parse_page(content)
    except (ValueError, AssertionError) as failure:
        reason = " ".join(str(failure).split())[:200]
        hint = say("save the page anew, as a whole")
        raise SourceError(
            error(Position(path), say("the page cannot be read: {reason}", reason=reason), "damaged-input", hint)
        ) from failure
    ledger = Ledger()
    unwrap_forms(root)
    if request.body and not is_selector(request.body):
        hint = say("name an element by its name, id and classes: div.detail, #noi-dung")
        raise SourceError(
            error(Position(path), say("no name of an element: {body}", body=request.body[:80]), "missing-body", hint)
        )
    body = choose_body(root, request.body)
    if body is None:
        hint = say("look into the page for the element around the article, and name it by its id or class")
        raise SourceError(
            error(Position(path), say("the page has no element {body}", body=request.body), "missing-body", hint)
        )
    census = _census(root, path)
    styles = PageStyles(root)
    if not request.body and not is_office(root):
        take_furniture(body, whole=body.tag in ("body", "html"))
    take_dropped(body)
    blocks = Walker(styles, ledger).read(body)
    tell_around(ledger, "", words_around(census.atoms, body))
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


def _census(root: Element, path: Path) -> Census:
    census = Census()
    if found := tuple(words_of(page_words(root))):
        census.atoms.append(Atom(path.name, "body", found))
    census.counts["picture"] = 0
    return census
