"""Running text is told from tables, and from notes at the foot of a page."""

from __future__ import annotations

from publish.preflight.official.blocks import TextEdges, running
from publish.preflight.official.lines import LetterRun, SetLine, SetPage, Stroke

EDGES = TextEdges(30.0, 190.0, 190.0)


def line(text: str, baseline: float, left: float = 30.0, right: float = 190.0, size: float = 14.0) -> SetLine:
    return SetLine(1, (LetterRun(text, left, right, size, False, False, "LiberationSerif", "black"),), baseline)


def test_text_between_two_tables_is_running_text() -> None:
    rules = tuple(Stroke(1, 30.0, 190.0, y) for y in (40.0, 46.0, 52.0, 90.0, 96.0))
    cells = [line(f"cell {y:g}", y, x, x + 20, 12.0) for y in (44.0, 50.0, 94.0) for x in (31.0, 100.0)]
    text = [line("before", 34.0), line("between", 70.0), line("behind", 104.0)]
    page = SetPage(1, 210.0, 297.0, tuple(sorted([*cells, *text], key=lambda one: one.baseline)), rules, ())
    assert ["before", "between", "behind"] == [one.text for one in running(page, page.lines, EDGES, 14.0)]


def test_notes_below_a_rule_are_none() -> None:
    lines = (line("text", 100.0), line("note", 260.0, size=11.0))
    page = SetPage(1, 210.0, 297.0, lines, (Stroke(1, 30.0, 80.0, 250.0),), ())
    assert ["text"] == [one.text for one in running(page, lines, EDGES, 14.0)]


def test_a_row_of_columns_is_none_and_a_label_before_a_tab_is() -> None:
    lines = (line("left", 100.0, 30.0, 60.0), line("right", 100.0, 120.0, 180.0))
    lines = (*lines, line("1.", 110.0, 42.7, 46.0), line("clause", 110.0, 52.0))
    page = SetPage(1, 210.0, 297.0, lines, (), ())
    assert ["1. clause"] == [one.text for one in running(page, lines, EDGES, 14.0)]
