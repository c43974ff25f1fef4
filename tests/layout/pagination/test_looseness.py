"""A paragraph takes a line more or less where its spaces allow it, and no others."""

from __future__ import annotations

import random
from math import inf

import pytest

from publish.layout.engine.line_breaks import SHRINK, Piece, break_lines
from publish.layout.pagination.looseness import Looseness

WIDTH, SPACE = 300.0, 3.0


def pieces(seed: int, count: int) -> list[Piece]:
    order = random.Random(seed)
    return [Piece(order.uniform(8, 28), SPACE) for _ in range(count)]


def stretches(words: list[Piece], ends: list[int]) -> list[float]:
    """By how much the spaces of each line grow but for the last."""
    found = []
    for start, end in zip([0, *ends], ends[:-1], strict=False):
        natural = sum(piece.width for piece in words[start:end]) + SPACE * (end - start - 1)
        found.append((WIDTH - natural) / (SPACE * (end - start - 1)))
    return found


@pytest.mark.parametrize("change", [1, -1])
def test_lines_are_so_many_more_or_less_within_the_bounds_of_spaces(change: int) -> None:
    taken = 0
    for seed in range(60):
        words = pieces(seed, 100 + 5 * seed)
        looseness = Looseness(change, 3.0)
        usual = break_lines(words, [WIDTH], space=SPACE, shortest=50.0)
        found = looseness(words, [WIDTH], space=SPACE, shortest=50.0)
        assert len(words) == found[-1]
        if looseness.cost == inf:
            assert usual == found
            continue
        taken += 1
        assert len(usual) + change == len(found)
        assert max(stretches(words, found)) <= max(3.0, *stretches(words, usual)) + 1e-6
        assert min(stretches(words, found)) >= -SHRINK - 1e-6
        last = words[found[-2] :]
        assert 50.0 <= sum(piece.width for piece in last) + SPACE * (len(last) - 1) <= WIDTH
    assert taken > 1


def test_a_paragraph_of_several_forced_lines_is_left_as_it_is() -> None:
    looseness = Looseness(1, 9.0)
    words = pieces(1, 100)
    looseness(words, [WIDTH], space=SPACE)
    assert break_lines(words, [WIDTH], space=SPACE) == looseness(words, [WIDTH], space=SPACE)
    assert inf == looseness.cost
