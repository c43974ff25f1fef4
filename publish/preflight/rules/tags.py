"""Rules about the structure of a tagged file, and what else readers on screen need."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from publish.preflight.collecting import Collector
from publish.preflight.metadata import Metadata
from publish.preflight.pdf.reading import entries_of, items_of, key_of, lookup, text_of

MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 500


def check_tags(pdf: pikepdf.Pdf, found: Collector) -> None:
    """Check the structure of a file that has one: pictures with a text, headings without gaps."""
    root = lookup(pdf.Root, "/StructTreeRoot")
    if root is None:
        return

    @functools.cache
    def numbers() -> dict[tuple[int, int] | None, int]:
        return {key_of(page.obj): index for index, page in enumerate(pdf.pages, 1)}

    def number_of(element: Any) -> int:
        return numbers().get(_page_key(element), 0)

    roles = {name: text_of(role) for name, role in entries_of(lookup(root, "/RoleMap"))}
    level = 0
    for kind, element in _elements(root, roles):
        if kind == "/Figure" and not any(text_of(lookup(element, key)).strip() for key in ("/Alt", "/ActualText")):
            message, hint = "a figure has no alternative text", "say in /Alt what it shows"
            found.add("missing-alt", message, hint, page=number_of(element))
        heading = re.fullmatch(r"/H([1-9]\d?)", kind)
        if heading:
            now = int(heading[1])
            if now > level + 1:
                before = f"after H{level}" if level else "as the first heading"
                message = f"H{now} stands {before}"
                found.add("skipped-heading", message, "no level of headings is left out", page=number_of(element))
            level = now


def _elements(root: Any, roles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the structure elements in the order of reading, each once, with their standard types."""
    seen: set[tuple[int, int]] = set()
    waiting = [(child, 1) for child in reversed(_kids(root))]
    count = 0
    while waiting and count < MAX_ELEMENTS:
        element, depth = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        key = key_of(element)
        if key is not None:
            if key in seen:
                continue
            seen.add(key)
        count += 1
        kind = text_of(element.get("/S"))
        for _ in range(8):
            if kind not in roles or roles[kind] == kind:
                break
            kind = roles[kind]
        if kind:
            yield kind, element
        if depth < MAX_DEPTH:
            waiting += [(child, depth + 1) for child in reversed(_kids(element))]


def _kids(element: Any) -> list[Any]:
    kids = lookup(element, "/K")
    return items_of(kids) or ([kids] if isinstance(kids, pikepdf.Dictionary) else [])


def _page_key(element: Any) -> tuple[int, int] | None:
    for kid in (element, *_kids(element)[:8]):
        key = key_of(lookup(kid, "/Pg"))
        if key:
            return key
    return None


def check_screen(pdf: pikepdf.Pdf, found: Collector) -> None:
    """Check what readers on screen, and those who listen, need of the file."""
    root = pdf.Root
    if lookup(root, "/StructTreeRoot") is None or lookup(root, "/MarkInfo", "/Marked") is not True:
        found.add("missing-tags", "the file is not tagged", "write a structure tree and MarkInfo")
    if not text_of(lookup(root, "/Lang")).strip():
        found.add("missing-language", "the file does not name its language", "set /Lang of the catalog")
    metadata = Metadata(pdf)
    hint = "give dc:title in XMP, and DisplayDocTitle"
    if metadata.xmp is not None and metadata.present and not metadata.title:
        found.add("missing-title", "the file has no title in its XMP", hint)
    elif lookup(root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        found.add("missing-title", "readers show the file name and not the title", hint)
    if len(pdf.pages) > 1 and lookup(root, "/PageLabels") is None:
        message = "the pages have no labels, so that readers count them from 1"
        found.add("no-page-labels", message, "write the printed page numbers as /PageLabels", warn=True)
