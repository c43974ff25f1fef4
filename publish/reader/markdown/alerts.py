"""Boxes that warn or advise, in the words of GitHub, Obsidian, Quarto, VuePress, Docusaurus and MkDocs.

Whatever a system calls them, there are five kinds here: ``note``, ``tip``, ``important``, ``warning``, ``caution``. A
box without a title of its own has the word for what it was called, in the language of the text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from publish.base.messages import say
from publish.publication.model import Box, Inline, Text
from publish.publication.words import words
from publish.reader.markdown.attributes import Attribute
from publish.reader.markdown.blocks import Blocks, Element, is_comment
from publish.reader.source import Passage
from publish.reader.syntax.alert_names import ALERTS, KINDS

_ALERT = re.compile(r"\[!(?P<name>[A-Za-z-]+)\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|\Z)")
_TITLE = re.compile(r"(?:(?:inline|end)[ \t]+)*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>.*))", re.DOTALL)


def build_alert(blocks: Blocks, element: Element) -> Box | None:
    """Return the box that a quote is whose first line is ``[!NOTE]`` or the like; None for any other quote."""
    first = next((child for child in element.children if not is_comment(child)), None)
    if not first or first.token.type != "paragraph_open" or not first.passage:
        return None
    found = _ALERT.match(first.passage.text)
    if not found:
        return None
    name = found["name"].lower()
    if name not in ALERTS:
        close = difflib.get_close_matches(name, ALERTS, 1)
        hint = (
            say("did you mean [!{guess}]?", guess=close[0].upper())
            if close
            else say("there are {known}", known=", ".join(KINDS))
        )
        offset = first.passage.source_offset(found.start("name"))
        blocks.source.report(
            offset, say("unknown box: [!{name}]", name=found["name"]), "unknown-container", hint, len(name)
        )
        name = "note"
    rest = replace(first, passage=first.passage.part(found.end()))
    title = blocks.read_inlines(first.passage.part(found.start("title"), found.end("title")))
    children = [rest if child is first else child for child in element.children]
    return make_alert(blocks, element, name, title, children)


def make_alert(
    blocks: Blocks, element: Element, name: str, title: tuple[Inline, ...], children: list[Element] | None = None
) -> Box:
    """Return a box of that name, with the word for it as title where it has none."""
    kind, word = ALERTS[name]
    at = blocks.position(element)
    shown = title or (Text(words(blocks.language, "boxes")[word], at),)
    return Box(shown, blocks.build(element.children if children is None else children), element.id, at, kind=kind)


def read_title(passage: Passage) -> Passage:
    """Return the title in what stands behind the name of a box, without the quotes around it."""
    found = _TITLE.fullmatch(passage.text)
    assert found is not None
    group = "bare" if found["quoted"] is None else "quoted"
    return passage.part(found.start(group), found.end(group))


def named_by_class(attributes: tuple[Attribute, ...]) -> tuple[str, tuple[Attribute, ...]]:
    """Return the name that Pandoc and Quarto give a container by its first class, and the other attributes."""
    name = next((each for each in attributes if each.key == "."), None)
    if not name:
        return "", attributes
    rest = tuple(each for each in attributes if each is not name and each.key not in ("collapse", "icon", "appearance"))
    return name.value.removeprefix("callout-"), rest
