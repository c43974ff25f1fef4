"""The tables of an article as XHTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from publish.base.diagnostics import Position
from publish.layout.markup.elements import attribute_list, element
from publish.publication import model

_NARROW = 40
"""Letters of a row, counting the longest word of each cell, from which on a table is wider than a small screen."""


class WordRenderer(Protocol):
    """What renders the words of a table."""

    def inlines(self, nodes: Sequence[model.Inline]) -> str:
        """Return inline nodes as XHTML."""

    def blocks(self, nodes: Sequence[model.Block]) -> str:
        """Return block nodes as XHTML."""

    def placed(self, made: str, position: Position) -> str:
        """Return an element that tells where it stands in the source."""


def table(words: WordRenderer, node: model.Table, role: str) -> str:
    """Return a table with caption and credit; ``role`` is what a wide one carries, with a space before it."""
    caption = element("caption", words.inlines(node.caption)) if node.caption else ""
    head = "".join(_row(words, row, "th") for row in node.head)
    rows = "\n".join(_row(words, row, "td") for row in node.rows)
    body = f"<tbody>{rows}</tbody>" if rows else ""
    made = f"<table>{caption}{f'<thead>{head}</thead>' if head else ''}{body}</table>"
    credit = element("p", words.inlines(node.credit), class_="credit") if node.credit else ""
    return f"<div{attribute_list(id=node.id, class_='table')}{role if _is_wide(node) else ''}>{made}{credit}</div>"


def _is_wide(node: model.Table) -> bool:
    """Tell whether a table may have to be scrolled sideways, which must be possible without a mouse as well."""

    def width(cell: model.Cell) -> int:
        return max((len(word) + 2 for word in _text(cell).split()), default=2)

    return any(sum(map(width, row)) > _NARROW for row in (*node.head, *node.rows))


def _text(cell: model.Cell) -> str:
    """Return the text of a cell."""
    code = [node.text for node in model.walk(cell.blocks) if isinstance(node, model.CodeBlock)]
    return " ".join([model.plain_text(cell.children), *map(model.plain_text, model.lines(cell.blocks)), *code])


def _row(words: WordRenderer, row: Sequence[model.Cell], name: str) -> str:
    made = f"<tr>{''.join(_cell(words, cell, name) for cell in row)}</tr>"
    return words.placed(made, row[0].position) if row else made


def _cell(words: WordRenderer, cell: model.Cell, name: str) -> str:
    """Return a cell; a head that says nothing is the head of nothing."""
    if name == "th" and not _text(cell).strip():
        name = "td"
    scope = ("colgroup" if cell.columns > 1 else "col") if name == "th" else None
    columns, rows = (str(count) if count > 1 else None for count in (cell.columns, cell.rows))
    content = words.inlines(cell.children) + words.blocks(cell.blocks)
    return element(name, content, class_=cell.align, scope=scope, colspan=columns, rowspan=rows)
