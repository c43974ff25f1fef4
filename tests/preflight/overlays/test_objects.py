"""The order in which a page is read, and how fine its pictures are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine import StyleSheet
from publish.preflight.overlays import OVERLAYS
from publish.preflight.overlays.canvas import Asked, PageFrame
from publish.publication.assets.folders import bundled
from publish.publication.assets.printers import read_printer
from tests.support import flawless

PRINTER = read_printer(flawless.ROOT / "styles/printers/vn-offset.toml")
SHEET = PageFrame(120, 150, 0, 0, 120, 150)
STYLE = (
    "@page { size: 120mm 150mm; margin: 10mm } body { font: 10pt/14pt 'Source Serif 4'; column-count: 2 }"
    " img { width: 25.4mm; height: 25.4mm } h2 { float: right }"
)


def page_of(folder: Path, body: str) -> bytes:
    fonts, style = StyleSheet(bundled("styles") / "fonts.css"), StyleSheet(folder / "a.css", STYLE)
    html = f'<html lang="vi"><head><title>a</title></head><body>{body}</body></html>'
    at = Position(Path("a"))
    return engine.write_pdf(engine.lay_out(html, [fonts, style], [folder, bundled("fonts"), bundled("styles")], at), at)


def test_each_block_has_its_number_in_the_order_of_the_tags(tmp_path: Path) -> None:
    row = "<tr><td>a</td><td>b</td></tr>"
    body = f"<p>a <b>b</b> c</p><h2>d</h2><ul><li>e</li><li>f</li></ul><table>{row}{row}</table>"
    drawing = OVERLAYS["order"].draw(page_of(tmp_path, body), 1, SHEET, Asked()).decode()
    assert ["1", "2", "3", "4", "5", "6"] == re.findall(r"<text[^>]*>(\d+)</text>", drawing)
    assert 5 == drawing.count('class="way"')


def test_a_paragraph_in_two_columns_has_one_number_and_two_boxes(tmp_path: Path) -> None:
    drawing = OVERLAYS["order"].draw(page_of(tmp_path, f"<p>{'Mười hai chữ ' * 40}</p>"), 1, SHEET, Asked()).decode()
    assert (1, 2) == (drawing.count("<text"), drawing.count('class="block"'))


@pytest.mark.parametrize("pixels, kind", [(100, "wrong"), (200, "loose"), (300, "right")])
def test_pictures_are_marked_by_what_the_printer_asks_for(tmp_path: Path, pixels: int, kind: str) -> None:
    Image.effect_noise((pixels, pixels), 90).convert("RGB").save(tmp_path / "a.png")
    content = page_of(tmp_path, '<p>a</p><p><img src="a.png" alt="a"/></p>')
    drawing = OVERLAYS["pictures"].draw(content, 1, SHEET, Asked(PRINTER)).decode()
    assert [kind] == re.findall(r'<rect class="(\w+)"', drawing)
    assert f"{pixels} ppi" in drawing
