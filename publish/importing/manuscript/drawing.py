"""A table drawn as a grid, for cells that hold more than a line of words, and tables without heads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from publish.importing.manuscript.tabling import WordCell, alignments


def columns_of(text: str) -> int:
    """Return how many columns a text takes in a drawing, as the reader counts them."""
    signs = [sign for sign in text if unicodedata.category(sign) not in ("Mn", "Me", "Cf")]
    return len(signs) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in signs)


_LEAST = 3  # columns of the drawing, for the colons of an alignment and a sign between them


@dataclass
class _Area:
    """A cell: its lines, and the rows and columns that it takes."""

    lines: list[str]
    row: int
    column: int
    rows: int
    columns: int


def draw_grid(rows: Sequence[Sequence[WordCell]], heads: int) -> str:
    """Return a table whose cells are areas between lines of signs."""
    count = max(sum(cell.columns for cell in row) for row in rows)
    owners = _place(rows, count)
    areas = list({id(area): area for row in owners for area in row}.values())
    widths, heights = _sizes(areas, len(rows), count)
    drawing = _Drawing(owners, widths, heights)
    aligns = alignments([list(row) for row in rows], heads)
    lines: list[str] = []
    for row in range(len(rows) + 1):
        sign = "=" if heads and row == heads else "-"
        lines.append(drawing.edge(row, sign, aligns if row == heads else []))
        lines += [drawing.text(row, line) for line in range(heights[row] if row < len(rows) else 0)]
    return "\n".join(lines)


def _place(rows: Sequence[Sequence[WordCell]], count: int) -> list[list[_Area]]:
    """Return the area at each place of a table."""
    owners: list[list[_Area]] = []
    for number, row in enumerate(rows):
        line: list[_Area] = []
        for cell in row:
            column = len(line)
            above = owners[-1][column] if cell.joined and owners and column < count else None
            if above and above.columns == cell.columns:
                above.rows = number - above.row + 1
                area = above
            else:
                area = _Area(cell.block.split("\n"), number, column, 1, cell.columns)
            line += [area] * cell.columns
        while len(line) < count:
            line.append(_Area([""], number, len(line), 1, 1))
        owners.append(line[:count])
    return owners


def _sizes(areas: Sequence[_Area], rows: int, count: int) -> tuple[list[int], list[int]]:
    """Return how wide the columns and how high the rows are, for all that stands in them; joined ones come last."""
    widths, heights = [_LEAST] * count, [1] * rows
    for area in sorted(areas, key=lambda area: (area.columns, area.column)):
        last = area.column + area.columns - 1
        room = sum(widths[area.column : last + 1]) + 3 * (area.columns - 1)
        widths[last] += max(0, max(map(columns_of, area.lines)) - room)
    for area in sorted(areas, key=lambda area: (area.rows, area.row)):
        last = area.row + area.rows - 1
        room = sum(heights[area.row : last + 1]) + area.rows - 1
        heights[last] += max(0, len(area.lines) - room)
    return widths, heights


class _Drawing:
    def __init__(self, owners: list[list[_Area]], widths: list[int], heights: list[int]) -> None:
        self.owners, self.widths, self.heights = owners, widths, heights
        self.count = len(widths)

    def text(self, row: int, line: int) -> str:
        """Return a line through a row."""
        parts, column = ["|"], 0
        while column < self.count:
            area = self.owners[row][column]
            parts.append(f"{self.inside(area, row, line)}|")
            column = area.column + area.columns
        return "".join(parts)

    def inside(self, area: _Area, row: int, line: int) -> str:
        """Return what stands in an area at a line of a row, as wide as the area."""
        number = line + sum(height + 1 for height in self.heights[area.row : row])
        text = area.lines[number] if number < len(area.lines) else ""
        last = area.column + area.columns
        room = sum(self.widths[area.column : last]) + 3 * (area.columns - 1)
        return f" {text}{' ' * (room - columns_of(text))} "

    def edge(self, row: int, sign: str, aligns: Sequence[str]) -> str:
        """Return the line above a row."""
        parts: list[str] = []
        column = 0
        while column < self.count:
            parts.append(self.corner(row, column, sign))
            area = self.through(row, column)
            if area:
                parts.append(self.inside(area, row, -1))
                column = area.column + area.columns
                continue
            align = aligns[column] if column < len(aligns) else ""
            stroke = sign * (self.widths[column] + 2)
            stroke = f":{stroke[1:]}" if align in ("left", "center") else stroke
            parts.append(f"{stroke[:-1]}:" if align in ("right", "center") else stroke)
            column += 1
        return "".join([*parts, self.corner(row, self.count, sign)])

    def through(self, row: int, column: int) -> _Area | None:
        """Return the area that goes on across the line above a row."""
        if not 0 < row < len(self.owners) or not 0 <= column < self.count:
            return None
        area = self.owners[row][column]
        return area if self.owners[row - 1][column] is area else None

    def corner(self, row: int, column: int, sign: str) -> str:
        """Return the sign where the line above a row meets that before a column."""
        across = [0 <= side < self.count and self.through(row, side) is None for side in (column - 1, column)]
        down = [
            0 <= side < len(self.owners)
            and (column in (0, self.count) or self.owners[side][column - 1] is not self.owners[side][column])
            for side in (row - 1, row)
        ]
        if any(across) and any(down):
            return "+"
        return "|" if any(down) else sign
