"""The printed pages of official documents, as those who read, copy and hear them find them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.editing.preparation import prepare_sources
from publish.kinds.official.printing import printed
from publish.kinds.projects import read_project
from publish.outputs.commission import Commission, Workers
from publish.publication.assets.folders import find_assets

HEAD = """loai: Quyết định
co_quan_chu_quan: Ủy ban nhân dân tỉnh
co_quan: Sở Nội vụ
so: 5
ky_hieu: QĐ-SNV
dia_danh: Hòa Sơn
ngay: 2026-01-05
trich_yeu: Về việc thành lập Tổ công tác
tham_quyen: Giám đốc Sở Nội vụ
noi_nhan: [Như Điều 2, "Lưu: VT"]
quyen_han: KT. Giám đốc
chuc_vu: Phó Giám đốc
nguoi_ky: Trần Thị Bình
"""
ARTICLES = "Điều 1. Thành lập.\n\nĐiều 2. Thi hành./.\n"
LONG = "Một đoạn văn của phụ lục, đủ dài để thành hai dòng trên trang giấy khi in ra cho mọi người cùng đọc.\n\n"


def make(root: Path, text: str, front: str = HEAD) -> bytes:
    source = root / "source"
    source.mkdir(parents=True)
    (source / "publish.toml").write_text('[publication]\nkind = "official"\n', encoding="utf-8")
    (source / "van-ban.md").write_text(f"---\n{front}---\n\n{text}", encoding="utf-8")
    project = read_project(root)
    prepared = prepare_sources(project, project.sources)[0]
    assert prepared.article
    assert [] == [d.message for d in prepared.diagnostics]
    return printed(Commission(prepared.article, project, find_assets(root), Workers())).screen_twin


def pages(content: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(content) as document:
        return [[line.strip() for line in page.get_textpage().get_text_bounded().splitlines()] for page in document]


def test_the_head_is_read_column_by_column(tmp_path: Path) -> None:
    lines = pages(make(tmp_path, ARTICLES))[0]
    expected = ["ỦY BAN NHÂN DÂN TỈNH", "SỞ NỘI VỤ", "Số: 05/QĐ-SNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    expected += ["Độc lập - Tự do - Hạnh phúc", "Hòa Sơn, ngày 05 tháng 01 năm 2026"]
    expected += ["QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác", "GIÁM ĐỐC SỞ NỘI VỤ"]
    assert expected == lines[:9]


def test_signature_and_recipients_are_read_one_after_the_other(tmp_path: Path) -> None:
    lines = pages(make(tmp_path, ARTICLES))[0]
    expected = ["Nơi nhận:", "- Như Điều 2;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Bình"]
    assert expected == lines[-6:]


def test_each_annex_has_folios_of_its_own(tmp_path: Path) -> None:
    annex = f"\n## Phụ lục. Bảng {{}}\n\n{LONG * 25}"
    content = make(tmp_path, ARTICLES.replace("lập.", "lập kèm theo.") + annex.format("một") + annex.format("hai"))
    shown = pages(content)
    assert ["Phụ lục I", "Phụ lục II"] == [page[0] for page in shown if page[0].startswith("Phụ lục")]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        labels = [page.label for page in pdf.pages]
    assert labels.count("1") == 3
    assert all(label == "1" or label in page for label, page in zip(labels, shown, strict=True))


def test_a_long_text_has_no_number_on_its_first_page(tmp_path: Path) -> None:
    shown = pages(make(tmp_path, LONG * 30 + "Hết./.\n"))
    assert "1" not in shown[0]
    assert "2" in shown[1]


LAST = {
    "a paragraph": "Đoạn cuối có ba dòng, và đủ chữ để thành ba dòng trên trang giấy khổ A4 khi in. " * 3,
    "a line": "Quyết định này có hiệu lực kể từ ngày ký",
}


@pytest.mark.slow
@pytest.mark.parametrize("last", LAST)
def test_recipients_and_signature_take_two_lines_of_text_with_them(last: str, tmp_path: Path) -> None:
    moved = 0
    for count in range(22, 34):
        text = "".join(f"Dòng thứ {number} của văn bản.\n\n" for number in range(count))
        found = pages(
            make(tmp_path / str(count), f"{text}{LAST[last].strip()}./.\n", HEAD.replace("Như Điều 2", "Các phòng"))
        )
        (page,) = (lines for lines in found if "Nơi nhận:" in lines)
        assert "Trần Thị Bình" in page
        if page is not found[0]:
            before = page[: page.index("Nơi nhận:")]
            folio = len([line for line in before if line.isdecimal()])
            assert 2 <= len(before) - folio, (count, page)
            moved += 1
    assert 4 <= moved
