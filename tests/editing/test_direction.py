"""Words that run from right to left are set among others; whole texts of them are refused at their place."""

from __future__ import annotations

import pytest

from publish.editing.direction import check_directions
from publish.publication import model
from tests.support.factories import AT, article, text

ARABIC, HEBREW = "\u0633\u0644\u0627\u0645", "\u05e9\u05dc\u05d5\u05dd"


def rules(*inlines: model.Inline) -> list[str]:
    return [found.rule for found in check_directions(article(model.Paragraph(None, inlines, AT)))]


@pytest.mark.parametrize("word", [ARABIC, HEBREW, f"{ARABIC} {HEBREW}"])
def test_words_among_others_and_by_themselves_are_taken(word: str) -> None:
    assert [] == rules(*text(f"Chữ {word}, rồi {word}."))
    assert [] == rules(*text(word))
    assert [] == rules(*text("Chữ "), model.Emphasis(text(word), AT), *text(" hết."))


@pytest.mark.parametrize("content", [f"{ARABIC}.", f"{ARABIC} chữ", f"({HEBREW}) 12", f"{ARABIC} " * 20])
def test_a_text_that_runs_from_right_to_left_is_refused(content: str) -> None:
    assert ["right-to-left"] == rules(*text(content))


def test_marks_inside_of_such_words_are_refused() -> None:
    assert ["right-to-left"] == rules(*text(f"Chữ {ARABIC} "), model.Strong(text(ARABIC), AT), *text("."))
    assert [] == rules(*text(f"Chữ {ARABIC} rồi "), model.Strong(text(ARABIC), AT), *text("."))


def test_other_texts_are_left_alone() -> None:
    assert [] == rules(*text("Chữ Việt 漢字 สวัสดี 12."))
