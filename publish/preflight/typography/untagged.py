"""Find the paragraphs of a file without tags by the size of the type and by where its lines stand."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from publish.preflight.typography.blocks import (
    CAPTION,
    CELL,
    CONTENTS,
    HEADING,
    NOTE,
    PARAGRAPH,
    PrintedBlock,
    PrintedPage,
    make_block,
)
from publish.preflight.typography.lines import QUARTER, PrintedLine

_APART = 2.0  # ems between words that are in no line together
_INDENT = 0.7
_SHORT = 0.5
_LARGE, _SMALL, _TITLE = 1.1, 0.95, 1.4
_FIRST = 5  # lines of a page among which there is the title of what begins on it
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(r"[\divxlc.–— -]+", re.IGNORECASE)
_CALL = re.compile(r"[\d*†‡§]")
_LEADERS = re.compile(r"(?:[.:·…] ?){4,}")

_Numbered = list[tuple[PrintedLine, bool]]
"""Lines of a page, each with whether it stands beside another as the cells of a table do."""


def gather_blocks(pages: Sequence[PrintedPage], lines: Sequence[Sequence[PrintedLine]]) -> list[PrintedBlock]:
    """Return the paragraphs of pages; what repeats at the head or foot of pages is left out.

    Args:
        pages: The pages.
        lines: The lines of each, in the order of its content.
    """
    kept = _without_repeated(pages, [_parted(row) for row in lines])
    letters: Counter[float] = Counter()
    for row in kept:
        for line, beside in row:
            letters[round(line.size, 1)] += 0 if beside else len(line.text)
    body = max(letters, key=lambda size: (letters[size], size), default=0.0)
    gathering = _Gathering(body, _measure(kept, body))
    for row in kept:
        gathering.begin_page(row)
        for line, beside in row:
            gathering.add(line, beside)
    return [make_block(kind, flow, lines) for kind, flow, lines in gathering.blocks]


def _measure(rows: Sequence[_Numbered], body: float) -> float:
    """Return how wide most lines of that size are, in points; 0 where there are none."""
    widths = Counter(
        round(line.right - line.left)
        for row in rows
        for line, beside in row
        if not beside and round(line.size, 1) == body
    )
    return max(widths, key=lambda width: (widths[width] * width, width), default=0)


def _parted(lines: Sequence[PrintedLine]) -> _Numbered:
    """Return lines cut where their words are too far from each other for one line."""
    found: _Numbered = []
    for line in lines:
        pieces = [[line.words[0]]]
        for before, word in itertools.pairwise(line.words):
            if word.left - before.right > _APART * max(word.size, before.size):
                pieces.append([])
            pieces[-1].append(word)
        for words in pieces:
            piece = PrintedLine(line.page, tuple(words), words[0].baseline, words[0].size)
            found.append((line if len(pieces) == 1 else piece, len(pieces) > 1))
    return found


def _without_repeated(pages: Sequence[PrintedPage], rows: Sequence[_Numbered]) -> list[_Numbered]:
    """Return the lines of each page without running heads and folios."""
    said: Counter[tuple[str, int]] = Counter()
    edges = []
    for page, row in zip(pages, rows, strict=True):
        levels = sorted({round(line.baseline) for line, _ in row})
        edges.append({*levels[:1], *levels[-1:]})
        said.update({_key(page, line) for line, _ in row if round(line.baseline) in edges[-1]})
    kept = []
    for page, row, edge in zip(pages, rows, edges, strict=True):

        def repeats(line: PrintedLine, page: PrintedPage = page, edge: set[int] = edge) -> bool:
            if round(line.baseline) not in edge:
                return False
            return said[_key(page, line)] > 1 or _FOLIO.fullmatch(line.text) is not None

        kept.append([(line, beside) for line, beside in row if not repeats(line)])
    return kept


def _key(page: PrintedPage, line: PrintedLine) -> tuple[str, int]:
    """Return what a line says without its numbers, and how far it stands from the head of the page."""
    return _DIGITS.sub("#", line.text), round(page.trim[3] - line.baseline)


class _Gathering:
    """Blocks that are being gathered: kind, flow and lines of each."""

    def __init__(self, body: float, measure: float) -> None:
        self.blocks: list[tuple[str, int, list[PrintedLine]]] = []
        self._body, self._measure, self._flow = body, measure, 0
        self._lowest = 0.0
        self._open: dict[float, list[PrintedLine]] = {}

    def begin_page(self, lines: _Numbered) -> None:
        """Begin a page, which is that of a new article or chapter if a title is among its first lines."""
        self._flow += any(line.size > _TITLE * self._body for line, _ in lines[:_FIRST])
        running = [line.baseline for line, _ in lines if round(line.size, 1) == self._body]
        self._lowest = min(running, default=0.0)

    def add(self, line: PrintedLine, beside: bool) -> None:
        """Add a line to the block that it continues, or begin one."""
        size = round(line.size, 1)
        last = self._open.get(size)
        if beside or last is None or not _continues(last, line, self._measure if size == self._body else 0):
            last = []
            self.blocks.append((self._kind(line, size, beside), self._flow, last))
        last.append(line)
        if beside:
            self._open.pop(size, None)
        else:
            self._open[size] = last

    def _kind(self, line: PrintedLine, size: float, beside: bool) -> str:
        if _LEADERS.search(line.text):
            return CONTENTS
        if beside:
            return CELL
        if size > _LARGE * self._body:
            return HEADING
        if size > _SMALL * self._body:
            return PARAGRAPH
        return NOTE if line.baseline < self._lowest and _CALL.match(line.text) else CAPTION


def _continues(lines: Sequence[PrintedLine], line: PrintedLine, across: float) -> bool:
    """Tell whether a line goes on with the paragraph that the lines before it belong to.

    Args:
        lines: The lines before it.
        line: The line.
        across: How wide lines are at least of which a paragraph goes on in another column; 0 for none.
    """
    last, em = lines[-1], line.size
    width = line.words[0].right - line.words[0].left
    measure = max(one.right - one.left for one in lines)
    known, lines = len(lines) > 1, _of_column(lines)
    right = max(min(one.left for one in lines) + measure, *(one.right for one in lines))  # the first is indented
    if known and last.right + QUARTER * em + width < right - _SHORT * em:
        return False  # there was room for the next word
    below = last.page == line.page and last.baseline > line.baseline and line.left < right and line.right > last.left
    if not below:
        return 0 < across <= last.right - last.left + 2 * em and last.right >= right - _SHORT * em
    step = lines[0].baseline - lines[1].baseline if len(lines) > 1 and lines[0].page == lines[1].page else 1.5 * em
    if not 0.5 * em < last.baseline - line.baseline < 1.1 * max(step, em):
        return False
    begun = len(lines) == 1
    left = last.left if begun else min(one.left for one in lines)
    return line.left <= left + _INDENT * em and (begun or line.left >= last.left - _INDENT * em)


def _of_column(lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Return the lines of a paragraph that stand in the same column as the last of them."""
    start = len(lines) - 1
    while start and lines[start - 1].page == lines[-1].page and lines[start - 1].baseline > lines[start].baseline:
        start -= 1
    return lines[start:]
