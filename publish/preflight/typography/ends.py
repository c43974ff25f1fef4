"""Find last lines that are too short, lines alone at the head or foot of a column, and headings at a foot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from publish.base.messages import say
from publish.preflight.typography.blocks import (
    CAPTION,
    CELL,
    HEADING,
    ITEM,
    NOTE,
    PARAGRAPH,
    QUOTE,
    RUNNING,
    PrintedBlock,
    PrintedFile,
    PrintedPage,
)
from publish.preflight.typography.lines import OBJECT, PrintedLine
from publish.preflight.typography.places import place_of
from publish.preflight.typography.records import Flaw
from publish.preflight.typography.spaces import is_justified

SHORTEST = 5.0
"""A last line of fewer ems is a runt, as for the layout; in a narrow column one of less than a quarter of that."""

FEWEST_WORDS = 5
"""Of fewer words no last line is too short."""

NAMES = {
    PARAGRAPH: say("paragraph"),
    ITEM: say("list item"),
    QUOTE: say("quote"),
    CAPTION: say("caption"),
    NOTE: say("note"),
    CELL: say("cell"),
    HEADING: say("heading"),
}
"""How the blocks are called whose last lines are judged."""

_NEAR = 20  # pages among which the columns are looked for of one that has none
_SPLIT = (PARAGRAPH, ITEM, QUOTE, NOTE)


def find_runts(file: PrintedFile, columns: Mapping[int, Sequence[tuple[float, float]]]) -> Iterator[Flaw]:
    """Yield last lines of one word, or shorter than 5 ems."""
    for block in file.blocks:
        lines = block.lines
        if block.kind not in NAMES or len(lines) < 2 or sum(len(line.words) for line in lines) < FEWEST_WORDS:
            continue
        last, before = lines[-1], lines[-2]
        if OBJECT in last.text or _is_broken(block, before, last, columns):
            continue
        measure = max(line.right - line.left for line in lines)
        width = last.right - last.left
        alone = len(last.words) == 1 and width < measure / 3
        if alone or width < min(SHORTEST * last.size, measure / 4):
            kind, ems = NAMES[block.kind], math.floor(10 * width / last.size) / 10
            message = say("the last line of a {kind} has only {ems:.1f} ems", kind=kind, ems=ems)
            if len(last.words) == 1:
                message = say("the last line of a {kind} has only one word", kind=kind)
            yield Flaw("runt", message, place_of([last], file.pages), last.text)


def _is_broken(
    block: PrintedBlock,
    before: PrintedLine,
    last: PrintedLine,
    columns: Mapping[int, Sequence[tuple[float, float]]],
) -> bool:
    """Tell whether a line was ended where its sense ends: the next word would have had room on it."""
    right = max(line.right for line in block.lines)
    if block.kind == HEADING or before.page != last.page or is_justified(before, right):
        return False
    if block.kind in _SPLIT:
        near = (page for page in range(last.page, last.page + _NEAR, 2) if page in columns)
        sides = columns[next(near, next(iter(columns)))] if columns else ()
        right = max([right, *(end for start, end in sides if start - 1 <= last.left <= end)])
    first = last.words[0]
    return before.right + 1.25 * last.size + first.right - first.left < right


def find_lone_lines(blocks: Sequence[PrintedBlock], pages: Sequence[PrintedPage]) -> Iterator[Flaw]:
    """Yield last lines of paragraphs alone at the head of a column, and first lines alone at the foot of one."""
    for block in blocks:
        if block.kind not in _SPLIT or len(block.parts) < 2:
            continue
        first, last = block.parts[0], block.parts[-1]
        if len(last) == 1:
            message = say("a last line stands alone at the head of a column")
            yield Flaw("widow", message, place_of(last, pages), last[0].text)
        if len(first) == 1:
            message = say("a first line stands alone at the foot of a column")
            yield Flaw("orphan", message, place_of(first, pages), first[0].text)


def find_low_headings(blocks: Sequence[PrintedBlock], pages: Sequence[PrintedPage]) -> Iterator[Flaw]:
    """Yield headings with nothing below them in their column, though text follows."""
    everything: dict[int, list[tuple[PrintedBlock, tuple[PrintedLine, ...]]]] = {}
    for block in blocks:
        for part in block.parts:
            everything.setdefault(part[0].page, []).append((block, part))
    last_page = max(everything, default=0)
    for number, on_page in everything.items():
        is_title = not any(block.kind in RUNNING for block, _ in on_page)
        if is_title or number == last_page:
            continue
        for block, part in on_page:
            if block.kind == HEADING and not _has_below(block, part, on_page, pages[number - 1]):
                message = say("a heading stands at the foot of a column, away from its text")
                yield Flaw("heading-at-foot", message, place_of(part, pages), part[-1].text)


def _has_below(
    heading: PrintedBlock,
    part: Sequence[PrintedLine],
    on_page: Sequence[tuple[PrintedBlock, tuple[PrintedLine, ...]]],
    page: PrintedPage,
) -> bool:
    left, right, foot = min(line.left for line in part), max(line.right for line in part), part[-1].baseline
    for block, lines in on_page:
        if block is heading or block.kind == NOTE:
            continue
        if any(line.baseline < foot and line.left < right and line.right > left for line in lines):
            return True
    return any(box[1] < foot and box[0] < right and box[2] > left for _, box in page.pictures)
