"""The document model: what an article is, before it has a shape. The reader makes it, the writers only look at it.

Every node is frozen, holds its children in tuples and ends with its position in the source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import field, fields, is_dataclass
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.base.records import dataclass

# isort: off
from publish.publication.inline_nodes import (
    NESTED as NESTED,
    Abbreviation as Abbreviation,
    Citation as Citation,
    CitedWork as CitedWork,
    Code as Code,
    Emphasis as Emphasis,
    Formula as Formula,
    FormulaDrawing as FormulaDrawing,
    IndexMark as IndexMark,
    Inline as Inline,
    LineBreak as LineBreak,
    Link as Link,
    Nested as Nested,
    NoteReference as NoteReference,
    PageReference as PageReference,
    Icon as Icon,
    Span as Span,
    Strong as Strong,
    Styled as Styled,
    Text as Text,
)
# isort: on

# Block nodes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A crosshead; level 2 is the highest, since the headline is level 1."""

    level: int
    id: str | None
    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    id: str | None
    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list.

    Attributes:
        label: The words before it; empty unless the list has labels of its own.
        mark: The number before it as the author wrote it, ``đ)``; empty where that is a figure and a point.
        done: Whether the task that it is has been done; None for what is no task.
    """

    label: tuple[Inline, ...]
    children: tuple[Block, ...]
    position: Position
    mark: str = field(default="", kw_only=True)
    done: bool | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class List:
    """A list.

    Attributes:
        kind: ``bullet``, ``number`` or ``label`` (an enumeration in words, "Một là … Sáu là").
        start: Number of the first item of a numbered list.
        tight: Whether the items stand without space between them.
        numbering: How a numbered list is counted, as CSS names it.
        bullet: The sign before the items in the source, ``-``, ``*`` or ``+``; empty for other lists.
    """

    kind: str
    start: int
    tight: bool
    items: tuple[ListItem, ...]
    id: str | None
    position: Position
    numbering: str = field(default="decimal", kw_only=True)
    bullet: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A quotation set apart, with who said it."""

    children: tuple[Block, ...]
    attribution: tuple[Inline, ...]
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence of the text lifted out as a display element."""

    children: tuple[Block, ...]
    attribution: tuple[Inline, ...]
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class Box:
    """A text beside the text, under a title of its own.

    Attributes:
        kind: ``note``, ``tip``, ``important``, ``warning`` or ``caution``; empty for a box that is none of these.
    """

    title: tuple[Inline, ...]
    children: tuple[Block, ...]
    id: str | None
    position: Position
    kind: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Verse:
    """Verse: stanzas of lines that end where the poet ended them."""

    stanzas: tuple[tuple[tuple[Inline, ...], ...], ...]
    attribution: tuple[Inline, ...]
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class Figure:
    """A photograph or drawing; without a file it is a photo note of its caption and credit.

    Attributes:
        file, name: The image, absolute, and as the source names it; None and empty when none is supplied.
        alt: What the picture shows, for those who do not see it; empty when the author gave none.
        caption, credit: The line under the picture, and who made it, as it is to be printed ("Ảnh: …").
        span: How many columns of a bulletin it shall take, 1 or 2; 0 where the layout may choose.
        bleed: Whether the figure shall fill a page of its own, past all four trimmed edges.
        width: The width of the picture in percent of that of the text; 0 for all of it.
    """

    file: Path | None
    name: str
    alt: str
    caption: tuple[Inline, ...]
    credit: tuple[Inline, ...]
    id: str | None
    position: Position
    span: int = 0
    bleed: bool = False
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over so many columns and rows; ``align`` is ``left``, ``center``, ``right`` or empty.

    Attributes:
        children: The words in it; empty where it has blocks.
        blocks: The paragraphs, lists and code in it, where it has more than a line of words.
    """

    align: str
    columns: int
    rows: int
    children: tuple[Inline, ...]
    blocks: tuple[Block, ...] = field(default=(), kw_only=True)
    position: Position


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of column heads, perhaps none, then rows; caption above, credit ("Nguồn: …") below."""

    caption: tuple[Inline, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    credit: tuple[Inline, ...]
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, kept as they are.

    Attributes:
        language: Name of the language, as it stands behind the fence; empty for none.
        title: The label above the code, such as the name of its file.
        first: Number of the first line; None where lines are not numbered.
        marked: Lines that are marked, counted from 1.
        tabs: Columns that a tab goes on to the next multiple of; 0 as the style has it.
        fenced: Whether the position is that of a fence, with the lines below it.
        kinds: A letter for each of the text's that says what it is (:mod:`publish.editing.highlighting`); empty where
            nothing was told apart.
    """

    language: str
    text: str
    id: str | None
    position: Position
    title: tuple[Inline, ...] = field(default=(), kw_only=True)
    first: int | None = field(default=None, kw_only=True)
    marked: frozenset[int] = field(default=frozenset(), kw_only=True)
    tabs: int = field(default=0, kw_only=True)
    fenced: bool = field(default=False, kw_only=True)
    kinds: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on lines of its own, alone in ``children``, and its number where it has one, "(3)"."""

    children: tuple[Inline, ...]
    number: str = field(default="", kw_only=True)
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A change of subject."""

    position: Position


Block = (
    Heading
    | Paragraph
    | List
    | BlockQuote
    | PullQuote
    | Box
    | Verse
    | Figure
    | Table
    | CodeBlock
    | Equation
    | ThematicBreak
)

# The article ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, in the order of the calls; ``name`` is its label in the source."""

    number: int
    name: str
    children: tuple[Block, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its facts; the text fields may hold inline markup and are empty when not given.

    Attributes:
        name: Stem of the source file; outputs are named after it.
        headline: Lines of the headline as the editor broke them; one line when he left that to the layout.
        published, updated: Days of publication and of the last change; None when not given.
        language: BCP 47 tag of the text.
        source: Where the text comes from ("Theo …").
        short_headline: Headline as it stands over the pages; empty where that is the whole one.
        fields: Position of each front matter key that is there.
        unread: Keys that may be there and of which only is known what is wrong with them, which has been told.
        facts: What else the front matter says, by the keys of its kind: :mod:`publish.publication.facts` has its form.
    """

    name: str
    headline: tuple[tuple[Inline, ...], ...]
    kicker: tuple[Inline, ...] = field(default=(), kw_only=True)
    deck: tuple[Inline, ...] = field(default=(), kw_only=True)
    byline: tuple[Inline, ...] = field(default=(), kw_only=True)
    dateline: tuple[Inline, ...] = field(default=(), kw_only=True)
    source: tuple[Inline, ...] = field(default=(), kw_only=True)
    credit: tuple[Inline, ...] = field(default=(), kw_only=True)
    rights: tuple[Inline, ...] = field(default=(), kw_only=True)
    summary: str = field(default="", kw_only=True)
    short_headline: str = field(default="", kw_only=True)
    subjects: tuple[str, ...] = field(default=(), kw_only=True)
    published: datetime.date | None
    updated: datetime.date | None = field(default=None, kw_only=True)
    language: str
    children: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = field(default=(), kw_only=True)
    fields: tuple[tuple[str, Position], ...] = field(default=(), kw_only=True)
    unread: tuple[str, ...] = field(default=(), kw_only=True)
    facts: tuple[tuple[str, Any], ...] = field(default=(), kw_only=True)
    position: Position


Node = Inline | Block | ListItem | Cell | Footnote | Article | IndexMark | CitedWork


def is_vietnamese(language: str | None) -> bool:
    """Tell whether a language tag means Vietnamese."""
    return language is not None and language.lower().split("-")[0] == "vi"


def is_foreign(node: Inline) -> bool:
    """Tell whether the words of a node are none of the text around it: another language, a key, something raised."""
    if isinstance(node, Span):
        return bool(node.lang) and not is_vietnamese(node.lang)
    return isinstance(node, Styled) and node.kind in ("keyboard", "subscript", "superscript")


_walked: tuple[Article, tuple[Node, ...]] | None = None  # many look through one article after another


def walk(node: object) -> Iterator[Node]:
    """Yield the node and everything in it in the order of the text; notes come after the text of their article."""
    global _walked
    if not isinstance(node, Article):
        return _walk(node)
    known = _walked
    if known is None or known[0] is not node:
        known = _walked = node, tuple(_walk(node))
    return iter(known[1])


def _walk(node: object) -> Iterator[Node]:
    stack: list[object] = [node]
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind is tuple:
            stack += current[::-1]  # type: ignore[index]
        elif (names := _PARTS[kind] if kind in _PARTS else parts(kind)) is not None:
            yield current  # type: ignore[misc]  # the classes with a position are the members of Node
            for name in names:
                if part := getattr(current, name):
                    stack.append(part)


_PARTS: dict[type, tuple[str, ...] | None] = {}


def parts(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields of a node that may hold other nodes, the last first; None for what is no node."""
    if kind not in _PARTS:
        kinds = {f.name: str(f.type) for f in fields(kind)} if is_dataclass(kind) else {}
        names = tuple(name for name in reversed(kinds) if kinds[name].startswith("tuple[") and "str" not in kinds[name])
        _PARTS[kind] = names if "position" in kinds else None
    return _PARTS[kind]


def pictures(node: object) -> Iterator[Figure | Icon]:
    """Yield the figures, and the pictures in lines of text, that have a file, in the order of the text."""
    return (found for found in walk(node) if isinstance(found, Figure | Icon) and found.file)


def lines(node: object) -> Iterator[tuple[Inline, ...]]:
    """Yield each line of text in a node in the order of the text: each paragraph, heading, caption, cell and so on."""
    stack: list[object] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, tuple):
            if any(isinstance(item, Inline) for item in current):
                yield current
            else:
                stack.extend(reversed(current))
        elif names := parts(type(current)):
            stack += [part for name in names if isinstance(part := getattr(current, name), tuple)]


def plain_text(children: tuple[Inline, ...]) -> str:
    """Return the text of inline nodes without their markup; a line break becomes a space, a note call nothing.

    A picture in the line is what it shows; U+00A0 and U+2060, which typesetting puts in, are markup as well.
    """
    seen = [node for node in walk(children) if isinstance(node, Text | Code | Formula | Icon | LineBreak)]
    text = "".join([_plain(node) for node in seen])
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def _plain(node: Text | Code | Formula | Icon | LineBreak) -> str:
    if isinstance(node, LineBreak):
        return " "
    return node.alt if isinstance(node, Icon) else node.text
