"""Rules about the cells of a table: each place has one, and each cell a heading (PDF/UA-1, 7.2 and 7.5)."""

from __future__ import annotations

from collections import Counter

from publish.base.messages import say
from publish.preflight.pdf.reading import items_of, number, text_of
from publish.preflight.pdf.structure import StructureElement, attribute
from publish.preflight.rules.nesting import Report

_SCOPES = ("/Row", "/Column", "/Both")

MAX_SPAN = 1000
"""How many columns or rows a cell is taken to go over at most."""

MAX_PLACES = 1_000_000
"""How many places a table has at most to be looked at."""


def check_table(table: StructureElement, report: Report) -> None:
    """Check that the cells of a table fill a rectangle, and that each has a heading."""
    rows = list(_rows(table))
    places: dict[tuple[int, int], StructureElement] = {}
    for index, row in enumerate(rows):
        column = 0
        for cell in row.kids:
            while (index, column) in places:
                column += 1
            width, height = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            if len(places) + width * height > MAX_PLACES:
                return
            area = [(y, x) for y in range(index, index + height) for x in range(column, column + width)]
            if any(place in places for place in area):  # 7.2-15
                report(
                    "table-shape",
                    say("a cell of row {index} lies over another", index=index + 1),
                    say("see to its spans"),
                    cell,
                )
                return
            places.update(dict.fromkeys(area, cell))
            column += width
    if _is_rectangle(places, len(rows), table, report):
        _check_headings(places, report)


def _rows(table: StructureElement) -> list[StructureElement]:
    """Return the rows of a table, those of head, bodies and foot as they stand."""
    parts = [kid.kids if kid.kind in ("/THead", "/TBody", "/TFoot") else [kid] for kid in table.kids]
    return [row for part in parts for row in part if row.kind == "/TR"]


def _span(cell: StructureElement, name: str) -> int:
    return min(max(1, int(number(attribute(cell, "/Table", name), 1))), MAX_SPAN)


def _is_rectangle(
    places: dict[tuple[int, int], StructureElement], count: int, table: StructureElement, report: Report
) -> bool:
    """Check that all rows have as many columns, and all columns as many rows (7.2-41 to -43)."""
    widths = Counter(row for row, _ in places)
    heights = Counter(column for _, column in places)
    for is_row, sums, ends in ((True, widths, count), (False, heights, len(heights))):
        for index in range(ends):
            if sums[index] != sums[0]:
                number, one, other = index + 1, sums[0], sums[index]
                message = say(
                    "column 1 of a table has {one} rows, column {number} has {other}",
                    one=one,
                    number=number,
                    other=other,
                )
                if is_row:
                    message = say(
                        "row 1 of a table has {one} columns, row {number} has {other}",
                        one=one,
                        number=number,
                        other=other,
                    )
                report("table-shape", message, say("see to the number of cells of each row and to their spans"), table)
                return False
    return True


def _check_headings(places: dict[tuple[int, int], StructureElement], report: Report) -> None:
    """Check that each TH says which cells it is for, or else each cell which TH it belongs to (7.5-1, -2)."""
    headings = [cell for cell in places.values() if cell.kind == "/TH"]
    told = all(text_of(attribute(cell, "/Table", "/Scope")) in _SCOPES for cell in headings)
    names = {text_of(cell.obj.get("/ID")) for cell in headings}
    for (row, _), cell in sorted(places.items(), key=lambda item: item[0]):
        if cell.kind == "/TD" and cell is not places[0, 0]:  # where heads of columns and of rows meet
            named = {text_of(name) for name in items_of(attribute(cell, "/Table", "/Headers"))}
            if not named <= names or not (named or told):
                hint = say("give each TH a Scope, or the cell Headers that are there")
                report(
                    "cell-without-heading",
                    say("no heading is told for a cell in row {row} of a table", row=row + 1),
                    hint,
                    cell,
                )
                return
