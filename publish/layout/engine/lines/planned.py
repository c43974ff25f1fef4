"""A planned line: what is known of it before the engine sets it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from publish.layout.engine.glyphs import Shaped
from publish.layout.engine.runs import Place, ShapedRun


class PlannedLine(NamedTuple):
    """A planned line.

    Attributes:
        room: What to offer to it; None for all there is.
        length: How many bytes the line has where it begins and ends in one text, else 0.
        shaped: The text in which the line begins and ends.
        begin: The first byte of the line in that text.
        at: The child of the paragraph that is all of that text, and the first byte of the line in it.
    """

    room: float | None
    length: int = 0
    shaped: Shaped | None = None
    begin: int = 0
    at: tuple[int, int] | None = None


def line_within(runs: Sequence[ShapedRun], begin: Place, end: Place, room: float) -> PlannedLine:
    """Return the line between two places; a text may have been shaped in several runs."""
    if begin[:-1] != end[:-1]:
        return PlannedLine(room)
    run = runs[bisect_right(runs, begin, key=lambda run: run.place) - 1]
    *path, base = run.place
    if path == [*begin[:-1]] and run.shaped and end[-1] <= base + len(run.shaped.text):
        return PlannedLine(room, end[-1] - begin[-1], run.shaped, begin[-1] - base, _child(begin))
    return PlannedLine(room, end[-1] - begin[-1])


def last_line(run: ShapedRun, begin: Place) -> PlannedLine | None:
    """Return the last line of a paragraph, which takes all that is left of its last run; None if it begins before."""
    *path, base = run.place
    if path != [*begin[:-1]] or base > begin[-1] or not run.shaped or run.text.endswith(" "):
        return None
    return PlannedLine(None, base + len(run.shaped.text) - begin[-1], run.shaped, begin[-1] - base, _child(begin))


def _child(place: Place) -> tuple[int, int] | None:
    """Return child and byte of a place in a text that stands in no other box of its paragraph."""
    return (place[0], place[1]) if len(place) == 2 else None
