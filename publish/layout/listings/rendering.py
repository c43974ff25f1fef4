"""Render blocks of code as XHTML, for paper and for the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from publish.layout.listings.pieces import CodePiece, code_lines
from publish.layout.tags.copied_text import TAB
from publish.publication import model

_SIGNS = re.compile(r"(?<=[!?/|\\-])(?=[^\w\s])")
"""Between signs that are one, such as ``->`` and ``!=``, where a line might end."""
_JOINER = "\N{WORD JOINER}"

TAB_COLUMNS = 4
"""Columns of a tab where its block says nothing of them."""

Escape = Callable[[str], str]


def paper_code(node: model.CodeBlock, escape: Escape) -> str:
    """Return the lines of code, each a block, so that one that is broken hangs; the engine draws what is beside them.

    Args:
        node: The code.
        escape: Gives letters of code as XHTML.
    """
    return "".join(
        f'<span class="line{_mark(node, number)}"{_number(node, number)}>'
        f"{_line(_set(pieces, node.tabs or TAB_COLUMNS), escape)}\n</span>"
        for number, pieces in enumerate(code_lines(node), 1)
    )


def screen_code(node: model.CodeBlock, escape: Escape) -> str:
    """Return the lines of code, each in an element of its own where something is said of lines."""
    lines = code_lines(node)
    if node.first is None and not node.marked:
        return "\n".join(_line(pieces, escape) for pieces in lines)
    return "\n".join(
        f'<span class="line{_mark(node, number)}">{_line(pieces, escape)}</span>'
        for number, pieces in enumerate(lines, 1)
    )


def _line(pieces: Iterable[CodePiece], escape: Escape) -> str:
    return "".join(
        f'<span class="code-{piece.kind}">{escape(piece.text)}</span>' if piece.kind else escape(piece.text)
        for piece in pieces
    )


def _set(pieces: Sequence[CodePiece], columns: int) -> Iterator[CodePiece]:
    """Yield the pieces of a line with tabs as spaces up to the next column, and signs kept together."""
    at = 0
    for kind, text in pieces:
        parts = []
        for number, part in enumerate(text.split("\t")):
            if number:
                width = columns - at % columns
                parts.append(f"{TAB[0]}{' ' * width}{TAB[1]}")
                at += width
            parts.append(_SIGNS.sub(_JOINER, part))
            at += len(unicodedata.normalize("NFC", part))
        yield CodePiece(kind, "".join(parts))


def _mark(node: model.CodeBlock, number: int) -> str:
    return " marked" if number in node.marked else ""


def _number(node: model.CodeBlock, number: int) -> str:
    return "" if node.first is None else f' data-number="{node.first + number - 1}"'
