"""Letters of justified lines are a little wider or narrower where a style lets them, so that spaces are evener."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.lines.edges import MOST_EXPANSION
from publish.layout.overfull import find_overfull
from tests.support.paragraphs import MARKUP, SENTENCE, STYLE, boxes, lay_out

AT = Position(Path("a.md"))
WIDER = "html { --font-expansion: 2.5% }"
MOST = 0.025
WIDTHS = [42.0, 58.0, 80.0, 104.0]
MIXED = [*MARKUP, SENTENCE.replace("mật ong", "<u>mật ong</u>").replace("rẫy", "<mark>rẫy</mark>") * 3]


def set_in(width: float, markup: str, style: str = WIDER) -> Any:
    return lay_out(f"<p>{markup}</p>", f"{STYLE} @page {{ size: {width + 20}mm 900mm }} {style}")


def lines_of(document: Any) -> list[Any]:
    return [line for line in boxes(document, "LineBox") if line.element_tag == "p"]


def texts_of(box: Any) -> list[Any]:
    return (
        [box] if hasattr(box, "text") else [text for child in getattr(box, "children", ()) for text in texts_of(child)]
    )


def factors(document: Any) -> list[float]:
    """How many times wider the letters of each line are."""
    return [texts_of(line)[0].__dict__.get("expansion", 1.0) for line in lines_of(document)]


def origins(document: Any) -> list[tuple[str, float, float]]:
    """Each letter of a document of one page, and where it stands, in points."""
    page = pypdfium2.PdfDocument(engine.write_pdf(document, AT))[0].get_textpage()
    found = []
    for index in range(page.count_chars()):
        x, y = pypdfium2.raw.c_double(), pypdfium2.raw.c_double()
        if (text := page.get_text_range(index, 1)).strip():
            assert pypdfium2.raw.FPDFText_GetCharOrigin(page, index, x, y)
            found.append((text, x.value, y.value))
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("markup", MIXED, ids=range(len(MIXED)))
def test_lines_fill_their_measure_with_letters_within_the_limit(markup: str, width: float) -> None:
    document = set_in(width, markup)
    (block,) = (box for box in boxes(document, "BlockBox") if box.element_tag == "p")
    lines = lines_of(document)
    assert [] == find_overfull(document, AT)
    assert all(abs(factor - 1) <= MOST + 1e-4 for factor in factors(document))
    for line in lines:
        for text in texts_of(line):
            assert texts_of(line)[0].__dict__.get("expansion") == text.__dict__.get("expansion")
        if texts_of(line)[0].__dict__.get("expansion", 1.0) != 1.0:
            last = texts_of(line)[-1]
            assert line.position_x + line.width == pytest.approx(block.content_box_x() + block.width, abs=0.01)
            if line.children[-1] is last:
                assert last.position_x + last.width == pytest.approx(block.content_box_x() + block.width, abs=0.01)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("markup", MIXED, ids=range(len(MIXED)))
def test_letters_stand_where_they_were_set(markup: str, width: float) -> None:
    document = set_in(width, markup)
    known = origins(document)
    for line in lines_of(document):
        for before, after in itertools.pairwise(texts_of(line)):
            assert before.position_x + before.width <= after.position_x + 0.01
    page = lay_out(f"<p>{markup}</p>", f"{STYLE} @page {{ size: {width + 20}mm 900mm }}")
    assert sorted(text for text, _, _ in origins(page)) == sorted(text for text, _, _ in known)
    right = (width + 10) * 72 / 25.4
    assert all(x < right + 0.3 for _, x, _ in known)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("markup", MIXED, ids=range(len(MIXED)))
def test_text_is_copied_as_it_is(markup: str, width: float) -> None:
    def words(style: str) -> list[str]:
        pdf = pypdfium2.PdfDocument(engine.write_pdf(set_in(width, markup, style), AT))
        return unicodedata.normalize("NFC", pdf[0].get_textpage().get_text_range()).split()

    assert words("") == words(WIDER)


@pytest.mark.parametrize("width", WIDTHS)
def test_spaces_are_evener(width: float) -> None:
    def widest(style: str) -> float:
        document = set_in(width, SENTENCE * 6, style)
        return max(box.justification_spacing for box in boxes(document, "TextBox"))

    assert widest(WIDER) < widest("")


def test_a_line_is_painted_as_wide_as_it_is_set() -> None:
    document = set_in(80.0, SENTENCE * 4, f"{WIDER} p {{ text-indent: 0 }}")
    wide, narrow = max(factors(document)), min(factors(document))
    assert narrow < 1.0 < wide
    letters = origins(document)
    lefts = [x for _, x, y in letters if y == max(y for *_, y in letters)]
    assert min(lefts) == pytest.approx(10 * 72 / 25.4, abs=0.01)
    for line in lines_of(document):
        first = texts_of(line)[0]
        if first.__dict__.get("expansion"):
            assert first.width == pytest.approx(line.width)


@pytest.mark.parametrize(
    ("style", "most"),
    [
        ("", 0.0),
        ("html { --font-expansion: 0% }", 0.0),
        ("html { --font-expansion: none }", 0.0),
        (WIDER, MOST),
        ("html { --font-expansion: 40% }", MOST_EXPANSION / 100),
        (f"{WIDER} p {{ text-align: left }}", 0.0),
    ],
)
def test_letters_are_no_wider_than_the_style_lets_them_and_nobody_sees(style: str, most: float) -> None:
    used = [abs(factor - 1) for factor in factors(set_in(58.0, SENTENCE * 6, style))]
    assert max(used) == pytest.approx(most, abs=most / 4 + 1e-9)
    assert max(used) <= most + 1e-4
