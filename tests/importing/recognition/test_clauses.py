from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word_files import bold, centred, para
from tests.support.word_imports import article

TEXT = "Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng."
PLAIN = para(TEXT)


def outline(folder: Path, *lines: str) -> list[str]:
    body = PLAIN + "".join(line if line.startswith("<") else para(line) for line in lines) + PLAIN
    return [line.lstrip("# ") for line in article(folder, body).split("\n") if line.startswith("#")]


def test_plain_numbers_over_text_are_titles_of_parts(tmp_path: Path) -> None:
    assert ["1. Mục đích", "2. Yêu cầu"] == outline(tmp_path, "1. Mục đích", TEXT, "2. Yêu cầu", TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Mục đích", TEXT, "2. Chợ phải họp đúng ngày đã định.", TEXT],
        ["1. Rau", "2. Quả", TEXT],
        ["Chợ bán:", "1. Rau xanh", TEXT],
        ["1. Em có biết chợ này không?", TEXT],
    ],
    ids=["one is a sentence", "items", "after a colon", "question"],
)
def test_other_plain_numbers_are_items(tmp_path: Path, lines: list[str]) -> None:
    assert [] == outline(tmp_path, *lines)


def test_numbers_below_an_article_of_a_law_are_clauses(tmp_path: Path) -> None:
    law = [para(bold("Điều 4. Nguyên tắc")), "1. Nguyên tắc chung", TEXT, "2. Yêu cầu chung", TEXT]
    assert ["Điều 4. Nguyên tắc"] == outline(tmp_path, *law)


@pytest.mark.parametrize("line", ["1.2.1. Thu nhập của hộ", "1.3. Thương mại, dịch vụ"])
def test_number_of_several_parts_needs_no_look(tmp_path: Path, line: str) -> None:
    assert [line] == outline(tmp_path, line, TEXT)
    assert [] == outline(tmp_path, f"{line} của huyện tăng.", TEXT)


def test_kind_of_a_document_and_what_it_is_about_are_one_crosshead(tmp_path: Path) -> None:
    lines = [
        centred(bold("BÁO CÁO")),
        centred(bold("Tình hình chợ phiên năm 2024")),
        centred(bold("và nhiệm vụ năm 2025")),
    ]
    assert ["BÁO CÁO<br>Tình hình chợ phiên năm 2024<br>và nhiệm vụ năm 2025"] == outline(tmp_path, *lines)


def test_title_below_the_number_of_a_chapter_needs_no_look_of_its_own(tmp_path: Path) -> None:
    assert ["Chương 1<br>Bến cũ"] == outline(tmp_path, centred("Chương 1"), centred("Bến cũ"))


def test_crossheads_that_count_on_have_one_level(tmp_path: Path) -> None:
    lines = [para(bold("I. MẪU SỔ")), TEXT, centred(bold("SỔ ĐI")), TEXT, para(bold("II. MẪU BÌ")), TEXT]
    body = PLAIN + "".join(line if line.startswith("<") else para(line) for line in lines)
    found = [line for line in article(tmp_path, body).split("\n") if line.startswith("#")]
    assert ["## I. MẪU SỔ", "## SỔ ĐI", "## II. MẪU BÌ"] == found
