"""Tables of Word as ours: joined cells, heads, cells of one line each; what is no table for reading is unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.nodes import CellNode, TableNode
from publish.importing.shaping.tree import (
    Block,
    Boxed,
    Break,
    Look,
    Para,
    Piece,
    PlacedPicture,
    TableBlock,
    TableCell,
    TableRow,
    TextRun,
    flat,
)

LONGEST_CELL = 1200
"""Characters from which on a cell would take a page of its own."""

WIDEST = 100
"""Letters that the longest words of all columns together may have, so that a page can hold them side by side."""


def is_layout(table: TableBlock) -> bool:
    """Tell whether a table is there to place things side by side, and not to be read as one."""
    rows, columns = len(table.rows), max((sum(c.columns for c in row.cells) for row in table.rows), default=0)
    if rows == 1 and columns == 1:
        return True
    cells = [cell for row in table.rows for cell in row.cells]
    if any(_has_picture(cell.blocks) for cell in cells):
        return True
    if any(sum(len(para.text) for para in _paras(cell.blocks)) > LONGEST_CELL for cell in cells):
        return True
    if not table.ruled and (rows <= 3 or columns == 1):
        return True
    return _width(table) > WIDEST or columns > 14


def _width(table: TableBlock) -> int:
    longest: dict[int, int] = {}
    for row in table.rows:
        column = 0
        for cell in row.cells:
            if cell.columns == 1:
                words = [len(word) for para in _paras(cell.blocks) for word in re.split(r"[\s\-/]+", para.text)]
                longest[column] = max(longest.get(column, 1), *words, 1)
            column += cell.columns
    return sum(longest.values()) + 2 * len(longest)


def _has_picture(blocks: list[Block]) -> bool:
    pieces = [piece for para in _paras(blocks) for piece in flat(para.pieces)]
    return any(isinstance(piece, PlacedPicture | Boxed) for piece in pieces)


def _paras(blocks: list[Block]) -> Iterator[Para]:
    for block in blocks:
        if isinstance(block, Para):
            yield block
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paras(cell.blocks)


def cells_of(table: TableBlock) -> Iterator[list[Block]]:
    """Yield the blocks of each cell, row by row; below a row of pictures each caption comes behind its own picture."""
    rows = list(table.rows)
    while rows:
        row = rows.pop(0)
        if rows and _are_pictures(row) and len(rows[0].cells) == len(row.cells) and not _are_pictures(rows[0]):
            below = rows.pop(0)
            for above, caption in zip(row.cells, below.cells, strict=True):
                yield [*above.blocks, *caption.blocks]
        else:
            yield from (cell.blocks for cell in row.cells)


def _are_pictures(row: TableRow) -> bool:
    """Tell whether the cells of a row are pictures and nothing else."""
    filled = [cell for cell in row.cells if any(para.text for para in _paras(cell.blocks)) or _has_picture(cell.blocks)]
    words = any(para.text for cell in filled for para in _paras(cell.blocks))
    return bool(filled) and not words and all(_has_picture(cell.blocks) for cell in filled)


def build_table(table: TableBlock, ledger: Ledger) -> TableNode | None:
    """Return a table in our form; None for one without words."""
    width = max((sum(cell.columns for cell in row.cells) for row in table.rows), default=0)
    rows = [[_cell(cell, ledger, table.place) for cell in row.cells] for row in table.rows]
    if not any(cell.lines for row in rows for cell in row):
        return None
    for row in rows:
        missing = width - sum(cell.columns for cell in row)
        row += [CellNode([]) for _ in range(missing)]
    _settle_joins(rows, ledger, table.place)
    heads = sum(1 for row in table.rows if row.head) or 1
    heads = min(max(heads, 1), max(1, len(rows) - 1))
    heads = _whole_head(rows, heads)
    return TableNode(rows, heads, _aligns(table, width), place=table.place)


def _cell(cell: TableCell, ledger: Ledger, place: str) -> CellNode:
    lines = list(_lines(cell.blocks, ledger, place))
    return CellNode(lines, cell.columns, cell.joined)


def _lines(blocks: list[Block], ledger: Ledger, place: str) -> Iterator[tuple[Piece, ...]]:
    for block in blocks:
        if isinstance(block, Para):
            line = block.pieces
            if block.label:
                line = (TextRun(f"{'•' if block.label.bullet else block.label.text} ", Look()), *line)
            if (
                block.text
                or (block.label and not block.label.bullet)
                or any(not isinstance(piece, TextRun | Break) for piece in block.pieces)
            ):
                yield line
        elif isinstance(block, TableBlock):
            ledger.change(say("table"), block.place, say("it stood in a cell of another one; its rows are lines there"))
            for row in block.rows:
                line = ()
                for cell in row.cells:
                    for part in _lines(cell.blocks, ledger, place):
                        line = (*line, TextRun(" – ", Look()), *part) if line else part
                if line:
                    yield line


def _settle_joins(rows: list[list[CellNode]], ledger: Ledger, place: str) -> None:
    """Take apart what is joined to no cell of the same columns above it, and put hidden words with those above."""
    above: dict[tuple[int, int], CellNode] = {}
    for row in rows:
        here: dict[tuple[int, int], CellNode] = {}
        column = 0
        for cell in row:
            spot = column, cell.columns
            if cell.joined and spot in above:
                owner = above[spot]
                if cell.lines:
                    owner.lines += cell.lines
                    ledger.change(
                        say("cell"), place, say("words in a joined cell, which Word hides, are with those above")
                    )
                    cell.lines = []
                here[spot] = owner
            else:
                cell.joined = False
                here[spot] = cell
            column += cell.columns
        if row and all(cell.joined for cell in row):
            for cell in row[:1]:
                cell.joined = False
                here[0, cell.columns] = cell
        above = here


def _whole_head(rows: list[list[CellNode]], heads: int) -> int:
    """Return how many rows are the head, so that nothing in it is joined to what is below."""
    while heads < len(rows) and any(cell.joined for cell in rows[heads]):
        heads += 1
    if heads < len(rows):
        return heads
    for cell in rows[1] if len(rows) > 1 else ():
        cell.joined = False
    return 1


def _aligns(table: TableBlock, width: int) -> list[str]:
    counts: list[dict[str, int]] = [{} for _ in range(width)]
    for row in table.rows[1:]:
        column = 0
        for cell in row.cells:
            if cell.columns == 1 and column < width:
                for para in _paras(cell.blocks):
                    if para.text:
                        counts[column][para.align] = counts[column].get(para.align, 0) + 1
            column += cell.columns
    return [max(count, key=lambda name: count[name]) if count else "left" for count in counts]
