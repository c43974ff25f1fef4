"""Divide lines of code by what was told apart in them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publish.editing.highlighting import KINDS
from publish.publication import model


class CodePiece(NamedTuple):
    """Some letters of a line, and what they are: a key of :data:`publish.layout.code.COLOURS`, or empty."""

    kind: str
    text: str


BOLD, SLANTED = "keyword", "comment"
"""What is told apart without colour."""


def code_lines(node: model.CodeBlock) -> list[list[CodePiece]]:
    """Return the lines of code in pieces; all of a line is one where nothing was told apart.

    White space stands with what comes behind it: the engine draws none that is all of a text.
    """
    lines, at = [], 0
    for line in node.text.split("\n"):
        kinds = node.kinds[at : at + len(line)] or " " * len(line)
        runs = itertools.groupby(zip(kinds, line, strict=True), key=lambda pair: pair[0])
        pieces = [CodePiece(KINDS.get(kind, ""), "".join(letter for _, letter in run)) for kind, run in runs]
        lines.append(list(_joined(pieces)))
        at += len(line) + 1
    return lines


def styled_code(article: model.Article, kind: str) -> str:
    """Return what is of a kind in the code of an article, with the space before it."""
    blocks = (node for node in model.walk(article) if isinstance(node, model.CodeBlock) and node.kinds)
    return "".join(piece.text for node in blocks for line in code_lines(node) for piece in line if piece.kind == kind)


def _joined(line: Sequence[CodePiece]) -> Iterator[CodePiece]:
    """Yield the pieces of a line, each with the space before it, those of one kind as one."""
    kind, text, space = "", "", ""
    for piece in line:
        if not piece.text.strip():
            space += piece.text
        elif piece.kind == kind or not text:
            kind, text, space = piece.kind, text + space + piece.text, ""
        else:
            bare = text.rstrip()
            yield CodePiece(kind, bare)
            kind, text, space = piece.kind, text[len(bare) :] + space + piece.text, ""
    if text or space:
        yield CodePiece(kind, text + space)
