"""Tables of Word as rows of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.importing.manuscript.lines import WordLine
from publish.importing.manuscript.marking import write_line
from publish.importing.word.xml import Element, child, flag, full, number, short, value


@dataclass
class WordCell:
    """A cell.

    Attributes:
        text: The words of the cell on one line, as they stand between bars.
        columns: How many columns the cell takes.
        joined: Whether the cell is joined to the one above.
        align: Where the text stands.
        block: The blocks of the cell, as they stand in a drawing.
        is_block: Whether the cell holds more than a line of words.
    """

    text: str
    columns: int
    joined: bool
    align: str
    block: str
    is_block: bool


def read_table(
    table: Element, read: Callable[[Element], WordLine], blocks: Callable[[Element], list[str]]
) -> tuple[list[list[WordCell]], int]:
    """Return the rows of a table, and how many of them are heads.

    Args:
        table: The table.
        read: Reads the line of a paragraph.
        blocks: Gives what stands in a cell as Markdown.
    """
    rows: list[list[WordCell]] = []
    heads = 0
    for row in _inside(table, "w:tr"):
        about = child(row, "w:trPr")
        if child(about, "w:del") is not None if about is not None else False:
            continue
        heads += bool(flag(about, "w:tblHeader")) and heads == len(rows)
        rows.append([_cell(cell, read, blocks) for cell in _inside(row, "w:tc")])
    return rows, heads


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    for each in parent:
        name = short(each.tag)
        if name == wanted:
            yield each
        elif name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml"):
            yield from _inside(each, wanted)


def _cell(cell: Element, read: Callable[[Element], WordLine], blocks: Callable[[Element], list[str]]) -> WordCell:
    about = child(cell, "w:tcPr")
    merge = child(about, "w:vMerge") if about is not None else None
    joined = merge is not None and merge.get(full("w:val"), "continue") == "continue"
    paragraphs = list(cell.iter(full("w:p")))
    lines = [write_line(read(each).leaves, line_break="<br>", cell=True) for each in paragraphs]
    align = next((said for each in paragraphs if (said := value(child(each, "w:pPr"), "w:jc"))), "")
    align = {"start": "left", "end": "right", "both": ""}.get(align, align)
    columns = number(value(about, "w:gridSpan") if about is not None else None, 1)
    inner = [each for each in cell if short(each.tag) not in ("w:tcPr", "w:bookmarkStart", "w:bookmarkEnd")]
    listed = any(child(each, "w:pPr", "w:numPr") is not None for each in paragraphs)
    is_block = len(inner) > 1 or listed or any(short(each.tag) != "w:p" for each in inner)
    told = (
        []
        if joined
        else blocks(cell)
        if is_block
        else [write_line(read(each).leaves, line_break="<br>") for each in paragraphs]
    )
    text = "<br>".join(line for line in lines if line)
    return WordCell(text, columns, joined, align, "\n\n".join(told), is_block and not joined)


def alignments(rows: list[list[WordCell]], heads: int) -> list[str]:
    """Return where the text of each column stands, as most of its cells say."""
    count = max(sum(cell.columns for cell in row) for row in rows)
    found: list[Counter[str]] = [Counter() for _ in range(count)]
    for row in rows[heads:] or rows:
        column = 0
        for cell in row:
            if column < count and not cell.joined:
                found[column][cell.align] += 1 if cell.columns == 1 else 0
            column += cell.columns
    return [each.most_common(1)[0][0] if each else "" for each in found]
