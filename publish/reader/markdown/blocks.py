"""Turn block tokens into block nodes; quotes, containers and tables have modules of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from publish.base.diagnostics import Position
from publish.base.filenames import composed
from publish.publication.model import (
    Block,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Text,
    ThematicBreak,
)
from publish.reader.markdown.attributes import Attribute, block_id
from publish.reader.markdown.footnotes import Notes
from publish.reader.markdown.html import hint_for
from publish.reader.markdown.inlines import Inlines, alternative_text, only_picture
from publish.reader.markdown.parser import Environment, Token
from publish.reader.source import Passage, Source, passage_of_lines

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_BEFORE_TITLE = re.compile(r"(?<=\]\()\s*(?:<[^<>\n]*>\s+[\"'(]|\S+?\s+[\"']|[^\"\n]+?\s+\"|\S+?\s+\()")
"""What stands between the alternative text of a picture and its title."""

_STRAY_LINE = re.compile(r"^(?:(?P<fence>:{3,}.*)|(?P<mark>:)[ \t])", re.MULTILINE)


@dataclass(slots=True)
class Element:
    """A block token with what stands between it and its closing token.

    Attributes:
        token: The opening token, or the only one.
        children: The blocks in it.
        passage: Text of the element, if it holds running text.
        id: The id from the line of attributes above it.
    """

    token: Token
    children: list[Element] = field(default_factory=list)
    passage: Passage | None = None
    id: str | None = None

    @property
    def start(self) -> int:
        """Offset of its first character in the source."""
        return int(self.token.meta.get("start", 0))


Builder = Callable[["Blocks", Element], tuple[Block, ...]]


class Blocks:
    """Reader of blocks; the table of builders says which function makes a node of which token."""

    def __init__(self, source: Source, environment: Environment, builders: dict[str, Builder]) -> None:
        """Start with a source and the environment that its tokens come from."""
        self.source = source
        self.builders = builders
        self.notes = Notes(source)
        self.inlines = Inlines(source, self.notes, environment)
        self.heading_level = 1
        self._elements: list[Element] = []
        self._definitions: list[Token] = []

    def collect(self, tokens: list[Token]) -> None:
        """Take in the tokens of the body; the notes and link definitions among them are known from then on."""
        self._elements = grow(tokens)
        self._definitions = self._collect(self._elements)

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the body; notes come from ``notes.build()`` afterwards."""
        return self._build_row(self._elements)

    def build(self, elements: list[Element]) -> tuple[Block, ...]:
        """Return the nodes of what stands in another block; crossheads in it do not count for the text around it."""
        level = self.heading_level
        blocks = self._build_row(elements)
        self.heading_level = level
        return blocks

    def _build_row(self, elements: list[Element]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        pending: list[Element] = []
        for element in elements:
            if element.token.type == "attributes":
                pending.append(element)
                continue
            if not is_comment(element):
                self._give_id(element, pending)
                pending = []
            blocks += self.builders[element.token.type](self, element)
        for stray in pending:
            self.source.report(stray.start, "attributes with no block below", "stray-attributes", "put them above it")
        return tuple(blocks)

    def read_inlines(self, passage: Passage | None) -> tuple[Inline, ...]:
        """Return the inline nodes of a passage; none of None."""
        return self.inlines.read(passage) if passage and passage.text else ()

    def position(self, element: Element) -> Position:
        """Return where an element starts."""
        return self.source.position(element.start)

    def _give_id(self, element: Element, lines: list[Element]) -> None:
        for line in lines:
            attributes: tuple[Attribute, ...] = line.token.meta["attributes"]
            id_ = block_id(self.source, attributes, Passage("", ((0, line.start),)))
            if element.id and id_:
                self.source.report(line.start, "a second id for one block", "stray-attributes", "keep one")
            elif id_ and element.token.type in ("hr", "html_block", "footnote_reference_open", "definition"):
                self.source.report(line.start, "nothing here can have an id", "stray-attributes", "delete the line")
            element.id = element.id or id_

    def _collect(self, elements: list[Element]) -> list[Token]:
        """Hand the footnotes among the elements to the notes, and return the link definitions."""
        definitions = []
        stack = list(reversed(elements))
        while stack:
            element = stack.pop()
            if element.token.type == "definition":
                definitions.append(element.token)
            elif element.token.type == "footnote_reference_open":
                children = element.children
                self.notes.define(element.token.meta["label"], element.start, lambda c=children: self.build(c))  # type: ignore[misc]
            stack.extend(reversed(element.children))
        return definitions

    def check_references(self) -> None:
        """Report link definitions that nothing uses or that another one hides; call it when all is read."""
        seen: set[str] = set()
        for token in self._definitions:
            name, start = composed(token.meta["id"]), token.meta["start"]
            shown = token.meta["label"]
            if name in seen:
                message = f"link defined twice: [{shown}]"
                self.source.report(start, message, "duplicate-reference", "keep one", len(shown) + 2)
            elif name not in self.inlines.used_references:
                hint = f"write [words][{shown}] where the link belongs, or delete the line"
                message = f"link definition never used: [{shown}]"
                self.source.report(start, message, "unused-reference", hint, len(shown) + 2)
            seen.add(name)


def grow(tokens: list[Token]) -> list[Element]:
    """Return the elements of a row of tokens, each with its children."""
    roots: list[Element] = []
    stack: list[Element] = []
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
        elif token.type == "inline":
            stack[-1].passage = _passage(token)
        else:
            element = Element(token)
            (stack[-1].children if stack else roots).append(element)
            if token.nesting > 0:
                stack.append(element)
    return roots


def _passage(token: Token) -> Passage:
    return passage_of_lines(token.content, token.meta.get("lines", [0]))


def is_comment(element: Element) -> bool:
    """Tell whether an element is a note to the editor and nothing else."""
    return element.token.type == "html_block" and not outside_comments(element.token.content).strip()


def outside_comments(text: str) -> str:
    """Return the text with spaces instead of its closed comments."""
    parts, here = [], 0
    while (start := text.find("<!--", here)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[here:start], " " * (end + 3 - start)]
        here = end + 3
    return "".join(parts) + text[here:]


# Builders ------------------------------------------------------------------------------------------------------------


def _build_heading(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    level = int(element.token.tag[1:])
    passage = element.passage or Passage("", ((0, element.start),))
    if element.token.markup.startswith("#"):
        text_start = element.start + len(element.token.markup)
        text_start = max(text_start, blocks.source.text.find(passage.text[:1], text_start))
        passage = Passage(passage.text, ((0, text_start),))
    if level == 1:
        hint = "the headline stands in the front matter; use ## for the highest crosshead"
        blocks.source.report(element.start, "crosshead of level 1", "heading-level", hint)
    elif level > blocks.heading_level + 1:
        hint = f"use {'#' * (blocks.heading_level + 1)}"
        message = f"crosshead of level {level} after level {blocks.heading_level}"
        if blocks.heading_level == 1:
            message = f"the first crosshead has level {level}"
        blocks.source.report(element.start, message, "heading-level", hint, level)
    blocks.heading_level = max(level, 2)
    return (Heading(max(level, 2), element.id, blocks.read_inlines(passage), blocks.position(element)),)


def _build_paragraph(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    passage = element.passage
    if passage is None or not passage.text:
        return ()
    tokens = blocks.inlines.parse(passage)
    if figure := read_picture(blocks, element, tokens):
        return (figure,)
    _check_lines(blocks, passage)
    children = blocks.inlines.build(tokens, passage)
    return (Paragraph(element.id, children, blocks.position(element)),) if children else ()


def _check_lines(blocks: Blocks, passage: Passage) -> None:
    """Report lines that were meant for something else than running text."""
    for match in _STRAY_LINE.finditer(passage.text):
        offset = passage.source_offset(match.start())
        if fence := match["fence"]:
            hint = "a container opens with '::: name'; inside another one use fewer colons than outside"
            message = f"nothing is open for {fence.strip()} to close"
            blocks.source.report(offset, message, "stray-container", hint, len(fence))
        else:
            hint = "write the term on one line, and its text on the next behind ':   '"
            message = "a text needs one term on the line above it"
            blocks.source.report(offset, message, "definition-term", hint)


def read_picture(blocks: Blocks, element: Element, tokens: list[Token]) -> Figure | None:
    """Return the figure that a paragraph amounts to; None if it holds more than a picture."""
    found = only_picture(tokens)
    if not found or element.passage is None:
        return None
    image, passage = found[0], element.passage
    blocks.inlines.note_label(image)
    id_ = element.id
    for token in found[1:]:
        id_ = block_id(blocks.source, token.meta["attributes"], passage.part(token.meta["brace"])) or id_
    name = str(image.attrs.get("src", ""))
    local = name and not _REMOTE.match(name)
    file = Path(blocks.source.file).absolute().parent / unquote(name) if local else None
    start = image.meta["start"]
    title = str(image.attrs.get("title", ""))
    opening = _BEFORE_TITLE.match(passage.text, start + len("![](") + len(image.content))
    place = opening.end() if opening else start
    caption = (Text(title, blocks.source.position(passage.source_offset(place))),) if title else ()
    position = blocks.source.position(passage.source_offset(start))
    return Figure(file, name, alternative_text(image), caption, (), id_, position)


def _build_list(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    number = element.token.type == "ordered_list_open"
    start = int(element.token.attrs.get("start", 1)) if number else 1
    items = tuple(ListItem((), blocks.build(item.children), blocks.position(item)) for item in element.children)
    kind = "number" if number else "bullet"
    return (List(kind, start, _is_tight(element), items, element.id, blocks.position(element)),)


def _build_labelled_list(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    items: list[ListItem] = []
    for child in element.children:
        if child.token.type == "dt_open":
            items.append(ListItem(blocks.read_inlines(child.passage), (), blocks.position(child)))
        else:
            last = items.pop()
            items.append(ListItem(last.label, last.children + blocks.build(child.children), last.position))
    tight = _is_tight(element)
    return (List("label", 1, tight, tuple(items), element.id, blocks.position(element)),)


def _is_tight(element: Element) -> bool:
    paragraphs = [c for item in element.children for c in item.children if c.token.type == "paragraph_open"]
    return all(paragraph.token.hidden for paragraph in paragraphs)


def _build_fence(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    token = element.token
    language, _, rest = token.info.strip().partition(" ")
    if rest:
        hint = "name the language only"
        blocks.source.report(element.start, f"not read behind the language: {rest}", "unknown-attribute", hint)
    if not token.meta["closed"]:
        hint = f"end it with a line {token.markup}"
        blocks.source.report(element.start, "code without an end", "unclosed-code", hint, len(token.markup))
    return _build_code(blocks, element, language)


def _build_code(blocks: Blocks, element: Element, language: str = "") -> tuple[Block, ...]:
    text = element.token.content.removesuffix("\n")
    return (CodeBlock(language, text, element.id, blocks.position(element)),)


def _build_break(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    return (ThematicBreak(blocks.position(element)),)


def _build_html(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    text = element.token.content
    rest = outside_comments(text)
    if not rest.strip():
        return ()
    passage = passage_of_lines(text, element.token.meta["lines"])
    offset = passage.source_offset(len(rest) - len(rest.lstrip()))
    shown = rest.strip().split("\n")[0]
    if rest.lstrip().startswith("<!--"):
        blocks.source.report(offset, "comment without an end", "unclosed-comment", "end it with '-->'", 4)
    elif rest.lstrip().startswith("<"):
        blocks.source.report(offset, f"HTML is not read: {shown}", "raw-html", hint_for(shown), len(shown))
    else:
        hint = "put the comment on lines of its own"
        blocks.source.report(offset, f"text beside a comment is not read: {shown}", "raw-html", hint, len(shown))
    return ()


def _build_nothing(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Footnotes and link definitions stand elsewhere."""
    return ()


BUILDERS: dict[str, Builder] = {
    "heading_open": _build_heading,
    "paragraph_open": _build_paragraph,
    "bullet_list_open": _build_list,
    "ordered_list_open": _build_list,
    "dl_open": _build_labelled_list,
    "fence": _build_fence,
    "code_block": _build_code,
    "hr": _build_break,
    "html_block": _build_html,
    "footnote_reference_open": _build_nothing,
    "definition": _build_nothing,
}
