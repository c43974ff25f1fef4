"""What Word draws up to a tab stop is printed, and so comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.word_files import para
from tests.support.word_imports import article, imported, left_out


def stops(*stops: tuple[int, str], indent: int = 0) -> str:
    """The properties of a paragraph with tab stops."""
    tabs = "".join(f'<w:tab w:val="left" w:pos="{place}" w:leader="{leader}"/>' for place, leader in stops)
    return f'<w:tabs>{tabs}</w:tabs><w:ind w:firstLine="{indent}"/>'


def tabbed(line: str) -> str:
    """A run for each part of a line, tabs between them."""
    return "<w:r><w:tab/></w:r>".join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in line.split("|"))


@pytest.mark.parametrize(
    ("about", "line", "expected"),
    [
        (stops((8789, "dot")), "Căn cứ |;", r"Căn cứ \.{20,60};"),
        (stops((567, "none"), (8789, "dot")), "|Căn cứ |;", r"Căn cứ \.{20,60};"),
        (stops((8789, "dot")), "|.", r"\.{20,61}"),
        (stops((4000, "dot"), (8789, "dot")), "Họ và tên: | ngày sinh: |", r"Họ và tên: \.{20,60} ngày sinh: \.{3,60}"),
        (stops((8789, "underscore")), "Ký tên: |", r"Ký tên: (\\?_){20,60}"),
        (stops((8789, "none")), "Trái|phải", "Trái phải"),
        (stops((8789, "dot")), "Chương một|12", "Chương một 12"),
        (stops((8789, "dot")), "Lời nói đầu|iv", "Lời nói đầu iv"),
        (stops((567, "dot")), "Một dòng đã đi qua chỗ dừng ấy|rồi", "Một dòng đã đi qua chỗ dừng ấy rồi"),
        ("", "Trái|phải", "Trái phải"),
    ],
)
def test_leader_is_drawn_up_to_the_stop(tmp_path: Path, about: str, line: str, expected: str) -> None:
    written = article(tmp_path, para("Đầu.") + para(tabbed(line), about=about)).removeprefix("Đầu.\n\n")
    assert re.fullmatch(expected, " ".join(written.split())), written


def test_stop_that_a_paragraph_clears_draws_nothing(tmp_path: Path) -> None:
    about = '<w:tabs><w:tab w:val="clear" w:pos="8789"/></w:tabs>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="Mau"><w:name w:val="Mẫu"/><w:pPr><w:tabs>'
        '<w:tab w:val="right" w:pos="8789" w:leader="dot"/></w:tabs></w:pPr></w:style>'
    )
    kept = para(tabbed("Ông|."), style="Mau")
    body = para("Đầu.") + kept + para(tabbed("Bà|."), style="Mau", about=about)
    written = article(tmp_path, body, parts={"styles": styles})
    assert re.fullmatch(r"Đầu\.\n\nÔng\.{20,61}\n\nBà\s?\.", written), written


def test_leader_of_a_tab_that_names_its_own(tmp_path: Path) -> None:
    line = '<w:r><w:t>Nơi ở:</w:t></w:r><w:r><w:ptab w:leader="dot" w:alignment="right" w:relativeTo="margin"/></w:r>'
    assert re.fullmatch(r"Đầu\.\n\nNơi ở:\.{3,60}", article(tmp_path, para("Đầu.") + para(line)))


def test_no_word_is_left_out(tmp_path: Path) -> None:
    result = imported(tmp_path, para("Đầu.") + para(tabbed("Căn cứ |;"), about=stops((8789, "dot"))))
    assert [] == left_out(result)
