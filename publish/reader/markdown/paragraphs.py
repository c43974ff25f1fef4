"""Turn paragraphs into block nodes: running text, and pictures that stand alone on their lines."""

from __future__ import annotations

import re

from publish.base.messages import say
from publish.publication.model import Block, Figure, Paragraph, Text
from publish.reader.markdown.attributes import Attribute, picture_facts
from publish.reader.markdown.blocks import BUILDERS, Blocks, Element
from publish.reader.markdown.html import IMAGE, attributes_of
from publish.reader.markdown.parser import Token
from publish.reader.markdown.pictures import alternative_text, crowded_picture, only_picture, picture_file
from publish.reader.source import Passage

_BEFORE_TITLE = re.compile(r"(?<=\]\()\s*(?:<[^<>\n]*>\s+[\"'(]|\S+?\s+[\"']|[^\"\n]+?\s+\"|\S+?\s+\()")
"""What stands between the alternative text of a picture and its title."""

_STRAY_LINE = re.compile(r"^(?:(?P<fence>:{3,}.*)|(?P<mark>:)[ \t])", re.MULTILINE)


_IMAGES = re.compile(rf"(?:{IMAGE.pattern}\s*)+", re.IGNORECASE)


def build_paragraph(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A paragraph, or the pictures that stand alone on its lines and what is between them."""
    passage = element.passage
    if passage is None or not passage.text:
        return ()
    tokens = blocks.inlines.parse(passage)
    if figure := read_picture(blocks, element, tokens):
        return (figure,)
    if "![" in passage.text and len(parts := _parts(blocks, element, passage)) > 1:
        return tuple(block for part in parts for block in build_paragraph(blocks, part))
    _check_lines(blocks, passage)
    _check_pictures(blocks, passage, tokens)
    children = blocks.inlines.build(tokens, passage)
    at = blocks.source.position(passage.source_offset(0)) if element.is_part else blocks.position(element)
    return (Paragraph(element.id, children, at),) if children else ()


def _parts(blocks: Blocks, element: Element, passage: Passage) -> list[Element]:
    """Return a paragraph as several, where lines of it are a picture and nothing else; the first has the id."""
    cuts: list[tuple[int, int, bool]] = []
    here = 0
    for line in passage.text.split("\n"):
        end = here + len(line)
        alone = line.lstrip().startswith("![") and bool(only_picture(blocks.inlines.parse(passage.part(here, end))))
        if cuts and not alone and not cuts[-1][2]:
            cuts[-1] = (cuts[-1][0], end, False)
        else:
            cuts.append((here, end, alone))
        here = end + 1
    ids = [element.id] + [None] * len(cuts)
    return [
        Element(element.token, [], passage.part(start, end), id_, is_part=True)
        for (start, end, _), id_ in zip(cuts, ids, strict=False)
        if passage.text[start:end].strip()
    ]


def _check_lines(blocks: Blocks, passage: Passage) -> None:
    """Report lines that were meant for something else than running text."""
    for match in _STRAY_LINE.finditer(passage.text):
        offset = passage.source_offset(match.start())
        if fence := match["fence"]:
            hint = say("a container opens with '::: name'; inside another one use fewer colons than outside")
            message = say("nothing is open for {fence} to close", fence=fence.strip())
            blocks.source.report(offset, message, "stray-container", hint, len(fence))
        else:
            hint = say("write the term on one line, and its text on the next behind ':   '")
            message = say("a text needs one term on the line above it")
            blocks.source.report(offset, message, "definition-term", hint)


def _check_pictures(blocks: Blocks, passage: Passage, tokens: list[Token]) -> None:
    """Report pictures that nothing but pictures is around, which would be as small as letters."""
    if found := crowded_picture(tokens):
        message = say("a picture that is a link") if found.type == "link_open" else say("several pictures on one line")
        hint = (
            say("write the picture alone on its line, and the link in the text")
            if found.type == "link_open"
            else say("give each picture a line of its own; beside words a picture is as high as they are")
        )
        blocks.source.report(passage.source_offset(found.meta["start"]), message, "inline-image", hint)


def read_picture(blocks: Blocks, element: Element, tokens: list[Token]) -> Figure | None:
    """Return the figure that a paragraph amounts to; None if it holds more than a picture."""
    found = only_picture(tokens)
    if not found or element.passage is None:
        return None
    image, passage = found[0], element.passage
    blocks.inlines.note_label(image)
    id_, width, alt = element.id, 0.0, alternative_text(image)
    for token in found[1:]:
        given, width, named = picture_facts(blocks.source, token.meta["attributes"], passage.part(token.meta["brace"]))
        id_, alt = given or id_, alt or named
    name = str(image.attrs.get("src", ""))
    file = picture_file(blocks.source, name)
    start = image.meta["start"]
    title = str(image.attrs.get("title", ""))
    opening = _BEFORE_TITLE.match(passage.text, start + len("![](") + len(image.content))
    place = opening.end() if opening else start
    caption = (Text(title, blocks.source.position(passage.source_offset(place))),) if title else ()
    position = blocks.source.position(passage.source_offset(start))
    return Figure(file, name, alt, caption, (), id_, position, width=width)


def build_html(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A picture as HTML writes it, on a line of its own; all other HTML is told and not read."""
    text = element.token.content.strip()
    if not _IMAGES.fullmatch(text):
        return BUILDERS["html_block"](blocks, element)
    made: list[Block] = []
    for match in IMAGE.finditer(text):
        at = element.start + match.start()
        given = attributes_of(match[1])
        attributes = [Attribute(key, value, 0) for key, value in given.items() if key in ("width", "height", "align")]
        _, width, _ = picture_facts(blocks.source, tuple(attributes), Passage("", ((0, at),)))
        name, position = given.get("src", ""), blocks.source.position(at)
        title = (Text(given["title"], position),) if given.get("title") else ()
        id_ = given.get("id") or (element.id if not made else None)
        made.append(
            Figure(picture_file(blocks.source, name), name, given.get("alt", ""), title, (), id_, position, width=width)
        )
    return tuple(made)
