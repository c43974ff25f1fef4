"""Lines set and painted from the glyphs of their paragraph: as the engine sets them, and better where it rounds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine.glyphs import GlyphLine, Setter
from tests.support.paragraphs import MARKUP, SENTENCE, STYLE, boxes, lay_out

NEAR = 0.6
"""Points by which a glyph may stand elsewhere: the engine cuts the widened spaces of a line to whole thousandths of an
em, so that its lines end up to half a point beside the margin."""

MM = 72 / 25.4


def glyphs(document: Any) -> list[tuple[str, float, float]]:
    """Each letter of the pages, with its left edge and its foot in points."""
    content = engine.write_pdf(document, Position(Path(__file__)))
    found = []
    with contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                letter = text.get_text_range(index, 1)
                if letter.strip():
                    left, bottom, _, _ = text.get_charbox(index)
                    found.append((letter, left, bottom))
    return found


def glyph_lines(document: Any) -> list[Any]:
    return [box for box in boxes(document, "TextBox") if isinstance(box.pango_layout, GlyphLine)]


@pytest.fixture
def engines_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Once called upon, has the engine set all lines."""
    with monkeypatch.context() as patch:
        yield patch


@pytest.mark.parametrize("markup", MARKUP, ids=range(len(MARKUP)))
def test_letters_stand_where_the_engine_puts_them(markup: str, engines_own: pytest.MonkeyPatch) -> None:
    document = lay_out(f"<p>{markup}</p>")
    assert glyph_lines(document)
    ours = glyphs(document)
    engines_own.setattr(Setter, "set_line", lambda *arguments: None)
    other = lay_out(f"<p>{markup}</p>")
    assert not glyph_lines(other)
    theirs = glyphs(other)
    assert [letter for letter, _, _ in theirs] == [letter for letter, _, _ in ours]
    assert [x for _, x, _ in theirs] == pytest.approx([x for _, x, _ in ours], abs=NEAR)
    assert [y for _, _, y in theirs] == pytest.approx([y for _, _, y in ours], abs=0.001)


def test_full_lines_end_at_the_margin() -> None:
    document = lay_out(f"<p>{'m ' + SENTENCE.replace(',', ' m').replace('.', ' m') * 6}</p>")
    lines: dict[float, float] = {}
    content = engine.write_pdf(document, Position(Path(__file__)))
    with contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        text = pdf[0].get_textpage()
        for index in range(text.count_chars()):
            _, _, right, _ = text.get_charbox(index, loose=True)
            _, foot = text.get_charbox(index, loose=True)[:2]
            if text.get_text_range(index, 1).strip():
                lines[foot] = max(lines.get(foot, 0.0), right)
    *full, _ = (right for _, right in sorted(lines.items(), reverse=True))
    assert len(full) > 10
    assert full == pytest.approx([80 * MM] * len(full), abs=0.1)


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("mật ong", "em { text-decoration: underline }"),
        ("mật ong", "em { letter-spacing: .1em }"),
        ("mật ong", "em { word-spacing: .2em }"),
        ("q\N{COMBINING DOT BELOW}\N{COMBINING ACUTE ACCENT}ua", "em { font-style: normal }"),
    ],
)
def test_what_is_more_than_glyphs_in_a_row_is_set_by_the_engine(words: str, style: str) -> None:
    text = SENTENCE.replace("mật ong", words) * 3
    plain = lay_out(f"<p>{SENTENCE * 3}</p>")
    document = lay_out(f"<p><em>{text}</em></p>", STYLE + style)
    assert len(glyph_lines(plain)) > 5
    assert glyph_lines(document) == []
    assert words.split()[0][0] in {letter for letter, _, _ in glyphs(document)}


def test_hidden_lines_take_their_room_and_are_not_painted() -> None:
    document = lay_out(f'<p style="visibility: hidden">{SENTENCE * 2}</p><p>Hết.</p>')
    assert "".join(letter for letter, _, _ in glyphs(document)) == "Hết."
    assert glyph_lines(document)


def test_line_that_only_the_engine_can_paint_is_painted_by_it(engines_own: pytest.MonkeyPatch) -> None:
    ours = glyphs(lay_out(f"<p>{SENTENCE * 3}</p>"))
    engines_own.setattr(Setter, "paint", lambda *arguments: False)
    document = lay_out(f"<p>{SENTENCE * 3}</p>")
    assert glyph_lines(document)
    theirs = glyphs(document)
    assert [letter for letter, _, _ in theirs] == [letter for letter, _, _ in ours]
    assert [x for _, x, _ in theirs] == pytest.approx([x for _, x, _ in ours], abs=NEAR)


def test_fonts_know_the_text_of_each_glyph() -> None:
    document = lay_out(f"<p>{SENTENCE * 2} Đường 2020\N{EN DASH}2025 ſt ffi \N{NO-BREAK SPACE}hết</p>")
    letters = "".join(letter for letter, _, _ in glyphs(document))
    wanted = f"{SENTENCE * 2} Đường 2020\N{EN DASH}2025 ſt ffi hết"
    assert "".join(wanted.split()) == letters
