"""Tell apart keywords, comments, strings and names in code, with the lexers of Pygments."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from publish.editing.code_languages import find_language, is_long
from publish.publication import model


class CodePiece(NamedTuple):
    """Some letters of a line, and what they are: a key of :data:`publish.layout.code.COLOURS`, or empty."""

    kind: str
    text: str


BOLD, SLANTED = ("keyword",), ("comment",)
"""What is told apart without colour."""


@functools.lru_cache(maxsize=32)
def highlight(text: str, language: str) -> tuple[tuple[CodePiece, ...], ...]:
    """Return the lines of a text in pieces; all of a line is one where the language is not known or the text too long.

    White space stands with what comes behind it: the engine draws none that is all of a text.
    """
    name = find_language(language) if language else ""
    lines: list[list[CodePiece]] = [[]]
    for kind, part in _tokens(text, name) if name and not is_long(text) else [("", text)]:
        for number, piece in enumerate(part.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(CodePiece(kind, piece))
    return tuple(tuple(_joined(line)) for line in lines)


def styled_code(article: model.Article, kinds: Sequence[str]) -> str:
    """Return what is of these kinds in the code of an article."""
    blocks = (node for node in model.walk(article) if isinstance(node, model.CodeBlock) and node.language)
    lines = (line for node in blocks for line in highlight(node.text, node.language))
    return "".join(piece.text for line in lines for piece in line if piece.kind in kinds)


def _joined(line: Sequence[CodePiece]) -> Iterator[CodePiece]:
    """Yield the pieces of a line, each with the space before it, those of one kind as one."""
    kind, text, space = "", "", ""
    for piece in line:
        if not piece.text.strip():
            space += piece.text
        elif piece.kind == kind or not text:
            kind, text, space = piece.kind, text + space + piece.text, ""
        else:
            yield CodePiece(kind, text)
            kind, text, space = piece.kind, space + piece.text, ""
    if text or space:
        yield CodePiece(kind, text + space)


def _tokens(text: str, name: str) -> list[tuple[str, str]]:
    """Return a text in tokens; as one where a lexer gives back another text, as those do that leave something out."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=True)
    found = [(_kind(token), part) for token, part in lexer.get_tokens(text)]
    if "".join(part for _, part in found) != text + "\n" * (not text.endswith("\n")):
        return [("", text)]
    if not text.endswith("\n"):
        found[-1:] = [(found[-1][0], found[-1][1].removesuffix("\n"))]
    return found


_KINDS = {
    **{"Keyword": "keyword", "Operator.Word": "keyword", "Name.Tag": "keyword", "Comment.Preproc": "keyword"},
    **{"Generic.Heading": "keyword", "Generic.Subheading": "keyword", "Generic.Strong": "keyword"},
    **{"Comment": "comment", "Generic.Emph": "comment", "Keyword.Constant": "literal"},
    **{"Literal.String": "string", "Generic.Inserted": "string", "Comment.PreprocFile": "string"},
    **{"Literal.Number": "literal", "Name.Constant": "literal", "Generic.Deleted": "literal"},
    **{"Name.Function": "name", "Name.Class": "name", "Name.Decorator": "name", "Name.Attribute": "name"},
}
"""What tokens are, by the names of Pygments; those below one are what it is."""


@functools.cache
def _kind(token: Any) -> str:
    """Return what a token is; empty for what is not told apart."""
    path = tuple(token)
    return next((found for end in range(len(path), 0, -1) if (found := _KINDS.get(".".join(path[:end])))), "")
