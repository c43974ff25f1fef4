"""Measure the spaces of justified lines, and the rivers that they make."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from publish.base.messages import say
from publish.preflight.typography.blocks import CAPTION, ITEM, NOTE, PARAGRAPH, QUOTE, PrintedBlock, PrintedPage
from publish.preflight.typography.lines import PrintedLine
from publish.preflight.typography.places import place_of
from publish.preflight.typography.records import Flaw, SpaceFigures

WIDE = 2.5
"""A space of more than so many natural ones is a flaw; in most fonts that is more than half an em."""

RIVER = 3
"""So many spaces one above the other are a river."""

_STRETCHED = 0.05  # by how much the spaces of a line differ from natural ones that is justified
_SHORT = 0.6  # ems by which a justified line may be shorter than others
_OVERLAP = 0.5  # of the narrower of two spaces that stand one above the other
_JUSTIFIED = (PARAGRAPH, ITEM, NOTE, QUOTE, CAPTION)


def justified_parts(blocks: Sequence[PrintedBlock]) -> Iterator[list[PrintedLine]]:
    """Yield the justified lines of each part of a paragraph; the last line of the paragraph is none."""
    for block in blocks:
        if block.kind in _JUSTIFIED:
            for number, part in enumerate(block.parts, 1):
                last = number == len(block.parts)
                right = max(line.right for line in part)
                lines = [line for line in (part[:-1] if last else part) if _is_full(line, right)]
                if any(is_justified(line, right) for line in lines):
                    yield lines


def is_justified(line: PrintedLine, right: float) -> bool:
    """Tell whether a line is as wide as its column and its spaces are not those of its font."""
    if not _is_full(line, right):
        return False
    gaps = line.gaps
    ratio = sum(end - start for start, end, _ in gaps) / sum(natural for *_, natural in gaps)
    return abs(ratio - 1) > _STRETCHED


def _is_full(line: PrintedLine, right: float) -> bool:
    """Tell whether a line with spaces is as wide as its column."""
    return line.right >= right - _SHORT * line.size and bool(line.gaps)


def measure_spaces(lines: Sequence[PrintedLine]) -> SpaceFigures:
    """Return the figures of the spaces of justified lines."""
    ratios = sorted((end - start) / natural for line in lines for start, end, natural in line.gaps)
    if not ratios:
        return SpaceFigures()
    widest = max(lines, key=widest_of)
    return SpaceFigures(
        len(ratios),
        round(_quantile(ratios, 0.5), 2),
        round(_quantile(ratios, 0.95), 2),
        round(ratios[0], 2),
        round(ratios[-1], 2),
        sum(widest_of(line) > WIDE for line in lines),
        widest.page,
        widest.text,
    )


def widest_of(line: PrintedLine) -> float:
    """Return the widest space of a line, in natural ones; 0 where it has none."""
    return max(((end - start) / natural for start, end, natural in line.gaps), default=0.0)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the least value that so large a share of the values does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def find_wide(lines: Sequence[PrintedLine], pages: Sequence[PrintedPage]) -> Iterator[Flaw]:
    """Yield for each page the line with the widest of its gaping spaces."""
    gaping: dict[int, list[PrintedLine]] = {}
    for line in lines:
        if widest_of(line) > WIDE:
            gaping.setdefault(line.page, []).append(line)
    for found in gaping.values():
        worst = max(found, key=widest_of)
        widest = widest_of(worst)
        message = say("a line has spaces of up to {widest:.2f} of the font's own", widest=widest)
        if len(found) > 1:
            message = say(
                "{count} lines have spaces wider than {most} of the font's own, this up to {widest:.2f}",
                count=len(found),
                most=WIDE,
                widest=widest,
            )
        yield Flaw("wide-space", message, place_of([worst], pages), worst.text)


def find_rivers(parts: Sequence[Sequence[PrintedLine]], pages: Sequence[PrintedPage]) -> Iterator[Flaw]:
    """Yield where spaces of three or more lines that follow each other stand one above the other."""
    for lines in parts:
        for run in _following(lines):
            yield from _rivers(run, pages)


def _following(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield lines that follow each other without another between them."""
    run: list[PrintedLine] = []
    for line in lines:
        if run and run[-1].baseline - line.baseline > 2 * line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _rivers(lines: Sequence[PrintedLine], pages: Sequence[PrintedPage]) -> Iterator[Flaw]:
    streams: list[list[tuple[float, float, PrintedLine]]] = []
    for line in [*lines, None]:
        gaps = [(start, end) for start, end, _ in line.gaps] if line else []
        flowing = []
        for stream in streams:
            below = next((gap for gap in gaps if _meet(stream[-1][:2], gap)), None)
            if below and line:
                gaps.remove(below)
                flowing.append([*stream, (*below, line)])
            elif len(stream) >= RIVER:
                yield _river(stream, pages)
        streams = flowing + [[(*gap, line)] for gap in gaps if line]


def _meet(above: tuple[float, float], below: tuple[float, float]) -> bool:
    shared = min(above[1], below[1]) - max(above[0], below[0])
    return shared >= _OVERLAP * min(above[1] - above[0], below[1] - below[0])


def _river(stream: Sequence[tuple[float, float, PrintedLine]], pages: Sequence[PrintedPage]) -> Flaw:
    whole = place_of([line for *_, line in stream], pages)
    left = pages[whole.page - 1].trim[0]
    start, end = min(start for start, _, _ in stream) - left, max(end for _, end, _ in stream) - left
    place = place_of([line for *_, line in stream], pages, (start, end))
    return Flaw("river", say("a river through {count} lines", count=len(stream)), place, stream[0][2].text)


def flat(parts: Sequence[Sequence[PrintedLine]]) -> list[PrintedLine]:
    """Return the lines of all parts."""
    return list(itertools.chain.from_iterable(parts))
