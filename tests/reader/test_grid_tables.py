"""Tables of all sorts: grid tables, whose cells hold blocks and go over columns and rows, and those that end a file."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.publication import model
from publish.reader.reading import Reading, read_article

BLOCKS = """\
+-----+---------+
| Tên | Việc    |
+=====+=========+
| a   | - một   |
|     | - *hai* |
|     |         |
|     | ```py   |
|     | if a:   |
|     |   b     |
|     | ```     |
+-----+---------+
| b   | Đoạn    |
|     | một.    |
|     |         |
|     | Hai.    |
+-----+---------+"""


def read(folder: Path, text: str) -> Reading:
    path = folder / "article.md"
    path.write_text(f"---\nheadline: A\n---\n\n{text}\n", encoding="utf-8")
    return read_article(path)


def table(folder: Path, text: str) -> model.Table:
    reading = read(folder, text)
    assert () == reading.diagnostics
    (found,) = (node for node in model.walk(reading.article) if isinstance(node, model.Table))
    return found


def texts(rows: tuple[tuple[model.Cell, ...], ...]) -> list[list[str]]:
    return [[" ".join(map(model.plain_text, model.lines(cell))) for cell in row] for row in rows]


def test_cells_hold_paragraphs_lists_and_code(tmp_path: Path) -> None:
    found = table(tmp_path, BLOCKS)
    assert [["Tên", "Việc"]] == texts(found.head)
    (_, one), (_, two) = found.rows
    assert [model.List, model.CodeBlock] == [type(block) for block in one.blocks]
    assert "if a:\n  b" == one.blocks[1].text
    assert ["Đoạn một.", "Hai."] == [model.plain_text(block.children) for block in two.blocks]
    assert (11, 9) == (one.blocks[1].position.line, one.blocks[1].position.column)
    assert [(16, 9), (19, 9)] == [(block.position.line, block.position.column) for block in two.blocks]


def test_cell_with_a_line_of_words_holds_just_these(tmp_path: Path) -> None:
    found = table(tmp_path, "+---+-----+\n| a | *b* |\n|   | c   |\n+---+-----+")
    assert ((), (("a", "b c"),)) == (found.head, tuple(map(tuple, texts(found.rows))))
    assert all(not cell.blocks for row in found.rows for cell in row)


def test_cells_go_over_columns_and_rows(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "+---+-------+\n| a | b     |\n|   +---+---+\n|   | c | d |\n+---+---+---+\n| e     | f |\n+-------+---+",
    )
    assert [["a", "b"], ["c", "d"], ["e", "f"]] == texts(found.rows)
    assert [(1, 2), (2, 1), (1, 1), (1, 1), (2, 1), (1, 1)] == [
        (cell.columns, cell.rows) for row in found.rows for cell in row
    ]


@pytest.mark.parametrize(
    ("line", "aligns"), [(":==+==:", ["left", "right"]), (":=:+===", ["center", ""]), ("===+===", ["", ""])]
)
def test_colons_say_where_columns_align(tmp_path: Path, line: str, aligns: list[str]) -> None:
    found = table(tmp_path, f"+---+---+\n| a | b |\n+{line}+\n| c | d |\n+---+---+")
    assert [aligns, aligns] == [[cell.align for cell in row] for row in (*found.head, *found.rows)]
    headless = table(tmp_path, f"+{line.replace('=', '-')}+\n| c | d |\n+---+---+")
    assert aligns == [cell.align for cell in headless.rows[0]]


@pytest.mark.parametrize("text", ["ế ộ", unicodedata.normalize("NFD", "ế ộ"), "漢 ", "😀 "])
def test_columns_are_those_that_are_seen(tmp_path: Path, text: str) -> None:
    found = table(tmp_path, f"+-----+---+\n| {text} | b |\n+-----+---+")
    assert [[text.strip(), "b"]] == texts(found.rows)


@pytest.mark.parametrize("around", ["> ", "- ", "   "])
def test_grid_stands_in_other_blocks(tmp_path: Path, around: str) -> None:
    rows = ["+---+---+", "| a | b |", "+---+---+"]
    first = around
    rest = around if around == "> " else "  " if around == "- " else around
    found = table(tmp_path, "\n".join((rest if number else first) + row for number, row in enumerate(rows)))
    assert [["a", "b"]] == texts(found.rows)


def test_grid_has_caption_and_name(tmp_path: Path) -> None:
    grid = "+---+---+\n| a | b |\n+---+---+"
    found = table(tmp_path, f"{grid}\n\n: Giá muối {{#gia}}")
    assert ("gia", "Giá muối") == (found.id, model.plain_text(found.caption))
    found = table(tmp_path, f"::: table Giá muối\n{grid}\n\n-- Nguồn: Ai\n:::")
    assert ("Giá muối", "Nguồn: Ai") == (model.plain_text(found.caption), model.plain_text(found.credit))


def test_what_is_wrong_in_a_cell_is_told_at_its_place(tmp_path: Path) -> None:
    reading = read(tmp_path, "+---+------------+\n| a | một        |\n|   | hai {#y}   |\n+---+------------+")
    told = [(found.rule, found.position.line, found.position.column) for found in reading.diagnostics]
    assert [("stray-attributes", 7, 11)] == told


@pytest.mark.parametrize(
    ("grid", "place"),
    [
        ("+---+---+\n| a | b |\n+---+--\n| c | d |\n+---+---+", (5, 5)),
        ("+---+---+\n| a | b |\n| c | d |", (5, 1)),
        ("+---+\n| a |\n+===+\n| b |\n+===+", (9, 1)),
        ("+---+---+\n| a | b |\n+   +===+\n| c | d |\n+---+---+", (7, 5)),
    ],
)
def test_lines_that_do_not_meet_are_told(tmp_path: Path, grid: str, place: tuple[int, int]) -> None:
    (found,) = read(tmp_path, grid).diagnostics
    assert ("grid-table", place) == (found.rule, (found.position.line, found.position.column))


@pytest.mark.parametrize("text", ["+---+", "+---+\nchữ", "a +---+ b", "+ một\n+ hai"])
def test_what_is_no_grid_is_text(tmp_path: Path, text: str) -> None:
    assert not [node for node in model.walk(read(tmp_path, text).article) if isinstance(node, model.Table)]


@given(st.integers(1, 4), st.integers(1, 4), st.data())
@settings(max_examples=60, deadline=None)
def test_any_grid_has_the_cells_that_were_drawn(
    tmp_path_factory: pytest.TempPathFactory, columns: int, rows: int, data: st.DataObject
) -> None:
    words = [[data.draw(st.sampled_from(["a", "bê", "", "một hai"])) for _ in range(columns)] for _ in range(rows)]
    widths = [max(len(row[column]) for row in words) + 2 for column in range(columns)]
    border = "+" + "+".join("-" * width for width in widths) + "+"
    lines = [
        "|" + "|".join(f" {text}".ljust(width) for text, width in zip(row, widths, strict=True)) + "|" for row in words
    ]
    drawn = "\n".join([border, *itertools.chain.from_iterable((line, border) for line in lines)])
    assert words == texts(table(tmp_path_factory.mktemp("grid"), drawn).rows)


@pytest.mark.parametrize("around", ["> ", "- ", "  > "])
@pytest.mark.parametrize("last", ["| --- |", "| --- |\n{}", "| --- |\n{}| b |\n{}", "| --- |\n{}:::"])
def test_a_file_may_end_in_a_table_without_a_line_feed(around: str, last: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# A\n\n{around}| a |\n{around}{last.format(*[around] * 2)}", encoding="utf-8")
    assert read_article(path).article is not None
