"""The content of a paragraph as it was shaped, cut into what stands between two places where a line may end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from publish.layout.engine.glyphs import Shaped
from publish.layout.engine.line_breaks import Piece
from publish.layout.lines.protrusion import shares_of

Place = tuple[int, ...]
"""Where a character stands in the tree of a paragraph: child, its child …, byte."""

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a box that is set like a letter."""

_SPACE = re.compile("[ \N{NO-BREAK SPACE}]")

FEWEST_WORDS = 5
"""Words that a paragraph has at least if its last line can be a runt; of fewer, each line is an end of its own."""

_MOST_LETTERS = 24
"""Letters of a word that may be narrower than the shortest last line: no script has five to an em."""


class ShapedRun(NamedTuple):
    """Characters of a paragraph that were shaped together, or a box that is set like one character.

    Attributes:
        text: The characters; U+FFFC for a box.
        place: Where the first of them stands, byte included.
        wraps: Whether the style lets lines end within.
        offsets: Byte of each cluster, ascending.
        advances: Width of all clusters up to that one and with it, in CSS pixels; one entry more, 0.0 at the start.
        left, right: The edges of boxes that begin with its first or end with its last character.
        shaped: The glyphs of the characters; None for a box.
    """

    text: str
    place: Place
    wraps: bool
    offsets: Sequence[int]
    advances: Sequence[float]
    left: float = 0.0
    right: float = 0.0
    shaped: Shaped | None = None


class Chunk(NamedTuple):
    """What stands between two places where a run or a line may end; ``forced`` for a line end that is in the text.

    Its place has its byte at the end, also where that is 0.
    """

    place: Place
    piece: Piece
    breaks: bool
    forced: bool


def cut_run(run: ShapedRun, cuts: Sequence[int], ends: bool, hangs: bool = False) -> Iterator[Chunk]:
    """Yield a run in chunks.

    Args:
        run: The run.
        cuts: Characters that a line may begin with.
        ends: Whether a line may end behind the run.
        hangs: Whether what is light at the edge of a line hangs over it.
    """
    *path, base = run.place
    text, advances, new = run.text, run.advances, tuple.__new__  # a named tuple is made in half the time so
    clusters, offsets = _index(run)
    natural = _space_of(run)
    start, before, whole = 0, run.left, len(text)
    for end in [*cuts, whole]:
        bare = text[start:end].rstrip(" ")
        last, shown = end == whole, len(bare)
        first, until = clusters[start], clusters[end]
        after = advances[until - (end - start - shown)]  # spaces are clusters of their own
        width = before + after - advances[first] + (run.right if last else 0.0)
        inner = natural * (bare.count(" ") + bare.count("\N{NO-BREAK SPACE}"))
        left = right = 0.0
        if hangs and bare:
            if (share := shares_of(text[start])[0]) and not before:
                left = share * _advance_of(advances, first)
            if (share := shares_of(bare[-1])[1]) and not (last and run.right):
                right = share * _advance_of(advances, clusters[start + shown - 1])
        piece = new(Piece, (width, advances[until] - after, inner, 0.0, left, right))
        yield new(Chunk, ((*path, base + offsets[start]), piece, ends or not last, bare == "\n"))
        start, before = end, 0.0


def _advance_of(advances: Sequence[float], cluster: int) -> float:
    """Return the advance of a cluster; 0.0 behind the last, for a character that is set with those before."""
    return advances[cluster + 1] - advances[cluster] if cluster + 1 < len(advances) else 0.0


def _index(run: ShapedRun) -> tuple[Sequence[int], Sequence[int]]:
    """Return the cluster and the byte of each character, and of the end."""
    if len(run.offsets) == len(run.text) == len(set(run.offsets)):  # one glyph for each character
        return range(len(run.text) + 1), run.offsets
    offsets = list(accumulate((len(character.encode()) for character in run.text), initial=0))
    return [bisect_left(run.offsets, offset) for offset in offsets], offsets


def _space_of(run: ShapedRun) -> float:
    """Return the natural width of a space of a run; 0.0 if it has none."""
    found = _SPACE.search(run.text)
    if not found:
        return 0.0
    cluster = bisect_left(run.offsets, len(run.text[: found.start()].encode()))
    return run.advances[cluster + 1] - run.advances[cluster]


def may_be_runt(line: Any, resume: Any) -> bool:
    """Tell whether what is left of a paragraph, up to a forced line end, is one short word, by its characters alone.

    Args:
        line: All lines of the paragraph in one box of the engine.
        resume: Where the rest begins, as the engine keeps it: {child: {child: {byte: None}}}.
    """
    word = ""
    for text in _texts(line, resume):
        word += text
        bare, *others = word.lstrip(" ").split("\n", 1)
        bare = bare.rstrip(" ") if others else bare
        if _SPACE.search(bare.rstrip(" ")) or len(bare) > _MOST_LETTERS:
            return False
        if others:
            break
    if not word.strip():
        return False
    known = line.__dict__
    if "has enough words" not in known:
        words = "".join(_texts(line, None)).split()
        longest = max(map(len, words), default=0)
        known["has enough words"] = len(words) >= FEWEST_WORDS or longest > _MOST_LETTERS  # of a script without spaces
    return bool(known["has enough words"])


def _texts(box: Any, start: Any) -> Iterator[str]:
    """Yield the texts of an inline box of the engine from a place on, U+FFFC for a box that is set like a letter."""
    children = getattr(box, "children", ())
    if not children:
        text = getattr(box, "text", OBJECT)
        yield text.encode()[next(iter(start)) :].decode() if start else text
        return
    ((first, within),) = start.items() if start else ((0, None),)
    for number, child in enumerate(children[first:]):
        if child.is_in_normal_flow():
            yield from _texts(child, None if number else within)


def split_forced(chunks: Sequence[Chunk]) -> Iterator[tuple[list[Piece], list[Place]]]:
    """Yield the pieces of each stretch of text without a forced line end, and where each piece starts."""
    pieces: list[Piece] = []
    places: list[Place] = []
    joined = False
    for chunk in chunks:
        if chunk.forced:
            yield pieces, places
            pieces, places, joined = [], [], False
            continue
        if joined:
            pieces[-1] = _join(pieces[-1], chunk.piece)
        else:
            pieces.append(chunk.piece)
            places.append(chunk.place)
        joined = not chunk.breaks
    yield pieces, places


def _join(one: Piece, other: Piece) -> Piece:
    """Return two pieces as one, when no line may end between them."""
    inner = one.inner + one.space + other.inner
    return Piece(one.width + one.space + other.width, other.space, inner, 0.0, one.left, other.right)


def place_of(skip: Any) -> Place:
    """Return where a line starts, from the engine's nested mapping ({child: {child: {byte: None}}})."""
    place: list[int] = []
    while skip:
        ((index, skip),) = skip.items()
        place.append(index)
    return trim_place(place)


def trim_place(place: Sequence[int]) -> Place:
    """Return a place without the zeros at its end, which the engine writes or leaves out."""
    end = len(place)
    while end and place[end - 1] == 0:
        end -= 1
    return tuple(place[:end])


def area_of(box: Any) -> tuple[float, ...]:
    """Return place and size of a float."""
    return box.position_x, box.position_y, box.margin_width(), box.margin_height()


def edge_of(box: Any, side: str) -> float:
    """Return margin, border and padding of one side in CSS pixels."""
    margin = getattr(box, f"margin_{side}")
    known = 0.0 if margin == "auto" else margin
    return float(known + getattr(box, f"border_{side}_width") + getattr(box, f"padding_{side}"))
