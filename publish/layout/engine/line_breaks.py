"""Choose the line breaks of a justified paragraph as a whole: the shortest path over all of them.

The method is that of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981), 1119-1184. Spaces grow, and shrink by no more than :data:`SHRINK`. A paragraph has the number of lines that
line-by-line breaking gives it, or as many fewer as shrunk spaces save if that is the evener setting. For each number
a break is free only between two bounds: the latest place that the lines above can reach, and the earliest from which
the lines below still hold the rest. Within the bounds the path of the least demerits is found line by line.

Where a style lets letters be wider or narrower (font expansion: Hàn Thế Thành, "Micro-typographic extensions to the TeX
typesetting system", 2000), they take their part of what the spaces of a line would have to fill or give.

What hangs over an edge (:mod:`publish.layout.lines.protrusion`) leaves a line that begins or ends with it more room.

A path that ends in a runt, a last line of one short word, gives way to the best one without, if there is one whose
spaces are no wider than they may be or than they are anyway.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

LINE = 10.0
"""Demerits are counted from this badness on, so that among even lines that of one weighs little (TeX's value)."""

LOOSE = 100.0
"""The badness of a line whose spaces have grown by as much again as they measure (TeX: by all of their stretch)."""

SHRINK = 0.2
"""By how much spaces may shrink, as a share of their width.

TeX takes a third; in Vietnamese, whose spaces part syllables, words would run together.
"""

TIGHT = 1 / 3
"""The badness of a line whose spaces have shrunk by this share is :data:`LOOSE` (TeX: by all of their shrink)."""

EVEN = 0.5
"""By how much spaces have grown when letters are as wide as they may be (pdfTeX: by all of their stretch)."""

SHORT = 50.0
"""The badness that a last line brings with it when it is too short (TeX's value for a hyphen)."""

LOOSEST = 1.6
"""How much spaces may grow, as a multiple of their width, so that a paragraph does not end in a runt.

Of 1,308 paragraphs of 22 em 10 in 100 ended in one, now 1 does; the widest 5 in 100 spaces are no wider for it.
"""

NARROW = 100.0
"""A line that is narrower than so many natural spaces, 25 em, may have its own grow by more in proportion.

They do so anyway: the widest 5 in 100 grow by 1.6 in lines of 22 em, and by 3.2 in lines of 14.
"""

EMPTIEST = 1 / 3
"""The share of its measure that a ragged line keeps when it gives words to a last line."""


_ROUNDING = 1e-6
"""What a width may be off by after sums and differences, so that all agree on what a line holds."""


class Piece(NamedTuple):
    """What stands between two places where a line may end.

    Attributes:
        width: Width from the left edge to the right edge, set naturally, in any unit (the same for all).
        space: The natural width of the space behind it, which vanishes at a line end; 0 where there is none.
        inner: The natural width of the spaces within it, which grow but do not break.
        penalty: The badness of a line end behind it.
        left, right: How far it hangs over the edge of a line that begins, or ends, with it.
    """

    width: float
    space: float
    inner: float = 0.0
    penalty: float = 0.0
    left: float = 0.0
    right: float = 0.0


def demerits(room: float, spaces: float, penalty: float) -> float:
    """Return how bad a line is.

    Badness grows with the cube of the stretch and demerits with the square of badness (Knuth and Plass, section 2): the
    sum over a paragraph is ruled by its widest spaces, and of two paragraphs alike in them the evener one wins.

    Args:
        room: What the spaces of the line have to fill; less than 0 for what they have to give.
        spaces: The natural width of the spaces, more than 0.
        penalty: The badness of its end.
    """
    stretch = room / spaces if room >= 0.0 else -room / (spaces * TIGHT)
    badness = LINE + LOOSE * stretch * stretch * stretch
    return badness * badness + penalty * penalty


def expand(room: float, natural: float, spaces: float, most: float) -> float:
    """Return what letters take of the room of a line by being wider, less than 0 for what they give.

    Letters and spaces take their parts alike until the letters are as wide, or as narrow, as they may be.

    Args:
        room: What is to be filled.
        natural: The natural width of the line.
        spaces: The natural width of its spaces.
        most: By how much letters may be wider or narrower, as a share of their width.
    """
    letters = most * natural
    if letters <= 0.0 or (spaces <= 0.0 and room > letters):  # a word alone stays as it is
        return 0.0
    part = room * letters / (letters + spaces * (EVEN if room > 0.0 else SHRINK))
    return max(-letters, min(letters, part))


def break_lines(
    pieces: Sequence[Piece],
    widths: Sequence[float],
    *,
    space: float,
    shortest: float = 0.0,
    ends: bool = True,
    expansion: float = 0.0,
) -> list[int]:
    """Return for each line the number of pieces up to its end; the last is ``len(pieces)``.

    There are as many lines as when each takes all that fits. A piece wider than its line stands alone on it. Time and
    memory grow with the number of pieces times the number that fit on a line.

    Args:
        pieces: The paragraph; the space behind the last piece is ignored.
        widths: The width of the first line, the second and so on; the last holds for all that follow.
        space: The natural width of a space, more than 0: what a line without any is taken to have.
        shortest: A last line narrower than this is bad; one of one word is a runt.
        ends: Whether the paragraph ends with the last line, which is then not stretched.
        expansion: By how much letters may be wider or narrower, as a share of their width.
    """
    if not pieces:
        return []
    return _Paragraph(pieces, widths, space, shortest, ends, expansion).best_path()


def most_stretch(width: float, space: float) -> float:
    """Return how much the spaces of a line of a width may grow to avoid a runt, as a multiple of their width."""
    return LOOSEST * max(1.0, NARROW * space / max(width, space))


def is_runt(pieces: Sequence[Piece], shortest: float) -> bool:
    """Tell whether a last line of these pieces is a runt: narrower than ``shortest``, and without a space."""
    *others, last = pieces
    if last.inner or any(piece.space or piece.inner for piece in others):
        return False
    return sum(piece.width for piece in pieces) < shortest


def end_before_runt(
    pieces: Sequence[Piece], end: int, measure: float, following: float, *, shortest: float
) -> int | None:
    """Return where the line before a ragged last line has to end for that one not to be a runt.

    As few words move down as it takes for the last line to be no runt, or for it to be as wide as ``shortest`` too
    where that can be had. None where the last line is no runt, or nothing helps.

    Args:
        pieces: What both lines have.
        end: The number of pieces on the first of them, which takes all that fits.
        measure: The width of the first line; it is left no emptier than :data:`EMPTIEST` of it.
        following: The width of the last line.
        shortest: A last line narrower than this is short, unless it takes up as great a share of the measure.
    """
    if not is_runt(pieces[end:], shortest):
        return None
    enough = min(shortest, EMPTIEST * following)
    begins = [0.0, *accumulate(piece.width + piece.space for piece in pieces)]
    best = None
    for place in range(end - 1, 0, -1):
        rest = begins[-1] - pieces[-1].space - begins[place]
        if rest > following or begins[place] - pieces[place - 1].space < EMPTIEST * measure:
            break
        if not is_runt(pieces[place:], shortest):
            if rest >= enough:
                return place
            best = best or place
    return best


class _Paragraph:
    """The pieces as sums from the start: the natural width of any line is a difference."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        widths: Sequence[float],
        space: float,
        shortest: float,
        ends: bool,
        expansion: float,
    ) -> None:
        self.expansion, tight = expansion, 1.0 - expansion
        self.count = len(pieces)
        begins = [0.0, *accumulate([piece.width + piece.space for piece in pieces])]
        self.lefts = [*[at + piece.left for at, piece in zip(begins, pieces, strict=False)], begins[-1]]
        self.rights = [0.0, *[at - each.space - each.right for at, each in zip(begins[1:], pieces, strict=True)]]
        self.grown = [0.0, *accumulate([piece.inner + piece.space for piece in pieces])]
        self.held = [0.0, *[grown - piece.space for grown, piece in zip(self.grown[1:], pieces, strict=True)]]
        self.tight_lefts = [tight * left - SHRINK * grown for left, grown in zip(self.lefts, self.grown, strict=True)]
        self.tight_rights = [tight * right - SHRINK * held for right, held in zip(self.rights, self.held, strict=True)]
        self.penalties = [0.0, *[piece.penalty for piece in pieces]]
        self.widths, self.space, self.shortest, self.ends = widths, space, shortest, ends

    def width(self, line: int) -> float:
        """Return the width of a line, counted from 0."""
        return self.widths[min(line, len(self.widths) - 1)]

    def latest(self, lefts: Sequence[float], rights: Sequence[float]) -> list[int]:
        """Return where each line starts, and the end, when each takes all that fits, natural or tight."""
        starts = [0]
        while starts[-1] < self.count:
            start, limit = starts[-1], lefts[starts[-1]] + self.width(len(starts) - 1) + _ROUNDING
            end = start + 1
            while end < self.count and rights[end + 1] <= limit:
                end += 1
            starts.append(end)
        return starts

    def earliest(self, lines: int) -> list[int]:
        """Return where each line starts, and the end, when the last takes all that fits, then the one before it."""
        starts = [self.count]
        for line in reversed(range(lines)):
            limit = self.tight_rights[starts[-1]] - self.width(line) - _ROUNDING
            start = max(0, starts[-1] - 1)
            while start and self.tight_lefts[start - 1] >= limit:
                start -= 1
            starts.append(start)
        return starts[::-1]

    def bounds(self) -> list[tuple[list[int], list[int]]]:
        """Return the earliest and the latest start of each line, for each number of lines that there may be."""
        most = len(self.latest(self.lefts, self.rights)) - 1
        reach = self.latest(self.tight_lefts, self.tight_rights)
        found = []
        for lines in range(most, len(reach) - 2, -1):
            ends = [*reach, *[self.count] * (lines + 1 - len(reach))]
            latest = [min(end, self.count - lines + number) for number, end in enumerate(ends)]  # a piece for each line
            found.append((self.earliest(lines), latest))
        return found

    def best_path(self) -> list[int]:
        """Return the end of each line on the path of the least demerits."""
        bounds = self.bounds()
        _, path = min((self._path(*each, self._enter) for each in bounds), key=itemgetter(0))
        if len(path) > 1 and self.ends and self._is_runt(path[-2]):
            enter = partial(self._enter_without_runt, self._loosest(path))
            _, other = min((self._path(*each, enter) for each in bounds), key=itemgetter(0))
            path = other or path
        return path

    def _path(
        self, earliest: list[int], latest: list[int], enter: Callable[..., list[tuple[float, int]]]
    ) -> tuple[float, list[int]]:
        """Return the least demerits, and the end of each line on the path that has them; nothing if there is none."""
        lines = len(latest) - 1
        origin, costs = 0, [0.0]
        choices: list[tuple[int, list[int]]] = []
        for line in range(lines):
            last = line == lines - 1
            first = self.count if last else max(earliest[line + 1], line + 1)
            found = enter(range(first, latest[line + 1] + 1), line, origin, costs, last)
            choices.append((first, [start for _, start in found]))
            origin, costs = first, [cost for cost, _ in found]
        if costs == [inf]:
            return inf, []
        path = [self.count]
        for first, starts in reversed(choices):
            path.append(starts[path[-1] - first])
        return costs[0], path[-2::-1]

    def _is_runt(self, start: int) -> bool:
        """Tell whether the last line is a runt when it starts there."""
        return not self._spaces(start, self.count) and self.rights[-1] - self.lefts[start] < self.shortest

    def _spaces(self, start: int, end: int) -> float:
        """Return the natural width of the spaces of a line."""
        width = self.held[end] - self.grown[start]
        return width if width > self.space / 64 else 0.0  # what is left of sums is none

    def _room(self, start: int, end: int, line: int) -> float:
        """Return what the spaces of a line have to fill, less than 0 for what they give; 0 for a word that is wider."""
        natural = self.rights[end] - self.lefts[start]
        room = self.width(line) - natural
        if room < 0.0 and not self._is_held(start, end, line):
            return 0.0
        return room - expand(room, natural, self._spaces(start, end), self.expansion)

    def _is_held(self, start: int, end: int, line: int) -> bool:
        """Tell whether a line holds its pieces, its spaces shrunk."""
        return self.tight_rights[end] - self.tight_lefts[start] <= self.width(line) + _ROUNDING

    def _loosest(self, path: list[int]) -> float:
        """Return by how much the widest spaces of a path grow."""
        lines = enumerate(pairwise([0, *path[:-1]]))
        return max(self._room(*each, line) / (self._spaces(*each) or self.space) for line, each in lines)

    def _enter_without_runt(
        self, loosest: float, ends: Sequence[int], line: int, origin: int, costs: list[float], last: bool
    ) -> list[tuple[float, int]]:
        """Do as :meth:`_enter` without runts and without lines whose spaces grow by too much."""
        return [self._enter_within(loosest, end, line, origin, costs, last) for end in ends]

    def _enter_within(
        self, loosest: float, end: int, line: int, origin: int, costs: list[float], last: bool
    ) -> tuple[float, int]:
        best, choice = inf, origin
        most = max(loosest, most_stretch(self.width(line), self.space))
        for start in range(origin, min(end, origin + len(costs))):
            if start < end - 1 and not self._is_held(start, end, line):
                continue
            room, spaces = self._room(start, end, line), self._spaces(start, end) or self.space
            if last:
                if self._is_runt(start):
                    continue
                demerit = self._last(room, spaces, self.rights[end] - self.lefts[start])
            else:
                demerit = demerits(room, spaces, self.penalties[end]) if room <= most * spaces else inf
            if costs[start - origin] + demerit < best:
                best, choice = costs[start - origin] + demerit, start
        return best, choice

    def _enter(
        self, ends: Sequence[int], line: int, origin: int, costs: list[float], last: bool
    ) -> list[tuple[float, int]]:
        """Return for each end of a line the least demerits of the lines up to there, and where the line starts then.

        A third of the breaking of paragraphs is spent in the inner loop: what it takes has a name of its own in here.

        Args:
            ends: Where the line may end.
            line: The number of the line, from 0.
            origin: The first place where it may start.
            costs: The least demerits of the lines above, for each place from there on.
            last: Whether the line is the last one.
        """
        lefts, grown, tight_lefts, space, width = self.lefts, self.grown, self.tight_lefts, self.space, self.width(line)
        closes, most, least, expansion = last and self.ends, width + _ROUNDING, space / 64, self.expansion
        found: list[tuple[float, int]] = []
        for end in ends:
            right, tight_right, held = self.rights[end], self.tight_rights[end], self.held[end]
            gap, penalty = width - right, self.penalties[end]
            highest = min(end, origin + len(costs)) - 1
            lowest = min(bisect_left(tight_lefts, tight_right - width - _ROUNDING, origin, highest + 1), highest)
            best, choice = inf, highest
            for start in range(lowest, highest + 1):
                room, spaces = gap + lefts[start], held - grown[start]
                if spaces <= least:
                    spaces = 0.0  # what is left of sums is none
                if room < 0.0 and tight_right - tight_lefts[start] > most:
                    room = 0.0
                elif (letters := expansion * (right - lefts[start])) > 0.0 and (spaces or room <= letters):
                    part = room * letters / (letters + spaces * (EVEN if room > 0.0 else SHRINK))
                    room -= part if -letters < part < letters else letters if part > 0.0 else -letters  # as in expand()
                if closes:
                    demerit = self._last(room, spaces or space, right - lefts[start])
                else:
                    stretch = room / (spaces or space) if room >= 0.0 else -room / ((spaces or space) * TIGHT)
                    badness = LINE + LOOSE * stretch * stretch * stretch
                    demerit = badness * badness + penalty * penalty  # as in demerits()
                    if demerit >= best and room > 0.0 and demerits(room, max(spaces, space), penalty) >= best:
                        break  # what starts later leaves more room and has no more spaces to fill it
                demerit += costs[start - origin]
                if demerit < best:
                    best, choice = demerit, start
            found.append((best, choice))
        return found

    def _last(self, room: float, spaces: float, natural: float) -> float:
        """Return how bad a last line is, which is short or shrunk or neither."""
        short = SHORT * SHORT if natural < self.shortest else 0.0
        return short + (demerits(room, spaces, 0.0) if room < 0.0 else 0.0)
