from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.word.numbering import WordNumbering, show_number
from publish.importing.word.xml import parse
from tests.support.word_files import SPACES, para
from tests.support.word_imports import article, imported


def level(number: int, text: str, format_: str = "decimal", more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{inner}</w:lvl>'


def lists(*levels: str, overrides: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def labels(inner: str, *places: tuple[str, int]) -> list[str]:
    numbering = WordNumbering(parse(f"<w:numbering {SPACES}>{inner}</w:numbering>".encode()))
    return [label.text if (label := numbering.count(*place)) else "" for place in places]


def item(text: str, at: int = 0) -> str:
    return para(text, about=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>')


@pytest.mark.parametrize(
    ("shown", "count", "format_"),
    [
        *(("4", 4, "decimal"), ("04", 4, "decimalZero"), ("XIV", 14, "upperRoman"), ("xlix", 49, "lowerRoman")),
        *(("c", 3, "lowerLetter"), ("AA", 27, "upperLetter"), ("3rd", 3, "ordinal"), ("12th", 12, "ordinal")),
        *(("③", 3, "decimalEnclosedCircle"), ("", 3, "none"), ("5", 5, "thaiLetters"), ("**", 5, "chicago")),
    ],
)
def test_numbers_are_shown_in_their_format(shown: str, count: int, format_: str) -> None:
    assert shown == show_number(count, format_)


def test_levels_count_and_begin_again_below_a_higher_one() -> None:
    inner = lists(level(0, "Điều %1."), level(1, "%1.%2"))
    places = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert ["Điều 1.", "1.1", "1.2", "Điều 2.", "2.1"] == labels(inner, *places)


def test_two_lists_of_one_definition_go_on_unless_one_begins_anew() -> None:
    places = [("1", 0), ("2", 0), ("2", 0)]
    assert ["1.", "2.", "3."] == labels(lists(level(0, "%1.")), *places)
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert ["1.", "1.", "2."] == labels(lists(level(0, "%1."), overrides=anew), *places)


def test_legal_numbers_are_figures() -> None:
    inner = lists(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert ["I", "1.1"] == labels(inner, ("1", 0), ("1", 1))


def test_level_that_never_restarts_goes_on() -> None:
    inner = lists(level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    assert ["1.", "1)", "2.", "2)"] == labels(inner, ("1", 0), ("1", 1), ("1", 0), ("1", 1))


def test_labels_are_marks_of_lists_or_words(tmp_path: Path) -> None:
    parts = {"numbering": lists(level(0, "%1."), level(1, "%2)", "lowerLetter"))}
    body = para("Đầu.") + item("một") + item("con", 1) + item("nữa", 1) + item("hai")
    assert "Đầu.\n\n1. một\n   a) con\n   b) nữa\n2. hai" == article(tmp_path, body, parts=parts)
    parts = {"numbering": lists(level(0, "Bước %1:"))}
    assert "Đầu.\n\nBước 1: một\n\nBước 2: hai" == article(
        tmp_path, para("Đầu.") + item("một") + item("hai"), parts=parts
    )


def test_bullets_are_bullets(tmp_path: Path) -> None:
    parts = {"numbering": lists(level(0, "", "bullet"))}
    assert "Đầu.\n\n- một\n- hai" == article(tmp_path, para("Đầu.") + item("một") + item("hai"), parts=parts)


def test_letters_without_d_with_stroke_are_told(tmp_path: Path) -> None:
    parts = {"numbering": lists(level(0, "%1)", "lowerLetter"))}
    four, five = ("".join(item(f"điểm {number}") for number in range(count)) for count in (4, 5))
    found = [imported(tmp_path, para("Đầu.") + body, parts=parts).notes for body in (four, five)]
    assert [[], ["latin-letters"]] == [[each.rule for each in notes if each.rule == "latin-letters"] for notes in found]
