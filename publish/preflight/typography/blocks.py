"""Paragraphs and what else is read as one: their lines by the tags of a file, in the order in which it shows them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from publish.base.records import dataclass
from publish.preflight.pdf.reading import Box
from publish.preflight.typography.lines import OBJECT, PrintedLine

HEADING, PARAGRAPH, ITEM, CAPTION, NOTE, CELL = "heading", "paragraph", "list item", "caption", "note", "cell"
QUOTE, CONTENTS, LABEL, CODE, FORMULA = "quote", "contents", "label", "code", "formula"
"""What a block is."""

RUNNING = (PARAGRAPH, ITEM)
"""What the columns of a page are filled with."""


ANY_FLOW = -1
"""The number of the article or chapter of a picture that does not say which it belongs to."""


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """A paragraph, heading, caption, note or cell.

    Attributes:
        kind: Name of its kind, of those above.
        flow: Number of the article or chapter that it belongs to.
        parts: Lines of the block, by column and page.
    """

    kind: str
    flow: int
    parts: tuple[tuple[PrintedLine, ...], ...]

    @property
    def lines(self) -> list[PrintedLine]:
        """All lines of the block."""
        return [line for part in self.parts for line in part]

    @property
    def size(self) -> float:
        """Size of its type in points, that of its longest line."""
        return max(self.lines, key=lambda line: len(line.text)).size


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page beside text, in points of the page.

    Attributes:
        number: Counted from 1.
        trim: The page as it is cut.
        pictures: What is not text and belongs to an article or chapter, with the number of that.
        areas: Rules and tints.
    """

    number: int
    trim: Box
    pictures: tuple[tuple[int, Box], ...]
    areas: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """The blocks of a file in the order of its content, and its pages."""

    blocks: tuple[PrintedBlock, ...]
    pages: tuple[PrintedPage, ...]
    tagged: bool


def make_block(kind: str, flow: int, lines: Sequence[PrintedLine]) -> PrintedBlock:
    """Return a block of lines, which are parted where they go on in another column."""
    parts: list[list[PrintedLine]] = []
    for line in lines:
        last = parts[-1][-1] if parts else None
        if last and last.page == line.page and line.baseline < last.baseline + 0.5 * line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
    return PrintedBlock(kind, flow, tuple(map(tuple, parts)))


def is_text(line: PrintedLine) -> bool:
    """Tell whether a line has words, and not only objects."""
    return any(word.text != OBJECT for word in line.words)


def body_size(blocks: Sequence[PrintedBlock]) -> float:
    """Return the size of most letters of running text, in points to a tenth; 0 where there is no text."""
    letters: Counter[float] = Counter()
    for block in blocks:
        if block.kind in RUNNING:
            for line in block.lines:
                letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def body_parts(blocks: Sequence[PrintedBlock], size: float) -> Iterator[tuple[PrintedLine, ...]]:
    """Yield the lines of running text of that size, part by part."""
    for block in blocks:
        if block.kind in RUNNING:
            for part in block.parts:
                if part and abs(part[0].size - size) < 0.06:
                    yield part


def leading(blocks: Sequence[PrintedBlock], size: float) -> float:
    """Return the distance of most baselines of running text of that size, in points; 0 where it has no two lines."""
    steps: Counter[float] = Counter()
    for part in body_parts(blocks, size):
        steps.update(round(one.baseline - next_.baseline, 2) for one, next_ in itertools.pairwise(part))
    steps = Counter({step: count for step, count in steps.items() if step > 0.5 * size})
    return max(steps, key=lambda step: (steps[step], step), default=0.0)
