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
    """A cell: its text, how many columns it takes, whether it is joined to the one above, and where its text stands."""

    text: str
    columns: int
    joined: bool
    align: str


def read_table(table: Element, read: Callable[[Element], WordLine]) -> tuple[list[list[WordCell]], int]:
    """Return the rows of a table, and how many of them are heads."""
    rows: list[list[WordCell]] = []
    heads = 0
    for row in _inside(table, "w:tr"):
        about = child(row, "w:trPr")
        if child(about, "w:del") is not None if about is not None else False:
            continue
        heads += bool(flag(about, "w:tblHeader")) and heads == len(rows)
        rows.append([_cell(cell, read) for cell in _inside(row, "w:tc")])
    return rows, heads


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    for each in parent:
        name = short(each.tag)
        if name == wanted:
            yield each
        elif name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml"):
            yield from _inside(each, wanted)


def _cell(cell: Element, read: Callable[[Element], WordLine]) -> WordCell:
    about = child(cell, "w:tcPr")
    merge = child(about, "w:vMerge") if about is not None else None
    joined = merge is not None and merge.get(full("w:val"), "continue") == "continue"
    paragraphs = list(cell.iter(full("w:p")))
    lines = [write_line(read(each).leaves, line_break="<br>", cell=True) for each in paragraphs]
    align = next((said for each in paragraphs if (said := value(child(each, "w:pPr"), "w:jc"))), "")
    align = {"start": "left", "end": "right", "both": ""}.get(align, align)
    columns = number(value(about, "w:gridSpan") if about is not None else None, 1)
    return WordCell("<br>".join(line for line in lines if line), columns, joined, align)


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
