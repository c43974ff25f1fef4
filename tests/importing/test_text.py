from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest

from publish.importing.project import Imported, Request
from publish.importing.text import read
from tests.support.word_imports import faults

SENTENCES = (
    "Chợ phiên Kỳ Lừa ở Lạng Sơn họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng.\n\n"
    "Người đi chợ từ sáng sớm, mang theo gạo, muối, vải và những thứ làm ra ở nhà; đường xa không ngại.\n"
)


def imported(folder: Path, content: bytes) -> Imported:
    path = folder / "bai.txt"
    path.write_bytes(content)
    return read(path, Request(datetime.date(2026, 11, 30)))


def body(result: Imported) -> str:
    return result.project.files["bai.md"].decode().split("---\n", 2)[2].strip()


def tcvn3(text: str) -> bytes:
    from publish.vietnamese.encodings.tcvn3 import decode_tcvn3

    known = {decode_tcvn3(chr(code), False): code for code in range(0xA1, 0x100)}
    return bytes(known.get(letter, ord(letter) if ord(letter) < 128 else 63) for letter in text)


@pytest.mark.parametrize(
    "content",
    [
        SENTENCES.encode(),
        SENTENCES.encode("utf-8-sig"),
        SENTENCES.encode("utf-16"),
        SENTENCES.encode("utf-16-le"),
        SENTENCES.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", SENTENCES).encode(),
        tcvn3(SENTENCES),
    ],
    ids=["utf-8", "mark", "utf-16", "without mark", "crlf", "nfd", "tcvn3"],
)
def test_text_is_read_whatever_it_is_in(tmp_path: Path, content: bytes) -> None:
    result = imported(tmp_path, content)
    assert SENTENCES.strip() == body(result)
    assert () == result.balance.left_out


def test_lines_of_a_page_are_joined_to_paragraphs(tmp_path: Path) -> None:
    line = "Chợ phiên Kỳ Lừa họp sáu ngày một lần, và mỗi phiên là một ngày hội"
    text = "\n".join([line, line, "của vùng.", "", line, line, "của vùng."])
    paragraph = f"{line} {line} của vùng."
    assert f"{paragraph}\n\n{paragraph}" == body(imported(tmp_path, text.encode()))


def test_each_long_line_is_a_paragraph(tmp_path: Path) -> None:
    text = SENTENCES.replace("\n\n", "\n") * 2
    assert 3 == body(imported(tmp_path, text.encode())).count("\n\n")


def test_short_first_line_is_the_headline(tmp_path: Path) -> None:
    result = imported(tmp_path, f"Chợ phiên Kỳ Lừa\n\n{SENTENCES}".encode())
    assert "headline: Chợ phiên Kỳ Lừa\n" in result.project.files["bai.md"].decode()


def test_captions_of_lost_photographs_are_photo_notes(tmp_path: Path) -> None:
    lines = [
        "Sáng 26/9, tại Trung tâm hội nghị tỉnh, Đại hội đại biểu khai mạc phiên chính thức với 350 đại biểu.",
        "Khai mạc Đại hội đại biểu. Ảnh: Báo Lạng Sơn",
        "Đại hội có sự góp mặt của 350 đại biểu chính thức từ 15 Đảng bộ trực thuộc, nhiều hơn lần trước.",
        "",
        "Các đại biểu tham dự Đại hội.",
        "Ông Phạm Minh Chính cũng đã chỉ ra một số hạn chế.",
        "Ông Phạm Minh Chính - Trưởng Ban Tổ chức Trung ương phát biểu chỉ đạo tại Đại hội.",
        "Ông nhấn mạnh một số nhiệm vụ:",
        "Một là tiếp tục giữ gìn đoàn kết;",
        "Hai là tiếp tục xây dựng Đảng.",
    ]
    text = body(imported(tmp_path, "\n\n".join(lines).encode()))
    assert "::: figure\nKhai mạc Đại hội đại biểu.\n\n-- Ảnh: Báo Lạng Sơn\n:::" in text
    assert "::: figure\nCác đại biểu tham dự Đại hội.\n:::" in text
    assert "::: figure\nÔng Phạm Minh Chính - Trưởng Ban" in text
    assert 3 == text.count("::: figure") and text.endswith("Hai là\n:   tiếp tục xây dựng Đảng.")


def test_marks_are_words(tmp_path: Path) -> None:
    text = f"{SENTENCES}\n* chợ_phiên *họp* [sáng] $5$ <b>\n"
    assert [] == faults(imported(tmp_path, text.encode()))
