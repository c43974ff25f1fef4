"""The shortest path over the breaks of a paragraph, against all paths there are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.layout.engine.line_breaks import (
    EMPTIEST,
    SHORT,
    Piece,
    break_lines,
    demerits,
    end_before_runt,
    is_runt,
    most_stretch,
)

SPACE = 2.0


def words(*widths: float) -> list[Piece]:
    return [Piece(width, SPACE) for width in widths]


def line(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Natural width of a line, and of the spaces that grow in it."""
    width = sum(piece.width + piece.space for piece in pieces) - pieces[-1].space
    return width, sum(piece.inner + piece.space for piece in pieces) - pieces[-1].space


def cost(pieces: Sequence[Piece], ends: Sequence[int], width: float, shortest: float, space: float = SPACE) -> float:
    total = 0.0
    for start, end in itertools.pairwise([0, *ends]):
        natural, spaces = line(pieces[start:end])
        if natural > width and end > start + 1:
            return float("inf")
        if end < len(pieces):
            total += demerits(max(0.0, width - natural), spaces or space, pieces[end - 1].penalty)
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


def paths(pieces: Sequence[Piece], width: float) -> list[list[int]]:
    """All paths of as few lines as there can be."""
    count = len(filled(pieces, width))
    others = itertools.combinations(range(1, len(pieces)), count - 1)
    return [path for other in others if cost(pieces, path := [*other, len(pieces)], width, 0.0) < float("inf")]


def loosest(pieces: Sequence[Piece], ends: Sequence[int], width: float, space: float) -> float:
    """By how much the widest spaces grow, as a multiple of their width."""
    lines = [line(pieces[start:end]) for start, end in itertools.pairwise([0, *ends[:-1]])]
    return max((max(0.0, width - natural) / (spaces or space) for natural, spaces in lines), default=0.0)


piece = st.builds(
    Piece,
    st.sampled_from([1.0, 2.0, 3.5, 5.0, 8.0, 13.0]),
    st.sampled_from([0.0, SPACE]),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from([0.0, 50.0]),
)


@given(st.lists(piece, min_size=1, max_size=11), st.sampled_from([14.0, 17.0, 23.0]))
def test_no_other_path_of_as_many_lines_is_better(pieces: list[Piece], width: float) -> None:
    found = break_lines(pieces, [width], space=SPACE)
    assert (len(filled(pieces, width)), len(pieces)) == (len(found), found[-1])
    best = min(cost(pieces, other, width, 0.0) for other in paths(pieces, width))
    assert cost(pieces, found, width, 0.0) == pytest.approx(best)


@given(st.lists(piece, min_size=1, max_size=200), st.sampled_from([14.0, 40.0, 90.0]))
def test_long_paragraphs_keep_their_lines(pieces: list[Piece], width: float) -> None:
    found, greedy = break_lines(pieces, [width], space=SPACE), filled(pieces, width)
    assert len(greedy) == len(found)
    assert sorted(set(found)) == found
    assert cost(pieces, found, width, 0.0) <= cost(pieces, greedy, width, 0.0) * (1 + 1e-9)


WORD = 0.25
part = st.builds(
    Piece,
    st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.5, 5.0]),
    st.sampled_from([0.0, WORD, WORD, WORD]),
    st.sampled_from([0.0, 0.0, 0.0, WORD]),
    st.just(0.0),
)
parts = st.lists(part, min_size=2, max_size=11)
measures = st.sampled_from([5.0, 8.0, 11.0, 20.0, 30.0])


def ends_in_runt(pieces: Sequence[Piece], ends: Sequence[int]) -> bool:
    return len(ends) > 1 and is_runt(pieces[ends[-2] :], 5.0)


@given(parts, measures)
def test_no_paragraph_ends_in_a_runt_that_even_spaces_could_avoid(pieces: list[Piece], width: float) -> None:
    free = break_lines(pieces, [width], space=WORD)
    found = break_lines(pieces, [width], space=WORD, shortest=5.0)
    assert len(free) == len(found)
    every = paths(pieces, width)
    least = min(cost(pieces, path, width, 5.0, WORD) for path in every) * (1 + 1e-9)
    best = [path for path in every if cost(pieces, path, width, 5.0, WORD) <= least]
    anyway = max(loosest(pieces, path, width, WORD) for path in best)
    assert loosest(pieces, found, width, WORD) <= max(anyway, most_stretch(width, WORD)) + 1e-9
    if ends_in_runt(pieces, found):
        others = [path for path in every if not ends_in_runt(pieces, path)]
        assert all(most_stretch(width, WORD) < loosest(pieces, path, width, WORD) for path in others)


@given(parts, measures)
def test_a_ragged_line_gives_as_few_words_to_the_last_one_as_it_takes(pieces: list[Piece], width: float) -> None:
    ends = filled(pieces, width)
    if len(ends) < 2:
        return
    begin, end = [0, *ends][-3:-1]
    both, size = pieces[begin:], end - begin
    found = end_before_runt(both, size, width, width, shortest=5.0)
    fits = [
        place
        for place in range(1, size)
        if not is_runt(both[place:], 5.0)
        and line(both[place:])[0] <= width
        and EMPTIEST * width <= line(both[:place])[0]
    ]
    if not is_runt(both[size:], 5.0) or not fits:
        assert found is None
    else:
        full = [place for place in fits if min(5.0, EMPTIEST * width) <= line(both[place:])[0]]
        assert max(full or fits) == found


@pytest.mark.parametrize(("word", "ends"), [(4.0, [5, 6]), (0.65, [22, 24])])
def test_a_runt_stays_where_spaces_would_gape(word: float, ends: list[int]) -> None:
    count = int((21.0 + WORD) // (word + WORD))
    pieces = [*[Piece(word, WORD)] * count, Piece(2.0, WORD)]
    assert ends == break_lines(pieces, [21.0], space=WORD, shortest=5.0)


@pytest.mark.parametrize(
    ("pieces", "runt"),
    [
        ([Piece(2.0, 0.0)], True),
        ([Piece(6.0, 0.0)], False),  # a long number, or the end of an address
        ([Piece(3.0, 0.0, inner=WORD)], False),  # two words that are kept together
        ([Piece(1.0, WORD), Piece(1.0, 0.0)], False),
        ([Piece(1.0, 0.0), Piece(1.0, WORD)], True),  # parts of one word
    ],
)
def test_a_runt_is_a_short_line_without_a_space(pieces: list[Piece], runt: bool) -> None:
    assert runt == is_runt(pieces, 5.0)
