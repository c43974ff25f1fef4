"""Take a source apart into lines of text, each with the way back to its places in the file."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.editing.lint.ignoring import is_comment
from publish.publication import model

MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a line for code, an address, the call of a note and words in another language."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """Part of a line: its offset in the line, the place of its first character, and how long it is.

    ``verbatim`` says whether its characters follow one another in the source just as in the line.
    """

    start: int
    length: int
    position: Position
    verbatim: bool


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A paragraph, heading, caption, cell or the like as one text; soft line ends are line feeds."""

    text: str
    pieces: tuple[TextPart, ...]

    def position(self, offset: int) -> Position:
        """Return the place of the character at ``offset``."""
        index = bisect.bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(0, index)]
        return _along(piece.position, min(offset - piece.start, piece.length) if piece.verbatim else 0)

    def end_position(self, start: int, end: int) -> Position:
        """Return the place behind the last character of a span."""
        return _along(self.position(max(start, end - 1)), 1) if end > start else self.position(start)

    def is_verbatim(self, start: int, end: int) -> bool:
        """Tell whether a span stands in the source as it stands here, so that it can be rewritten."""
        index = bisect.bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(0, index)]
        if start == end == piece.start and index > 0 and not piece.verbatim:
            piece = self.pieces[index - 1]
        return piece.verbatim and piece.start <= start and end <= piece.start + piece.length


def verified(line: TextUnit, source: Sequence[str]) -> TextUnit:
    """Return a line whose pieces are verbatim only where the lines of the source say so."""
    pieces = tuple(
        replace(piece, verbatim=_stands(source, piece, line.text)) if piece.verbatim else piece for piece in line.pieces
    )
    return line if pieces == line.pieces else replace(line, pieces=pieces)


def _stands(source: Sequence[str], piece: TextPart, text: str) -> bool:
    start = piece.position.column - 1
    return source[piece.position.line - 1].startswith(text[piece.start : piece.start + piece.length], start)


def _along(position: Position, characters: int) -> Position:
    return Position(position.file, position.line, position.column + characters)


def lines_of_text(path: Path, text: str) -> Iterator[TextUnit]:
    """Yield each line of a plain text that is neither empty nor a comment to the linter as a paragraph of its own."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not is_comment(line):
            yield TextUnit(line, (TextPart(0, len(line), Position(path, number, 1), verbatim=True),))


def lines_of_article(article: model.Article) -> Iterator[TextUnit]:
    """Yield each line of an article that has text in its language, in the order of the text."""
    fields = dict(article.fields)
    for name, texts in (("summary", (article.summary,)), ("subjects", article.subjects)):
        for text in filter(str.strip, texts):
            yield TextUnit(text, (TextPart(0, len(text), fields.get(name, article.position), verbatim=False),))
    for nodes in model.lines(article):
        line = line_of(nodes)
        if line.text.strip(f"{MASK} \n"):
            yield line


def line_of(nodes: Sequence[model.Inline]) -> TextUnit:
    """Return inline nodes as one line; what is not running Vietnamese text is masked."""
    parts = list(_parts(nodes))
    texts, pieces, here = [], [], 0
    for index, (text, position, verbatim) in enumerate(parts):
        later = parts[index + 1][1] if index + 1 < len(parts) else None
        ended = verbatim and text.endswith(" ") and later is not None and later.line > position.line
        texts.append(text[:-1] + "\n" if ended else text)
        pieces.append(TextPart(here, len(text) - ended, position, verbatim))
        here += len(text)
    return TextUnit("".join(texts), tuple(pieces))


def _parts(nodes: Sequence[model.Inline]) -> Iterator[tuple[str, Position, bool]]:
    """Yield the text of each leaf with its place, and whether it is running text."""
    for node in nodes:
        if isinstance(node, model.Text):
            yield node.text, node.position, True
        elif isinstance(node, model.NESTED) and not _is_masked(node):
            yield from _parts(node.children)
            if isinstance(node, model.PageReference):
                yield MASK, node.position, False  # the folio
        else:
            yield "\n" if isinstance(node, model.LineBreak) else MASK, node.position, False


def _is_masked(node: model.Inline) -> bool:
    """Tell whether a node is no text in the language of the article, or a link that shows its own address."""
    if not isinstance(node, model.Link):
        return model.is_foreign(node)
    target = unquote(node.target)
    return unquote(model.plain_text(node.children)) in (target, target.partition("://")[2], target[len("mailto:") :])
