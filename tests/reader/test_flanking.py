"""Emphasis beside quotes and brackets, and CommonMark's own reading wherever it leaves no mark over."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from publish.reader.markdown.parser import parse_inlines
from tests.support.outline import read_line, read_lines

QUOTED = ["“dấu”", "‘dấu’", "«dấu»", "(dấu)", "[dấu]", '"dấu"', "„dấu”", "dấu.", "dấu…", "“a” và (b)"]
MARKS = {"**": "strong", "*": "emphasis", "~~": "strikethrough", "==": "mark", "***": ""}


@pytest.mark.parametrize(("words", "marks"), [*itertools.product(QUOTED, MARKS)])
def test_words_in_quotes_and_brackets_are_stressed_beside_a_letter(words: str, marks: str, tmp_path: Path) -> None:
    stressed = f"<{MARKS[marks]} {words}>" if MARKS[marks] else f"<emphasis <strong {words}>>"
    assert f"Nói {stressed}của ông." == read_line(tmp_path, f"Nói {marks}{words}{marks}của ông.")


@pytest.mark.parametrize("words", ["“dấu”", "«dấu»", '"dấu"'])
@pytest.mark.parametrize("marks", ["**", "*"])
def test_words_in_quotes_are_stressed_behind_a_letter(words: str, marks: str, tmp_path: Path) -> None:
    stressed = f"<{MARKS[marks]} {words}>"
    assert f"của{stressed}của, của{stressed}." == read_line(
        tmp_path, "của{0}của, của{0}.".format(marks + words + marks)
    )


@pytest.mark.parametrize("text", ["5*(3+2)*4", "a*(b+c)*d", "2 *(3+4)*5", "(*) a", "“a*” b"])
def test_products_and_stars_are_signs(text: str, tmp_path: Path) -> None:
    assert text == read_line(tmp_path, text)


def test_marks_that_both_open_stay(tmp_path: Path) -> None:
    assert ["**“a” và **b"] == read_lines(tmp_path, "**“a” và **b")[1]


def test_stress_in_stress(tmp_path: Path) -> None:
    assert "<strong a <emphasis “b”>c d>" == read_line(tmp_path, "**a *“b”*c d**")
    assert "<emphasis a <strong “b”>c> d" == read_line(tmp_path, "*a **“b”**c* d")


PIECES = [*"*_ “”().«»5", "**", "***", "__", "của", ", ", "chợ phiên", "`x`"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_common_mark_reads_without_a_mark_left_is_read_the_same(text: str) -> None:
    theirs = MarkdownIt("commonmark").parseInline(text)[0].children or []
    if any(sign in token.content for token in theirs if token.type == "text" for sign in "*_"):
        return
    ours = parse_inlines(text, {})
    assert _shape(theirs) == _shape(ours)


def _shape(tokens) -> str:  # type: ignore[no-untyped-def]  # of either parser
    return "".join(f"<{token.type}>" if token.nesting else token.content for token in tokens)
