"""What the engine is told of a line of a paragraph that was broken as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from publish.layout.engine.glyphs import Shaped
from publish.layout.engine.line_breaks import SHRINK, Piece, expand
from publish.layout.engine.runs import Place, ShapedRun

_SLACK = 1.0  # CSS pixels
_ROUNDING = 1 / 1024  # of sums


class PlannedLine(NamedTuple):
    """A line that was planned.

    Attributes:
        room: What to offer to it, in CSS pixels; None for all there is.
        length: How many bytes the line has where it begins and ends in one text, else 0.
        shaped: The text in which the line begins and ends.
        begin: The first byte of the line in that text.
        left, right: How far the line hangs over its edges, in CSS pixels.
        shrink: By how much its letters and spaces may be narrower, all together.
        measure: The room that the line has between its edges.
        expansion: How many times wider its letters are.
        at: The child of the paragraph that is all of that text, and the first byte of the line in it.
    """

    room: float | None
    length: int = 0
    shaped: Shaped | None = None
    begin: int = 0
    left: float = 0.0
    right: float = 0.0
    shrink: float = 0.0
    measure: float = 0.0
    expansion: float = 1.0
    at: tuple[int, int] | None = None


def is_first_fit(style: Any) -> bool:
    """Tell whether a style has each line take what fits in it, as word processors do (``--breaks: first-fit``)."""
    return any(getattr(token, "value", "") == "first-fit" for token in style["__breaks"] or ())


def with_edges(
    line: PlannedLine | None, pieces: Sequence[Piece], indent: float, measure: float, most: float, last: bool
) -> PlannedLine | None:
    """Return a line with what hangs over its edges, how wide its letters are, and room for all of it.

    Args:
        line: The line as it is planned so far; None for one that the engine fills alone.
        pieces: What stands on the line.
        indent: How far the line is set in.
        measure: The room between the edges.
        most: By how much letters may be wider or narrower, as a share of their width.
        last: Whether the line ends the paragraph, or a forced break does it, so that it is not stretched.
    """
    left, right = pieces[0].left, pieces[-1].right
    natural = natural_width(pieces, 0, len(pieces), indent)
    between = natural - indent - left - right
    room = measure - indent - between
    if not is_held(pieces, indent, measure, most) or (last and natural <= measure and not left):
        return line
    taken = 0.0 if last and room >= 0.0 else expand(room, between, _spaces(pieces), most)
    if not (left or right or taken) and room >= 0.0:
        return line
    expansion = round(1.0 + taken / (natural - indent), 5) if taken else 1.0
    line = line or PlannedLine(None)
    if natural > measure and line.room is None:
        line = line._replace(room=natural + pieces[-1].space + _SLACK)
    shrink = SHRINK * _spaces(pieces) + most * between
    return line._replace(left=left, right=right, shrink=shrink, measure=measure, expansion=expansion)


def is_held(pieces: Sequence[Piece], indent: float, measure: float, most: float) -> bool:
    """Tell whether a line holds its pieces: with what hangs over its edges, and as tight as it may be."""
    between = natural_width(pieces, 0, len(pieces), 0.0) - pieces[0].left - pieces[-1].right
    return between * (1.0 - most) - SHRINK * _spaces(pieces) <= measure - indent + _ROUNDING


def _spaces(pieces: Sequence[Piece]) -> float:
    """Return the natural width of the spaces of a line, all together."""
    return sum(piece.inner + piece.space for piece in pieces) - pieces[-1].space


def natural_width(pieces: Sequence[Piece], begin: int, end: int, indent: float) -> float:
    """Return the natural width of a line, without the space behind it."""
    return indent + sum(piece.width + piece.space for piece in pieces[begin:end]) - pieces[end - 1].space


def room_between(pieces: Sequence[Piece], begin: int, end: int, indent: float) -> float | None:
    """Return a room that holds the pieces of a line but not the next one; None for the last line.

    It lies in the middle between the two, so that neither rounding nor kerning at the line's end matters.
    """
    if end >= len(pieces):
        return None
    return natural_width(pieces, begin, end, indent) + (pieces[end - 1].space + pieces[end].width) / 2


def line_within(runs: Sequence[ShapedRun], begin: Place, end: Place, room: float) -> PlannedLine:
    """Return the line between two places; a text may have been shaped in several runs."""
    if begin[:-1] != end[:-1]:
        return PlannedLine(room)
    run = runs[bisect_right(runs, begin, key=lambda run: run.place) - 1]
    *path, base = run.place
    if path == [*begin[:-1]] and run.shaped and end[-1] <= base + len(run.shaped.text):
        return PlannedLine(room, end[-1] - begin[-1], run.shaped, begin[-1] - base, at=_child(begin))
    return PlannedLine(room, end[-1] - begin[-1])


def last_line(run: ShapedRun, begin: Place) -> PlannedLine | None:
    """Return the last line of a paragraph, which takes all that is left of its last run; None if it begins before."""
    *path, base = run.place
    if path != [*begin[:-1]] or base > begin[-1] or not run.shaped or run.text.endswith(" "):
        return None
    length = base + len(run.shaped.text) - begin[-1]
    return PlannedLine(None, length, run.shaped, begin[-1] - base, at=_child(begin))


def _child(place: Place) -> tuple[int, int] | None:
    """Return child and byte of a place in a text that stands in no other box of its paragraph."""
    return (place[0], place[1]) if len(place) == 2 else None
