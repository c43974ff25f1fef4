"""What is light at the edge of a justified line hangs over it, and only there, as it is measured in the PDF."""

from __future__ import annotations

import ctypes
import functools
import statistics
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine.line_breaks import Piece
from publish.layout.lines.planned import with_edges
from publish.layout.lines.protrusion import SHARES, WIDEST, shares_of
from publish.layout.overfull import find_overfull
from tests.support.folders import ROOT
from tests.support.paragraphs import MARKUP, SENTENCE, STYLE, boxes, lay_out

AT = Position(Path("a.md"))
HANG = "html { --optical-edges: hang }"
MM = 72 / 25.4
LEFT = 10 * MM
"""Left edge of the column, in points."""

SIZE = 10.0
FONT = ROOT / "fonts/source-serif-4/SourceSerif4_400Regular.ttf"

SIGNS = (
    "“Anh về,” bà bảo; “chợ – phiên – còn xa.” ‘Thế à?’ anh hỏi. Ừ: đi bộ – ba ngày – (kể cả nghỉ) mới tới. Và,"
    " vâng, À, Ấy, Về, Tày, Yên, tay, try: đủ… «Một» «hai», 50% và *ba*, ‹bốn›, rồi thôi! "
)


class Letter(NamedTuple):
    """A letter in points: where the PDF has it, its advance in the font, and the right edge of its ink."""

    text: str
    left: float
    advance: float
    ink: float


@functools.cache
def advances() -> defaultdict[str, float]:
    """How far each letter moves the next at 10 points, as the font has it."""
    with TTFont(FONT) as font:
        names, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        return defaultdict(float, {chr(code): widths[name][0] * SIZE / em for code, name in names.items()})


def lines_of(document: Any) -> list[list[Letter]]:
    """The letters of each line of a document of one page, without spaces."""
    pdf = pypdfium2.PdfDocument(engine.write_pdf(document, AT))
    page = pdf[0].get_textpage()
    rows: dict[float, list[Letter]] = {}
    for index in range(page.count_chars()):
        text = page.get_text_range(index, 1)
        if text.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        assert pypdfium2.raw.FPDFText_GetCharOrigin(page, index, x, y)
        letter = Letter(text, x.value, advances()[text], page.get_charbox(index)[2])
        rows.setdefault(round(y.value), []).append(letter)
    return [rows[key] for key in sorted(rows, reverse=True)]


def set_in(width: float, markup: str, style: str = HANG) -> Any:
    sheet = f"{STYLE} @page {{ size: {width + 20}mm 900mm }} p {{ text-indent: 0 }} {style}"
    return lay_out(f"<p>{markup}</p>", sheet)


@functools.cache
def hung(width: float, text: str, style: str = HANG) -> tuple[list[Letter], ...]:
    return tuple(lines_of(set_in(width, text, style)))


WIDTHS = [38.0, 47.0, 55.5, 64.0, 73.0, 82.0, 91.0, 111.0]


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_hang_by_the_shares_of_their_first_and_last_letter(width: float) -> None:
    lines = hung(width, SIGNS * 6)
    seen = set()
    for number, line in enumerate(lines):
        first, last = line[0], line[-1]
        near = 0.02 if first.text in "–*«(" else 0.3  # others are kerned, and hang by what is left of their advance
        assert LEFT - shares_of(first.text)[0] * first.advance == pytest.approx(first.left, abs=near)
        if number < len(lines) - 1:
            over = shares_of(last.text)[1] * last.advance
            assert LEFT + width * MM + over == pytest.approx(last.left + last.advance, abs=0.15)
            seen.add(last.text)
    assert {",", "."} & seen


def test_signs_of_each_kind_are_seen_at_an_edge() -> None:
    ends = {line[-1].text for width in WIDTHS for line in hung(width, SIGNS * 6)[:-1]}
    starts = {line[0].text for width in WIDTHS for line in hung(width, SIGNS * 6)}
    assert set(",.”–:") <= ends
    assert set("“‘–(VÀT") & starts >= set("“V")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_edge_that_letters_make_is_evener(width: float) -> None:
    def unevenness(style: str) -> float:
        lines = hung(width, SENTENCE * 9, style)[:-1]
        return statistics.pstdev(max(letter.ink for letter in line if letter.text.isalpha()) for line in lines)

    assert unevenness(HANG) < 0.8 * unevenness("")


@pytest.mark.parametrize("markup", [*MARKUP, SIGNS * 4], ids=range(len(MARKUP) + 1))
@pytest.mark.parametrize("width", [47.0, 70.0])
def test_text_is_copied_as_it_is_and_no_line_is_taken_for_too_wide(markup: str, width: float) -> None:
    hanging, plain = set_in(width, markup), set_in(width, markup, "")
    assert [] == find_overfull(hanging, AT)

    def words(document: Any) -> list[str]:
        pdf = pypdfium2.PdfDocument(engine.write_pdf(document, AT))
        return unicodedata.normalize("NFC", pdf[0].get_textpage().get_text_range()).split()

    assert words(plain) == words(hanging)


STAYS = {
    "ragged": "p { text-align: left }",
    "centred": "p { text-align: center }",
    "not asked for": "p { --optical-edges: none }",
    "an edge that is drawn": "p { border-left: 1pt solid; border-right: 1pt solid }",
    "kept white space": "p { white-space: pre-wrap }",
    "hyphenated by the engine": "p { hyphens: auto }",
}


@pytest.mark.parametrize("style", STAYS.values(), ids=STAYS.keys())
def test_what_has_no_edge_to_hang_over_stays(style: str) -> None:
    document = set_in(64.0, SIGNS * 3, f"{HANG} {style}")
    (block,) = (box for box in boxes(document, "BlockBox") if box.element_tag == "p")
    for line in block.children:
        assert block.content_box_x() <= line.position_x + 1e-6
        assert line.position_x + line.width <= block.content_box_x() + block.width + 4  # a space may end it


def test_an_indented_line_begins_where_others_do_that_are() -> None:
    document = lay_out(f"<p>“{SENTENCE}</p><p>{SENTENCE}</p>", f"{STYLE} {HANG}")
    firsts = [
        block.children[0].position_x - block.content_box_x()
        for block in boxes(document, "BlockBox")
        if block.element_tag == "p"
    ]
    assert [0.0, 0.0] == firsts


def test_lines_beside_a_float_stay_beside_it() -> None:
    document = lay_out(f"<div class='drop'></div><p>{SIGNS * 3}</p>", f"{STYLE} {HANG} p {{ text-indent: 0 }}")
    (block,) = (box for box in boxes(document, "BlockBox") if box.element_tag == "p")
    drop = next(box for box in boxes(document, "BlockBox") if box.element_tag == "div")
    beside = [line for line in block.children if line.position_y < drop.position_y + drop.margin_height() - 1]
    assert len(beside) > 1
    assert all(drop.position_x + drop.margin_width() - 1e-6 <= line.position_x for line in beside)
    assert any(line.position_x < block.content_box_x() for line in block.children[len(beside) :])


def test_links_lie_where_their_words_do() -> None:
    document = set_in(64.0, SIGNS.replace("bà bảo", '<a href="https://example.com/">bà bảo</a>') * 3)
    boxes_of_links = [box for box in boxes(document, "InlineBox") if box.element_tag == "a"]
    for box in boxes_of_links:
        first, last = box.children[0], box.children[-1]
        assert first.position_x == pytest.approx(box.position_x)
        assert last.position_x + last.width == pytest.approx(box.position_x + box.width)


def test_an_accented_letter_hangs_like_its_base() -> None:
    assert {shares_of("A")} == {shares_of(letter) for letter in "ÀẢÃÁẠĂẰẮÂẦẤẬ"}
    assert (0.0, 0.0) == shares_of("o") == shares_of("5")


def test_no_share_is_greater_than_the_widest_that_is_told() -> None:
    assert max(max(pair) for pair in SHARES.values()) == WIDEST
    assert all(len(sign) == 1 and 0 <= min(pair) for sign, pair in SHARES.items())


def test_a_last_line_that_fits_only_by_what_hangs_is_let_hang() -> None:
    pieces = [Piece(10.0, 2.5), Piece(10.0, 2.5), Piece(10.0, 0.0, right=3.0)]
    for measure, hung in ((36.0, None), (34.0, 3.0), (32.0, 3.0)):
        planned = with_edges(None, pieces, 0.0, measure, 0.0, True)
        assert hung == (planned and planned.right)
