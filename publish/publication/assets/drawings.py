"""Look at drawings in SVG: how large they are, and whether they hold only what paper and every screen can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from publish.base.messages import say
from publish.base.units import MM_PER_INCH, POINTS_PER_INCH, PX_PER_INCH
from publish.publication.assets.drawing_text import read_words, unset_letters

LARGEST_FILE = 2_000_000  # bytes

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_PARTS = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|style|path|rect|circle|ellipse|line|polyline|polygon|marker|clipPath|mask"
    "|pattern|linearGradient|radialGradient|stop|text|tspan"
)
"""Elements that a drawing may have; those of other vocabularies, which drawing programs leave behind, show nothing."""

_LENGTH = re.compile(r"\s*(?P<number>\d*\.?\d+(?:e[-+]?\d+)?)\s*(?P<unit>px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_PIXELS = {
    **{"px": 1.0, "pt": PX_PER_INCH / POINTS_PER_INCH, "pc": PX_PER_INCH / 6},
    **{"mm": PX_PER_INCH / MM_PER_INCH, "cm": 10 * PX_PER_INCH / MM_PER_INCH, "in": float(PX_PER_INCH)},
}
_UNSET = re.compile(
    r"(?i)(writing-mode)\s*:\s*(?:tb|vertical)|(baseline-shift)\s*:\s*(?!0\b|baseline)"
    r"|(text-decoration)(?:-line)?\s*:\s*(?:underline|overline|line-through)"
)
"""What the engine does not know of the words of a drawing."""

_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"]?#)", re.IGNORECASE)


def is_drawing(content: bytes) -> bool:
    """Tell whether the first bytes of a file are those of an SVG file, or of another XML file."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"


def measure_drawing(content: bytes) -> tuple[float, float]:
    """Return width and height of a drawing in CSS pixels.

    Raises:
        ValueError: If it cannot be published, saying why.
    """
    if len(content) > LARGEST_FILE:
        raise ValueError(say("a drawing larger than {most} MB", most=LARGEST_FILE // 1_000_000))
    if b"<!ENTITY" in content.replace(b"\0", b""):
        raise ValueError(say("a drawing with entities of its own"))
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as failure:
        raise ValueError(say("not a drawing that can be read: {failure}", failure=failure)) from failure
    if root.tag != f"{_SVG}svg":
        raise ValueError(say("XML, but no SVG"))
    if fault := next(_faults(root), ""):
        raise ValueError(fault)
    if (words := read_words(content)) and (letters := unset_letters(words)):
        raise ValueError(
            say("a drawing with letters that are set together ({letters}); turn them into paths", letters=letters[:20])
        )
    width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
    box = [float(part) for part in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", root.get("viewBox", ""), re.IGNORECASE)]
    if len(box) == 4 and min(box[2:]) > 0:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    if not (width and height):
        raise ValueError(say("a drawing that says neither its width and height nor its viewBox"))
    return width, height


def _faults(root: ElementTree.Element) -> Iterator[str]:
    """Yield what is in a drawing and cannot be published."""
    for element in root.iter():
        name = str(element.tag)
        if name.startswith(_XHTML) or (name.startswith(_SVG) and not _PARTS.fullmatch(name.removeprefix(_SVG))):
            part = name.partition("}")[2]
            if part == "textPath":
                yield say("a drawing cannot hold <textPath>; turn its letters into paths")
            yield say("a drawing cannot hold <{part}>", part=part)
        if _OUTSIDE.search(" ".join([*element.attrib.values(), element.text or ""])):
            yield say("a drawing that takes something from another file")
        declared = [f"{key}:{value}" for key, value in element.attrib.items() if key != "style"]
        declared += [element.get("style", ""), (element.text or "") if element.tag == f"{_SVG}style" else ""]
        if unset := _UNSET.search(";".join(declared)):
            name = next(filter(None, unset.groups())).lower()
            yield say("a drawing with {name}, which is not set; turn these letters into paths", name=name)
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            if attribute == "href" and not value.startswith("#"):
                yield say("a drawing that takes something from another file: {address}", address=value[:40])
            if attribute.startswith("on"):
                yield say("a drawing with a program: {attribute}", attribute=attribute)


def _pixels(text: str) -> float:
    """Return a length in CSS pixels; 0 for none, and for one that depends on what is around the drawing."""
    match = _LENGTH.fullmatch(text)
    return float(match["number"]) * _PIXELS[(match["unit"] or "px").lower()] if match else 0.0
