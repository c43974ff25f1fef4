"""Emoji in finished files: in one sign each, in the colour of the text, and to be copied."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tests.support.printed import print_text, texts

pytestmark = pytest.mark.slow

EMOJI = ["😀", "❤\ufe0f", "🇻🇳", "1\ufe0f\u20e3", "👨\u200d👩\u200d👧", "✅"]
TEXT = f"""\
Mở đầu {EMOJI[0]} vui.

## Mục {EMOJI[1]} tim

**Đậm {EMOJI[2]}** và *nghiêng {EMOJI[4]}*, `mã {EMOJI[3]}`.

| {EMOJI[5]} Việc | Xong |
| --- | --- |
| Sửa | {EMOJI[5]} |
"""


@pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
def test_emoji_is_read_in_the_pdf_for_the_screen(tmp_path: Path, kind: str) -> None:
    whole = " ".join(" ".join(texts(print_text(tmp_path, TEXT, kind))).split())
    for emoji in EMOJI:
        assert emoji in whole


def test_emoji_is_read_and_printed_in_black_in_the_pdf_for_the_press(tmp_path: Path) -> None:
    content = print_text(tmp_path, TEXT, format_="press")
    whole = " ".join(" ".join(texts(content)).split())
    for emoji in EMOJI[:3]:
        assert emoji.replace("\ufe0f", "") in whole.replace("\ufe0f", "")
    inks = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        font, ink = "", ()
        for page in pdf.pages:
            names = {str(key) for key, value in page.Resources.Font.items() if "emoji" in str(value.BaseFont)}
            assert names
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = str(operands[0])
                elif str(operator) == "k":
                    ink = tuple(map(float, operands))
                elif str(operator) == "TJ" and font in names:
                    inks.add(ink)
    assert {(0, 0, 0, 1)} == inks


def test_screen_has_the_letters_of_its_emoji(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(print_text(tmp_path, TEXT, format_="epub"))) as book:
        (name,) = (name for name in book.namelist() if "publish-text-3" in name)  # behind those of two fonts of signs
        with TTFont(io.BytesIO(book.read(name))) as font:
            assert set(map(ord, "".join(EMOJI))) <= set(font.getBestCmap()) | {0x200D, 0xFE0F}
            assert len(font.getGlyphOrder()) < 60
        css = book.read("EPUB/styles/article.css").decode()
        assert re.search(r'serif", ("publish text[^"]*", )+serif', css, re.IGNORECASE)
        assert "Copyright 2013 Google" in book.read("EPUB/styles/fonts.css").decode()


def test_text_without_emoji_has_no_font_for_them(tmp_path: Path) -> None:
    for format_ in ("pdf", "press"):
        with pikepdf.open(io.BytesIO(print_text(tmp_path, "Chữ.", format_=format_))) as pdf:
            assert not [
                item
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and "emoji" in str(item.get("/BaseFont"))
            ]
    with zipfile.ZipFile(io.BytesIO(print_text(tmp_path, "Chữ.", format_="epub"))) as book:
        assert not any("publish-text" in name for name in book.namelist())
