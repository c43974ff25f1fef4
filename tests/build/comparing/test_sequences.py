from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from publish.build.comparing.sequences import SharedRun, drop_chance, find_moves, gaps, share

TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(TEXTS, TEXTS)
def test_what_is_shared_is_the_same_in_both_and_in_the_order_of_both(old: list[str], new: list[str]) -> None:
    at = there = 0
    for run in share(old, new):
        assert run.size and (at, there) <= (run.old, run.new) and there <= run.new
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        at, there = run.old + run.size, run.new + run.size


@given(TEXTS, TEXTS)
def test_shared_words_and_gaps_are_the_whole_text(old: list[str], new: list[str]) -> None:
    shared = share(old, new)
    left, right = gaps(shared, len(old), len(new))
    assert len(old) == sum(run.size for run in shared) + sum(end - start for start, end in left)
    assert len(new) == sum(run.size for run in shared) + sum(end - start for start, end in right)


@given(TEXTS, TEXTS)
def test_moved_words_are_the_same_and_are_used_once(old: list[str], new: list[str]) -> None:
    shared = share(old, new)
    taken_old = [at for run in shared for at in range(run.old, run.old + run.size)]
    taken_new = [at for run in shared for at in range(run.new, run.new + run.size)]
    for run in find_moves(old, new, shared):
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        taken_old += range(run.old, run.old + run.size)
        taken_new += range(run.new, run.new + run.size)
    assert len(taken_old) == len(set(taken_old)) and len(taken_new) == len(set(taken_new))


@given(TEXTS)
def test_a_text_shares_all_with_itself(text: list[str]) -> None:
    assert [SharedRun(0, 0, len(text))] * bool(text) == share(text, text)


def test_a_word_shared_by_chance_between_two_new_sentences_is_not_told() -> None:
    old, new = ["a", "b", "c", "d", "và", "e", "f", "g", "h"], ["i", "j", "k", "l", "và", "m", "n", "o", "p"]
    assert [] == drop_chance(share(old, new), len(old), len(new))


def test_a_word_between_two_single_changes_is_kept() -> None:
    old, new = list("abc"), list("xby")
    assert [SharedRun(1, 1, 1)] == drop_chance(share(old, new), 3, 3)


def test_a_paragraph_that_stands_elsewhere_has_moved() -> None:
    old = list("123456abcdefg")
    new = list("abcdefg123456")
    shared = share(old, new)
    assert 13 == sum(run.size for run in (*shared, *find_moves(old, new, shared)))


def test_a_book_is_compared_in_the_time_of_its_length() -> None:
    words = random.Random(3).choices([f"w{number}" for number in range(3000)], k=150_000)
    other = [*words[:70_000], "mới", *words[70_000:90_000], *words[91_000:]]
    began = time.process_time()
    assert 149_000 == sum(run.size for run in share(words, other))
    assert time.process_time() - began < 20
