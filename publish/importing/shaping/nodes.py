"""What the writer is given: the blocks of an article as they will stand in its source, still in pieces of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.importing.shaping.tree import Anchor, Para, Piece, PlacedPicture, flat


@dataclass(slots=True)
class HeadingNode:
    """A crosshead; ``level`` is the number of its signs, from 2."""

    level: int
    pieces: tuple[Piece, ...]
    para: Para


@dataclass(slots=True)
class TextNode:
    """A paragraph."""

    pieces: tuple[Piece, ...]
    para: Para | None = None


@dataclass(slots=True)
class ItemNode:
    """An item of a list: the mark before it, or the words of its label, and what stands in it."""

    mark: str
    children: list[Node] = field(default_factory=list)
    label: tuple[Piece, ...] = ()


@dataclass(slots=True)
class ListNode:
    """A list of items with marks, or of labels in words."""

    items: list[ItemNode]


@dataclass(slots=True)
class FigureNode:
    """A picture with its caption and credit."""

    drawing: PlacedPicture
    caption: tuple[Piece, ...] = ()
    credit: str = ""


@dataclass(slots=True)
class TableNode:
    """A table.

    Attributes:
        rows: The lines of each cell, with the columns it takes and whether it is joined to the one above.
        head: How many rows hold the heads of columns.
        aligns: The alignment of each column.
    """

    rows: list[list[CellNode]]
    head: int
    aligns: list[str]
    caption: tuple[Piece, ...] = ()
    credit: str = ""
    place: str = ""


@dataclass(slots=True)
class CellNode:
    """A cell of a table: its lines."""

    lines: list[tuple[Piece, ...]]
    columns: int = 1
    joined: bool = False


@dataclass(slots=True)
class BoxNode:
    """Text beside the text."""

    children: list[Node]


@dataclass(slots=True)
class QuoteNode:
    """A quotation."""

    children: list[Node]


@dataclass(slots=True)
class CodeNode:
    """Lines of code."""

    lines: list[str]


@dataclass(slots=True)
class VerseNode:
    """Stanzas of lines."""

    stanzas: list[list[tuple[Piece, ...]]]


@dataclass(slots=True)
class RemarkNode:
    """A note to the editor on a line of its own."""

    text: str


Node = (
    HeadingNode | TextNode | ListNode | FigureNode | TableNode | BoxNode | QuoteNode | CodeNode | VerseNode | RemarkNode
)


@dataclass(slots=True)
class ShapedArticle:
    """An article before it is written: the facts at its top, its blocks and the blocks of its notes."""

    facts: dict[str, list[tuple[Piece, ...]]]
    nodes: list[Node]
    notes: dict[str, list[Node]]


def anchors(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Yield the names of the places in pieces."""
    yield from (piece.name for piece in flat(pieces) if isinstance(piece, Anchor))
