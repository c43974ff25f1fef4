"""Set a justified paragraph in a line more or less than is best for it, so that a page is filled to its foot.

The lines are those of the least demerits among all of that number, as for the paragraph itself
(:mod:`publish.layout.engine.line_breaks`); Knuth and Plass call it looseness, and so does TeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf

from publish.layout.engine.line_breaks import SHRINK, Piece, break_lines, demerits, expand

MOST, UTMOST = 1.2, 1.5
"""By how much spaces may grow in it, as a multiple of their width, and by how much where nothing else helps."""

_ROUNDING = 1e-6


class Looseness:
    """What breaks a paragraph into other lines than the best ones, once it is asked to.

    Attributes:
        lines: How many lines more it takes, or less if below 0.
        most: By how much spaces may grow, where those of the paragraph do not grow by more anyway.
        cost: By how many demerits it is worse than the best lines; inf while there is no way.
    """

    def __init__(self, lines: int, most: float) -> None:
        """Take how many lines more or less there are to be."""
        self.lines, self.most, self.cost = lines, most, inf
        self._asked = 0

    def __call__(
        self,
        pieces: Sequence[Piece],
        widths: Sequence[float],
        *,
        space: float,
        shortest: float = 0.0,
        expansion: float = 0.0,
    ) -> list[int]:
        """Return for each line the number of pieces up to its end, as :func:`break_lines` does."""
        usual = break_lines(pieces, widths, space=space, shortest=shortest, expansion=expansion)
        self._asked += 1
        self.cost = inf
        if self._asked > 1 or len(usual) + self.lines < 2:
            return usual
        lines = _Lines(pieces, widths, space, expansion)
        found = lines.best(len(usual) + self.lines, max(self.most, lines.loosest(usual)), shortest)
        if not found:
            return usual
        self.cost = lines.cost(found) - lines.cost(usual)
        return found


def is_worth_asking(lines: int, fill: float, change: int, most: float) -> bool:
    """Tell by its last line whether a paragraph may take a line more or less; spaces are a tenth of a line."""
    return fill + (most - 0.5) * 0.07 * lines > 1.15 if change > 0 else fill < 0.08 * lines


class _Lines:
    """The lines that pieces can be set in."""

    def __init__(self, pieces: Sequence[Piece], widths: Sequence[float], space: float, expansion: float) -> None:
        self.count, self.widths, self.space, self.expansion = len(pieces), widths, space, expansion
        begins = [0.0, *accumulate(piece.width + piece.space for piece in pieces)]
        self.lefts = [*(at + piece.left for at, piece in zip(begins, pieces, strict=False)), begins[-1]]
        self.rights = [0.0, *(at - each.space - each.right for at, each in zip(begins[1:], pieces, strict=True))]
        self.grown = [0.0, *accumulate(piece.inner + piece.space for piece in pieces)]
        self.held = [0.0, *(grown - piece.space for grown, piece in zip(self.grown[1:], pieces, strict=True))]
        self.penalties = [0.0, *(piece.penalty for piece in pieces)]

    def width(self, line: int) -> float:
        return self.widths[min(line, len(self.widths) - 1)]

    def stretch(self, start: int, end: int, line: int) -> float:
        """Return by how much the spaces of a line grow, or shrink if below 0; inf for a line without any."""
        spaces = self.held[end] - self.grown[start]
        if spaces <= self.space / 64:
            return inf
        natural = self.rights[end] - self.lefts[start]
        room = self.width(line) - natural
        return (room - expand(room, natural, spaces, self.expansion)) / spaces

    def loosest(self, ends: Sequence[int]) -> float:
        """Return by how much spaces grow most; lines without any do not count."""
        found = [self.stretch(*pair, line) for line, pair in enumerate(pairwise([0, *ends[:-1]]))]
        return max((stretch for stretch in found if stretch != inf), default=0.0)

    def cost(self, ends: Sequence[int]) -> float:
        """Return the demerits of all lines but the last; a line without spaces counts as one of very wide ones."""
        total = 0.0
        for line, (start, end) in enumerate(pairwise([0, *ends[:-1]])):
            total += demerits(min(self.stretch(start, end, line), 2 * UTMOST), 1.0, self.penalties[end])
        return total

    def best(self, lines: int, most: float, shortest: float) -> list[int]:
        """Return the ends of so many lines, the last no runt; nothing where spaces would grow by more than ``most``."""
        costs: dict[int, float] = {0: 0.0}
        ways: list[dict[int, int]] = []
        for line in range(lines - 1):
            found: dict[int, float] = {}
            way: dict[int, int] = {}
            for start, cost in costs.items():
                for end in range(start + 1, self.count):
                    stretch = self.stretch(start, end, line)
                    if stretch < _ROUNDING - SHRINK:
                        break
                    if stretch > most:
                        continue
                    total = cost + demerits(stretch, 1.0, self.penalties[end])
                    if total < found.get(end, inf):
                        found[end], way[end] = total, start
            costs = found
            ways.append(way)
        last = self.width(lines - 1)
        fitting = [start for start in costs if shortest <= self.rights[-1] - self.lefts[start] <= last]
        if not fitting:
            return []
        path = [self.count, min(fitting, key=lambda start: (costs[start], start))]
        for way in ways[:0:-1]:
            path.append(way[path[-1]])
        return path[::-1]
