"""The shortest path over the breaks of a paragraph, against all paths there are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.layout.engine.line_breaks import SHORT, Piece, break_lines, demerits

SPACE = 2.0


def words(*widths: float) -> list[Piece]:
    return [Piece(width, SPACE) for width in widths]


def line(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Natural width of a line, and of the spaces that grow in it."""
    width = sum(piece.width + piece.space for piece in pieces) - pieces[-1].space
    return width, sum(piece.inner + piece.space for piece in pieces) - pieces[-1].space


def cost(pieces: Sequence[Piece], ends: Sequence[int], width: float, shortest: float) -> float:
    total = 0.0
    for start, end in itertools.pairwise([0, *ends]):
        natural, spaces = line(pieces[start:end])
        if natural > width and end > start + 1:
            return float("inf")
        if end < len(pieces):
            total += demerits(max(0.0, width - natural), spaces or SPACE, pieces[end - 1].penalty)
        elif natural < shortest:
            total += SHORT * SHORT
    return total


def filled(pieces: Sequence[Piece], width: float) -> list[int]:
    """Each line takes all that fits."""
    ends, start = [], 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and line(pieces[start : end + 1])[0] <= width:
            end += 1
        ends.append(end)
        start = end
    return ends


def test_no_word_stands_alone_where_two_lines_could_share() -> None:
    pieces = words(3, 3, 3, 6, 9)
    assert [3, 4, 5] == filled(pieces, 13)
    assert [2, 4, 5] == break_lines(pieces, [13], space=SPACE)


def test_last_line_is_not_one_short_word() -> None:
    pieces = words(*[2] * 14, 1)
    assert [7, 14, 15] == filled(pieces, 26)
    assert [7, 14, 15] == break_lines(pieces, [26], space=SPACE)
    assert 13 == break_lines(pieces, [26], space=SPACE, shortest=3)[-2]


def test_first_line_may_be_shorter_than_the_others() -> None:
    assert [1, 4] == break_lines(words(4, 4, 4, 4), [8, 20], space=SPACE)


def test_word_wider_than_the_line_stands_alone() -> None:
    assert [1, 2, 3] == break_lines(words(4, 40, 4), [16], space=SPACE)


def test_nothing_has_no_lines() -> None:
    assert [] == break_lines([], [16], space=SPACE)


piece = st.builds(
    Piece,
    st.sampled_from([1.0, 2.0, 3.5, 5.0, 8.0, 13.0]),
    st.sampled_from([0.0, SPACE]),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from([0.0, 50.0]),
)


@given(st.lists(piece, min_size=1, max_size=11), st.sampled_from([14.0, 17.0, 23.0]), st.sampled_from([0.0, 4.0]))
def test_no_other_path_of_as_many_lines_is_better(pieces: list[Piece], width: float, shortest: float) -> None:
    found = break_lines(pieces, [width], space=SPACE, shortest=shortest)
    count = len(filled(pieces, width))
    assert (count, len(pieces)) == (len(found), found[-1])
    others = itertools.combinations(range(1, len(pieces)), count - 1)
    best = min(cost(pieces, [*other, len(pieces)], width, shortest) for other in others)
    assert cost(pieces, found, width, shortest) == pytest.approx(best)


@given(st.lists(piece, min_size=1, max_size=200), st.sampled_from([14.0, 40.0, 90.0]))
def test_long_paragraphs_keep_their_lines(pieces: list[Piece], width: float) -> None:
    found, greedy = break_lines(pieces, [width], space=SPACE), filled(pieces, width)
    assert len(greedy) == len(found)
    assert sorted(set(found)) == found
    assert cost(pieces, found, width, 0.0) <= cost(pieces, greedy, width, 0.0) * (1 + 1e-9)
