"""How wide the columns of a table of an official document are, as its printed pages have them.

The engine lays out tables as CSS 2.1, 17.5.2.2 proposes it: with room to spare, columns are as wide in proportion as
their longest lines; with less, each has its longest word, and shares what is left in proportion to what it lacks.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from publish.kinds.official.word_parts import FaceMetrics
from publish.publication import model

_SIZE_PT, _PADDING_PT = 12.0, 8.5
"""Size of the text in tables, and the padding and border of a cell, left and right together."""


def column_widths(node: model.Table, measure: FaceMetrics, room: int) -> Sequence[int]:
    """Return the width of each column in twips, all of them as wide as the room."""
    rows = [(row, True) for row in node.head] + [(row, False) for row in node.rows]
    count = sum(cell.columns for cell in rows[0][0])
    least, most = [_PADDING_PT] * count, [_PADDING_PT] * count
    taken: dict[tuple[int, int], bool] = {}
    for index, (row, bold) in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get((index, column)):
                column += 1
            for below in range(index + 1, index + cell.rows):
                taken.update({(below, at): True for at in range(column, column + cell.columns)})
            if cell.columns == 1 and column < count:
                lines = [_text(line) for line in model.lines(cell)]
                words = [word for line in lines for word in line.split(" ")]
                widest = [
                    max((measure.width(text, _SIZE_PT, bold=bold) for text in texts), default=0.0)
                    for texts in (words, lines)
                ]
                least[column] = max(least[column], widest[0] + _PADDING_PT)
                most[column] = max(most[column], widest[1] + _PADDING_PT)
            column += cell.columns
    return _share(least, most, room)


def _text(line: tuple[model.Inline, ...]) -> str:
    """Return the words of a line, with the spaces that hold some of them together."""
    return "".join(node.text for node in model.walk(line) if isinstance(node, model.Text | model.Code))


def _share(least: Sequence[float], most: Sequence[float], room: int) -> list[int]:
    whole, needed, wanted = room / 20, sum(least), sum(most)
    if wanted <= whole:
        found = [width * whole / wanted for width in most]
    elif needed < whole:
        part = (whole - needed) / (wanted - needed)
        found = [low + (high - low) * part for low, high in zip(least, most, strict=True)]
    else:
        found = [low * whole / needed for low in least]
    ends = [0]
    for width in found:
        ends.append(ends[-1] + round(width * 20))
    ends[-1] = room
    return [end - start for start, end in itertools.pairwise(ends)]
