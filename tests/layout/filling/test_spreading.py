"""Columns whose text goes on end on one line, as far as the style allows, and no word is lost or changes its place."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publish.base.diagnostics import Position
from publish.layout import engine, fitting
from publish.layout.filling.columns import column_groups, end_of
from publish.layout.filling.pages import columned_boxes, foot_of
from publish.layout.font_styles import font_styles
from publish.publication.assets.folders import find_assets

LINE = 10
STYLE = """\
@page { size: 300px 400px; margin: 0 }
html { font: 8px/10px "Source Serif 4" }
body, p, figure, h2 { margin: 0 }
p { orphans: 2; widows: 2 }
.columns { columns: 2; column-gap: 10px }
figure { break-inside: avoid }
img { display: block; width: 100%; object-fit: cover }
h2 { font: bold 8px/10px "Source Serif 4"; margin-top: 10px; break-after: avoid }
"""
SPREAD = "h2, figure { --stretch-above: 2 } figure + p { --stretch-above: 1 } img { --stretch: 2 }"


def lay_out(root: Path, body: str, more: str = SPREAD) -> Any:
    style = engine.StyleSheet(root / "style.css", STYLE + more)
    html = f"<html lang='vi'><head><title>a</title></head><body><div class='columns'>{body}</div></body></html>"
    assets = find_assets(root)
    return fitting.lay_out(html, [*font_styles(assets), style], assets.roots, Position(root / "a.md"))


def lines(name: str, count: int) -> str:
    return "<br/>".join(f"{name}{number}" for number in range(count))


def many(name: str, count: int) -> str:
    """So many paragraphs of ten lines."""
    return "".join(f"<p>{lines(f'{name}{number}x', 10)}</p>" for number in range(count))


def story(seed: int, picture: str) -> str:
    """Paragraphs, crossheads and low pictures of lengths that the seed gives."""
    chance = random.Random(seed)
    parts = []
    for number in range(chance.randint(25, 40)):
        if chance.random() < 0.25:
            parts.append(f"<h2>h{number}</h2>")
        if chance.random() < 0.2:
            height = 10 * chance.randint(2, 5)
            parts.append(f"<figure><img src='{picture}' alt='' style='height: {height}px'/></figure>")
        parts.append(f"<p>{lines(f'p{number}x', chance.randint(1, 9))}</p>")
    return "".join(parts)


def words(document: Any) -> list[str]:
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    return [word for box in boxes for word in getattr(box, "text", "").split()]


def feet(document: Any) -> list[list[float]]:
    """Where the columns of each page but the last end, in lines over its foot."""
    found = []
    for number, box in [*columned_boxes(document)][:-1]:
        foot = foot_of(document.pages[number]._page_box)
        found.append([(foot - end_of(column)) / LINE for column in [*column_groups(box)][-1]])
    return found


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "p.png"
    Image.new("RGB", (200, 100), "gray").save(path)
    return path.as_uri()


@pytest.mark.slow
def test_columns_end_on_one_line_near_the_foot(tmp_path: Path, picture: str) -> None:
    for seed in range(12):
        body = story(seed, picture)
        document = lay_out(tmp_path, body)
        wanted = re.sub(r"<[^>]*>", " ", body).split()
        assert wanted == words(document), seed
        assert feet(document), seed
        for ends in feet(document):
            assert max(ends) - min(ends) <= 0.5, (seed, ends)
            assert -0.1 <= min(ends) <= 4.5, (seed, ends)


@pytest.mark.parametrize("height", [2, 4, 5.5, 6, 6.5, 7, 9])
def test_no_column_goes_beyond_the_foot_for_a_part_of_a_line(tmp_path: Path, height: float) -> None:
    """A column that ends with what is no whole lines high, below running text that alone could move."""
    body = (
        f"<p>{lines('a', 12)}</p><h2>h</h2><p>{lines('b', 16)}</p>"
        f"<div style='break-inside: avoid; padding-top: {height}px; background: gray'>{lines('c', 8)}</div>"
        f"<p>{lines('d', 2)}</p>{many('e', 7)}"
    )
    for ends in feet(lay_out(tmp_path, body)):
        assert min(ends) >= -0.1


def test_what_no_rule_allows_stays_where_the_engine_puts_it(tmp_path: Path, picture: str) -> None:
    body = f"<p>{lines('a', 36)}</p><figure><img src='{picture}' alt='' style='height: 70px'/></figure>{many('b', 6)}"
    document = lay_out(tmp_path, body, "")
    tops = [box.position_y for box in document.pages[0]._page_box.descendants() if getattr(box, "text", "")]
    assert all(abs(top % LINE - tops[0] % LINE) < 0.01 for top in tops)
    assert words(document) == re.sub(r"<[^>]*>", " ", body).split()


def test_places_and_tints_go_down_with_their_lines(tmp_path: Path) -> None:
    """The first column lacks four lines, for a paragraph that stays whole: its crossheads go down by two each."""
    body = (
        f"<p>{lines('a', 10)}</p><h2 id='one' style='background: gray'>h</h2><p>{lines('b', 10)}</p>"
        f"<h2 id='two'>k</h2><p>{lines('c', 12)}</p>"
        f"<p style='break-inside: avoid'>{lines('d', 6)}</p>{many('e', 7)}"
    )
    plain, spread = lay_out(tmp_path, body, ""), lay_out(tmp_path, body)
    before, after = plain.pages[0].anchors, spread.pages[0].anchors
    assert [2 * LINE, 4 * LINE] == [pytest.approx(after[name][1] - before[name][1]) for name in ("one", "two")]
    head = next(box for box in spread.pages[0]._page_box.descendants() if box.element_tag == "h2")
    assert head.background.layers[0].painting_area[1] == pytest.approx(head.border_box_y())
