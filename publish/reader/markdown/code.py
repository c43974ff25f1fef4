"""Turn fences and indented lines into blocks of code."""

from __future__ import annotations

import re

from publish.publication.model import Block, CodeBlock, Inline, Text
from publish.reader.markdown.attributes import Attribute, block_id, parse_attributes
from publish.reader.markdown.blocks import Blocks, Element
from publish.reader.source import Passage

_LANGUAGE = re.compile(r"\s*(?P<name>[^\s{},]*)(?P<rest>.*)", re.DOTALL)
_EXECUTED = re.compile(r"\s*\{(?P<name>[A-Za-z][\w+-]*)(?:[ ,][^{}]*)?\}\s*")
_PROSE = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+){3}")
_MARKED = re.compile("[\u00c0-\u1ef9]")
"""Letters with marks, which prose has and code rarely."""


def build_fence(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Code between two lines of grave accents or tildes."""
    token = element.token
    if not token.meta["closed"]:
        hint = f"end it with a line {token.markup}"
        blocks.source.report(element.start, "code without an end", "unclosed-code", hint, len(token.markup))
    executed = _EXECUTED.fullmatch(token.info)
    if executed:
        return _make(blocks, element, executed["name"], element.id, ())
    found = _LANGUAGE.match(token.info)
    assert found is not None
    rest = found["rest"].strip()
    start = element.start + len(token.markup) + token.info.find(rest, found.start("rest"))
    if rest.startswith(","):  # what Rust is told of its examples
        return _make(blocks, element, found["name"], element.id, ())
    attributes, left = _read(rest)
    language = found["name"] or next((each.value for each in attributes if each.key == "."), "")
    title = next((each for each in attributes if each.key in ("title", "filename", "caption")), None)
    id_ = block_id(blocks.source, tuple(each for each in attributes if each.key == "#"), Passage("", ((0, start),)))
    known = [title, next((each for each in attributes if each.key == "." and each.value == language), None)]
    for each in attributes:
        if each.key != "#" and each not in known:
            left = left or (f".{each.value}" if each.key == "." else f"{each.key}={each.value}")
    if left:
        hint = 'code takes a language, {#id} and title="…"'
        message = f"not read behind the language: {left}"
        blocks.source.warn(start, message, "unknown-attribute", hint, len(rest))
    shown: tuple[Inline, ...] = ()
    if title:
        place = blocks.source.text.find(title.value, start + title.offset)
        shown = (Text(title.value, blocks.source.position(place)),)
    return _make(blocks, element, language, element.id or id_, shown)


def _read(text: str) -> tuple[tuple[Attribute, ...], str]:
    """Return the attributes behind the language, in braces or not, and what cannot be read of them."""
    if not text:
        return (), ""
    if text.startswith("{") and (parsed := parse_attributes(text, 0)):
        return parsed[0], text[parsed[1] :].strip()
    braced = parse_attributes("{" + text + "}", 0)
    return (tuple(braced[0]), "") if braced and "{" not in text else ((), text)


def build_indented(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Lines that are indented by four spaces; prose that is indented so is told, since it may be no code."""
    text = element.token.content
    if _PROSE.search(text) and _MARKED.search(text):
        hint = "take the spaces at the start of the lines away, or put ``` above and below for code"
        blocks.source.warn(element.start, "text indented by four spaces is set as code", "indented-code", hint)
    return _make(blocks, element, "", element.id, ())


def _make(blocks: Blocks, element: Element, language: str, id_: str | None, title: tuple[Inline, ...]) -> tuple[Block]:
    text = element.token.content.removesuffix("\n")
    return (CodeBlock(language, text, id_, blocks.position(element), title=title),)
