"""Read grid tables, drawn with ``+---+`` and bars as Pandoc and reStructuredText have them; their cells hold blocks.

A cell is a rectangle whose corners are plus signs: it is looked for from its upper left corner to the right, down, to
the left and up again, as in Docutils (``docutils.parsers.rst.tableparser``), so cells may go over columns and rows.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from publish.base.messages import say

_BORDER = re.compile(r"\+(?::?-+:?\+)+[ \t]*$")
_END_OF_HEAD = re.compile(r"\+(?::?=+:?\+)+[ \t]*$")
_PART_OF_HEAD = re.compile(r"\+={3,}\+")
MOST_SIGNS = 200_000
"""Signs that the drawing of a table may have."""


@dataclass(slots=True)
class _Row:
    """A line of the drawing: the sign in each column, and its offset in the source."""

    signs: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def part(self, start: int, end: int) -> _Row:
        """Return what stands in some columns."""
        return _Row(self.signs[start:end], self.offsets[start:end])


class _Area(NamedTuple):
    """A cell of the drawing, by the lines and columns of its borders."""

    top: int
    left: int
    bottom: int
    right: int


class BrokenGridError(Exception):
    """A drawing that is no table; ``offset`` says where in the source."""

    def __init__(self, offset: int, message: str) -> None:
        """Note both."""
        super().__init__(message)
        self.offset = offset


def grid_table(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A grid table: a token around it, and one around each cell with its place, its size and what stands in it."""
    if state.is_code_block(line) or not _BORDER.match(_text(state, line)):
        return False
    end = line + 1
    while end < last and state.sCount[end] >= state.blkIndent and _text(state, end)[:1] in ("+", "|"):
        end += 1
    if end < line + 3 or silent:
        return end >= line + 3
    opening = state.push("grid_open", "table", 1)
    opening.map = [line, end]
    try:
        _read(state, opening, [_row(state, number) for number in range(line, end)])
    except BrokenGridError as failure:
        opening.meta["fault"] = failure
    state.push("grid_close", "table", -1)
    state.line = end
    return True


def _text(state: StateBlock, line: int) -> str:
    return "" if state.isEmpty(line) else state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _row(state: StateBlock, line: int) -> _Row:
    """Return a line by its columns: marks stand in that of their letter, wide signs take two."""
    start = state.bMarks[line] + state.tShift[line]
    row = _Row()
    for offset, sign in enumerate(_text(state, line).rstrip(), start):
        if row.signs and unicodedata.category(sign) in ("Mn", "Me", "Cf"):
            row.signs[-1] += sign
            continue
        row.signs.append(sign)
        row.offsets.append(offset)
        if unicodedata.east_asian_width(sign) in "WF":
            row.signs.append("")
            row.offsets.append(offset)
    return row


def _read(state: StateBlock, opening: Token, rows: list[_Row]) -> None:
    """Put the cells of a drawing into the tokens."""
    width = max(len(row.signs) for row in rows)
    if width * len(rows) > MOST_SIGNS:
        raise BrokenGridError(rows[0].offsets[0], say("a table of more than {most:,} signs", most=MOST_SIGNS))
    for row in rows:
        row.offsets += [row.offsets[-1] + 1] * (width - len(row.signs))
        row.signs += [" "] * (width - len(row.signs))
    heads = [number for number, row in enumerate(rows) if _END_OF_HEAD.match("".join(row.signs))]
    if len(heads) > 1 or heads[-1:] == [len(rows) - 1]:
        message = say("a table has one line of ===, that below its head, and no foot")
        raise BrokenGridError(rows[heads[-1]].offsets[0], message)
    for number, row in enumerate(rows):
        if number not in heads and (part := _PART_OF_HEAD.search("".join(sign[:1] or " " for sign in row.signs))):
            raise BrokenGridError(row.offsets[part.start()], say("a line of === that does not go over the whole table"))
    drawn = "".join(sign[:1] or " " for sign in rows[max([0, *heads])].signs)
    for number in (0, *heads):
        rows[number].signs = ["-" if sign in "=:" else sign for sign in rows[number].signs]
    areas = _Drawing(rows).areas()
    lines = sorted({line for area in areas for line in (area.top, area.bottom)})
    columns = sorted({column for area in areas for column in (area.left, area.right)})
    head = bisect_left(lines, heads[0]) if heads else 0
    opening.meta.update(head=head, rows=len(lines) - 1)
    for top, left, bottom, right in areas:
        first, behind, column = lines.index(top), lines.index(bottom), columns.index(left)
        if first < head < behind:
            raise BrokenGridError(rows[top].offsets[left], say("a cell that goes on from the head into the rows below"))
        cell = state.push("grid_cell_open", "td", 1)
        align = _align(drawn[left + 1 : columns[column + 1]])
        cell.meta.update(row=first, rows=behind - first, columns=columns.index(right) - column, align=align)
        cell.meta["start"] = rows[top + 1].offsets[left + 1]
        _read_cell(state, [row.part(left + 1, right) for row in rows[top + 1 : bottom]])
        state.push("grid_cell_close", "td", -1)


def _align(border: str) -> str:
    return {(True, False): "left", (False, True): "right", (True, True): "center"}.get(
        (border.startswith(":"), border.endswith(":")), ""
    )


def _read_cell(state: StateBlock, rows: Sequence[_Row]) -> None:
    """Read the blocks of a cell; the places of their tokens are those in the source."""
    texts = ["".join(row.signs).rstrip() for row in rows]
    indents = [len(text) - len(text.lstrip(" ")) for text in texts if text]
    indent = min(indents, default=0)
    places = [row.offsets[min(indent, len(row.offsets) - 1)] if row.offsets else 0 for row in rows]
    texts = [text[indent:] for text in texts]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)

    def place(offset: int) -> int:
        line = max(0, min(bisect_right(starts, offset) - 1, len(places) - 1))
        return places[line] + offset - starts[line]

    tokens: list[Token] = []
    deep = len(state.env["deep"])
    state.md.block.parse("\n".join(texts), state.md, state.env, tokens)
    state.env["deep"][deep:] = map(place, state.env["deep"][deep:])
    for token in tokens:
        if "start" in token.meta:
            token.meta["start"] = place(token.meta["start"])
        if "lines" in token.meta:
            token.meta["lines"] = list(map(place, token.meta["lines"]))
        if "verses" in token.meta:
            token.meta["verses"] = [span and tuple(map(place, span)) for span in token.meta["verses"]]
    state.tokens += tokens


class _Drawing:
    """Finds the cells of a drawing."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self.rows = rows
        self.signs = [row.signs for row in rows]
        self.bottom, self.right = len(rows) - 1, len(rows[0].signs) - 1

    def areas(self) -> list[_Area]:
        """Return the cells, row by row.

        Raises:
            BrokenGridError: If they do not fill the drawing.
        """
        done = [0] * self.right  # the line down to which each column is known
        corners: list[tuple[int, int]] = [(0, 0)]
        found = []
        while corners:
            top, left = heapq.heappop(corners)
            if top == self.bottom or left == self.right or top < done[left]:
                continue
            if area := self.to_the_right(top, left):
                found.append(area)
                for column in range(left, area.right):
                    if done[column] != top:
                        raise self.broken(top, column)
                    done[column] = area.bottom
                heapq.heappush(corners, (top, area.right))
                heapq.heappush(corners, (area.bottom, left))
        for column, line in enumerate(done):
            if line != self.bottom:
                raise self.broken(line, column)
        return found

    def broken(self, line: int, column: int) -> BrokenGridError:
        return BrokenGridError(self.rows[line].offsets[column], say("a cell of a grid table that no lines close"))

    def to_the_right(self, top: int, left: int) -> _Area | None:
        if self.signs[top][left] != "+":
            return None
        for right in range(left + 1, self.right + 1):
            sign = self.signs[top][right]
            if sign == "+" and (bottom := self.down(top, left, right)):
                return _Area(top, left, bottom, right)
            if sign not in ("+", "-"):
                return None
        return None

    def down(self, top: int, left: int, right: int) -> int:
        for bottom in range(top + 1, self.bottom + 1):
            sign = self.signs[bottom][right]
            if sign == "+" and self.back(top, left, bottom, right):
                return bottom
            if sign not in ("+", "|"):
                return 0
        return 0

    def back(self, top: int, left: int, bottom: int, right: int) -> bool:
        border = self.signs[bottom][left + 1 : right]
        side = [self.signs[line][left] for line in range(top + 1, bottom)]
        return self.signs[bottom][left] == "+" and {*border} <= {"+", "-"} and {*side} <= {"+", "|"}
