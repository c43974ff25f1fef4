"""Bylines, datelines and poems as newspapers have them, by their look."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.word_files import bold, centred, para, run, table
from tests.support.word_imports import imported

HEAD = centred(run("Chợ phiên cuối năm", '<w:b/><w:sz w:val="40"/>'))
TEXT = "Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm."
PLAIN = para(TEXT)
RIGHT = '<w:jc w:val="right"/>'


def source(folder: Path, body: str) -> str:
    result = imported(folder, body)
    assert () == result.balance.losses
    return result.project.files["bai.md"].decode()


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ('byline: "Bài và ảnh: Lan Anh"', para("Bài và ảnh: Lan Anh")),
        ('byline: "Tin, ảnh: Lan Anh - Thu Trang"', para("Tin, ảnh: Lan Anh - Thu Trang", about=RIGHT)),
        ('byline: "Thực hiện: Lan Anh"', para("Thực hiện: Lan Anh")),
        ("byline: PV", para("PV", about=RIGHT)),
        ("byline: PV (tổng hợp)", para("PV (tổng hợp)")),
        ("byline: Lan Anh (tổng hợp)", para("Lan Anh (tổng hợp)")),
        ("byline: Nguyễn Thị Lan", para(bold("Nguyễn Thị Lan"), about=RIGHT)),
        ("source: Theo TTXVN", para("Theo TTXVN")),
        ("source: Theo Báo Lạng Sơn", para(run("(Theo Báo Lạng Sơn)", "<w:i/>"))),
    ],
)
def test_last_line_says_who_wrote_the_text(tmp_path: Path, fact: str, line: str) -> None:
    text = source(tmp_path, HEAD + PLAIN * 2 + line)
    assert f"\n{fact}\n" in text.partition("\n---\n")[0]
    assert text.endswith(f"{TEXT}\n\n{TEXT}\n")


def test_author_and_source_may_both_stand_at_the_end(tmp_path: Path) -> None:
    text = source(tmp_path, HEAD + PLAIN * 2 + para("Lan Anh (t/h)") + para("Theo VnExpress"))
    assert "\nbyline: Lan Anh (t/h)\nsource: Theo VnExpress\n" in text


@pytest.mark.parametrize(
    "line",
    [
        para("Theo Luật Đất đai thì chợ được giao cho xã."),
        para("Theo đề nghị của Sở Nội vụ"),
        para("Nguyễn Thị Lan"),
        para("Bài học:"),
        para("Theo Điều 5 của Luật này, chợ họp sớm"),
        para("PVC là nhựa"),
    ],
)
def test_other_last_lines_are_text(tmp_path: Path, line: str) -> None:
    text = source(tmp_path, HEAD + PLAIN * 2 + line)
    assert "byline" not in text and "source" not in text


def test_name_below_an_office_is_a_signature_and_no_byline(tmp_path: Path) -> None:
    end = para(bold("GIÁM ĐỐC"), about=RIGHT) + para(bold("Nguyễn Thị Lan"), about=RIGHT)
    assert "byline" not in source(tmp_path, HEAD + PLAIN * 2 + end)


def test_source_of_a_table_is_that_of_the_table(tmp_path: Path) -> None:
    rows = table(["Tháng", "Giá"], ["11", "4000"])
    assert "-- Nguồn: Sở Công Thương" in source(tmp_path, HEAD + PLAIN * 2 + rows + para("Nguồn: Sở Công Thương"))


@pytest.mark.parametrize(
    ("facts", "opening"),
    [
        (['dateline: "Hà Nội, 12/3"'], "(Hà Nội, 12/3) – "),
        (['dateline: "Hà Nội, ngày 12/3"'], "Hà Nội, ngày 12/3 – "),
        (["dateline: Hà Nội", "published: 2024-03-12"], "Hà Nội, 12/3/2024 - "),
        (['dateline: "TP. Hồ Chí Minh, 12/3"', "source: Theo TTXVN"], "TP. Hồ Chí Minh, 12/3 (TTXVN) – "),
        (["source: Theo Dân trí"], "(Dân trí) - "),
    ],
)
def test_opening_of_the_first_paragraph_is_a_dateline(tmp_path: Path, facts: list[str], opening: str) -> None:
    text = source(tmp_path, HEAD + para(run(opening, "<w:b/>"), TEXT) + PLAIN)
    above, _, below = text.partition("\n---\n")
    assert all(f"\n{fact.replace(chr(34), '')}\n" in f"{above}\n".replace('"', "") for fact in facts), above
    assert below.startswith(f"\n{TEXT}")


@pytest.mark.parametrize(
    "opening", ["(Chợ) ", "Hà Nội, 12/3 ", "(a) – ", "hà nội, 12/3 – ", "Tỷ số 12/3 – ", "(Ảnh chợ) – "]
)
def test_other_openings_are_text(tmp_path: Path, opening: str) -> None:
    text = source(tmp_path, HEAD + para(f"{opening}{TEXT}") + PLAIN)
    assert "dateline" not in text and "source" not in text


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Hà Nội, ngày 12 tháng 3 năm 2024", "dateline: Hà Nội\npublished: 2024-03-12\n"),
        ("(Hà Nội, 12/3/2024)", "dateline: Hà Nội\npublished: 2024-03-12\n"),
        ("Lạng Sơn, 12/3", "dateline: Lạng Sơn, 12/3\n"),
    ],
)
def test_line_of_place_and_day_below_the_headline_is_the_dateline(tmp_path: Path, line: str, facts: str) -> None:
    assert f"\n{facts}" in source(tmp_path, HEAD + para(line) + PLAIN)


LUC_BAT = [
    "Trăm năm trong cõi người ta,",
    "Chữ tài chữ mệnh khéo là ghét nhau.",
    "Trải qua một cuộc bể dâu,",
    "Những điều trông thấy mà đau đớn lòng.",
]
FIVE = ["Đêm nay Bác không ngủ", "Vì một lẽ thường tình", "Người ngồi bên bếp lửa", "Nhìn ngọn lửa lung linh."]
BROKEN = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize("lines", [LUC_BAT, FIVE, LUC_BAT * 2], ids=["six and eight", "five", "eight lines"])
@pytest.mark.parametrize("form", ["one paragraph", "centred", "slanted", "set in"])
def test_poem_is_known_by_its_syllables(tmp_path: Path, lines: list[str], form: str) -> None:
    body = {
        "one paragraph": para(*[each for line in lines for each in (run(line), BROKEN)]),
        "centred": "".join(map(centred, lines)),
        "slanted": "".join(para(run(line, "<w:i/>")) for line in lines),
        "set in": "".join(para(line, about='<w:ind w:left="1440"/>') for line in lines),
    }[form]
    text = source(tmp_path, HEAD + PLAIN + body + PLAIN).replace("*", "")
    assert "\n\n::: verse\n" + "\n".join(lines) + "\n:::\n\n" in text


def test_title_that_is_set_like_the_poem_is_no_line_of_it(tmp_path: Path) -> None:
    body = "".join(para(run(line, "<w:i/>")) for line in ("Truyện Kiều", *LUC_BAT))
    text = source(tmp_path, HEAD + PLAIN + body + PLAIN).replace("*", "")
    assert "\n\nTruyện Kiều\n\n::: verse\n" in text


def test_many_short_lines_that_are_no_poem_are_looked_at_in_a_moment(tmp_path: Path) -> None:
    lines = "".join(para(run(line, "<w:i/>")) for line in ("Chợ họp sớm,", "Chợ họp rất sớm hôm nay.") * 2000)
    start = time.process_time()
    source(tmp_path, HEAD + PLAIN + lines)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Sở Nội vụ tỉnh Lạng Sơn,",
            "Sở Y tế tỉnh Lạng Sơn,",
            "Sở Tài chính tỉnh Lạng Sơn,",
            "Sở Xây dựng tỉnh Lạng Sơn.",
        ],
        ["Họ và tên: Lan", "Ngày sinh: hôm nay", "Quê quán: ở chợ", "Nghề nghiệp: bán muối."],
        ["Chợ họp 12 giờ", "Chợ tan 15 giờ", "Chợ nghỉ 16 giờ", "Chợ về 17 giờ."],
        [
            "Chợ họp sớm.",
            "Chợ họp rất sớm từ khi trời chưa sáng hẳn.",
            "Rồi tan.",
            "Ai cũng về nhà với muối trên lưng ngựa.",
        ],
        LUC_BAT[:3],
        ["The market opens early", "And everybody comes to", "Buy the salt of winter", "Before the day is over."],
    ],
    ids=["names", "form", "numbers", "prose", "three lines", "English"],
)
def test_other_short_lines_are_no_poem(tmp_path: Path, lines: list[str]) -> None:
    one = para(*[each for line in lines for each in (run(line), BROKEN)])
    for body in (one, "".join(para(run(line, "<w:i/>")) for line in lines)):
        assert "::: verse" not in source(tmp_path, HEAD + PLAIN + body + PLAIN)
