"""Turn block tokens into block nodes; quotes, containers and tables have modules of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from publish.base.diagnostics import Position
from publish.base.filenames import composed
from publish.base.messages import say
from publish.publication.model import (
    Block,
    Inline,
    ThematicBreak,
)
from publish.reader.markdown.attributes import Attribute, block_id
from publish.reader.markdown.footnotes import Notes
from publish.reader.markdown.html import hint_for
from publish.reader.markdown.inlines import Inlines
from publish.reader.markdown.parser import Environment, Token
from publish.reader.source import Passage, Source, passage_of_lines

_CAPTION = re.compile(r"(?:[Tt]able|Bảng)?:[ \t]+(?=\S)")
"""How the caption of a table begins that Pandoc has beside it."""


@dataclass(slots=True)
class Element:
    """A block token with what stands between it and its closing token.

    Attributes:
        token: The opening token, or the only one.
        children: The blocks in it.
        passage: Text of the element, if it holds running text.
        id: The id from the line of attributes above it.
        is_part: Whether the element is a part of the paragraph that the token opens.
        caption: The caption of a table, from the paragraph beside it.
    """

    token: Token
    children: list[Element] = field(default_factory=list)
    passage: Passage | None = None
    id: str | None = None
    is_part: bool = False
    caption: Passage | None = None

    @property
    def start(self) -> int:
        """Offset of its first character in the source."""
        return int(self.token.meta.get("start", 0))


TABLES = ("table_open", "grid_open")
"""Tokens that open a table."""

Builder = Callable[["Blocks", Element], tuple[Block, ...]]


class Blocks:
    """Reader of blocks; the table of builders says which function makes a node of which token."""

    def __init__(
        self, source: Source, environment: Environment, builders: dict[str, Builder], language: str = "vi"
    ) -> None:
        """Start with a source, the environment that its tokens come from, and the language of the text.

        ``levels`` has the crossheads that are open, as they are written; ``told`` the steps between two of them that
        were told; ``titled`` says that the headline was taken out of the text.
        """
        self.source = source
        self.builders = builders
        self.language = language
        self.notes = Notes(source)
        self.inlines = Inlines(source, self.notes, environment)
        self.levels: list[int] = []
        self.told: set[tuple[int, int]] = set()
        self.titled = False
        self.elements: list[Element] = []
        self._definitions: list[Token] = []

    def collect(self, tokens: list[Token]) -> None:
        """Take in the tokens of the body; the notes and link definitions among them are known from then on."""
        self.elements = grow(tokens)
        self.join(self.elements)
        self._definitions = self._collect(self.elements)

    def join(self, elements: list[Element]) -> None:
        """Put the captions that stand beside tables into them, here and in all that the elements hold."""
        stack = [elements]
        while stack:
            row = stack.pop()
            if any(element.token.type in TABLES for element in row):
                join_captions(self.source, row)
            stack += [element.children for element in row if element.children]

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the body; notes come from ``notes.build()`` afterwards."""
        return self._build_row(self.elements)

    def build(self, elements: list[Element]) -> tuple[Block, ...]:
        """Return the nodes of what stands in another block; crossheads in it do not count for the text around it."""
        levels = list(self.levels)
        blocks = self._build_row(elements)
        self.levels = levels
        return blocks

    def _build_row(self, elements: list[Element]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        pending: list[Element] = []
        for element in elements:
            if element.token.type == "attributes":
                pending.append(element)
                continue
            if not is_comment(element):
                self.give_id(element, pending)
                pending = []
            blocks += self.builders[element.token.type](self, element)
        for stray in pending:
            self.source.report(
                stray.start, say("attributes with no block below"), "stray-attributes", say("put them above it")
            )
        return tuple(blocks)

    def read_inlines(self, passage: Passage | None) -> tuple[Inline, ...]:
        """Return the inline nodes of a passage; none of None."""
        return self.inlines.read(passage) if passage and passage.text else ()

    def position(self, element: Element) -> Position:
        """Return where an element starts."""
        return self.source.position(element.start)

    def give_id(self, element: Element, lines: list[Element]) -> None:
        """Give an element the id that the lines of attributes above it hold."""
        for line in lines:
            attributes: tuple[Attribute, ...] = line.token.meta["attributes"]
            id_ = block_id(self.source, attributes, Passage("", ((0, line.start),)))
            if element.id and id_:
                self.source.report(line.start, say("a second id for one block"), "stray-attributes", say("keep one"))
            elif id_ and element.token.type in ("hr", "html_block", "footnote_reference_open", "definition"):
                self.source.report(
                    line.start, say("nothing here can have an id"), "stray-attributes", say("delete the line")
                )
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
                message = say("link defined twice: [{shown}]", shown=shown)
                self.source.report(start, message, "duplicate-reference", say("keep one"), len(shown) + 2)
            elif name not in self.inlines.used_references:
                hint = say("write [words][{shown}] where the link belongs, or delete the line", shown=shown)
                message = say("link definition never used: [{shown}]", shown=shown)
                self.source.report(start, message, "unused-reference", hint, len(shown) + 2)
            seen.add(name)


def join_captions(source: Source, elements: list[Element]) -> None:
    """Take paragraphs that are captions, ``Table: …`` or ``: …``, out of a row of elements and into their tables."""
    for table in [element for element in elements if element.token.type in TABLES]:
        rows = [row for part in table.children for row in part.children] if table.token.type == "table_open" else []
        if len(rows) > 1 and (caption := _caption_row(source, rows[-1])):
            table.caption = caption
            table.children[-1].children.pop()
            continue
        place = next(index for index, element in enumerate(elements) if element is table)
        for beside in (place + 1, place - 1):
            if 0 <= beside < len(elements) and (found := _caption_of(elements[beside])):
                table.caption = found
                del elements[beside]
                break


def _caption_of(element: Element) -> Passage | None:
    """Return the caption of a table that a paragraph is; None for any other."""
    if element.token.type != "paragraph_open" or not element.passage:
        return None
    found = _CAPTION.match(element.passage.text)
    return element.passage.part(found.end()) if found else None


def _caption_row(source: Source, row: Element) -> Passage | None:
    """Return the caption that stands right below a table."""
    line = source.text[row.start : source.line_end(row.start)].rstrip()
    found = _CAPTION.match(line)
    return Passage(line[found.end() :], ((0, row.start + found.end()),)) if found and "|" not in line else None


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
        blocks.source.report(offset, say("comment without an end"), "unclosed-comment", say("end it with '-->'"), 4)
    elif rest.lstrip().startswith("<"):
        blocks.source.report(
            offset, say("HTML is not read: {shown}", shown=shown), "raw-html", hint_for(shown), len(shown)
        )
    else:
        hint = say("put the comment on lines of its own")
        blocks.source.report(
            offset, say("text beside a comment is not read: {shown}", shown=shown), "raw-html", hint, len(shown)
        )
    return ()


def _build_nothing(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Footnotes and link definitions stand elsewhere."""
    return ()


BUILDERS: dict[str, Builder] = {
    "hr": _build_break,
    "html_block": _build_html,
    "footnote_reference_open": _build_nothing,
    "definition": _build_nothing,
}
