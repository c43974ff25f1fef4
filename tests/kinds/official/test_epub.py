"""The plain form of an official document: what it says on paper, in the order in which it is read."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from tests.support.officials import DECISION, LETTER, make_official

COPY = """sao:
  hinh_thuc: Sao y
  co_quan: Sở Nội vụ
  so: 2
  ky_hieu: SY-SNV
  dia_danh: Hòa Sơn
  ngay: 2026-03-01
  noi_nhan: Như trên
  chuc_vu: Chánh Văn phòng
  nguoi_ky: Đỗ Thị Dung
  ky_so: 10 giờ 30
"""


def page(epub: bytes, name: str = "article.xhtml") -> str:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return archive.read(f"EPUB/{name}").decode()


def lines(markup: str) -> list[str]:
    """The text of each element that holds a line of the page, in the order of the page."""
    body = markup.partition("<body")[2].partition(">")[2]
    found = re.findall(r"<(p|h\d|li|td|th)\b[^>]*>(.*?)</\1>", body, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).split()) for _, inner in found]


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_official(tmp_path_factory.mktemp("decision"), DECISION, "epub")


def test_a_decision_is_read_from_its_agency_to_its_annexes(decision: bytes) -> None:
    found = lines(page(decision))
    wanted = [
        "Bộ Nội vụ",
        "Số: 05/QĐ-BNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 05 tháng 01 năm 2020",
        "Quyết định Về việc thành lập Hội đồng thi nâng ngạch công chức năm 2020",
        "Bộ trưởng Bộ Nội vụ",
        "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008;",
        "QUYẾT ĐỊNH:",
        "Điều 2. Hội đồng có nhiệm vụ:",
        "1. Tổ chức thi theo quy định.",
        "a) Danh sách thí sinh;",
        "đ) Hồ sơ kèm theo.",
        "KT. Bộ trưởng",
        "Thứ trưởng",
        "Nguyễn Văn An",
        "Nơi nhận:",
        "Như Điều 3;",
        "Lưu: VT, TCCB.",
        "Phụ lục I Danh sách Hội đồng thi",
        "(Kèm theo Quyết định số 05/QĐ-BNV ngày 05 tháng 01 năm 2020 của Bộ Nội vụ)",
        "Chương I Những quy định chung",
        "Điều 1. Phạm vi điều chỉnh",
        "Trần Thị Bình",
        "Phụ lục II Bảng phân công",
        "(Kèm theo Quyết định số 05/QĐ-BNV ngày 05 tháng 01 năm 2020 của Bộ Nội vụ)",
    ]
    assert wanted == [line for line in found if line in wanted]


def test_its_contents_name_divisions_by_their_numbers(decision: bytes) -> None:
    titles = re.findall(r'<a href="article.xhtml#section-\d">([^<]*)', page(decision, "nav.xhtml"))
    assert titles == [
        "Phụ lục I Danh sách Hội đồng thi",
        "Chương I Những quy định chung",
        "Điều 1. Phạm vi điều chỉnh",
        "Phụ lục II Bảng phân công",
    ]


def test_printed_pages_are_marked_where_annexes_begin(decision: bytes) -> None:
    text = page(decision)
    marks = [text.index(f'id="page-{number}"') for number in (1, 2, 3)]
    assert text.index("<h1") > marks[0]
    assert text.index("đ)") < marks[1] < text.index("Phạm vi điều chỉnh")
    assert text.index("Chủ tịch") < marks[2] < text.index("Đoạn văn nói")


def test_legal_bases_and_the_order_stand_out(decision: bytes) -> None:
    text = page(decision)
    assert text.count("<p><em>") == 3
    assert '<p class="order"><strong>QUYẾT ĐỊNH:</strong></p>' in text
    assert "<strong>Điều\N{NO-BREAK SPACE}1.</strong>" in text


def test_a_letter_shows_its_subject_stamps_and_addressees(tmp_path: Path) -> None:
    found = lines(page(make_official(tmp_path, LETTER, "epub")))
    wanted = [
        "Ủy ban nhân dân tỉnh Hòa Sơn",
        "Khẩn Lưu hành nội bộ",
        "V/v góp ý dự thảo Kế hoạch chuyển đổi số năm 2026",
        "Kính gửi:",
        "Các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh;",
        "Phó Chánh Văn phòng",
        "PL.(30)",
        "Số 1 đường Hòa Bình, phường Hòa Sơn; ĐT: 024 0000 0000; www.hoason.example",
    ]
    assert wanted == [line for line in found if line in wanted]


def test_a_web_page_says_what_a_document_and_its_copy_are(tmp_path: Path) -> None:
    web = make_official(tmp_path, LETTER.replace("dia_chi:", f"{COPY}dia_chi:"), "html").decode()
    assert '"@type": "DigitalDocument"' in web.replace('":"', '": "')
    copied = web[web.index('class="copy"') :]
    for text in ("Sao y", "Số: 02/SY-SNV", "Hòa Sơn, ngày 01 tháng 3 năm 2026", "10 giờ 30", "Đỗ Thị Dung"):
        assert text in copied
