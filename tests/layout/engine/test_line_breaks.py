"""The shortest path over the breaks of a paragraph, against all paths there are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.layout.engine.line_breaks import (
    EMPTIEST,
    EVEN,
    SHORT,
    SHRINK,
    Piece,
    break_lines,
    demerits,
    end_before_runt,
    expand,
    is_runt,
    most_stretch,
)

SPACE = 2.0


def words(*widths: float) -> list[Piece]:
    return [Piece(width, SPACE) for width in widths]


def line(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Natural width of a line between its edges, and of the spaces that grow in it."""
    width = sum(piece.width + piece.space for piece in pieces) - pieces[-1].space
    return width - pieces[0].left - pieces[-1].right, sum(piece.inner + piece.space for piece in pieces) - pieces[
        -1
    ].space


def cost(
    pieces: Sequence[Piece],
    ends: Sequence[int],
    width: float,
    shortest: float,
    space: float = SPACE,
    expansion: float = 0.0,
) -> float:
    total = 0.0
    for start, end in itertools.pairwise([0, *ends]):
        natural, spaces = line(pieces[start:end])
        held = natural * (1 - expansion) - SHRINK * spaces <= width + 1e-6
        if not held and end > start + 1:
            return float("inf")
        room = width - natural - expand(width - natural, natural, spaces, expansion) if held else 0.0
        if end < len(pieces):
            total += demerits(room, spaces or space, pieces[end - 1].penalty)
        else:
            total += (SHORT * SHORT if natural < shortest else 0.0) + (demerits(room, spaces, 0.0) if room < 0 else 0.0)
    return total


def filled(pieces: Sequence[Piece], width: float, shrink: float = 0.0, expansion: float = 0.0) -> list[int]:
    """Each line takes all that fits, its spaces natural or shrunk."""

    def tight(pieces: Sequence[Piece]) -> float:
        natural, spaces = line(pieces)
        return natural * (1 - expansion) - shrink * spaces - 1e-6

    ends, start = [], 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and tight(pieces[start : end + 1]) <= width:
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


def test_spaces_shrink_to_hold_a_word_that_would_leave_gaps() -> None:
    pieces = words(4, 4, 4, 4, 4, 4, 4, 4)
    assert [4, 8] == filled(pieces, 22)
    assert [4, 8] == break_lines(pieces, [21], space=SPACE)
    assert [3, 6, 8] == break_lines(pieces, [20], space=SPACE)  # by a third they would not


def test_a_paragraph_has_a_line_less_where_that_is_evener() -> None:
    pieces = words(4, 4, 4, 1)
    assert [3, 4] == filled(pieces, 18.5)
    assert [4] == break_lines(pieces, [18.5], space=SPACE)


def test_what_hangs_over_an_edge_leaves_more_room() -> None:
    pieces = words(4, 4, 4, 4, 4)
    assert [2, 4, 5] == break_lines(pieces, [15], space=SPACE)
    hanging = [piece._replace(left=0.1, right=0.2) for piece in pieces]
    assert [2, 4, 5] == break_lines(hanging, [14.8], space=SPACE)
    assert [3, 5] == break_lines(hanging, [15], space=SPACE)


def test_first_line_may_be_shorter_than_the_others() -> None:
    assert [1, 4] == break_lines(words(4, 4, 4, 4), [8, 20], space=SPACE)


def test_word_wider_than_the_line_stands_alone() -> None:
    assert [1, 2, 3] == break_lines(words(4, 40, 4), [16], space=SPACE)


def test_nothing_has_no_lines() -> None:
    assert [] == break_lines([], [16], space=SPACE)


def paths(pieces: Sequence[Piece], width: float, expansion: float = 0.0) -> list[list[int]]:
    """All paths of as many lines as natural spaces need, or as few as shrunk ones do."""
    most, least = len(filled(pieces, width)), len(filled(pieces, width, SHRINK, expansion))
    others = itertools.chain.from_iterable(
        itertools.combinations(range(1, len(pieces)), count - 1) for count in range(least, most + 1)
    )
    every = ([*other, len(pieces)] for other in others)
    return [path for path in every if cost(pieces, path, width, 0.0, expansion=expansion) < float("inf")]


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
    st.sampled_from([0.0, 0.0, 0.25]),
    st.sampled_from([0.0, 0.0, 0.75]),
)


@given(st.lists(piece, min_size=1, max_size=11), st.sampled_from([14.0, 17.0, 23.0]), st.sampled_from([0.0, 0.025]))
def test_no_other_path_is_better(pieces: list[Piece], width: float, expansion: float) -> None:
    found = break_lines(pieces, [width], space=SPACE, expansion=expansion)
    assert len(pieces) == found[-1]
    others = paths(pieces, width, expansion)
    best = min(cost(pieces, other, width, 0.0, expansion=expansion) for other in others)
    assert cost(pieces, found, width, 0.0, expansion=expansion) == pytest.approx(best)


@given(st.floats(-0.5, 5.0), st.floats(5.0, 90.0), st.floats(0.0, 8.0), st.sampled_from([0.0, 0.02, 0.03]))
def test_letters_take_no_more_than_they_may_and_no_more_than_there_is(
    room: float, natural: float, spaces: float, most: float
) -> None:
    taken = expand(room, natural, spaces, most)
    assert abs(taken) <= min(abs(room), most * natural) + 1e-12
    assert taken * room >= 0.0


def test_letters_and_spaces_reach_their_limits_together() -> None:
    assert 1.0 == pytest.approx(expand(1.0 + EVEN * 4.0, 40.0, 4.0, 0.025))
    assert -1.0 == pytest.approx(expand(-1.0 - SHRINK * 4.0, 40.0, 4.0, 0.025))


@given(st.lists(piece, min_size=1, max_size=200), st.sampled_from([14.0, 40.0, 90.0]))
def test_long_paragraphs_have_no_more_lines(pieces: list[Piece], width: float) -> None:
    found, greedy = break_lines(pieces, [width], space=SPACE), filled(pieces, width)
    assert len(filled(pieces, width, SHRINK)) <= len(found) <= len(greedy)
    assert sorted(set(found)) == found
    assert cost(pieces, found, width, 0.0) <= cost(pieces, greedy, width, 0.0) * (1 + 1e-9)


uneven = st.builds(Piece, st.floats(0.1, 9), st.floats(0, 0.5), st.floats(0, 0.5), *[st.just(0.0)] * 3)


@given(st.lists(uneven, min_size=1, max_size=60), st.lists(st.floats(4, 40), min_size=1, max_size=3))
def test_every_paragraph_has_a_path_though_widths_are_rounded(pieces: list[Piece], widths: list[float]) -> None:
    assert len(pieces) == break_lines(pieces, widths, space=0.25, shortest=5.0, expansion=0.025)[-1]
    found = break_lines(pieces, widths, space=0.25, shortest=5.0)
    assert sorted(set(found)) == found
    assert len(pieces) == found[-1]
    for number, (start, end) in enumerate(itertools.pairwise([0, *found])):
        natural, spaces = line(pieces[start:end])
        assert end == start + 1 or natural - SHRINK * spaces <= widths[min(number, len(widths) - 1)] + 1e-5


WORD = 0.25
part = st.builds(
    Piece,
    st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.5, 5.0]),
    st.sampled_from([0.0, WORD, WORD, WORD]),
    st.sampled_from([0.0, 0.0, 0.0, WORD]),
    *[st.just(0.0)] * 3,
)
parts = st.lists(part, min_size=2, max_size=11)
measures = st.sampled_from([5.0, 8.0, 11.0, 20.0, 30.0])


def ends_in_runt(pieces: Sequence[Piece], ends: Sequence[int]) -> bool:
    return len(ends) > 1 and is_runt(pieces[ends[-2] :], 5.0)


@given(parts, measures)
def test_no_paragraph_ends_in_a_runt_that_even_spaces_could_avoid(pieces: list[Piece], width: float) -> None:
    found = break_lines(pieces, [width], space=WORD, shortest=5.0)
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
