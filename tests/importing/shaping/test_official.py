from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from publish.importing.balance import FURNITURE
from publish.importing.project import Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from tests.support.word_files import bold, cell, centred, para, run, save, table, word_file
from tests.support.word_imports import imported

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "Lạng Sơn, ngày 05 tháng 3 năm 2020"
AGENCY = ("UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ")
TITLE = centred(bold("QUYẾT ĐỊNH")) + centred(bold("Về công tác văn thư"))
TEXT = para("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015 và các văn bản có liên quan;") + para(
    "Điều này có hiệu lực."
)
FACTS = (
    '---\nheadline: |\n  QUYẾT ĐỊNH\n  Về công tác văn thư\nkicker: "Số: 30/QĐ-SNV"\n'
    "byline: UBND TỈNH LẠNG SƠN – SỞ NỘI VỤ\ndateline: Lạng Sơn\npublished: 2020-03-05\n"
)


def lines(*texts: str) -> str:
    return cell(*map(centred, texts))


ROWS = {
    "one row": table(
        [lines(*AGENCY, "_______", "Số: 30/QĐ-SNV"), lines(COUNTRY, MOTTO, "________", DATE)], ruled=False
    ),
    "two rows": table(
        [lines(*AGENCY, "_______"), lines(COUNTRY, MOTTO, "________")],
        [lines("Số: 30/QĐ-SNV"), lines(DATE)],
        ruled=False,
    ),
    "spacer": table(
        [lines(*AGENCY), cell(), lines(COUNTRY, MOTTO)], [lines("Số: 30/QĐ-SNV"), cell(), lines(DATE)], ruled=False
    ),
    "tabs": "".join(
        para(left, "<w:r><w:tab/></w:r>", right)
        for left, right in ((AGENCY[0], COUNTRY), (AGENCY[1], MOTTO), ("Số: 30/QĐ-SNV", DATE))
    ),
}


@pytest.mark.parametrize("head", ROWS.values(), ids=list(ROWS))
def test_head_becomes_facts(tmp_path: Path, head: str) -> None:
    result = imported(tmp_path, head + TITLE + TEXT)
    text = result.project.files["bai.md"].decode()
    assert FACTS == text[: len(FACTS)]
    assert f"---\n\n{COUNTRY}\\\n{MOTTO}\n\nCăn cứ" in text
    assert () == result.balance.losses
    assert {"byline", "kicker", "dateline"} <= {made for _, _, made, _ in result.balance.decisions}


@pytest.mark.parametrize("head", ROWS.values(), ids=list(ROWS))
def test_head_further_down_is_read_column_by_column(tmp_path: Path, head: str) -> None:
    before = para("Mẫu 1. Quyết định, viết theo phụ lục của nghị định.") * 8
    result = imported(tmp_path, before + head + para("Hết."))
    text = result.project.files["bai.md"].decode()
    places = [text.index(each) for each in (*AGENCY, "Số: 30/QĐ-SNV", COUNTRY, MOTTO, DATE)]
    assert sorted(places) == places
    assert () == result.balance.losses


def test_lines_drawn_with_signs_in_a_head_are_told_and_no_loss(tmp_path: Path) -> None:
    for before in ("", para("Mẫu.") * 8):
        made = imported(tmp_path, before + ROWS["one row"] + TITLE + TEXT).balance
        assert 2 == sum(entry.count for entry in made.left_out if entry.what == FURNITURE)


def test_letter_has_what_it_is_about_as_headline(tmp_path: Path) -> None:
    head = table(
        [lines("SỞ NỘI VỤ"), lines(COUNTRY, MOTTO)],
        [lines("Số: 12/SNV-VP", "V/v triển khai công tác văn thư"), lines(DATE)],
        ruled=False,
    )
    text = (
        imported(tmp_path, head + para("Kính gửi: các sở, ban, ngành của tỉnh và các huyện.") + TEXT)
        .project.files["bai.md"]
        .decode()
    )
    assert text.startswith(
        '---\nheadline: V/v triển khai công tác văn thư\nkicker: "Số: 12/SNV-VP"\nbyline: SỞ NỘI VỤ\n'
    )


def test_document_of_the_party_has_a_head(tmp_path: Path) -> None:
    head = table([lines("TỈNH ỦY LẠNG SƠN", "*", "Số 12-NQ/TU"), lines("ĐẢNG CỘNG SẢN VIỆT NAM", DATE)], ruled=False)
    text = imported(tmp_path, head + TITLE + TEXT).project.files["bai.md"].decode()
    assert "\nkicker: Số 12-NQ/TU\nbyline: TỈNH ỦY LẠNG SƠN\ndateline: Lạng Sơn\n" in text


def test_blanks_of_a_form_are_no_facts(tmp_path: Path) -> None:
    head = table(
        [lines("TÊN CƠ QUAN, TỔ CHỨC", "Số:     /QĐ-…"), lines(COUNTRY, MOTTO, "…, ngày … tháng … năm …")], ruled=False
    )
    result = imported(tmp_path, head + TITLE + TEXT)
    text = result.project.files["bai.md"].decode()
    assert "byline" not in text and "kicker" not in text and "dateline" not in text
    assert text.index("TÊN CƠ QUAN") < text.index("Số: /QĐ-…") < text.index(COUNTRY) < text.index("…, ngày …")
    assert () == result.balance.losses


@pytest.mark.parametrize(
    "body",
    [
        table(["Tên", COUNTRY], ["một", "hai"], ["ba " * 40, "bốn"]),
        table([cell(para("A")), cell(para(COUNTRY)), cell(para("C"))]),
        table([cell(para("A")), cell(para("B"))], ruled=False),
    ],
)
def test_other_tables_are_no_heads(tmp_path: Path, body: str) -> None:
    result = imported(tmp_path, body + TITLE + TEXT)
    assert "byline" not in result.project.files["bai.md"].decode()


def test_head_of_a_book_stays_in_its_text(tmp_path: Path) -> None:
    path = save(tmp_path, word_file(ROWS["two rows"] + TITLE + TEXT + para(run("Hết."))))
    result = read(path, Request(datetime.date(2026, 11, 30), "book", KINDS))
    whole = "".join(content.decode() for name, content in result.project.files.items() if name.endswith(".md"))
    assert "byline" not in whole and whole.index("Số: 30/QĐ-SNV") < whole.index(COUNTRY) < whole.index(DATE)
    assert () == result.balance.losses


def test_line_of_a_head_that_was_decided_against_stays_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "du-an" / "source").mkdir(parents=True)
    (tmp_path / "du-an" / "source" / "import.toml").write_text('[crossheads]\n"SỞ NỘI VỤ" = 0\n', "utf-8")
    path = save(tmp_path, word_file(ROWS["two rows"] + TITLE + TEXT))
    request = dataclasses.replace(Request(datetime.date(2026, 11, 30)), earlier=tmp_path / "du-an")
    text = read(path, request).project.files["bai.md"].decode()
    assert "byline" not in text and "\n\nSỞ NỘI VỤ\n\n" in text
