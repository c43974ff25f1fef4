"""The words that two texts share: in the same order, and those that stand elsewhere in the other text.

Words that are rare in both texts are anchors (Bram Cohen's patience diff), so that the time grows with the length of a
book; what is left between two anchors is compared as a whole.
"""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from publish.base.records import dataclass

_GRAMS = (5, 2, 1)
"""Words of an anchor, from the surest on."""

_MOST_PAIRS = 1_000_000
"""Pairs of words that are compared with each other where there is no anchor."""

_SHORTEST_MOVE = 4
"""Words that are known again at another place."""


@dataclass(frozen=True, slots=True)
class SharedRun:
    """Words that two texts share: where they begin in each, and how many there are."""

    old: int
    new: int
    size: int


def share(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[SharedRun]:
    """Return what two texts have in the same order, from the beginning on, as runs that touch in neither text."""
    found = sorted(_share(old, new), key=lambda run: (run.old, run.new))
    return _joined(found)


def _joined(runs: Sequence[SharedRun]) -> list[SharedRun]:
    joined: list[SharedRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.old + last.size, last.new + last.size) == (run.old, run.new):
            joined[-1] = SharedRun(last.old, last.new, last.size + run.size)
        else:
            joined.append(run)
    return joined


def _share(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[SharedRun]:
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, first, last = waiting.pop()
        head = 0
        while start + head < end and first + head < last and old[start + head] == new[first + head]:
            head += 1
        if head:
            yield SharedRun(start, first, head)
        start, first = start + head, first + head
        tail = 0
        while end - tail > start and last - tail > first and old[end - tail - 1] == new[last - tail - 1]:
            tail += 1
        end, last = end - tail, last - tail
        if tail:
            yield SharedRun(end, last, tail)
        if start == end or first == last:
            continue
        anchors = _anchors(old, new, (start, end, first, last))
        if anchors:
            for at, there in anchors:
                waiting.append((start, at, first, there))
                yield SharedRun(at, there, 1)
                start, first = at + 1, there + 1
            waiting.append((start, end, first, last))
        elif (end - start) * (last - first) <= _MOST_PAIRS:
            matcher = difflib.SequenceMatcher(None, old[start:end], new[first:last], autojunk=False)
            yield from (
                SharedRun(start + block.a, first + block.b, block.size)
                for block in matcher.get_matching_blocks()
                if block.size
            )


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], part: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Return places in both texts of what stands once in each part, in the same order."""
    start, end, first, last = part
    for size in _GRAMS:
        ours, theirs = _once(old, start, end, size), _once(new, first, last, size)
        pairs = sorted((ours[gram], theirs[gram]) for gram in ours.keys() & theirs.keys())
        if pairs:
            return _rising(pairs)
    return []


def _once(text: Sequence[Hashable], start: int, end: int, size: int) -> dict[tuple[Hashable, ...], int]:
    """Return the places of the runs of some size that stand once in a part."""
    grams = [tuple(text[at : at + size]) for at in range(start, end - size + 1)]
    counts = Counter(grams)
    return {gram: start + at for at, gram in enumerate(grams) if counts[gram] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs that rise in both numbers; they are sorted by the first."""
    ends: list[int] = []  # the least second number with which a row of each length ends
    holders: list[int] = []  # the pair that ends it
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect.bisect_left(ends, there)
        before.append(holders[length - 1] if length else -1)
        if length == len(ends):
            ends.append(there)
            holders.append(number)
        else:
            ends[length], holders[length] = there, number
    row, number = [], holders[-1] if holders else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def find_moves(old: Sequence[Hashable], new: Sequence[Hashable], shared: Sequence[SharedRun]) -> list[SharedRun]:
    """Return runs of words that are not shared in order but stand at another place of the other text, longest first."""
    left, right = gaps(shared, len(old), len(new))
    known: dict[tuple[Hashable, ...], list[int]] = {}
    for first, last in right:
        for at in range(first, last - _SHORTEST_MOVE + 1):
            known.setdefault(tuple(new[at : at + _SHORTEST_MOVE]), []).append(at)
    ends = dict(right)
    starts = sorted(ends)
    candidates: list[SharedRun] = []
    for start, end in left:
        at = start
        while at <= end - _SHORTEST_MOVE:
            best = SharedRun(at, 0, 0)
            for there in known.get(tuple(old[at : at + _SHORTEST_MOVE]), ())[:50]:
                last = ends[starts[bisect.bisect_right(starts, there) - 1]]
                size = _SHORTEST_MOVE
                while at + size < end and there + size < last and old[at + size] == new[there + size]:
                    size += 1
                if size > best.size:
                    best = SharedRun(at, there, size)
            if best.size:
                candidates.append(best)
            at += max(1, best.size)
    taken: set[int] = set()
    moves = []
    for run in sorted(candidates, key=lambda run: (-run.size, run.old)):
        span = range(run.new, run.new + run.size)
        if taken.isdisjoint(span):
            taken.update(span)
            moves.append(run)
    return moves


def gaps(shared: Sequence[SharedRun], old: int, new: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return start and end of the runs of either text that are not shared.

    Args:
        shared: What both have, in order.
        old: How many words the first has.
        new: How many words the second has.
    """
    left, right = [], []
    at, there = 0, 0
    for run in (*shared, SharedRun(old, new, 0)):
        if at < run.old:
            left.append((at, run.old))
        if there < run.new:
            right.append((there, run.new))
        at, there = run.old + run.size, run.new + run.size
    return left, right


def drop_chance(shared: Sequence[SharedRun], old: int, new: int) -> list[SharedRun]:
    """Return shared runs without those that are small between two large changes, where a word is shared by chance."""
    kept: list[SharedRun] = []
    for number, run in enumerate(shared):
        before = kept[-1] if kept else SharedRun(0, 0, 0)
        after = shared[number + 1] if number + 1 < len(shared) else SharedRun(old, new, 0)
        ahead = max(run.old - before.old - before.size, run.new - before.new - before.size)
        behind = max(after.old - run.old - run.size, after.new - run.new - run.size)
        if not (2 * run.size <= ahead and 2 * run.size <= behind):
            kept.append(run)
    return kept
