"""Turn table tokens into tables, each cell with its place.

Cells are joined as in MultiMarkdown: ``||``, bars with nothing between them, joins a place to the cell on its left, and
``^^`` to the one above it. Heads of several rows end with a row of ``===``, as in the grid tables of Pandoc, which
are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.base.diagnostics import error
from publish.base.messages import say, words_of
from publish.publication.model import Block, Cell, Inline, Paragraph, Table, plain_text
from publish.reader.markdown.attributes import block_id, parse_attributes
from publish.reader.markdown.blocks import TABLES, Blocks, Element
from publish.reader.source import Passage

LEFT, UP = "||", "^^"
"""What joins a place of a table to the cell on its left, or to that above it."""

_BRACE = re.compile(r"\s+(?P<brace>\{[^{}\n]*\})\s*$")
_END_OF_HEAD = re.compile(r"={3,}")

Slot = tuple[str, Cell]
"""What stands in a place of a table: a cell of its own, or with :data:`LEFT` or :data:`UP` a part of another one."""


def build_table(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A table of rows between bars."""
    rows = [_build_row(blocks, row) for part in element.children for row in part.children]
    ends = [index for index, row in enumerate(rows) if index and _ends_head(row)]
    head, body = (rows[: ends[0]], rows[ends[0] + 1 :]) if ends else (rows[:1], rows[1:])
    id_, words = _read_caption(blocks, element.caption)
    at = blocks.position(element)
    return (Table(words, _join(blocks, head), _join(blocks, body), (), element.id or id_, at),)


def build_grid(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A table that is drawn as a grid; a cell of one paragraph holds just its words."""
    if fault := element.token.meta.get("fault"):
        hint = say("let + - and | meet at each corner of each cell; for a drawing put ``` above and below")
        blocks.source.report(fault.offset, words_of(fault), "grid-table", hint)
        return ()
    rows: list[list[Cell]] = [[] for _ in range(element.token.meta["rows"])]
    for child in element.children:
        rows[child.token.meta["row"]].append(_build_cell(blocks, child))
    head, (id_, words) = element.token.meta["head"], _read_caption(blocks, element.caption)
    made = tuple(map(tuple, rows))
    return (Table(words, made[:head], made[head:], (), element.id or id_, blocks.position(element)),)


def _build_cell(blocks: Blocks, element: Element) -> Cell:
    facts = element.token.meta
    cell = Cell(facts["align"], facts["columns"], facts["rows"], (), position=blocks.position(element))
    stack = [element]
    while stack:
        inner = stack.pop()
        if inner.token.type in TABLES:
            hint = say("move it out of the table, or let the cells of this one go over columns and rows")
            blocks.source.report(inner.start, say("a table in a cell of a table"), "cell-block", hint)
            return cell
        stack += inner.children
    built = blocks.build(element.children)
    if len(built) == 1 and isinstance(built[0], Paragraph) and not built[0].id:
        return replace(cell, children=built[0].children)
    return replace(cell, blocks=built)


def _read_caption(blocks: Blocks, caption: Passage | None) -> tuple[str | None, tuple[Inline, ...]]:
    """Return the id and the words of a caption of Pandoc, ``Words {#id}``."""
    if not caption:
        return None, ()
    found = _BRACE.search(caption.text)
    parsed = parse_attributes(caption.text, found.start("brace")) if found else None
    if not found or not parsed:
        return None, blocks.read_inlines(caption)
    id_ = block_id(blocks.source, parsed[0], caption.part(found.start("brace")))
    return id_, blocks.read_inlines(caption.part(0, found.start()))


def _ends_head(row: Sequence[Slot]) -> bool:
    texts = [plain_text(cell.children) for _, cell in row]
    return all(_END_OF_HEAD.fullmatch(text) for text in texts)


def _join(blocks: Blocks, rows: Sequence[Sequence[Slot]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with each cell once, at its upper left place; what cannot be joined stays apart.

    A row that is joined to the one above in all of its places is no row of its own.
    """
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, slots in enumerate(rows):
        for column, (mark, cell) in enumerate(slots):
            place = row, column
            neighbour = {LEFT: (row, column - 1), UP: (row - 1, column)}.get(mark, place)
            if neighbour not in owners and mark:
                hint = say("write '| |' for an empty cell; head and body of a table are not joined")
                message = (
                    say("no cell to the left of this one to join")
                    if mark == LEFT
                    else say("no cell above this one to join")
                )
                _report(blocks, cell, message, hint)
            owners[place] = owners.get(neighbour, place)
            areas.setdefault(owners[place], []).append(place)
    joined: list[list[Cell]] = [[] for _ in rows]
    begun = sorted({row for row, _ in areas})
    for (row, column), places in sorted(areas.items()):
        bottom = max(place[0] for place in places)
        height = bottom - row + 1
        width = max(place[1] for place in places) - column + 1
        if len(places) == height * width:
            own = sum(row <= other <= bottom for other in begun)
            joined[row].append(replace(rows[row][column][1], columns=width, rows=own))
            continue
        last = rows[places[-1][0]][places[-1][1]][1]
        hint = say("joined cells start and end in the same columns in each of their rows")
        _report(blocks, last, say("joined cells that make no rectangle"), hint)
        joined[row].append(rows[row][column][1])
    return tuple(tuple(joined[row]) for row in begun)


def _report(blocks: Blocks, cell: Cell, message: str, hint: str) -> None:
    blocks.source.diagnostics.append(error(cell.position, message, "table-spans", hint, 2))


def _build_row(blocks: Blocks, row: Element) -> list[Slot]:
    source = blocks.source
    end = source.line_end(row.start)
    line = source.text[row.start : end]
    passages = split_row(line, row.start)
    if "|" not in line:
        hint = say("put an empty line between the table and what follows")
        source.report(row.start, say("row of a table without bars"), "table-columns", hint, len(line))
    columns = len(row.children)
    for extra in passages[columns:]:
        hint = say("give each row as many cells as the head; write '\\|' for a bar in the text")
        source.report(extra.source_offset(0), say("cell without a column"), "table-columns", hint, len(extra.text))
    missing = [Passage("", ((0, end),))] * columns
    slots: list[Slot] = []
    for child, passage in zip(row.children, passages[:columns] + missing, strict=False):
        align = str(child.token.attrs.get("style", "")).removeprefix("text-align:")
        offset = passage.source_offset(0)
        mark = UP if passage.text == UP else ""
        if not passage.text and source.text[offset - 1 : offset + 1] == LEFT:
            mark = LEFT
        children = () if mark else blocks.read_inlines(passage)
        slots.append((mark, Cell(align, 1, 1, children, source.position(offset - (mark == LEFT)))))
    return slots


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
