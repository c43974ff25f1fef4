"""The grid, the columns and the loose lines of a page are found by what stands on it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine import StyleSheet
from publish.preflight.overlays import OVERLAYS
from publish.preflight.overlays import rows as page_rows
from publish.preflight.overlays.canvas import Asked, PageFrame
from publish.preflight.overlays.rows import find_columns, find_grid
from publish.preflight.report.page_views import LetterRow, read_rows
from publish.publication.assets.folders import bundled

SHEET = PageFrame(100, 150, 0, 0, 100, 150)
WORDS = "Chợ phiên mở từ lúc trời còn mờ sương, người bán gạo ngồi cạnh người bán muối, ai cũng quen nhau cả. " * 4


def rows(count: int, left: float, right: float, *, pitch: float = 5.0, first: float = 20.0) -> list[LetterRow]:
    """Rows of one column, their spaces as the font has them."""
    return [LetterRow("abc def", left, right - left, first + pitch * number, 3.5, 1.0) for number in range(count)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page of 100 by 150 mm with a paragraph whose spaces are three times as wide, and one that is as it is."""
    folder = tmp_path_factory.mktemp("rows")
    fonts = StyleSheet(bundled("styles") / "fonts.css")
    style = (
        "@page { size: 100mm 150mm; margin: 10mm } p { font: 10pt/14pt 'Source Serif 4'; margin: 0 }"
        " .wide { text-align: justify; text-align-last: justify } body { margin: 0 }"
    )
    html = f'<html lang="vi"><head><title>a</title></head><body><p>{WORDS}</p><p class="wide">a b c d</p></body></html>'
    roots = [folder, bundled("fonts"), bundled("styles")]
    document = engine.lay_out(html, [fonts, StyleSheet(folder / "a.css", style)], roots, Position(Path("a")))
    return engine.write_pdf(document, Position(Path("a")))


def drawn(overlay: str, content: bytes, kind: str, **asked: float) -> int:
    """How often a drawing has a shape of a kind."""
    return len(re.findall(rf'class="{kind}"', OVERLAYS[overlay].draw(content, 1, SHEET, Asked(**asked)).decode()))


def test_rows_have_their_letters_baseline_and_spaces(page: bytes) -> None:
    *body, last = read_rows(page, 1)
    assert WORDS.split() == " ".join(row.text for row in body).split()
    pitches = [after.baseline_mm - before.baseline_mm for before, after in itertools.pairwise(body)]
    assert [14 / 72 * 25.4] * len(pitches) == pytest.approx(pitches, abs=0.01)
    assert [10.0] * len(body) == pytest.approx([row.x_mm for row in body], abs=0.1)
    assert [1.0] * len(body) == pytest.approx([row.stretch for row in body], abs=0.02)
    assert "a b c d" == last.text
    assert last.stretch > 10


@pytest.mark.parametrize("factor, count", [(2.0, 1), (10.0, 1), (1000.0, 0)])
def test_only_lines_looser_than_the_factor_are_marked(page: bytes, factor: float, count: int) -> None:
    assert count == drawn("lines", page, "loose", factor=factor)


def test_the_grid_covers_the_page_and_all_that_keeps_it_is_unmarked(page: bytes) -> None:
    assert int((150 - 10) / (14 / 72 * 25.4)) <= drawn("grid", page, "grid") <= int(150 / (14 / 72 * 25.4)) + 1
    assert 0 == drawn("grid", page, "off")
    assert 1 == drawn("columns", page, "column")


def test_a_row_beside_the_grid_is_found() -> None:
    there = rows(8, 10, 60)
    grid = find_grid([*there, LetterRow("abc", 10, 20, 62.5, 3.5, 1.0)])
    assert grid
    assert (5.0, 0.0) == pytest.approx((grid.pitch, grid.distance(20.0)), abs=1e-6)
    assert 2.5 == pytest.approx(grid.distance(62.5))


@pytest.mark.parametrize("there", [[], rows(1, 10, 60), rows(2, 10, 60)], ids=len)
def test_too_few_rows_have_neither_grid_nor_columns(there: Sequence[LetterRow]) -> None:
    assert find_grid(there) is None
    assert [] == find_columns(there)


def test_columns_stand_where_rows_begin_and_most_of_them_end() -> None:
    left, right = rows(6, 10, 50), rows(6, 55, 95, first=30)
    first_line = LetterRow("abc", 14, 36, 50, 3.5, 1.0)
    columns = find_columns([*left, first_line, *right])
    assert [(10, 50), (55, 95)] == [(one.left, one.right) for one in columns]


@pytest.mark.parametrize(
    ("ends", "over", "count"), [("abc.", 0.5, 0), ("abc,", 0.4, 0), ("abc", 0.5, 1), ("abc.", 2.0, 1), ("", 0.2, 0)]
)
def test_what_hangs_over_the_edge_of_a_column_is_not_too_wide(
    ends: str, over: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = LetterRow(f"abc {ends}", 10, 50 + over, 15.0, 3.5, 1.0)
    monkeypatch.setattr(page_rows, "read_rows", lambda *_: [hung, *rows(8, 10, 60)])
    assert count == drawn("lines", b"", "wrong", factor=100.0)
