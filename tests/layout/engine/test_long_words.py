"""Words that are longer than their column are broken where it does the least harm, and no others are."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.overfull import find_overfull
from tests.support.paragraphs import STYLE, boxes, lay_out

AT = Position(Path("a.md"))
ADDRESS = "https://example.com/rat/dai/khong/co/khoang/trang/bai-viet_so?trang=12&muc=3#dau"
PATH = "/usr/share/texmf/fonts/truetype/vietnamese/libertinus/LibertinusSerif-Regular.ttf"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NAME = "docTepCauHinhRoiGhiLaiVaoThuMucChungCuaCacBanTrongToaSoanVaInAn"
GERMAN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
GLUED = "\u00a0".join(["một", "chuỗi", "chữ", "dính", "liền", "nhau", "dài", "hơn", "cả", "một", "cột", "báo"])
LONG = [ADDRESS, PATH, HASH, NAME, GERMAN, GLUED]
WAYS = {
    "justified": "<p>Xem {} ở đây nhé các bạn.</p>",
    "first": "<p>{} ở đây nhé các bạn.</p>",
    "ragged": '<p style="text-align: left">Xem {} ở đây nhé.</p>',
    "emphasis": "<p>Xem <em>{}</em>, rồi (<strong>{}</strong>).</p>",
    "link": '<p>Xem (<a href="https://example.com/">{}</a>), rồi thôi.</p>',
    "code": "<p>Xem <code>{}</code>, rồi thôi.</p>",
    "list": "<ul><li>Xem {} ở đây.</li></ul>",
    "note": '<p>Xem đây<span class="footnote">{} ở chân trang.</span> nhé.</p>',
    "cell": "<table><tr><td>Xem</td><td>{}</td></tr></table>",
    "spaced": '<p class="label">Xem {} ở đây.</p>',
    "inline block": '<p>Xem <span style="display: inline-block">{}</span> ở đây.</p>',
}


def narrow(width_mm: int) -> str:
    return STYLE.replace("size: 90mm", f"size: {width_mm + 20}mm").replace("text-indent: 1.4em", "text-indent: 1em")


def lines(document: Any) -> list[str]:
    """The text of each line as the engine keeps it, places to break with it."""

    def text(box: Any) -> str:
        return box.text if hasattr(box, "text") else "".join(map(text, getattr(box, "children", ())))

    return [text(line) for line in boxes(document, "LineBox")]


def copied(document: Any) -> str:
    """What a reader copies from the pages, as one line."""
    pdf = engine.write_pdf(document, AT)
    with pypdfium2.PdfDocument(pdf) as opened:
        return "".join(page.get_textpage().get_text_range() for page in opened).replace("\ufffe", "-")  # at a line end


@pytest.mark.parametrize("width", [34, 58, 70])
@pytest.mark.parametrize("way", WAYS)
def test_no_line_is_wider_than_its_column_and_what_is_copied_is_what_was_written(way: str, width: int) -> None:
    body = "".join(WAYS[way].replace("{}", word) for word in LONG)
    document = lay_out(body, narrow(width))
    assert [] == find_overfull(document, AT)
    found = copied(document)
    assert "\u200b" not in found
    for word in LONG:
        assert re.sub(r"\s", "", word) in re.sub(r"\s", "", found)


@pytest.mark.parametrize(
    ("word", "ends"),
    [(ADDRESS, "/-_?=&#:."), (PATH, "/-."), (NAME, "abcdefghijklmnopqrstuvwxyz")],
)
def test_addresses_are_broken_behind_their_signs_and_names_before_capitals(word: str, ends: str) -> None:
    document = lay_out(f'<p style="text-align: left">{word}</p>', narrow(58))
    parts = [line.replace("\u200b", "") for line in lines(document)]
    assert word == "".join(parts)
    assert len(parts) > 1
    assert all(part[-1] in ends for part in parts[:-1])
    if word == NAME:
        assert all(part[0].isupper() for part in parts[1:])


def test_what_is_glued_is_parted_before_a_syllable_is() -> None:
    syllables = GLUED.split("\u00a0")
    found = " ".join(lines(lay_out(f"<p>{GLUED}</p>", narrow(34)))).split()
    assert syllables == found


def test_a_break_leaves_no_letter_alone_and_parts_no_ligature() -> None:
    for word in (HASH, GERMAN, "ffi" * 40, "a\u0302\u0301" * 60):
        for line in lines(lay_out(f"<p><em>Xem {word}</em></p>", narrow(34))):
            assert all(len(part) >= 2 for part in line.split())
        read = re.sub(r"\s", "", copied(lay_out(f"<p>{word}</p>", narrow(34))))
        assert unicodedata.normalize("NFC", word) in unicodedata.normalize("NFC", read)


WORDS = st.lists(
    st.one_of(
        st.sampled_from(["nghiêng", "Trường", "người", "1.234.567", "30/4/2020", "chuyển", "12,5%", "NĐ-CP"]),
        st.sampled_from(LONG),
        st.text("abcđêxyzABC0123", min_size=1, max_size=90),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(words=WORDS, width=st.integers(24, 80), way=st.sampled_from(["justified", "ragged", "emphasis", "link", "list"]))
def test_only_words_that_are_longer_than_their_column_are_broken(words: list[str], width: int, way: str) -> None:
    body = WAYS[way].replace("{}", " ".join(words))
    document = lay_out(body, narrow(width))
    assert [] == find_overfull(document, AT)
    column = (width - 12) / 25.4 * 96  # beside what a list is set in by
    standing = {part.strip("(),.") for line in lines(document) for part in line.split()}
    alone = lay_out("".join(f'<p style="text-align: left; text-indent: 0">{word}</p>' for word in words), narrow(3000))
    for line in boxes(alone, "LineBox"):
        word = "".join(child.text for child in line.children)
        assert "\u200b" not in word
        if word.isalnum() and line.width < column:
            assert word in standing


def test_how_narrow_a_text_can_be_is_measured_in_time_that_grows_with_it() -> None:
    def seconds(letters: int) -> float:
        begin = time.process_time()
        lay_out(f"<table><tr><td>a</td><td>{'x' * letters} {'xin chào ' * letters}</td></tr></table>", narrow(60))
        return time.process_time() - begin

    seconds(50)
    assert seconds(4000) < 8 * max(seconds(1000), 0.05)


def test_no_syllable_and_no_number_makes_a_column_too_narrow_for_it() -> None:
    cells = ["nghiêng", "1.234.567", "12/2026", "Trường"]
    row = "".join(f"<td>{cell}</td>" for cell in cells * 4)
    document = lay_out(f"<table><tr>{row}</tr></table>", narrow(40))
    assert cells * 4 == lines(document)
    assert [] == find_overfull(document, AT)
    (table,) = boxes(document, "TableBox")
    assert table.width > 40 / 25.4 * 96


def test_where_lines_may_end_nothing_is_added_to_tracking() -> None:
    text = f'<p class="label" style="text-align: left; text-indent: 0">{NAME}</p>'
    wide, broken = (sum(box.width for box in boxes(lay_out(text, narrow(width)), "TextBox")) for width in (250, 60))
    assert broken == pytest.approx(wide, abs=4)  # kerning, which a break ends


PARTS = {
    "link": '<a href="https://example.com/">{}</a>',
    "link of a project": "<a><span>{}</span></a>",
    "link behind a word": 'Xem <a href="https://example.com/">{}</a>',
    "emphasis in a list": "</p><ul><li><strong>{}</strong></li></ul><p>",
}


@pytest.mark.parametrize("style", ["text-align: left", "text-align: justify"])
@pytest.mark.parametrize("way", PARTS)
def test_no_word_of_a_link_with_parts_is_cut_where_it_does_not_fit_a_line(way: str, style: str) -> None:
    words = ["nghiêng", "xươn", "phềnh", "thước", "nọ", "cứa", "người", "hổn"] * 3
    parts = " ".join(word if number % 3 else f"<em>{word}</em>" for number, word in enumerate(words))
    body = f'<p style="{style}; overflow-wrap: break-word">{PARTS[way].format(parts)} hết</p>'
    for width in range(36, 60):
        standing = " ".join(lines(lay_out(body, narrow(width)))).split()
        assert words == [word for word in standing if word in words], width
        assert {"hết", "Xem", "•", *words} >= set(standing), width
