"""The text of a file as its parser hands it on: blocks, and the pieces of a line, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from publish.base.records import dataclass as record
from publish.importing.shaping.furniture import RunningLine
from publish.importing.shaping.ledger import Ledger

# Looks


@record(frozen=True, slots=True)
class Look:
    """What a run looks like.

    Attributes:
        size: Height of the letters in half points.
        font: The font of letters from A to z; ``other_font`` that of the letters beyond ASCII.
        raised: ``superscript``, ``subscript`` or empty.
        language: Tag of the language; empty where nothing is said.
        code: Whether its style is one for code.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    raised: str = ""
    highlight: bool = False
    size: int = 20
    font: str = ""
    other_font: str = ""
    language: str = ""
    code: bool = False


@record(frozen=True, slots=True)
class Label:
    """What stands before a numbered paragraph.

    Attributes:
        text: The label as it is shown, ``Điều 1.``, ``a)``; ``•`` for any bullet.
        level: The level, counted from 0.
        list: Name that all paragraphs of one list share.
        bullet: Whether the label is a sign that counts nothing.
        format: Name of the way of counting, as Word has it.
    """

    text: str
    level: int
    list: str
    bullet: bool
    format: str


# Pieces of a line ----------------------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class TextRun:
    """Words that look alike; ``change`` is ``inserted`` or ``deleted`` where changes are shown."""

    text: str
    look: Look
    change: str = ""


@record(frozen=True, slots=True)
class Break:
    """The end of a line, ``line``, or of a page or column, ``page``."""

    kind: str


@record(frozen=True, slots=True)
class Call:
    """The call of a note, by the name that it has in the result."""

    name: str


@record(frozen=True, slots=True)
class Remark:
    """What an editor wrote in the margin."""

    author: str
    text: str


@record(frozen=True, slots=True)
class Crop:
    """What is not shown at the sides of a picture: shares of its width and height, or inches."""

    left: float
    top: float
    right: float
    bottom: float
    inches: bool = False


@record(frozen=True, slots=True)
class Turn:
    """How a picture stands: mirrored left to right or upside down, and then turned clockwise by 0, 90, 180 or 270°."""

    degrees: int = 0
    across: bool = False
    down: bool = False


@record(frozen=True, slots=True)
class PlacedPicture:
    """A picture: its part in the file, what it shows, and how wide it is in the share of the text, 0 if not known.

    ``crop`` is cut off before ``turn`` turns what is left.
    """

    part: str
    alt: str
    place: str
    outside: str = ""
    percent: int = 0
    crop: Crop | None = None
    turn: Turn | None = None


@record(frozen=True, slots=True)
class FormulaRun:
    """A formula in LaTeX, alone on its line or in the text."""

    latex: str
    display: bool


@record(frozen=True, slots=True)
class Anchor:
    """A place that links lead to, by its name in the file."""

    name: str


@record(frozen=True, slots=True)
class Anchored:
    """Words that lead elsewhere: to an address, or with ``#`` to a name in the file."""

    target: str
    pieces: tuple[Piece, ...]


@record(frozen=True, slots=True)
class Boxed:
    """Blocks in a line: those of a text box, which stands ``beside`` the text, or of what is in the text itself."""

    blocks: tuple[Block, ...]
    beside: bool = True


Piece = TextRun | Break | Call | Remark | PlacedPicture | FormulaRun | Anchor | Anchored | Boxed

# Blocks --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Para:
    """A paragraph.

    Attributes:
        pieces: The pieces of the line.
        place: Place in the file, ``word/document.xml: paragraph 12``.
        style: Name of the style in small letters.
        styles: Names of the style and of those that it is based on.
        outline: Level in the outline, from 0; None for running text.
        align: ``left``, ``center``, ``right`` or ``both``.
        left, first, right: Indents of the paragraph and of the first line in twentieths of a point.
        before, after: Space above and below, likewise.
        label: Label that the program counts before the paragraph.
        keep_next: Whether the paragraph holds to the next one.
        page_before: Whether a page begins with the paragraph.
        sequence: Name of the sequence in which a field counts the paragraph, as captions are; empty for none.
        ruled: Whether the paragraph has lines around it.
        gap: Whether an empty paragraph stands above.
    """

    pieces: tuple[Piece, ...]
    place: str
    style: str = ""
    styles: tuple[str, ...] = ()
    outline: int | None = None
    align: str = "left"
    left: int = 0
    first: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    label: Label | None = None
    keep_next: bool = False
    page_before: bool = False
    sequence: str = ""
    ruled: bool = False
    gap: bool = False
    _text: str | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The words of the paragraph, without its label, as they are printed."""
        if self._text is None:
            self._text = plain(self.pieces)
        return self._text

    @property
    def words(self) -> list[TextRun]:
        """The pieces that are words, those of links among them, but for space alone."""
        return [piece for piece in flat(self.pieces) if isinstance(piece, TextRun) and piece.text.strip()]

    def without(self, start: int) -> Para:
        """Return the paragraph without its first characters."""
        return replace(self, pieces=cut(self.pieces, start), _text=None)


@dataclass(slots=True)
class TableCell:
    """A cell: its blocks, over how many columns it goes, and whether it is joined to the one above."""

    blocks: list[Block]
    columns: int = 1
    joined: bool = False


@dataclass(slots=True)
class TableRow:
    """A row, and whether it is one of the heads that each page repeats."""

    cells: list[TableCell]
    head: bool = False


@dataclass(slots=True)
class TableBlock:
    """A table; ``ruled`` tells whether it has lines, since one without is there to place things side by side."""

    rows: list[TableRow]
    place: str
    ruled: bool = True


@dataclass(slots=True)
class Missing:
    """What has no form in our source and stood alone: said in a comment."""

    text: str
    place: str


Block = Para | TableBlock | Missing


def flat(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield pieces, and instead of a link the pieces in it."""
    for piece in pieces:
        if isinstance(piece, Anchored):
            yield from flat(piece.pieces)
        else:
            yield piece


def plain(pieces: tuple[Piece, ...]) -> str:
    """Return the words of pieces on one line."""
    parts = []
    for piece in flat(pieces):
        if isinstance(piece, TextRun):
            parts.append(piece.text)
        elif isinstance(piece, Break):
            parts.append(" ")
        elif isinstance(piece, FormulaRun):
            parts.append(f" {piece.latex} ")
    return " ".join("".join(parts).split())


def cut(pieces: tuple[Piece, ...], start: int) -> tuple[Piece, ...]:
    """Return pieces without their first characters, and without the space behind these."""
    left: list[Piece] = []
    open_ = True
    for piece in pieces:
        if not open_:
            left.append(piece)
        elif isinstance(piece, TextRun):
            text = piece.text[start:] if start < len(piece.text) else ""
            start = max(0, start - len(piece.text))
            if not start and text.strip():
                left.append(replace(piece, text=text.lstrip()))
                open_ = False
        elif isinstance(piece, Anchored):
            inner = plain(piece.pieces)
            if start < len(inner):
                left.append(replace(piece, pieces=cut(piece.pieces, start)))
                open_ = False
            start = max(0, start - len(inner))
        elif not isinstance(piece, Break):
            left.append(piece)
    return tuple(left)


def paragraphs(blocks: list[Block]) -> Iterator[Para]:
    """Yield the paragraphs of blocks, those in cells among them."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def placed_pictures(blocks: Iterable[Block]) -> Iterator[PlacedPicture]:
    """Yield the pictures in blocks, those in boxes among them."""
    for para in paragraphs(list(blocks)):
        for piece in flat(para.pieces):
            if isinstance(piece, PlacedPicture):
                yield piece
            elif isinstance(piece, Boxed):
                yield from placed_pictures(piece.blocks)


@dataclass
class ParsedText:
    """The text of a file as its parser hands it on.

    Attributes:
        ledger: What the parser has changed and left out.
        read_picture: Gives the bytes of a picture by the name of its part; none of one that is not there.
        blocks: The body.
        notes: The blocks of each note by its name, in the order of the calls.
        facts: What the file says of itself: ``title``, ``creator``, ``keywords``, ``language``, ``modified``.
        running: The lines of its headers and footers.
        plain: Whether the file has no looks, so that lost pictures are told by their captions alone.
    """

    ledger: Ledger
    read_picture: Callable[[str], bytes]
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    running: list[RunningLine] = field(default_factory=list)
    plain: bool = False
