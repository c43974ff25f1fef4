"""Turn table tokens into tables, each cell with its place."""

from __future__ import annotations

from publish.model import Block, Cell, Table
from publish.reader.blocks import Blocks, Element
from publish.reader.source import Passage


def build_table(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A table of rows between bars."""
    head, *body = [row for part in element.children for row in part.children]
    cells = _build_row(blocks, head)
    rows = tuple(_build_row(blocks, row) for row in body)
    return (Table((), cells, rows, (), element.id, blocks.position(element)),)


def _build_row(blocks: Blocks, row: Element) -> tuple[Cell, ...]:
    source = blocks.source
    end = source.line_end(row.start)
    line = source.text[row.start : end]
    passages = split_row(line, row.start)
    if "|" not in line:
        hint = "put an empty line between the table and what follows"
        source.report(row.start, "row of a table without bars", "table-columns", hint, len(line))
    columns = len(row.children)
    for extra in passages[columns:]:
        hint = "give each row as many cells as the head; write '\\|' for a bar in the text"
        source.report(extra.source_offset(0), "cell without a column", "table-columns", hint, len(extra.text))
    missing = [Passage("", ((0, end),))] * columns
    cells = []
    for child, passage in zip(row.children, passages[:columns] + missing, strict=False):
        align = str(child.token.attrs.get("style", "")).removeprefix("text-align:")
        position = source.position(passage.source_offset(0))
        cells.append(Cell(align, blocks.read_inlines(passage), position))
    return tuple(cells)


def split_row(line: str, offset: int) -> list[Passage]:
    """Return the cells of a row.

    Args:
        line: The row; bars behind a backslash belong to the text.
        offset: Where the line starts in the source.
    """
    bars = [i for i, c in enumerate(line) if c == "|" and (i == 0 or line[i - 1] != "\\")]
    stripped = line.rstrip(" \t")
    starts = [0, *(bar + 1 for bar in bars)]
    ends = [*bars, len(stripped)]
    bounds = list(zip(starts, ends, strict=True))
    if bounds and not line[slice(*bounds[0])].strip():
        bounds.pop(0)
    if bounds and stripped.endswith("|") and bars and bars[-1] == len(stripped) - 1:
        bounds.pop()
    return [_cell(line, start, end, offset) for start, end in bounds]


def _cell(line: str, start: int, end: int, offset: int) -> Passage:
    """Return the text of a cell, without outer space and with an escaped bar read as a bar."""
    raw = line[start:end]
    start += len(raw) - len(raw.lstrip(" \t")) if raw.strip(" \t") else min(1, len(raw))
    parts = raw.strip(" \t").split("\\|")
    segments = []
    here, there = 0, offset + start
    for index, part in enumerate(parts):
        segments.append((here, there))
        here += len(part)
        there += len(part)
        if index < len(parts) - 1:
            segments.append((here, there + 1))
            here, there = here + 1, there + 2
    return Passage("|".join(parts), tuple(segments))
