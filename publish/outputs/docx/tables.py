"""Tables of an article as tables of Word: heads that each page repeats, cells over several columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publish.outputs.docx.lines import LineWriter
from publish.outputs.docx.wordml import RunLook, paragraph, quote
from publish.publication import model

_WIDTH = 9071  # twentieths of a point


Blocks = Callable[[str, Sequence[model.Block]], str]
"""Writes blocks whose paragraphs have a style."""


def write_table(
    lines: LineWriter,
    blocks: Blocks,
    node: model.Table,
    name: str | None,
    told: str,
    indent: int,
    widths: Sequence[int] = (),
) -> str:
    """Return a table.

    Args:
        lines: Writes the lines in its cells.
        blocks: Writes the blocks in them.
        node: The table.
        name: Name of the table where its caption has no number to bear it.
        told: What the table is called to those who do not see it.
        indent: How far in it stands, in twentieths of a point.
        widths: Widths of the columns in these units; none for Word to find them.
    """
    columns = max(sum(cell.columns for cell in row) for row in (*node.head, *node.rows)[:1])
    rows = _grid(node, columns)
    about = '<w:tblStyle w:val="Bang"/><w:tblW w:w="5000" w:type="pct"/>'
    about += f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    about += '<w:tblLayout w:type="fixed"/>' if widths else ""
    about += '<w:tblLook w:val="0020" w:firstRow="1"/>'
    about += f'<w:tblCaption w:val="{quote(told[:250])}"/>' if told else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths or [_WIDTH // columns] * columns)
    made = []
    for index, row in enumerate(rows):
        is_head = index < len(node.head)
        cells, column = [], 0
        for place, (cell, part) in enumerate(row):
            own = sum(widths[column : column + cell.columns])
            cells.append(_cell(lines, blocks, cell, part, is_head, name if (index, place) == (0, 0) else None, own))
            column += cell.columns
        properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "") + "</w:trPr>"
        made.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


_Placed = tuple[model.Cell, str]
"""A cell, and whether its rows begin in this one (``restart``), go on in it (``continue``), or it has one (empty)."""


def _grid(node: model.Table, columns: int) -> list[list[_Placed]]:
    """Return the rows with a cell at each place, those that go on from the row above among them."""
    open_: dict[int, tuple[model.Cell, int]] = {}
    made = []
    for row in (*node.head, *node.rows):
        waiting: Sequence[model.Cell] = list(row)
        line: list[_Placed] = []
        column = 0
        while column < columns:
            if column in open_:
                cell, left = open_.pop(column)
                line.append((cell, "continue"))
                if left > 1:
                    open_[column] = cell, left - 1
            elif waiting:
                cell, waiting = waiting[0], waiting[1:]
                line.append((cell, "restart" if cell.rows > 1 else ""))
            else:
                cell = model.Cell("", 1, 1, (), node.position)
                line.append((cell, ""))
            column += cell.columns
        place = 0
        for cell, part in line:
            if part == "restart":
                open_[place] = cell, cell.rows - 1
            place += cell.columns
        made.append(line)
    return made


def _cell(
    lines: LineWriter, blocks: Blocks, cell: model.Cell, part: str, is_head: bool, name: str | None, width: int
) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    about += f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    about += "<w:vMerge/>" if part == "continue" else '<w:vMerge w:val="restart"/>' if part else ""
    properties = f"<w:tcPr>{about}</w:tcPr>" if about else ""
    align = f'<w:jc w:val="{cell.align}"/>' if cell.align else ""
    style = "DauBang" if is_head else "OBang"
    if cell.blocks and part != "continue":
        content = blocks(style, cell.blocks)
        content += "" if content.endswith("</w:p>") else paragraph("Dem", "")
        return f"<w:tc>{properties}{content}</w:tc>"
    content = "" if part == "continue" else lines.line(cell.children, RunLook())
    content = lines.places.bookmark(lines.scene.chapter, name, content)
    return f"<w:tc>{properties}{paragraph(style, content, align)}</w:tc>"
