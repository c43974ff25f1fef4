"""What a Word file holds, counted straight from its XML by code that shares nothing with the parser.

A flat list of atoms: the words of each paragraph by the region they stand in, and everything else that a reader would
miss, by name. The balance asks of each atom what became of it.
"""

from __future__ import annotations

import functools
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator

from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.word.package import UNREADABLE

_PARTS = {
    "wordprocessingml.document.main+xml": "body",
    "wordprocessingml.template.main+xml": "body",
    "ms-word.document.macroenabled.main+xml": "body",
    "ms-word.template.macroenabledtemplate.main+xml": "body",
    "wordprocessingml.footnotes+xml": "note",
    "wordprocessingml.endnotes+xml": "note",
    "wordprocessingml.comments+xml": "comment",
    "wordprocessingml.header+xml": "header",
    "wordprocessingml.footer+xml": "footer",
}
_COUNTED = {
    "blip": "picture",
    "imagedata": "picture",
    "footnoteReference": "note",
    "endnoteReference": "note",
    "commentReference": "comment",
    "tbl": "table",
    "tc": "cell",
    "hyperlink": "link",
    "oMath": "equation",
    "txbxContent": "box",
    "altChunk": "inserted file",
    "OLEObject": "object",
    "chart": "chart",
    "ruby": "ruby",
    "sdt": "content control",
    "smartTag": "smart tag",
    "fldSimple": "field",
}
_NAMED = re.compile(r"word/(document|footnotes|endnotes|comments|header|footer)\d*\.xml")
_APART = {"txbxContent": "box", "del": "deleted", "moveFrom": "deleted", "ins": "inserted", "moveTo": "inserted"}
_SPACES = ("tab", "br", "cr", "ptab")


def take_census(content: bytes) -> Census:
    """Return what is in a Word file; a part that cannot be read holds nothing that could be counted."""
    census = Census()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = {name.lower(): name for name in package.namelist()}
        for part, region in _typed_parts(package, names):
            try:
                root = ElementTree.fromstring(package.read(part))
            except (ElementTree.ParseError, *UNREADABLE):
                continue
            _Counting(census, part, region).part(root)
    return census


def _typed_parts(package: zipfile.ZipFile, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the parts with text and the region of each, by the types that the file gives its parts."""
    try:
        types = ElementTree.fromstring(package.read(names.get("[content_types].xml", "[Content_Types].xml")))
    except (ElementTree.ParseError, *UNREADABLE):
        yield from ((name, region) for name in sorted(names.values()) if (region := _region_by_name(name)))
        return
    defaults = {
        each.get("Extension", "").lower(): each.get("ContentType", "") for each in types if _name(each) == "Default"
    }
    overrides = {
        each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
        for each in types
        if _name(each) == "Override"
    }
    for lower, name in sorted(names.items()):
        kind = overrides.get(lower) or defaults.get(lower.rpartition(".")[2], "")
        region = next((region for ending, region in _PARTS.items() if kind.lower().endswith(ending.lower())), "")
        if region:
            yield name, region


def _region_by_name(name: str) -> str:
    """Return the region of a part by the name that Word gives it, where the file does not say its type."""
    match = _NAMED.fullmatch(name.lower())
    kind = match[1] if match else ""
    return {"document": "body", "footnotes": "note", "endnotes": "note", "comments": "comment"}.get(kind, kind)


def _name(element: ElementTree.Element) -> str:
    return _local(element.tag)


@functools.lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Counting:
    def __init__(self, census: Census, part: str, region: str) -> None:
        self.census, self.part_name, self.region = census, part, region
        self.number = 0
        self.instructions: list[bool] = []
        self.texts: list[dict[str, list[str]]] = []

    def part(self, root: ElementTree.Element) -> None:
        if self.region in ("note", "comment"):
            for each in root:
                self.walk(each, self.region)
        else:
            self.walk(root, self.region)

    def walk(self, element: ElementTree.Element, region: str) -> None:
        """Count an element and all in it; a stack of its own, since files may be nested deep."""
        stack: list[tuple[ElementTree.Element | None, str, str]] = [(element, region, "")]
        while stack:
            here, region, closing = stack.pop()
            if here is None:
                self.end(closing)
                continue
            name = _name(here)
            if name == "p" and "wordprocessingml" in here.tag:
                self.number += 1
                self.texts.append({})
                stack.append((None, region, f"{self.part_name}: paragraph {self.number}"))
            self.one(here, name, region)
            if not len(here):
                continue
            region = _APART.get(name, region) if self.region in ("body", "note") else region
            if name == "r" and _is_hidden(here):
                region = "hidden"
            children = list(here)
            if name == "AlternateContent":
                children = [each for each in children if _name(each) == "Choice"][:1] or children
            if "officeDocument/2006/math" in here.tag or "officeDocument/math" in here.tag:
                region = "equation"
            stack += [(each, region, "") for each in reversed(children)]

    def one(self, element: ElementTree.Element, name: str, region: str) -> None:
        if (kind := _COUNTED.get(name)) and self.region in ("body", "note"):
            self.census.counts[kind] += 1
        if name == "fldChar":
            self.field(next((value for key, value in element.attrib.items() if key.endswith("fldCharType")), ""))
        elif name in ("t", "delText") and self.texts and not any(self.instructions):
            self.texts[-1].setdefault(region, []).append(element.text or "")
        elif name in _SPACES and self.texts and len(element) == 0:
            for pieces in self.texts[-1].values():
                pieces.append(" ")
        elif name == "noBreakHyphen" and self.texts:
            self.texts[-1].setdefault(region, []).append("-")

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.instructions.append(True)
            self.census.counts["field"] += 1
        elif kind == "separate" and self.instructions:
            self.instructions[-1] = False
        elif kind == "end" and self.instructions:
            self.instructions.pop()

    def end(self, place: str) -> None:
        """End a paragraph and note its words."""
        said = False
        for region, pieces in self.texts.pop().items():
            words = tuple(words_of("".join(pieces)))
            if words:
                said = True
                self.census.atoms.append(Atom(place, region, words))
        if said and self.region in ("body", "note"):
            self.census.counts["paragraph"] += 1


def _is_hidden(run: ElementTree.Element) -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            for each in properties:
                if _name(each) == "vanish":
                    said = [value for key, value in each.attrib.items() if key.endswith("val")]
                    return not said or said[0].lower() not in ("0", "false", "off")
    return False
