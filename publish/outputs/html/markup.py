"""Turn the screens of a publication, XHTML in the words of EPUB, into HTML5; the only door to lxml here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]  # it has no types

from publish.base.records import dataclass

Element = Any
"""An element of lxml."""

_EPUB = "{http://www.idpf.org/2007/ops}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_BLOCKS = frozenset(
    {"p", "li", "td", "th", "div", "figcaption", "caption", "pre", "blockquote", "aside", "header", "footer", "br"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = ("doc-noteref", "doc-backlink", "doc-pagebreak")
"""Roles of what is no text to be found: calls of notes, links back, marks of pages."""


def read_screen(text: str) -> tuple[str, Element]:
    """Return the title of a page of XHTML, and its body: elements without namespaces and without the words of EPUB.

    What ``epub:type`` said of an element stays in ``data-type`` until it is written.
    """
    root = etree.fromstring(text.encode())
    body = root[-1]
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        kind, language = element.get(f"{_EPUB}type"), element.attrib.pop(_LANGUAGE, None)
        if language:
            element.set("lang", language)
        for name in [name for name in element.attrib if name.startswith("{")]:
            del element.attrib[name]
        if kind:
            element.set("data-type", kind)
    return plain(root[0].find("title")), body


def find_typed(body: Element, kind: str) -> Element | None:
    """Return the first element of that ``epub:type``; None where there is none."""
    return next((element for element in body.iter() if element.get("data-type") == kind), None)


def cut_contents(contents: Element, levels: int) -> None:
    """Leave of the crossheads in a list of contents those of the highest level, or none.

    Args:
        contents: The list, whose crossheads lead to places in pages.
        levels: 1 for parts and chapters, 2 for their crossheads as well.
    """
    for inner in list(contents.iter("ol")):
        links = inner.xpath("./li/a[contains(@href, '#')]")
        above = inner.xpath("parent::li/a[contains(@href, '#')]")
        if inner is not contents and links and (levels == 1 or above):
            inner.getparent().remove(inner)


@dataclass(frozen=True, slots=True)
class MarkupChanges:
    """What changes in the elements of a page for the web.

    Attributes:
        address: Gives the address of a link or a picture.
        sizes: Width and height of the pictures, in pixels, by the address that they have in the screens.
        classes: Names of classes that stand for styles of single elements, filled here; a page that forbids inline
            styles needs rules for them.
        wide: What a table that may be scrolled sideways is called.
        page: What a page is called, before its number.
    """

    address: Callable[[str], str]
    sizes: Mapping[str, tuple[int, int]]
    classes: dict[str, str]
    wide: str
    page: str


def change(body: Element, changes: MarkupChanges) -> None:
    """Change the elements of a page for the web."""
    for element in body.iter():
        if (source := element.get("src")) and (size := changes.sizes.get(source)):
            element.set("width", str(size[0]))
            element.set("height", str(size[1]))
        for name in ("href", "src"):
            if name in element.attrib:
                element.set(name, changes.address(element.get(name)))
        if style := element.attrib.pop("style", None):
            name = changes.classes.setdefault(style, f"set-{len(changes.classes) + 1}")
            element.set("class", f"{element.get('class', '')} {name}".strip())
        if element.get("role") == "doc-pagebreak":  # a span must have no aria-label, says axe, which knows no such role
            label = element.attrib.pop("aria-label")
            element.set("data-label", label)
            element.set("title", f"{changes.page} {label}")
        if element.tag == "div" and "tabindex" in element.attrib:  # whoever comes to it by keyboard hears what it is
            caption = element.find("table/caption")
            element.set("role", "region")
            element.set("aria-label", plain(caption) if caption is not None else changes.wide)


def write(elements: Iterable[Element]) -> str:
    """Return elements as HTML5, one a line."""
    return "\n".join("".join(_write(element)) for element in elements)


def write_inside(element: Element | None) -> str:
    """Return what is in an element as HTML5."""
    if element is None:
        return ""
    return "".join([_escape(element.text), *(part for child in element for part in _write_child(child))]).strip()


def _write(element: Element) -> Iterator[str]:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items() if name != "data-type")
    yield f"<{element.tag}{attributes}>"
    if element.tag in _VOID:
        return
    if element.tag == "pre" and (element.text or "").startswith("\n"):
        yield "\n"  # the first line end of pre is not read
    yield _escape(element.text)
    for child in element:
        yield from _write_child(child)
    yield f"</{element.tag}>"


def _write_child(child: Element) -> Iterator[str]:
    yield from _write(child)
    yield _escape(child.tail)


def _escape(text: str | None) -> str:
    return escape(text, quote=False) if text else ""


def plain(element: Element) -> str:
    """Return the text of an element in one line, blocks parted by a space."""
    return re.sub(r"\s+", " ", "".join(_plain(element))).strip()


def _plain(element: Element) -> Iterator[str]:
    if element.get("role") in _SILENT:
        return
    apart = element.tag in _BLOCKS or element.tag in _HEADINGS
    yield f"{' ' if apart else ''}{element.text or ''}"
    for child in element:
        yield from _plain(child)
        yield child.tail or ""
    if apart:
        yield " "


@dataclass(frozen=True, slots=True)
class HeadedText:
    """The text below one heading of a page.

    Attributes:
        place: ``id`` of the heading; empty for the page itself.
        title: Text of the heading; empty for the page itself.
        text: What stands below it, up to the next heading.
    """

    place: str
    title: str
    text: str


def passages(body: Element) -> Iterator[HeadedText]:
    """Yield the text of a page by its headings, in the order of reading."""
    place, title, parts = "", "", [""]

    def walk(element: Element) -> Iterator[HeadedText]:
        nonlocal place, title, parts
        if element.tag in _HEADINGS and element.get("id"):
            yield HeadedText(place, title, _line(parts))
            place, title, parts = element.get("id"), plain(element), [""]
            return
        if element.get("role") in _SILENT or element.tag == "header":  # its headline is the title of the page
            return
        if element.tag in _BLOCKS or element.tag in _HEADINGS:
            parts.append(" ")
        parts.append(element.text or "")
        for child in element:
            yield from walk(child)
            parts.append(child.tail or "")

    yield from walk(body)
    yield HeadedText(place, title, _line(parts))


def _line(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def read_html(text: str) -> Element:
    """Return the root of a finished page."""
    return html.document_fromstring(text)
