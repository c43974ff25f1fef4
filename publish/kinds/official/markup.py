"""The body of an official document as XHTML for the printed page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from publish.kinds.official.structure import Annex, BodyPart
from publish.layout import xhtml
from publish.publication import model

_ROMAN = re.compile(r"[IVXLC]+\.\s")  # of a section of a document without articles: Phụ lục I, Phần I, Mục V.6.b

ON_LINES = frozenset(["part", "chapter", "section", "subsection"])
"""Divisions whose number and title stand on lines of their own."""


def print_parts(parts: Iterable[BodyPart], renderer: xhtml.Renderer) -> str:
    """Return the parts of a body, one a line."""
    return "\n".join(_part(part, renderer) for part in parts)


def _part(part: BodyPart, renderer: xhtml.Renderer) -> str:
    if part.role == "block":
        return renderer.blocks([part.block])
    text, number = renderer.inlines(part.children), escape(part.number, quote=False)
    name = "p"
    if isinstance(part.block, model.Heading):
        name = f"h{part.block.level}"
    if part.role in ON_LINES:
        title = f'<br/><span class="title">{text}</span>' if text else ""
        content = f'<span class="number">{held(number)}</span>{title}'
    elif number:
        content = f'<span class="number">{held(number)}</span> {text}'
    else:
        content = text
    label = None
    if name != "p":
        label = f"{part.number} {model.plain_text(part.children)}".strip()
    classes = part.role.replace("_", "-")
    if part.role == "crosshead" and _ROMAN.match(model.plain_text(part.children)):
        classes += " roman"
    attributes = {"id": getattr(part.block, "id", None), "class_": classes, "data-title": label}
    return renderer.placed(xhtml.element(name, content, **attributes), part.block.position)


def print_annex(annex: Annex, renderer: xhtml.Renderer) -> dict[str, str]:
    """Return what the layout sees of an annex: its number, title, text, and where it stands in the source."""
    title = renderer.inlines(annex.title)
    plain = f"{annex.number} {model.plain_text(annex.title)}".strip()
    place = renderer.target.place(annex.block.position)
    body = print_parts(annex.parts, renderer)
    name = getattr(annex.block, "id", None) or ""
    return {"number": annex.number, "title": title, "plain": plain, "place": place, "body": body, "id": name}


def held(number: str) -> str:
    """Return a number that no line end parts."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")
