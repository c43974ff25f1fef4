"""Ligatures, kerning, figures and small capitals are those that the fonts have, and are copied as they were written."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine.glyphs import GlyphLine
from tests.support.paragraphs import STYLE, boxes, lay_out

TEXT = "Năm 2026, 1357 hộ 4890"


def glyphs(markup: str, style: str = "") -> list[tuple[int, int]]:
    """Number and advance of each glyph of a line."""
    document = lay_out(f"<p>{markup}</p>", f"{STYLE} p {{ text-indent: 0 }} {style}")
    (line,) = (box.pango_layout for box in boxes(document, "TextBox"))
    assert isinstance(line, GlyphLine)
    return list(line.shaped.glyphs[line.first : line.last])


def copied(document: Any) -> str:
    pdf = pypdfium2.PdfDocument(engine.write_pdf(document, Position(Path("a.md"))))
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    return unicodedata.normalize("NFC", text)


def test_letters_are_joined_and_kerned_as_the_font_has_it() -> None:
    assert len("office") - 1 >= len(glyphs("office"))
    assert len("office") == len(glyphs("office", "p { font-variant-ligatures: none }"))
    kerned, plain = glyphs("AVATAR"), glyphs("AVATAR", "p { font-kerning: none }")
    assert sum(advance for _, advance in kerned) < sum(advance for _, advance in plain)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (TEXT, "font-variant-numeric: oldstyle-nums proportional-nums"),
        ("Quốc lộ nhỏ", "font-variant-caps: small-caps"),
        ("Quốc Lộ NHỎ nhỏ", "font-variant-caps: all-small-caps"),
    ],
)
def test_figures_and_small_capitals_are_glyphs_of_the_font_and_copied_as_written(text: str, style: str) -> None:
    plain, special = glyphs(text, "p { font-variant-numeric: lining-nums }"), glyphs(text, f"p {{ {style} }}")
    assert [number for number, _ in plain] != [number for number, _ in special]
    document = lay_out(f"<p>{text}</p>", f"{STYLE} p {{ {style} }}")
    assert text == copied(document)


@pytest.mark.parametrize("style", ["font-variant-numeric: oldstyle-nums", "font-variant-caps: small-caps"])
def test_what_a_font_does_not_have_is_not_made_up(style: str) -> None:
    mono = 'p { font-family: "JetBrains Mono" }'
    assert glyphs(TEXT, mono) == glyphs(TEXT, f"{mono} p {{ {style} }}")
