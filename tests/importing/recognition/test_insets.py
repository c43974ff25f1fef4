from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word_files import centred, para, run
from tests.support.word_imports import article, imported

TEXT = "Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm."
PLAIN = para(TEXT)
BOTH = '<w:ind w:left="720" w:right="720"/>'
LEFT = '<w:ind w:left="720"/>'
VERSE = ["Chợ đông em biết tìm ai", "Áo chàm nhiều quá lẫn vai áo chàm"]
SONG = ["Rồng rắn lên mây", "Có cây lúc lắc", "Hỏi thăm thầy thuốc", "Có nhà hay không?"]


def slanted(*lines: str) -> str:
    return "".join(centred(run(line, "<w:i/>")) for line in lines)


@pytest.mark.parametrize("lines", [VERSE, SONG])
def test_short_lines_that_are_set_off_are_verse(tmp_path: Path, lines: list[str]) -> None:
    text = article(tmp_path, PLAIN + slanted(*lines) + PLAIN).replace("*", "")
    assert "::: verse\n" + "\n".join(lines) + "\n:::" in text


def test_empty_paragraph_ends_a_stanza(tmp_path: Path) -> None:
    text = article(tmp_path, PLAIN + slanted(*VERSE) + para() + slanted(*VERSE) + PLAIN).replace("*", "")
    assert "::: verse\n" + "\n".join(VERSE) + "\n\n" + "\n".join(VERSE) + "\n:::" in text
    text = article(tmp_path, PLAIN + para().join(map(slanted, VERSE)) + PLAIN).replace("*", "")
    assert "::: verse\n" + "\n".join(VERSE) + "\n:::" in text


@pytest.mark.parametrize("lines", [["Nguyễn Văn An", "Trần Thị Lan", "Lê Văn Bảo"], ["Trân trọng cảm ơn"]])
def test_names_and_single_lines_are_no_verse(tmp_path: Path, lines: list[str]) -> None:
    assert "verse" not in article(tmp_path, PLAIN + slanted(*lines) + PLAIN)


@pytest.mark.parametrize(
    "quoted",
    [
        para(TEXT, about=BOTH),
        para(run(TEXT, "<w:i/>"), about=LEFT),
        para(f"“{TEXT}”", about=LEFT),
        para(f"“{TEXT}” [12, tr. 45]", about=LEFT),
    ],
    ids=["both sides", "slanted", "quoted", "quoted with its place"],
)
def test_paragraph_that_is_drawn_in_is_a_quotation(tmp_path: Path, quoted: str) -> None:
    result = imported(tmp_path, PLAIN + quoted + para("Rồi về.", about=LEFT) + PLAIN)
    assert "\n\n> " in result.project.files["bai.md"].decode()
    assert "quotation" in {made for _, _, made, _ in result.balance.decisions}


def test_second_paragraph_of_a_quotation_may_be_short(tmp_path: Path) -> None:
    text = article(tmp_path, PLAIN + para(TEXT, about=BOTH) + para("Rồi về.", about=BOTH) + PLAIN)
    assert f"> {TEXT}\n>\n> Rồi về." in text


@pytest.mark.parametrize("about", ["", LEFT])
def test_other_paragraphs_are_no_quotations(tmp_path: Path, about: str) -> None:
    assert ">" not in article(tmp_path, PLAIN + para(TEXT, about=about) + PLAIN)


def test_text_that_is_all_drawn_in_has_no_quotations(tmp_path: Path) -> None:
    assert ">" not in article(tmp_path, para(run(TEXT, "<w:i/>"), about=LEFT) * 5)
