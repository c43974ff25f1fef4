"""A source cut into what an editor changes: its front matter, its blocks and its notes, each with its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.publication.model import Article, Block, List, Table

_NAME = re.compile(r"(?:\{#[^}]*\}|<a id=\"[^\"]*\"></a>)\s*$")
_OPENING = re.compile(r":{3,}\s*[^\s:]")
_CAPTION = re.compile(r"(?:Table|Bảng)?: ")


@dataclass
class Segment:
    """Lines of a source.

    Attributes:
        kind: ``front``, ``block`` or ``note``.
        key: Number of the block, or name of the note.
        text: The lines, without the empty ones behind them.
        tail: The empty lines behind them.
    """

    kind: str
    key: int | str
    text: str
    tail: str


def cut(source: str, article: Article) -> list[Segment]:
    """Return a source cut at its blocks and notes; the segments together are the source."""
    lines = source.splitlines(keepends=True)
    marks: list[tuple[int, str, int | str]] = [
        (_start(lines, block), "block", number) for number, block in enumerate(article.children)
    ]
    marks += [(note.position.line - 1, "note", note.name) for note in article.footnotes if note.name]
    marks.sort(key=lambda mark: mark[0])
    starts = [0, *(line for line, _, _ in marks), len(lines)]
    names: list[tuple[str, int | str]] = [("front", 0), *((kind, key) for _, kind, key in marks)]
    return [
        _segment(kind, key, "".join(lines[start:end]))
        for (kind, key), start, end in zip(names, starts, starts[1:], strict=False)
    ]


def _start(lines: list[str], block: Block) -> int:
    """Return the line in which a block starts: its name, what opens its container, the caption of a table above it."""
    line = block.position.line - 1
    while isinstance(block, List) and block.kind == "label" and line > 0 and lines[line - 1].strip():
        line -= 1  # to the first of the labels that share a text
    line = _with_name(lines, line)
    above = line - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    is_caption = isinstance(block, Table) and block.caption and _CAPTION.match(lines[above])
    if above > 0 and (_OPENING.match(lines[above]) or is_caption):
        return _with_name(lines, above)
    return line


def _with_name(lines: list[str], line: int) -> int:
    while line > 0 and _NAME.match(lines[line - 1]):
        line -= 1
    return line


def _segment(kind: str, key: int | str, text: str) -> Segment:
    core = text.rstrip()
    return Segment(kind, key, core, text[len(core) :])


def fact_lines(front: str, keys: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return from which line of a front matter to which each fact goes; ``keys`` has the line of each, from 1."""
    lines = front.split("\n")
    ends = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    end = ends[1] if len(ends) > 1 else len(lines)
    starts = sorted((line - 1, key) for key, line in keys.items() if line - 1 < end)
    stops = [*(line for line, _ in starts[1:]), end]
    return {key: (start, stop) for (start, key), stop in zip(starts, stops, strict=True)}
