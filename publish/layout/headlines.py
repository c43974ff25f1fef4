"""Set headlines: break them by sense, as large as there is room."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Sequence

_MEASURE_PT = 232.0  # of the page of 4 × 6 in, without its margins, with a little to spare


_TALLEST_PT = 215.0


_LINE_EM = 1.3


_LARGEST_PT, _SMALLEST_PT = 30.0, 11.0


_MOST_LINES = 9


_MOST_WORDS = 60


_WIDTHS = {
    " ": 0.25,
    **dict.fromkeys("’.,:;!/()ijlftIJ", 0.37),
    **dict.fromkeys("hnbpkudđ", 0.66),
    **dict.fromkeys("mwMW", 0.98),
}
"""Widths in em in Source Serif Bold, where they are far from that of a common letter."""


def set_headline(
    lines: Sequence[str],
    measure_pt: float = _MEASURE_PT,
    tallest_pt: float = _TALLEST_PT,
    largest_pt: float = _LARGEST_PT,
    smallest_pt: float = _SMALLEST_PT,
) -> tuple[list[str], float]:
    """Break a headline into lines by sense and of about the same length, as large as the cover takes them.

    Args:
        lines: The headline as the editor broke it.
        measure_pt: Length of a line.
        tallest_pt: Height that all lines may take together.
        largest_pt: Most that the type may measure.
        smallest_pt: Least that it may measure.

    Returns:
        The lines, and the size of the type in points.
    """
    words = [word for line in lines for word in line.split()]
    if len(words) > _MOST_WORDS:
        words[_MOST_WORDS:] = ["…"]
    ends = {len(words), *itertools.accumulate(len(line.split()) for line in lines)}
    chosen: tuple[list[str], float] = [], 0.0
    score = 0.0
    for count in range(1, min(_MOST_LINES, len(words)) + 1):
        broken, harm = _break(words, count, ends)
        widest = max(width_em(line) for line in broken)
        size = min(largest_pt, measure_pt / widest, tallest_pt / (count * _LINE_EM))
        if size * (1 - harm) > score:
            chosen, score = (broken, size), size * (1 - harm)
    return chosen[0], max(round(chosen[1], 1), smallest_pt)


def _break(words: Sequence[str], count: int, ends: set[int]) -> tuple[list[str], float]:
    """Return the words in so many lines, and how much their breaks harm the sense, from 0 to 1.

    The lines are those with the least sum of squared differences from the mean length, a break that does harm counting
    as a difference of its own.
    """
    mean = width_em(" ".join(words)) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for left in range(count - 1, -1, -1):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in best.items():
            for end in range(start + 1, len(words) - left + 1):
                difference = (width_em(" ".join(words[start:end])) / mean - 1) ** 2
                here = cost + difference + 4 * _harm(words, end, ends)
                if end not in following or here < following[end][0]:
                    following[end] = here, (*breaks, end)
        best = following
    chosen = best[len(words)][1]
    harm = min(1.0, sum(_harm(words, end, ends) for end in chosen))
    return [" ".join(words[a:b]) for a, b in itertools.pairwise((0, *chosen))], harm


def _harm(words: Sequence[str], end: int, ends: set[int]) -> float:
    """Return how much it harms the sense to end a line before the word number ``end``.

    Not at all where the editor did so or behind a comma; much inside a name (*Lạng / Sơn*) or between a noun and its
    number (*lần thứ / XVII*); little before a name.
    """
    if end in ends or words[end - 1].endswith((",", ":", ";", ".", "?", "!")):
        return 0.0
    last, following = words[end - 1], words[end]
    first_of_name = last[0].isupper() and (end == 1 or not words[end - 2][0].isupper())
    number = last[0].isdigit() or following[0].isdigit() or following.strip(",.").isupper()
    if first_of_name or number or {last, following} & {"–", "—", "-"}:
        return 0.5
    if following[0].isupper():
        return 0.5 if last[0].isupper() else 0.04
    return 0.1


@functools.lru_cache(4096)
def width_em(text: str) -> float:
    """Return about how wide a text is in Source Serif Bold, in em."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, 0.72 if letter.isupper() else 0.58) for letter in letters)
