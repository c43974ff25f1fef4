"""Pictures in a line of text in finished files: as high as its letters, with their description."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.support.printed import print_text, texts

pytestmark = pytest.mark.slow

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24h-24z"/></svg>'
TEXT = """\
Đoạn đầu.

Nhấn ![đĩa](luu.svg) để ghi, ![rộng](rong.png "tên") để mở, ![chấm](nho.png) để dừng, ![dải](dai.png) để thôi.

## Nút ![đĩa](luu.svg)

| Nút | Việc |
| --- | --- |
| ![đĩa](luu.svg) | ghi |
"""


def write(folder: Path, kind: str = "article", format_: str = "pdf") -> bytes:
    source = folder / "source"
    source.mkdir(exist_ok=True)
    (source / "luu.svg").write_text(DRAWING, "utf-8")
    for name, size in {"rong": (400, 200), "nho": (4, 4), "dai": (4000, 100)}.items():
        Image.new("L", size, 90).save(source / f"{name}.png")
    return print_text(folder, TEXT, kind, format_)


@pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
def test_icon_is_a_figure_as_high_as_its_letters(tmp_path: Path, kind: str) -> None:
    with pikepdf.open(io.BytesIO(write(tmp_path, kind))) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        boxes = [[float(edge) for edge in each.A.BBox] for each in found]
        assert ["đĩa", "rộng", "chấm", "dải", "đĩa", "đĩa"] == [str(each.Alt) for each in found]
        assert [None, "tên", None, None, None, None] == [str(each.T) if "/T" in each else None for each in found]
    letters, wide, small, long, heading, cell = ((right - left, top - bottom) for left, bottom, right, top in boxes)
    size = letters[1]
    assert 8 < cell[1] < size < heading[1] <= 12
    assert pytest.approx((size, size), abs=0.1) == letters
    assert pytest.approx((2 * size, size), abs=0.1) == wide
    assert pytest.approx((4 / 150 * 72,) * 2, abs=0.05) == small
    assert pytest.approx((12 * size, 12 * size / 40), abs=0.1) == long


def test_words_around_icons_are_copied_in_their_order(tmp_path: Path) -> None:
    copied = " ".join(" ".join(texts(write(tmp_path))).split())
    assert "Nhấn để ghi, để mở, để dừng, để thôi." in copied


def test_screen_has_icons_with_their_descriptions(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(tmp_path, format_="epub"))) as book:
        page = book.read("EPUB/article.xhtml").decode()
        icons = re.findall(r'<img class="icon" src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")?/>', page)
        assert [("đĩa", ""), ("rộng", "tên"), ("chấm", ""), ("dải", ""), ("đĩa", ""), ("đĩa", "")] == [
            each[1:] for each in icons
        ]
        assert {f"EPUB/{each[0]}" for each in icons} <= set(book.namelist())


def test_icon_of_a_heading_is_said_where_only_words_stand(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(tmp_path, format_="epub"))) as book:
        assert "Nút đĩa" in book.read("EPUB/nav.xhtml").decode()
