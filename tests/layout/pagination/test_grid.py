"""Running text stands on the baseline grid, whatever stands between its paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine

ROOT = Path(__file__).resolve().parents[3]
STEP = 20
STYLE = f"""\
@page {{ size: 300px 407px; margin: 0 }}
html {{ font: 12px/{STEP}px "Source Serif 4"; orphans: 1; widows: 1 }}
body {{ margin: 0; --grid: on }}
p, ul, blockquote, h2 {{ margin: 0; padding: 0 }}
h2 {{ font-size: 15px; margin-top: {STEP}px }}
.block {{ --grid: off; break-inside: avoid; margin-bottom: {STEP}px }}
.tall {{ font-size: 13px; line-height: 21.5px }}
.taller {{ display: inline-block; height: 44px; width: 5px }}
"""


def lay_out(tmp_path: Path, body: str) -> Any:
    style = tmp_path / "style.css"
    style.write_text(STYLE, "utf-8")
    html = f"<html lang='vi'><body>{body}</body></html>"
    return engine.lay_out(
        html,
        [engine.StyleSheet(ROOT / "styles/fonts.css"), engine.StyleSheet(style)],
        (tmp_path, ROOT),
        Position(tmp_path / "a.md"),
    )


def lines(box: Any, block: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield the lines of a box, each with the block that it stands in."""
    box = getattr(box, "_box", box)
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield child, box
        yield from lines(child, box)


def beside(document: Any) -> list[float]:
    """How far each line of running text stands beside the grid, by its letters."""
    return [
        (line.position_y + line.baseline) % STEP
        for page in document.pages
        for line, block in lines(page._page_box)
        if block.element_tag in ("p", "li")
    ]


def assert_on_grid(document: Any, *, pages: int, lines: int) -> None:
    """Assert that all lines stand on one grid, of more pages and lines than these."""
    found = beside(document)
    assert len(document.pages) > pages
    assert len(found) > lines
    assert [] == [away for away in found if abs(away - found[0]) > 0.01]


@pytest.mark.parametrize("seed", range(8))
def test_letters_stand_on_the_grid_on_every_page(tmp_path: Path, seed: int) -> None:
    order = random.Random(seed)
    kinds = (
        lambda: f"<p>{'lời nói ' * order.randint(5, 60)}</p>",
        lambda: f"<h2>{'đầu đề ' * order.randint(1, 9)}</h2>",
        lambda: f"<ul>{'<li>mục của danh sách</li>' * order.randint(1, 4)}</ul>",
        lambda: f"<blockquote style='padding: 7px 0 0'><p>{'trích lời ' * order.randint(5, 30)}</p></blockquote>",
        lambda: f"<div class='block' style='height: {order.uniform(3, 200):.2f}px'></div>",
        lambda: f"<p>lời <b class='tall'>hơi cao</b> {'lời ' * order.randint(5, 60)}</p>",
        lambda: f"<p>lời <i class='taller'></i> {'lời ' * order.randint(5, 60)}</p>",
    )
    document = lay_out(tmp_path, "".join(order.choice(kinds)() for _ in range(60)))
    assert_on_grid(document, pages=5, lines=100)


@pytest.mark.parametrize("seed", range(8))
def test_lines_of_columns_stand_level_beside_any_pictures(tmp_path: Path, seed: int) -> None:
    order = random.Random(seed)
    kinds = (
        lambda: f"<p>{'lời nói ' * order.randint(5, 30)}</p>",
        lambda: f"<ul>{'<li>mục của danh sách</li>' * order.randint(1, 4)}</ul>",
        lambda: f"<div class='block' style='height: {order.uniform(3, 130):.2f}px'></div>",
        lambda: f"<div class='block' style='line-height: 17.3px'>{'chú thích ' * order.randint(1, 30)}</div>",
    )
    body = "".join(order.choice(kinds)() for _ in range(50))
    document = lay_out(tmp_path, f"<main style='columns: 2; column-gap: 20px'>{body}</main>")
    assert_on_grid(document, pages=3, lines=60)


def test_a_picture_at_the_head_of_a_column_stands_there(tmp_path: Path) -> None:
    picture = "<div class='block' style='height: 30px'></div>"
    document = lay_out(tmp_path, f"<main style='columns: 1 200px'>{picture}<p>một</p>{picture}<p>hai</p></main>")
    boxes = [box for box in document.pages[0]._page_box.descendants() if box.element_tag in ("div", "p")]
    tops = [box.position_y for box in boxes if type(box).__name__ == "BlockBox"]
    assert [0, 3 * STEP, 4 * STEP + 5, 7 * STEP] == tops


def test_a_line_that_is_higher_by_little_stays_one_line(tmp_path: Path) -> None:
    plain = lay_out(tmp_path, "<p>một</p><p>hai</p>")
    higher = lay_out(tmp_path, "<p>một <b class='tall'>cao</b></p><p>hai</p>")
    assert [STEP, STEP] == [line.height for line, _ in lines(higher.pages[0]._page_box)]
    assert beside(plain) == beside(higher)


def test_what_is_over_around_a_picture_is_parted_above_and_below_it(tmp_path: Path) -> None:
    document = lay_out(tmp_path, "<p>một</p><div class='block' style='height: 30px'></div><p>hai</p>")
    boxes = [box for box in document.pages[0]._page_box.descendants() if box.element_tag in ("div", "p")]
    tops = [box.position_y for box in boxes if type(box).__name__ == "BlockBox"]
    assert [0, STEP + 5, STEP + 40 + STEP] == tops


def test_without_a_word_of_the_style_nothing_moves(tmp_path: Path) -> None:
    body = "<div style='--grid: off'><p>một</p><div class='block' style='height: 30px'></div><p>hai</p></div>"
    document = lay_out(tmp_path, body)
    assert [0, STEP + 30 + STEP] == [line.position_y for line, _ in lines(document.pages[0]._page_box)]
