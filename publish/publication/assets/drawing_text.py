"""Set the words of drawings in the fonts of the house: no machine has the fonts that a drawing was made with.

A drawing without words stays as it is, byte for byte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from publish.base.records import dataclass

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SERIF, SANS, MONO = "Source Serif 4", "Source Sans 3", "JetBrains Mono"
"""The families that stand for those of drawings, with serifs, without, and of one width."""

_WORDS = re.compile(rb"<(\w+:)?text[\s>]")
_TEXTS = tuple(f"{{{SVG}}}{name}" for name in ("text", "tspan"))
_MONO_NAMES = re.compile(r"(?i)mono|courier|consolas|menlo|code\b|typewriter")
_SERIF_NAMES = re.compile(r"(?i)(?<!sans-)(?<!sans )\bserif|times|georgia|garamond|palatino|cambria|roman|song|ming")
_FAMILY = re.compile(r"(?i)(?<![\w-])font-family\s*:\s*([^;}]+)")
_SHORTHAND = re.compile(
    r"(?i)(?<![\w-])font\s*:\s*(?P<before>(?:(?:normal|italic|oblique|small-caps|bold|[1-9]00)\s+)*)"
    r"(?P<size>[\d.]+(?:px|pt|em|rem|mm|%)?)(?:\s*/\s*[\w.%]+)?\s+(?P<family>[^;}]+)"
)
_SHAPED = re.compile("[\u0590-\u1dff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff]")


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says.

    Attributes:
        text: All its words, composed (NFC).
        families: Families of the house that set them.
        bold, italic: Whether any of them are.
    """

    text: str
    families: tuple[str, ...]
    bold: bool
    italic: bool


def read_words(content: bytes) -> Words | None:
    """Return what a drawing says; None for one without words."""
    if not _has_words(content):
        return None
    root = ElementTree.fromstring(set_words(content))
    said = " ".join(_said(root))
    markup = " ".join(_style_texts(root))
    families = tuple(family for family in (SERIF, SANS, MONO) if family in markup)
    bold = re.search(r"(?i)font-weight[\"':=\s]+(bold|[6-9]00)", markup) is not None
    return Words(said, families, bold, re.search(r"(?i)italic|oblique", markup) is not None)


def set_words(content: bytes, font_rules: str = "", names: Sequence[tuple[str, str]] = (), title: str = "") -> bytes:
    """Return a drawing whose words are set in the families of the house; one without words as it is.

    Args:
        content: The drawing, which :func:`publish.publication.assets.drawings.measure_drawing` has taken.
        font_rules: Rules that go before its own styles.
        names: Families of the house, and the lists of families that stand for them with these rules.
        title: Words that say what the drawing shows, if the drawing does not.
    """
    if not _has_words(content):
        return content
    root = ElementTree.fromstring(content)
    if not root.get("font-family"):
        root.set("font-family", SANS)
    for element in root.iter():
        if family := element.get("font-family"):
            element.set("font-family", _house(family))
        if style := element.get("style"):
            element.set("style", _restyle(style))
        if element.tag == f"{{{SVG}}}style":
            element.text = _restyle(element.text or "")
        if element.tag in _TEXTS:
            element.text = unicodedata.normalize("NFC", element.text) if element.text else None
            for child in element:
                child.tail = unicodedata.normalize("NFC", child.tail) if child.tail else None
    for family, name in names:
        for element in root.iter():
            for key in ("font-family", "style"):
                if family in element.get(key, ""):
                    element.set(key, element.attrib[key].replace(family, name))
            if element.tag == f"{{{SVG}}}style" and element.text:
                element.text = element.text.replace(family, name)
    if font_rules:
        sheet = ElementTree.Element(f"{{{SVG}}}style")
        sheet.text = font_rules
        root.insert(0, sheet)
    if title and root.find(f"{{{SVG}}}title") is None:
        shown = ElementTree.Element(f"{{{SVG}}}title")
        shown.text = title
        root.insert(0, shown)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def unset_letters(words: Words) -> str:
    """Return the letters that can only be set together with others, which the engine does not do in a drawing."""
    return "".join(dict.fromkeys(c for c in words.text if _SHAPED.match(c) or unicodedata.combining(c)))


def _has_words(content: bytes) -> bool:
    return _WORDS.search(content.replace(b"\0", b"")) is not None


def _said(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter(f"{{{SVG}}}text"):
        yield " ".join("".join(element.itertext()).split())


def _style_texts(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from (f'{key}="{value}"' for key, value in element.attrib.items() if "font" in key or key == "style")
        if element.tag == f"{{{SVG}}}style":
            yield element.text or ""


def _restyle(style: str) -> str:
    """Return declarations with families of the house; ``font`` is written out, since the engine does not know it."""

    def write_out(match: re.Match[str]) -> str:
        parts = [f"font-size: {match['size']}", f"font-family: {_house(match['family'])}"]
        for word in match["before"].lower().split():
            if word in ("italic", "oblique"):
                parts.append(f"font-style: {word}")
            elif word == "bold" or word[-2:] == "00":
                parts.append(f"font-weight: {word}")
        return "; ".join(parts)

    return _FAMILY.sub(lambda match: f"font-family: {_house(match[1])}", _SHORTHAND.sub(write_out, style))


def _house(family: str) -> str:
    """Return the family of the house that is most like one of a drawing."""
    if _MONO_NAMES.search(family):
        return MONO
    return SERIF if _SERIF_NAMES.search(family) else SANS
