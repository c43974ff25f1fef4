"""Which page of one file is which of the other, told by the words that they share."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Sequence

from publish.base.records import dataclass
from publish.build.comparing.sequences import SharedRun, drop_chance, find_moves, share


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that were replaced, added or removed, or that stand elsewhere; pages and words are counted from 0.

    Attributes:
        old, new: Page and words of it, from one to before another; None where there are none.
        moved: Whether the words are the same, at another place of the text.
    """

    old: tuple[int, int, int] | None
    new: tuple[int, int, int] | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class PageAlignment:
    """Two texts of several pages each, beside each other.

    Attributes:
        pairs: Pages that are each other's, counted from 0, in the order of the new text, pages that are gone where they
            stood; None for the one that is not there.
        changes: In the order of the new text.
        origins: Page and number, in the old text, of each word of each page of the new; None for one that is not there.
    """

    pairs: tuple[tuple[int | None, int | None], ...]
    changes: tuple[WordChange, ...]
    origins: tuple[tuple[tuple[int, int] | None, ...], ...]


def align(old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]]) -> PageAlignment:
    """Return the pages of two texts beside each other; each page is given as its words."""
    before, after = _Text(old), _Text(new)
    shared = share(before.words, after.words)
    moves = find_moves(before.words, after.words, shared)
    kept = drop_chance(shared, len(before.words), len(after.words))
    origins: list[list[tuple[int, int] | None]] = [[None] * len(page) for page in new]
    counts: Counter[tuple[int, int]] = Counter()
    for run in (*kept, *moves):
        for at, there in zip(range(run.old, run.old + run.size), range(run.new, run.new + run.size), strict=True):
            origins[after.pages[there]][after.numbers[there]] = before.pages[at], before.numbers[at]
            counts[before.pages[at], after.pages[there]] += 1
    pairs = _pair(old, new, counts)
    changes = _changes(before, after, kept, moves)
    return PageAlignment(tuple(pairs), tuple(changes), tuple(map(tuple, origins)))


class _Text:
    """All words of a text, with the page of each and its number there."""

    def __init__(self, pages: Sequence[Sequence[Hashable]]) -> None:
        self.words = [word for page in pages for word in page]
        self.pages = [number for number, page in enumerate(pages) for _ in page]
        self.numbers = [number for page in pages for number in range(len(page))]

    def parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return a run of words as page, first word and the one behind the last, for each of its pages."""
        parts: list[tuple[int, int, int]] = []
        for at in range(start, end):
            page, number = self.pages[at], self.numbers[at]
            if parts and parts[-1][0] == page and parts[-1][2] == number:
                parts[-1] = page, parts[-1][1], number + 1
            else:
                parts.append((page, number, number + 1))
        return parts


# Pairs ---------------------------------------------------------------------------------------------------------------


def _pair(
    old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]], counts: Counter[tuple[int, int]]
) -> list[tuple[int | None, int | None]]:
    """Return the pages in pairs: first those that share most words in the order of both, then the others."""
    partner = dict(_heaviest(counts))
    taken = set(partner.values())
    for (page, there), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if page not in partner and there not in taken and 2 * count > max(len(old[page]), len(new[there])):
            partner[page] = there
            taken.add(there)
    _pair_between(partner, old, new)
    origin = {there: page for page, there in partner.items()}
    rows: list[tuple[int | None, int | None]] = []
    gone = [page for page in range(len(old)) if page not in partner]
    for there in range(len(new)):
        partner_of = origin.get(there)
        while partner_of is not None and gone and gone[0] < partner_of:
            rows.append((gone.pop(0), None))
        rows.append((partner_of, there))
    return [*rows, *((page, None) for page in gone)]


def _pair_between(
    partner: dict[int, int], old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]]
) -> None:
    """Pair pages that share no words, between two pairs: all, where as many are left on both sides, else empty ones."""
    rising: list[tuple[int, int]] = [(-1, -1)]
    for page, there in sorted(partner.items()):
        if there > rising[-1][1]:
            rising.append((page, there))
    rising.append((len(old), len(new)))
    taken = set(partner.values())
    for (page, there), (next_page, next_there) in itertools.pairwise(rising):
        left = [number for number in range(page + 1, next_page) if number not in partner]
        right = [number for number in range(there + 1, next_there) if number not in taken]
        if len(left) != len(right):
            left = [number for number in left if not old[number]]
            right = [number for number in right if not new[number]]
        partner.update(zip(reversed(left), reversed(right), strict=False))


def _heaviest(counts: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs that rise in both numbers and weigh most together (a tree of Fenwick holds the best rows so far)."""
    pairs = sorted(counts)
    size = max((there for _, there in pairs), default=-1) + 2
    tree: list[tuple[int, int]] = [(0, -1)] * size  # weight of the best row that ends before, and its last pair
    weights, before = [], []

    def best(end: int) -> tuple[int, int]:
        found = (0, -1)
        while end > 0:
            found = max(found, tree[end])
            end -= end & -end
        return found

    at = 0
    while at < len(pairs):
        same = at
        while same < len(pairs) and pairs[same][0] == pairs[at][0]:  # one page has one partner
            weight, last = best(pairs[same][1])
            weights.append(weight + counts[pairs[same]])
            before.append(last)
            same += 1
        for number in range(at, same):
            place = pairs[number][1] + 1
            while place < size:
                tree[place] = max(tree[place], (weights[number], number))
                place += place & -place
        at = same
    row, number = [], best(size - 1)[1]
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


# Changes -------------------------------------------------------------------------------------------------------------


def _changes(before: _Text, after: _Text, shared: Sequence[SharedRun], moves: Sequence[SharedRun]) -> list[WordChange]:
    """Return what is between the words that both texts share, in the order of the new one."""
    gone = {at for run in moves for at in range(run.old, run.old + run.size)}
    come = {at for run in moves for at in range(run.new, run.new + run.size)}
    found: list[tuple[int, WordChange]] = []
    at, there = 0, 0
    for run in (*shared, SharedRun(len(before.words), len(after.words), 0)):
        left = _without(before, at, run.old, gone)
        right = _without(after, there, run.new, come)
        found += [(there, change) for change in _joined(left, right)]
        at, there = run.old + run.size, run.new + run.size
    for run in moves:
        left, right = before.parts(run.old, run.old + run.size), after.parts(run.new, run.new + run.size)
        found += [(run.new, WordChange(old, new, moved=True)) for old, new in _side_by_side(left, right)]
    return [change for _, change in sorted(found, key=lambda item: item[0])]


def _without(text: _Text, start: int, end: int, moved: set[int]) -> list[tuple[int, int, int]]:
    """Return the parts of a run that have not gone to another place, a part for each page."""
    parts: list[tuple[int, int, int]] = []
    at = start
    while at < end:
        until = at
        while until < end and until not in moved:
            until += 1
        parts += text.parts(at, until)
        at = until + 1
    return parts


def _joined(left: list[tuple[int, int, int]], right: list[tuple[int, int, int]]) -> list[WordChange]:
    if len(left) == len(right):
        return [WordChange(old, new) for old, new in zip(left, right, strict=True)]
    return [WordChange(old, new) for old, new in _side_by_side(left, right)]


def _side_by_side(
    left: list[tuple[int, int, int]], right: list[tuple[int, int, int]]
) -> list[tuple[tuple[int, int, int] | None, tuple[int, int, int] | None]]:
    most = max(len(left), len(right))
    return [(left[n] if n < len(left) else None, right[n] if n < len(right) else None) for n in range(most)]
