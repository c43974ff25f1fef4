"""Choose the line breaks of a justified paragraph as a whole: the shortest path over all of them.

The method is that of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981), 1119-1184, cut down to a setting whose spaces only grow. A line that is broken as late as it goes then leaves
no paragraph shorter, so the paragraph keeps the number of lines that line-by-line breaking gives it, and each break is
free only between two bounds: the latest place that the lines above can reach, and the earliest from which the lines
below still hold the rest. Within the bounds the path of the least demerits is found line by line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

LINE = 10.0
"""Demerits are counted from this badness on, so that among even lines that of one weighs little (TeX's value)."""

LOOSE = 100.0
"""The badness of a line whose spaces have grown by as much again as they measure (TeX: by all of their stretch)."""

SHORT = 50.0
"""The badness that a last line brings with it when it is too short (TeX's value for a hyphen)."""


class Piece(NamedTuple):
    """What stands between two places where a line may end.

    Attributes:
        width: Width from the left edge to the right edge, set naturally, in any unit (the same for all).
        space: The natural width of the space behind it, which vanishes at a line end; 0 where there is none.
        inner: The natural width of the spaces within it, which grow but do not break.
        penalty: The badness of a line end behind it.
    """

    width: float
    space: float
    inner: float = 0.0
    penalty: float = 0.0


def demerits(room: float, spaces: float, penalty: float) -> float:
    """Return how bad a line is.

    Badness grows with the cube of the stretch and demerits with the square of badness (Knuth and Plass, section 2): the
    sum over a paragraph is ruled by its widest spaces, and of two paragraphs alike in them the evener one wins.

    Args:
        room: What the spaces of the line have to fill.
        spaces: The natural width of the spaces, more than 0.
        penalty: The badness of its end.
    """
    stretch = room / spaces
    badness = LINE + LOOSE * stretch * stretch * stretch
    return badness * badness + penalty * penalty


def break_lines(
    pieces: Sequence[Piece], widths: Sequence[float], *, space: float, shortest: float = 0.0, ends: bool = True
) -> list[int]:
    """Return for each line the number of pieces up to its end; the last is ``len(pieces)``.

    There are as many lines as when each takes all that fits. A piece wider than its line stands alone on it. Time and
    memory grow with the number of pieces times the number that fit on a line.

    Args:
        pieces: The paragraph; the space behind the last piece is ignored.
        widths: The width of the first line, the second and so on; the last holds for all that follow.
        space: The natural width of a space, more than 0: what a line without any is taken to have.
        shortest: A last line narrower than this is bad.
        ends: Whether the paragraph ends with the last line, which is then not stretched.
    """
    if not pieces:
        return []
    return _Paragraph(pieces, widths, space, shortest, ends).best_path()


class _Paragraph:
    """The pieces as sums from the start: the natural width of any line is a difference."""

    def __init__(
        self, pieces: Sequence[Piece], widths: Sequence[float], space: float, shortest: float, ends: bool
    ) -> None:
        self.count = len(pieces)
        self.lefts = [0.0, *accumulate(piece.width + piece.space for piece in pieces)]
        self.rights = [0.0, *(left - piece.space for left, piece in zip(self.lefts[1:], pieces, strict=True))]
        self.grown = [0.0, *accumulate(piece.inner + piece.space for piece in pieces)]
        self.held = [0.0, *(grown - piece.space for grown, piece in zip(self.grown[1:], pieces, strict=True))]
        self.penalties = [0.0, *(piece.penalty for piece in pieces)]
        self.widths, self.space, self.shortest, self.ends = widths, space, shortest, ends

    def width(self, line: int) -> float:
        """Return the width of a line, counted from 0."""
        return self.widths[min(line, len(self.widths) - 1)]

    def latest(self) -> list[int]:
        """Return where each line starts, and the end, when each takes all that fits."""
        starts = [0]
        while starts[-1] < self.count:
            start, limit = starts[-1], self.lefts[starts[-1]] + self.width(len(starts) - 1)
            end = start + 1
            while end < self.count and self.rights[end + 1] <= limit:
                end += 1
            starts.append(end)
        return starts

    def earliest(self, lines: int) -> list[int]:
        """Return where each line starts, and the end, when the last takes all that fits, then the one before it."""
        starts = [self.count]
        for line in reversed(range(lines)):
            limit = self.rights[starts[-1]] - self.width(line)
            start = max(0, starts[-1] - 1)
            while start and self.lefts[start - 1] >= limit:
                start -= 1
            starts.append(start)
        return starts[::-1]

    def best_path(self) -> list[int]:
        """Return the end of each line on the path of the least demerits."""
        latest = self.latest()
        lines = len(latest) - 1
        earliest = self.earliest(lines)
        origin, costs = 0, [0.0]
        choices: list[tuple[int, list[int]]] = []
        for line in range(lines):
            last = line == lines - 1
            first = self.count if last else max(earliest[line + 1], line + 1)
            found = [self._enter(end, line, origin, costs, last) for end in range(first, latest[line + 1] + 1)]
            choices.append((first, [start for _, start in found]))
            origin, costs = first, [cost for cost, _ in found]
        path = [self.count]
        for first, starts in reversed(choices):
            path.append(starts[path[-1] - first])
        return path[-2::-1]

    def _enter(self, end: int, line: int, origin: int, costs: list[float], last: bool) -> tuple[float, int]:
        """Return the least demerits of the lines up to one that ends at ``end``, and where that one starts."""
        right, held, penalty, width = self.rights[end], self.held[end], self.penalties[end], self.width(line)
        lefts, grown = self.lefts, self.grown
        highest = min(end, origin + len(costs)) - 1
        lowest = min(bisect_left(lefts, right - width, origin, highest + 1), highest)
        best, choice = float("inf"), highest
        for start in range(lowest, highest + 1):
            natural = right - lefts[start]
            if last and self.ends:
                demerit = SHORT * SHORT if natural < self.shortest else 0.0
            else:
                room, spaces = max(0.0, width - natural), held - grown[start]
                demerit = demerits(room, spaces or self.space, penalty)
                if demerit >= best and demerits(room, max(spaces, self.space), penalty) >= best:
                    break  # what starts later leaves more room and has no more spaces to fill it
            if costs[start - origin] + demerit < best:
                best, choice = costs[start - origin] + demerit, start
        return best, choice
