"""The door to lxml: XML of strange origin within limits, its names with the prefixes that everybody knows."""

from __future__ import annotations

import functools
import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from publish.base.messages import say

Element = Any
"""An element of lxml."""

_OFFICE = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office"
SPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "rel": f"{_OFFICE}/package/2006/relationships",
    "ct": f"{_OFFICE}/package/2006/content-types",
    "cp": f"{_OFFICE}/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    **{
        prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for prefix, name in {
            **{"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"},
            **{"fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta"},
        }.items()
    },
    "xlink": "http://www.w3.org/1999/xlink",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": f"{_MICROSOFT}/word/2010/wordml",
    "wps": f"{_MICROSOFT}/word/2010/wordprocessingShape",
    "wpg": f"{_MICROSOFT}/word/2010/wordprocessingGroup",
    "wpc": f"{_MICROSOFT}/word/2010/wordprocessingCanvas",
    "wp14": f"{_MICROSOFT}/word/2010/wordprocessingDrawing",
}
"""Namespaces by the prefix that Word writes for them."""

_PREFIXES = {space: prefix for prefix, space in SPACES.items()}
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_YEARS = {b"officeDocument": b"2006/", b"drawingml": b"2006/", b"wordprocessingml": b"2006/"}
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class BadXml(Exception):
    """A part is no XML, or declares entities, or is nested deeper than anything that people write."""


def parse(content: bytes) -> Element:
    """Return the outermost element of a part; names of the strict form of the standard are those of the usual one.

    Raises:
        BadXml: If it cannot be read; nothing outside of it is ever looked for.
    """
    if _DECLARATION.search(content) or _DECLARATION.search(content.replace(b"\0", b"")[:4000]):
        raise BadXml(say("it declares entities or a document type of its own"))
    if b"purl.oclc.org/ooxml" in content:
        content = _STRICT.sub(_usual, content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        demand_memory(failure)
        raise BadXml(" ".join(str(failure).split())[:200] or say("it is empty")) from failure


def demand_memory(failure: Exception) -> None:
    """Raise MemoryError where a failure of lxml means that: libxml2 has no more of it, and says that or nothing."""
    said = str(failure)
    if getattr(failure, "code", None) == _NO_MEMORY or said.startswith(("Memory allocation failed", "unknown error")):
        raise MemoryError from failure


_NO_MEMORY = 2
"""``XML_ERR_NO_MEMORY`` of libxml2."""


def _usual(match: re.Match[bytes]) -> bytes:
    return _OFFICE.encode() + b"/" + match[1] + b"/" + _YEARS.get(match[1], b"")


@functools.lru_cache(maxsize=4096)
def short(tag: object) -> str:
    """Return the name of an element or attribute with its prefix, ``w:p``; ``{space}name`` for what nobody knows."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space.removeprefix("{"))
    return f"{prefix}:{name}" if prefix else tag


@functools.lru_cache(maxsize=4096)
def full(name: str) -> str:
    """Return the name of an element or attribute as lxml has it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{SPACES[prefix]}}}{local}" if prefix else local


def child(element: Element, *names: str) -> Element | None:
    """Return the first child of the first child … that has these names; None if there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(full(name))
    return element


def value(element: Element | None, *names: str, of: str = "w:val") -> str | None:
    """Return an attribute of a child; None if either is not there."""
    found = child(element, *names) if element is not None else None
    return None if found is None else found.get(full(of))


def flag(element: Element | None, name: str) -> bool | None:
    """Return whether a property is on, ``<w:b/>``; None if nothing is said of it."""
    found = child(element, name) if element is not None else None
    if found is None:
        return None
    return found.get(full("w:val"), "1").lower() not in ("0", "false", "off", "none")


def number(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number; what is none counts as nothing said."""
    try:
        return round(float(text)) if text else otherwise
    except (ValueError, OverflowError):
        return otherwise
