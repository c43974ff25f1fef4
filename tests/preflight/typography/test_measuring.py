"""Pages set by hand: each flaw is found alone, by tags and by geometry, and clean pages have none."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pytest

from publish.preflight.findings import Place
from publish.preflight.pdf.reading import Unreadable
from publish.preflight.typography.measuring import measure_pages
from publish.preflight.typography.records import ColumnEnd, SpaceFigures, Typography
from tests.support.finished import blank_pdf
from tests.support.folders import ROOT
from tests.support.typeset import (
    COLUMNS,
    DEPTH,
    LEADING,
    MEASURE,
    TOP,
    Element,
    Row,
    changed,
    full,
    moved,
    paragraph,
    place,
    print_pages,
)

TITLE = Element("H1", (Row("nnnnnn nnnnnn", 1, COLUMNS[0], TOP + 2 * LEADING, size=20),))
BOTH = pytest.mark.parametrize("tagged", [True, False], ids=["tags", "geometry"])


def clean() -> list[Element]:
    """Two pages of two columns; on the second the text ends in the eighth line of the first."""
    return [TITLE, *(paragraph(start, lines) for start, lines in ((0, 7), (7, 12), (19, 11), (30, 8)))]


def rules(measured: Typography) -> list[str]:
    return [flaw.rule for flaw in measured.flaws]


@BOTH
def test_clean_pages_have_no_flaw_and_their_figures_are_known(tagged: bool) -> None:
    measured = measure_pages(print_pages(clean(), tagged=tagged))
    assert () == measured.flaws
    assert (tagged, 2, 10.0, 14.0, 2, 39) == (
        *(measured.tagged, measured.pages, measured.size, measured.leading, measured.columns, measured.lines),
    )
    assert SpaceFigures(34 * 5, 1.2, 1.2, 1.2, 1.2, 0, 1, full(0)) == measured.spaces
    assert 53 == measured.fill  # 8 of 15 lines
    assert (ColumnEnd(2, 53),) == measured.ends


@BOTH
def test_letters_that_are_drawn_wider_or_narrower_keep_their_size(tagged: bool) -> None:
    elements = [
        dataclasses.replace(
            element,
            rows=tuple(
                dataclasses.replace(row, expansion=(0.975, 1.0, 1.025)[number % 3]) if row.width else row
                for number, row in enumerate(element.rows)
            ),
        )
        for element in clean()
    ]
    measured, plain = (measure_pages(print_pages(one, tagged=tagged)) for one in (elements, clean()))
    assert () == measured.flaws
    for figure in ("pages", "size", "leading", "columns", "lines", "fill", "ends"):
        assert getattr(plain, figure) == getattr(measured, figure), figure


@BOTH
def test_what_is_set_without_spaces_is_measured_by_a_quarter_of_an_em(tagged: bool) -> None:
    measured = measure_pages(print_pages(clean(), tagged=tagged, spaced=False))
    assert () == measured.flaws
    assert SpaceFigures(34 * 5, 1.2, 1.2, 1.2, 1.2, 0, 1, full(0)) == measured.spaces


# Flaws ---------------------------------------------------------------------------------------------------------------


def with_wide_space() -> list[Element]:
    """A line of 30 letters in six words: its spaces are 10 points, which is four natural ones."""
    words = "nnnn nnnnnn nnnnn nnnnnn nnnn nnnnn"
    return [*clean()[:-1], changed(paragraph(30, 3), 0, text=words), paragraph(33, 5)]


def with_runt() -> list[Element]:
    elements = clean()
    return [*elements[:2], changed(elements[2], -1, text="nnn"), *elements[3:]]


def with_widow() -> list[Element]:
    """A paragraph ends with the first line of the second column."""
    return [TITLE, *(paragraph(start, lines) for start, lines in ((0, 7), (7, 9), (16, 14), (30, 8)))]


def with_orphan() -> list[Element]:
    """A paragraph begins, indented, with the last line of the first column."""
    first, second = paragraph(0, 7), paragraph(7, 7)
    third = changed(paragraph(14, 16), 0, left=COLUMNS[0] + 14, width=MEASURE - 14)
    return [TITLE, first, second, third, paragraph(30, 8)]


def with_low_heading() -> list[Element]:
    """A heading is the last line of the first column."""
    first, second = paragraph(0, 7), paragraph(7, 7)
    heading = Element("H2", (Row("nnnnn nnnnn", *place(14), size=12.0),))
    return [TITLE, first, second, heading, paragraph(15, 15), paragraph(30, 8)]


def with_ragged_foot() -> list[Element]:
    """The second column of the first page lacks two lines."""
    return [TITLE, *(paragraph(start, lines) for start, lines in ((0, 7), (7, 12), (19, 9), (30, 8)))]


def off_the_grid() -> list[Element]:
    """A paragraph stands 4 points too low, those below it do not."""
    elements = clean()
    rows = tuple(dataclasses.replace(row, baseline=row.baseline - 4) for row in elements[1].rows[2:4])
    return [
        elements[0],
        dataclasses.replace(elements[1], rows=(*elements[1].rows[:2], *rows, *elements[1].rows[4:])),
        *elements[2:],
    ]


def with_river() -> list[Element]:
    """Three lines that follow each other part at the same places, though their words are others."""
    elements = clean()
    second = elements[2]
    for number in (4, 5):
        second = changed(second, number, text=second.rows[3].text)
    return [*elements[:2], second, *elements[3:]]


FLAWS: dict[str, tuple[Callable[[], list[Element]], list[str]]] = {
    "wide space": (with_wide_space, ["wide-space"]),
    "runt": (with_runt, ["runt"]),
    "widow": (with_widow, ["widow"]),
    "orphan": (with_orphan, ["orphan"]),
    "heading at a foot": (with_low_heading, ["heading-at-foot"]),
    "ragged foot": (with_ragged_foot, ["ragged-foot"]),
    "off the grid": (off_the_grid, ["off-grid"]),
    "rivers": (with_river, ["river"] * 5),
}


@BOTH
@pytest.mark.parametrize("name", FLAWS)
def test_each_flaw_is_found_alone(name: str, tagged: bool) -> None:
    build, expected = FLAWS[name]
    assert expected == rules(measure_pages(print_pages(build(), tagged=tagged)))


def test_the_widest_space_has_its_page_and_words() -> None:
    spaces = measure_pages(print_pages(with_wide_space())).spaces
    assert (4.0, 1, 2, "nnnn nnnnnn nnnnn nnnnnn nnnn nnnnn") == (spaces.widest, spaces.wide, spaces.page, spaces.words)
    assert (1.2, 1.2) == (spaces.median, spaces.narrowest)


def test_a_flaw_has_its_place() -> None:
    (flaw,) = measure_pages(print_pages(with_runt())).flaws
    point = 25.4 / 72
    page, left, baseline = place(18)
    wanted = left * point, (300 - baseline - 8) * point, 15 * point, 10 * point
    assert Place(page, *(round(value, 2) for value in wanted)) == flaw.place
    assert "nnn" == flaw.text


@pytest.mark.parametrize(
    ("kind", "lines", "last", "expected"),
    [
        ("P", 2, "nnnnnnnnn", ["runt"]),  # 4.5 ems
        ("P", 2, "nnnnnnnnnn", ["runt"]),  # one word of 5 ems, less than a third of the measure
        ("P", 2, "nnnnn nnnnn", []),  # more than 5 ems
        ("P", 2, "nnnnnnnnnnnnnnn", []),  # one word, but a long one
        ("Caption", 2, "nnn", ["runt"]),
        ("H2", 2, "nnn", ["runt"]),
        ("Note", 2, "nnn", ["runt"]),
        ("TD", 2, "nnn", ["runt"]),
        ("LBody", 2, "nnn", ["runt"]),
        ("Lbl", 2, "nnn", []),
    ],
)
def test_last_lines_of_one_word_or_less_than_5_ems_are_runts(
    kind: str, lines: int, last: str, expected: list[str]
) -> None:
    """On a page of one column, so that nothing else can be wrong."""
    elements = [paragraph(0, 8), paragraph(8, lines, last, kind), paragraph(10, 5)]
    assert expected == [rule for rule in rules(measure_pages(print_pages(elements))) if rule != "river"]


def test_lines_that_are_ended_by_their_sense_have_no_runt() -> None:
    """As those of an address: the last word would have had room on the line before it."""
    rows = tuple(Row(text, *place(8 + at)) for at, text in enumerate(("nnnnn nnnnn nn", "nnnnnn nnnn", "nnnn")))
    assert () == measure_pages(print_pages([paragraph(0, 8), Element("P", rows), paragraph(11, 4)])).flaws


def test_of_four_words_no_last_line_is_too_short() -> None:
    words = Element("P", (Row("nnnnnnnnnnnnn nnnnnnnnnnnn nnnnnnnnnnnn", *place(8)), Row("nnn", *place(9))))
    assert () == measure_pages(print_pages([paragraph(0, 8), words, paragraph(10, 5)])).flaws


# Lines and their words -----------------------------------------------------------------------------------------------


def test_a_drop_cap_belongs_to_the_first_of_its_lines() -> None:
    """The cap is three lines high and stands on the third; its lines are narrower by 20 points."""
    rows = [Row("N", *place(2), size=42.0)]
    rows += [Row(full(at), 1, COLUMNS[0] + 20 * (at < 3), place(at)[2], MEASURE - 20 * (at < 3)) for at in range(6)]
    rows[1:4] = [dataclasses.replace(row, text=row.text[:-4]) for row in rows[1:4]]
    rows.append(Row("nnnnn nnnnnn nnnn", *place(6)))
    measured = measure_pages(print_pages([Element("P", tuple(rows)), paragraph(7, 8)]))
    assert () == measured.flaws
    assert 15 == measured.lines


@pytest.mark.parametrize("raised", [4.0, -2.0])
def test_calls_of_notes_and_indices_belong_to_their_line(raised: float) -> None:
    page, left, baseline = place(1)
    head, tail = "nnnnn nnnnnnn nnnnnn", "nnnn nnnnnnnn"
    call = left + 5 * 18 + 2.5 * 2
    rows = (
        *(Row(full(0), *place(0), MEASURE), Row(head, page, left, baseline)),
        *(Row("n", page, call, baseline + raised, size=6.0), Row(f" {tail}", page, call + 3, baseline)),
    )
    measured = measure_pages(print_pages([Element("P", rows), paragraph(2, 8)]))
    assert 10 == measured.lines
    assert () == measured.flaws


def test_a_formula_in_a_line_is_no_space() -> None:
    """The line has a formula of 60 points, drawn behind all words and tagged as part of the paragraph."""
    page, left, baseline = place(1)
    rows = (
        Row(full(0), *place(0), MEASURE),
        Row("nnnnn nnnnn", page, left, baseline),
        Row(" nnnnnnnn nnnnnnnn", page, left + 52.5 + 2.5 + 60, baseline),
        Row("nnnnn nnnnnn nnnn", *place(2)),
    )
    elements = [Element("P", rows), paragraph(3, 8)]
    drawn = f"/P <</MCID 0>> BDC {left + 55} {baseline - 2} 60 9 re f EMC".encode("ascii")
    measured = measure_pages(print_pages(elements, extra=drawn))
    assert () == measured.flaws
    assert 1.2 == measured.spaces.widest
    assert ["wide-space"] == rules(measure_pages(print_pages(elements)))


@pytest.mark.parametrize(("content", "rule"), [(b"", "no-pdf"), (b"%PDF-1.7\n", "damaged-pdf")])
def test_what_is_no_pdf_is_told(content: bytes, rule: str) -> None:
    with pytest.raises(Unreadable) as failure:
        measure_pages(content)
    assert rule == failure.value.rule


def test_a_page_without_text_has_no_figures() -> None:
    assert Typography(pages=2) == measure_pages(blank_pdf(2))


# What does not count -------------------------------------------------------------------------------------------------


@BOTH
def test_running_heads_and_folios_do_not_count(tagged: bool) -> None:
    rows = [Row(text, page, 20, base) for page in (1, 2) for text, base in ((str(page), 20), ("nnn nnnnn", 290))]
    marked = [Element("", (row,)) for row in rows]
    assert measure_pages(print_pages(clean(), tagged=tagged)) == measure_pages(
        print_pages([*marked, *clean()], tagged=tagged)
    )


def test_what_repeats_at_the_edge_of_untagged_pages_does_not_count() -> None:
    rows = [Row(text, page, 20, base) for page in (1, 2) for text, base in ((str(page), 20), ("nnn nnnnn", 299))]
    plain = [Element("P", (row,)) for row in rows]
    assert measure_pages(print_pages(clean(), tagged=False)) == measure_pages(
        print_pages([*plain, *clean()], tagged=False)
    )


def test_columns_of_a_last_page_need_not_be_level() -> None:
    elements = [*clean()[:-1], paragraph(30, 15), paragraph(45, 5)]
    measured = measure_pages(print_pages(elements))
    assert () == measured.flaws
    assert 100 == measured.fill


def test_a_column_that_ends_with_the_rule_of_a_box_is_level_with_it() -> None:
    """The box, whose text ends a line higher, ends where the column beside it does."""
    elements = [TITLE, *(paragraph(start, lines) for start, lines in ((0, 7), (7, 12), (19, 10), (30, 8)))]
    assert ["ragged-foot"] == rules(measure_pages(print_pages(elements)))
    _, left, baseline = place(29)
    rule = f"/Artifact BMC {left} {baseline} {MEASURE} 1 re f EMC".encode("ascii")
    assert () == measure_pages(print_pages(elements, extra=rule)).flaws


def test_notes_below_all_columns_leave_these_level() -> None:
    note = Element("Note", (Row("nnn nnnn nnnnn nnnn", 1, COLUMNS[0], 30.0, size=8),))
    assert () == measure_pages(print_pages([*clean()[:-1], note, clean()[-1]])).flaws


# Books ---------------------------------------------------------------------------------------------------------------


def book(*depths: int, mirrored: bool) -> list[Element]:
    """A page of one column for each number of lines; even pages are further to the right if they are mirrored."""
    elements = []
    for page, lines in enumerate(depths, 1):
        rows = [Row(full(at), page, COLUMNS[0], TOP - at * LEADING, MEASURE) for at in range(lines - 1)]
        rows.append(Row("nnnnn nnnnnn nnnn", page, COLUMNS[0], TOP - (lines - 1) * LEADING))
        elements.append(Element("P", tuple(rows)))
    for page in range(2, len(depths) + 1, 2) if mirrored else ():
        elements = moved(elements, 30, page)
    return elements


@pytest.mark.parametrize(
    ("depths", "mirrored", "expected"),
    [
        ((DEPTH, DEPTH, DEPTH, 6), True, []),
        ((DEPTH, DEPTH, DEPTH - 1, 6), True, [3]),
        ((DEPTH, DEPTH - 1, DEPTH, 6), True, [2]),
        ((DEPTH - 1, DEPTH, DEPTH, 6), True, []),  # a first page faces none
        ((DEPTH, DEPTH, DEPTH - 1, 6), False, []),  # no book
        ((DEPTH, DEPTH, 6), True, []),  # the last page is not filled
    ],
)
def test_facing_pages_of_a_book_end_level(depths: Sequence[int], mirrored: bool, expected: list[int]) -> None:
    measured = measure_pages(print_pages(book(*depths, mirrored=mirrored)))
    assert [("ragged-foot", page) for page in expected] == [(flaw.rule, flaw.place.page) for flaw in measured.flaws]


def test_facing_pages_of_a_book_stand_on_one_grid() -> None:
    elements = book(DEPTH, DEPTH, DEPTH, 6, mirrored=True)
    rows = tuple(dataclasses.replace(row, baseline=row.baseline - 5) for row in elements[2].rows)
    elements[2] = dataclasses.replace(elements[2], rows=rows)
    assert [("off-grid", 3)] == [
        (flaw.rule, flaw.place.page) for flaw in measure_pages(print_pages(elements)).flaws if flaw.rule == "off-grid"
    ]


def test_a_page_of_indented_text_is_no_page_of_a_book() -> None:
    """It has a grid of its own: its margin is none of the page."""
    elements = book(DEPTH, DEPTH, DEPTH, 6, mirrored=False)
    rows = (
        dataclasses.replace(row, left=row.left + 20, baseline=row.baseline - 5, width=MEASURE - 40)
        for row in elements[1].rows[:-2]
    )
    elements[1] = dataclasses.replace(elements[1], rows=(*rows,))
    assert [] == [flaw.rule for flaw in measure_pages(print_pages(elements)).flaws if flaw.rule != "wide-space"]


# Our own files -------------------------------------------------------------------------------------------------------


def test_both_twins_of_an_article_are_measured_alike() -> None:
    """The twin for the screen by its tags, that for the press, which has none, by geometry."""
    screen, press = (
        measure_pages((ROOT / "dist" / f"lang-son-2020{suffix}.pdf").read_bytes()) for suffix in ("", "-press")
    )
    assert (True, False) == (screen.tagged, press.tagged)
    for figure in ("pages", "columns", "size", "leading", "fill", "ends"):
        assert getattr(screen, figure) == getattr(press, figure), figure
    assert screen.spaces.count + 2 * 6 == press.spaces.count, "two at each of six labels, in no line of the tags"
    for figure in ("most_of_95", "widest", "page", "words", "wide"):
        assert getattr(screen.spaces, figure) == getattr(press.spaces, figure), figure
    for rule in ("runt", "widow", "orphan", "heading-at-foot", "ragged-foot", "off-grid", "river", "wide-space"):
        assert screen.count(rule) == press.count(rule), rule
