"""Turn headings into crossheads, and the first ``# …`` into the headline where the front matter has none.

The headline is level 1. Below it crossheads go down one by one, whatever levels their writer counted with: a ``#`` in
the text is a crosshead of the highest level, and what stands below it goes one further down.
"""

from __future__ import annotations

import re

from publish.base.messages import say
from publish.publication.model import Block, Heading, Inline, Span, plain_text
from publish.reader.markdown.attributes import Attribute, block_id, parse_attributes
from publish.reader.markdown.blocks import Blocks, Element, is_comment
from publish.reader.source import Passage

_DEEPEST = 6
_BRACE = re.compile(r"(?:^|\s+)(?P<brace>\{[^{}\n]*\})\s*$")
_UNNUMBERED = ("unnumbered", "unlisted")
"""Classes of Pandoc for headings that are not counted; here no crosshead is."""

_UNREAD = ("attributes", "definition", "footnote_reference_open")
"""Tokens of what is no text where it stands."""


def take_headline(blocks: Blocks, given: tuple[tuple[Inline, ...], ...], *, wanted: bool) -> tuple[Inline, ...]:
    """Take the headline out of the text and return it; empty if it is not there.

    Args:
        blocks: The blocks of the article.
        given: The lines of the headline that the front matter has.
        wanted: Whether the front matter should have had one; else a ``# …`` that says it again is taken out as well.
    """
    elements = blocks.elements
    place = next((index for index, element in enumerate(elements) if _is_title(element)), None)
    if place is None:
        return ()
    title, before = elements[place], elements[:place]
    text_before = any(not is_comment(each) and each.token.type not in _UNREAD for each in before)
    if not wanted:
        text = (title.passage.text if title.passage else "").split()
        if not text_before and given and text == " ".join(map(plain_text, given)).split():
            message, hint = say("the headline stands in the front matter already"), say("delete this line")
            blocks.source.warn(title.start, message, "heading-level", hint, len(title.token.markup))
            del elements[place]
        return ()
    if text_before:
        message, hint = say("text above the headline is set below it"), say("put the line with '# ' first")
        blocks.source.warn(title.start, message, "heading-level", hint)
    start = place
    while start and elements[start - 1].token.type == "attributes":
        start -= 1
    blocks.give_id(title, elements[start:place])
    del elements[start : place + 1]
    blocks.titled = True
    id_, passage = read_heading(blocks, title)
    children = blocks.read_inlines(passage)
    return (Span(None, id_, children, blocks.position(title)),) if id_ and children else children


def _is_title(element: Element) -> bool:
    return element.token.type == "heading_open" and element.token.tag == "h1"


def build_heading(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A crosshead, on its level."""
    level = _level(blocks, element)
    id_, passage = read_heading(blocks, element)
    return (Heading(level, id_, blocks.read_inlines(passage), blocks.position(element)),)


def _level(blocks: Blocks, element: Element) -> int:
    """Return the level of a crosshead below those that are open; what is left out on the way down is told once."""
    written = int(element.token.tag[1:])
    while blocks.levels and blocks.levels[-1] >= written:
        blocks.levels.pop()
    above = blocks.levels[-1] if blocks.levels else 1
    level = min(len(blocks.levels) + 2, _DEEPEST)
    blocks.levels.append(written)
    if written == 1 and blocks.titled and (0, 1) not in blocks.told:
        blocks.told.add((0, 1))
        hint = say("a file is one article; use ## for its highest crossheads, or make a second file of this part")
        message = say("a second # in the text is set as a crosshead of level 2")
        blocks.source.warn(element.start, message, "heading-level", hint)
    elif written > above + 1 and (above, written) not in blocks.told:
        blocks.told.add((above, written))
        message = say(
            "crosshead {written} after {above} is set one level below it", written="#" * written, above="#" * above
        )
        if len(blocks.levels) == 1:
            message = say("the first crosshead is {written} and is set as ##", written="#" * written)
        blocks.source.warn(
            element.start, message, "heading-level", say("use {marks}", marks="#" * (above + 1)), written
        )
    return level


def read_heading(blocks: Blocks, element: Element) -> tuple[str | None, Passage]:
    """Return the id of a heading and its text, without the attributes behind it, ``## Words {#id}``."""
    passage = element.passage or Passage("", ((0, element.start),))
    if element.token.markup.startswith("#"):
        text_start = element.start + len(element.token.markup)
        text_start = max(text_start, blocks.source.text.find(passage.text[:1], text_start))
        passage = Passage(passage.text, ((0, text_start),))
    found = _BRACE.search(passage.text)
    if not found:
        return element.id, passage
    attributes: tuple[Attribute, ...] = ()
    if found["brace"] != "{-}":
        parsed = parse_attributes(passage.text, found.start("brace"))
        if not parsed:
            return element.id, passage
        attributes = tuple(each for each in parsed[0] if not (each.key == "." and each.value in _UNNUMBERED))
    id_ = block_id(blocks.source, attributes, passage.part(found.start("brace"), found.end("brace")))
    return element.id or id_, passage.part(0, found.start())
