from __future__ import annotations

from publish.build.comparing.alignment import WordChange, align


def pages(text: str) -> list[list[str]]:
    return [page.split() for page in text.split("|")]


def test_pages_that_flow_on_stay_each_others() -> None:
    found = align(pages("a b c d | e f g h | i j"), pages("a b x y | c d e f | g h i j"))
    assert ((0, 0), (1, 1), (2, 2)) == found.pairs
    assert (WordChange(None, (0, 2, 4)),) == found.changes


def test_a_page_that_is_added_pushes_the_others_on() -> None:
    found = align(pages("a b c d | e f g h"), pages("a b c d | v x y z | e f g h"))
    assert ((0, 0), (None, 1), (1, 2)) == found.pairs


def test_a_page_that_is_gone_stands_where_it_stood() -> None:
    found = align(pages("a b c d | v x y z | e f g h"), pages("a b c d | e f g h"))
    assert ((0, 0), (1, None), (2, 1)) == found.pairs


def test_pages_that_changed_places_are_known_again() -> None:
    found = align(pages("1 2 3 4 5 6 | a b c d e f | x y z v w u"), pages("x y z v w u | 1 2 3 4 5 6 | a b c d e f"))
    assert {(0, 1), (1, 2), (2, 0)} == set(found.pairs)


def test_pages_without_words_are_paired_by_their_place() -> None:
    found = align(pages("a b c d | | e f g h"), pages("a b c d | v x y z | | e f g h"))
    assert ((0, 0), (None, 1), (1, 2), (2, 3)) == found.pairs


def test_replaced_words_are_one_change() -> None:
    found = align(pages("a b c d"), pages("a x c d"))
    assert (WordChange((0, 1, 2), (0, 1, 2)),) == found.changes


def test_each_word_knows_where_it_stood() -> None:
    assert (((0, 0), None, (0, 1)), ((1, 0),)) == align(pages("a b | c"), pages("a x b | c")).origins
