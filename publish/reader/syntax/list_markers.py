"""What stands before the items of a list: bullets, figures, letters and roman numerals (``(1)``, ``đ.``, ``iv.``)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from markdown_it.rules_block import StateBlock

from publish.base.records import dataclass
from publish.vietnamese.numerals import roman_value

_MARKER = re.compile(
    r"""(?P<bullet>[-+*])(?=[ \t\n]|\Z)
    | (?P<open>\(?)(?:(?P<figure>[0-9]{1,9})|(?P<letter>[A-Za-zĐđ]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9}))
      (?P<end>[.)])(?=[ \t\n]|\Z)""",
    re.VERBOSE,
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
"""Letters that points of Vietnamese texts are counted with."""

_FARTHEST = 200
"""Lines after which the next item of a list in letters is no longer looked for."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of an item.

    Attributes:
        text: The marker as it is written.
        core: Figure, letter or numeral in it; empty for a bullet.
        kind: What all items of a list have in common: a bullet, or what is counted with and the marks around it.
        end: Offset behind it in the source.
    """

    text: str
    core: str
    kind: str
    end: int

    @property
    def is_lettered(self) -> bool:
        """Tell whether it counts in letters or roman numerals, so that prose may begin like it."""
        return bool(self.core) and not self.core.isdigit()

    @property
    def value(self) -> int:
        """The number of a figure."""
        return int(self.core) if self.core.isdigit() else 1


def marker_at(state: StateBlock, line: int) -> Marker | None:
    """Return the marker that a line starts with; None if it starts with none."""
    start = state.bMarks[line] + state.tShift[line]
    match = _MARKER.match(state.src, start, state.eMarks[line] + 1)
    if not match or (match["open"] and match["end"] != ")"):
        return None
    if match["bullet"]:
        return Marker(match[0], "", match[0], match.end())
    core = match["figure"] or match["letter"]
    counted = "1" if match["figure"] else "a" if core.islower() else "A"
    if counted != "1" and not state.src[match.end() : state.eMarks[line]].strip():
        return None
    return Marker(match[0], core, f"{match['open']}{counted}{match['end']}", match.end())


def systems(core: str) -> dict[str, int]:
    """Return what a letter or numeral counts to, by the way of counting as CSS names it."""
    small = core.lower()
    found = {}
    if core.isdigit():
        return {"decimal": int(core)}
    if len(core) == 1 and small in _LATIN:
        found["alpha"] = _LATIN.index(small) + 1
    if (value := roman_value(core.upper())) is not None:
        found["roman"] = value
    if len(core) == 1 and small in _VIETNAMESE:
        found["vietnamese"] = _VIETNAMESE.index(small) + 1
    return found


def goes_on(first: str, second: str) -> bool:
    """Tell whether one letter or numeral follows the other."""
    after = systems(second)
    return any(after.get(name) == value + 1 for name, value in systems(first).items())


def begins(core: str) -> bool:
    """Tell whether a letter or numeral is the first of its kind."""
    return 1 in systems(core).values()


def numbering(cores: Sequence[str]) -> str:
    """Return how the items of a list are counted, as CSS names it; letters that follow no order are Latin ones."""
    counts = dict.fromkeys(("decimal", "alpha", "roman", "vietnamese"), 0)
    pairs = list(itertools.pairwise(cores))
    for one, other in pairs or [(core, core) for core in cores]:
        step, after = int(bool(pairs)), systems(other)
        for name, value in systems(one).items():
            counts[name] += after.get(name) == value + step
    best = max(counts, key=lambda name: counts[name])
    if best == "decimal":
        return best
    case = "lower" if cores[0].islower() else "upper"
    return f"{case}-{'roman' if best == 'roman' else 'alpha'}"


def next_marker(state: StateBlock, line: int, last: int) -> Marker | None:
    """Return the marker of the next item of the list whose first item stands in a line; None if there is none."""
    first = marker_at(state, line)
    if not first:
        return None
    indent, blank = state.sCount[line], False
    for below in range(line + 1, min(last, line + _FARTHEST)):
        if state.isEmpty(below):
            blank = True
            continue
        if state.sCount[below] < state.blkIndent and state.sCount[below] < indent:
            return None
        if state.sCount[below] < indent + 2:
            if marker := marker_at(state, below):
                return marker if marker.kind == first.kind else None
            if blank:
                return None
        blank = False
    return None
