"""Changes of words carried from one text to another that says the same in other marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[^\W\d_]+|\d+|[\W_]")
_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "–"})


def merge(base: str, new: str, source: str) -> str | None:
    """Return a source with what has changed from ``base`` to ``new`` in it, and nothing else.

    Args:
        base: The text as it was, in the marks of ``new``.
        new: The text as it is to be.
        source: A text that says the same as ``base``, broken and marked in its own way.

    Returns:
        The source; None where a change stands among marks that the source writes in another way.
    """
    befores, afters, tokens = (_TOKEN.findall(text) for text in (base, new, source))
    places = _places(_keys(befores), _keys(tokens))
    made: list[str] = []
    reached = 0
    for kind, first, last, start, end in _steps(_keys(befores), _keys(afters)):
        if kind == "equal":
            continue
        begin, stop = _range(places, first, last, len(befores), len(tokens))
        if begin is None or stop is None or begin < reached or stop < begin:
            return None
        made += [*tokens[reached:begin], *afters[start:end]]
        reached = stop
    return "".join([*made, *tokens[reached:]])


def _keys(tokens: Sequence[str]) -> list[str]:
    return [" " if token.isspace() else token.translate(_ALIKE) for token in tokens]


def _steps(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _places(base: list[str], source: list[str]) -> dict[int, int]:
    """Return where each token of the base stands in the source."""
    found: dict[int, int] = {}
    for first, start, size in SequenceMatcher(None, base, source, autojunk=False).get_matching_blocks():
        found |= {first + step: start + step for step in range(size)}
    return found


def _range(places: dict[int, int], first: int, last: int, count: int, end: int) -> tuple[int | None, int | None]:
    """Return which tokens of the source a stretch of the base is; None where that cannot be told."""
    if first < last and first in places:
        begin: int | None = places[first]
    elif first == 0:
        begin = 0
    else:
        begin = places[first - 1] + 1 if first - 1 in places else places.get(first)
    if last == first:
        return begin, begin
    if last - 1 in places:
        stop: int | None = places[last - 1] + 1
    else:
        stop = places.get(last, end if last == count else None)
    return begin, stop


def pair(base: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return which block of ``new`` each of ``base`` has become, in order; None for what is gone, or was put there."""
    made: list[tuple[int | None, int | None]] = []
    for kind, first, last, start, end in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made += list(zip(range(first, last), range(start, end), strict=True))
        else:
            made += [
                (None if one is None else one + first, None if two is None else two + start)
                for one, two in _alike(base[first:last], new[start:end])
            ]
    return made


_LEAST = 0.3
"""How much of two blocks must be the same for one to have become the other."""


def _alike(base: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return blocks paired in order so that they have as much in common as can be."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(base) + 1)]
    likeness = [[_likeness(one, two) for two in new] for one in base]
    for one in range(len(base) - 1, -1, -1):
        for two in range(len(new) - 1, -1, -1):
            both = likeness[one][two] + best[one + 1][two + 1] if likeness[one][two] >= _LEAST else 0.0
            best[one][two] = max(both, best[one + 1][two], best[one][two + 1])
    made: list[tuple[int | None, int | None]] = []
    one = two = 0
    while one < len(base) and two < len(new):
        share = likeness[one][two]
        if share >= _LEAST and best[one][two] == share + best[one + 1][two + 1]:
            made.append((one, two))
            one, two = one + 1, two + 1
        elif best[one][two] == best[one + 1][two]:
            made.append((one, None))
            one += 1
        else:
            made.append((None, two))
            two += 1
    return [*made, *((left, None) for left in range(one, len(base))), *((None, left) for left in range(two, len(new)))]


def _likeness(one: str, two: str) -> float:
    first, second = re.findall(r"\w+", one), re.findall(r"\w+", two)
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first or second else float(one == two)
