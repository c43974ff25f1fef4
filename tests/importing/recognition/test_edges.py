from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from publish.importing.project import Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from tests.support.word_files import bold, para, picture, run, save, table, word_file
from tests.support.word_imports import article

TEXT = "Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm."
PLAIN = para(TEXT)
DECK = "Con đường mới mở qua đèo đã đưa thương lái miền xuôi lên tận chợ của người Tày, người Nùng."
RIGHT = '<w:jc w:val="right"/>'


def title(text: str) -> str:
    return para(run(text, '<w:b/><w:sz w:val="32"/>'))


def bulletin(folder: Path, *lines: str) -> list[str]:
    first = title("Chợ phiên trước ngày đổi khác") + PLAIN + para(bold("Ai giữ nếp chợ?")) + PLAIN
    path = save(folder, word_file(first + "".join(lines)))
    result = read(path, Request(datetime.date(2026, 11, 30), "bulletin", KINDS))
    assert () == result.balance.losses
    return [data.decode() for name, data in sorted(result.project.files.items()) if name.endswith(".md")]


def test_each_article_of_a_bulletin_has_its_facts(tmp_path: Path) -> None:
    end = para(bold("Lan Anh - Thu Hà"), about=RIGHT) + para(run("(Theo Báo Lạng Sơn)", "<w:i/>"), about=RIGHT)
    one, two = bulletin(
        tmp_path, title("Mười năm chờ nước"), para("(Văn Quan, 18/3/2024)"), para(bold(DECK)), PLAIN * 2, end
    )
    assert "headline: Chợ phiên trước ngày đổi khác\n" in one and "\n\n## Ai giữ nếp chợ?\n\n" in one
    facts = two.partition("\n---\n")[0]
    assert all(f"\n{name}: " in facts for name in ("deck", "byline", "dateline", "source"))
    assert DECK in facts and two.endswith(f"\n{TEXT}\n\n{TEXT}\n")


@pytest.mark.parametrize(
    "end",
    [
        para("Trân trọng,", about=RIGHT) + para(bold("Hứa Văn Sài"), about=RIGHT),
        para("Nguyễn Thị Lan"),
        para("Chợ Tan", about=RIGHT) + para("Hết rồi, về thôi."),
    ],
    ids=["below another line", "no look", "not the last"],
)
def test_other_ends_of_articles_are_text(tmp_path: Path, end: str) -> None:
    assert "byline" not in bulletin(tmp_path, title("Mười năm chờ nước"), PLAIN, end)[-1]


@pytest.mark.parametrize(
    ("written", "below"),
    [
        ("Người bán rau ở chợ.\n\n-- Ảnh: Hoàng Nam", para("Người bán rau ở chợ. Ảnh: Hoàng Nam")),
        ("Người bán rau ở chợ\n\n-- Ảnh: Hoàng Nam", para("Người bán rau ở chợ") + para("Ảnh: Hoàng Nam")),
        ("*Người bán rau ở chợ*", para(run("Người bán rau ở chợ", "<w:i/>"))),
        ("Ảnh PL1. Chợ Ba Xã", para(bold("Ảnh PL1. Chợ Ba Xã"))),
        ("-- (Nguồn: Phòng kế toán)", para("(Nguồn: Phòng kế toán)")),
    ],
)
def test_line_below_a_picture_is_its_caption(tmp_path: Path, written: str, below: str) -> None:
    text = article(tmp_path, PLAIN + para(picture("p1")) + below + PLAIN)
    assert f"{written}\n:::" in text.replace("**", "")


@pytest.mark.parametrize("name", ["Biểu số 01: Một số chỉ tiêu", "Bảng chi tiết chỉ tiêu"])
def test_line_above_a_table_names_it(tmp_path: Path, name: str) -> None:
    text = article(tmp_path, PLAIN + para(bold(name)) + table(["Tháng", "Giá"], ["11", "4000"]) + PLAIN)
    assert f"::: table {name}\n" in text.replace("**", "")
