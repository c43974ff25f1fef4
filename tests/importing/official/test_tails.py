from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.official_files import Line, Ruled, Typed, body_of, facts_of, imported

TABLE = Ruled([[[Line("STT")], [Line("Tên")]], [[Line("1")], [Line("Hồ sơ")]]])


def centred(*texts: str) -> list[Line]:
    return [Line(text, True, True) for text in texts]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("Phụ lục I", "DANH MỤC"), "## Phụ lục I. DANH MỤC"),
        (("PHỤ LỤC I", "DANH MỤC", "HỒ SƠ"), "## Phụ lục I. DANH MỤC HỒ SƠ"),
        (("Phụ lục", "DANH MỤC"), "## Phụ lục. DANH MỤC"),
        (("PHỤ LỤC: DANH MỤC",), "## Phụ lục. DANH MỤC"),
        (("Phụ lục 1", "DANH MỤC"), "## Phụ lục. DANH MỤC"),
        (("DANH MỤC", "HỒ SƠ"), "## Phụ lục. DANH MỤC HỒ SƠ"),
    ],
)
def test_annex_behind_the_signature_is_a_heading(tmp_path: Path, lines: tuple[str, ...], heading: str) -> None:
    named = Line("(Kèm theo Báo cáo số 05/BC-VP ngày 05 tháng 01 năm 2020 của Văn phòng)", centred=True)
    result = imported(tmp_path, Typed(behind=(*centred(*lines), named, TABLE)).pieces())
    text = body_of(result)
    assert f"{heading}\n\n| STT | Tên |" in text
    assert "Kèm theo" not in text
    assert () == result.balance.losses


def test_annexes_are_counted_and_other_figures_noted(tmp_path: Path) -> None:
    behind = (*centred("Phụ lục 1", "MỘT"), Line("Nội dung một."), *centred("Phụ lục 2", "HAI"), Line("Nội dung hai."))
    result = imported(tmp_path, Typed(behind=behind).pieces())
    text = body_of(result)
    assert text.index("## Phụ lục. MỘT") < text.index("Nội dung một.") < text.index("## Phụ lục. HAI")
    assert "<!-- Phụ lục 1 -->" in text and "<!-- Phụ lục 2 -->" in text
    assert () == result.balance.losses


def test_notes_on_a_form_are_notes_to_the_editor(tmp_path: Path) -> None:
    behind = ([[[Line("Ghi chú:"), Line("Ghi rõ tên cơ quan.")]]], *centred("Phụ lục", "MỘT"), Line("Hết."))
    result = imported(tmp_path, Typed(behind=behind).pieces())
    text = body_of(result)
    assert text.endswith("<!-- Ghi chú: -->\n\n<!-- Ghi rõ tên cơ quan. -->")
    assert any("notes on a form" in entry.how for entry in result.balance.changed)
    assert () == result.balance.losses


def test_address_and_who_confirms_are_facts(tmp_path: Path) -> None:
    address = "Địa chỉ: số 8 Tôn Thất Thuyết, Hà Nội; điện thoại: 024.0000"
    confirms = [[centred("Xác nhận của chính quyền địa phương", "(Chữ ký, dấu)", "Họ và tên"), []]]
    result = imported(tmp_path, Typed(behind=(confirms, Line(address))).pieces())
    facts = facts_of(result)
    assert [address] == facts["dia_chi"]
    assert {
        "chuc_vu": ["Xác nhận của chính quyền địa phương"],
        "ghi_chu_ky": ["(Chữ ký, dấu)"],
        "nguoi_ky": ["Họ và tên"],
    } == facts["xac_nhan"]
    assert () == result.balance.losses


@pytest.mark.parametrize(("typed", "form"), [("SAO Y", "Sao y"), ("TRÍCH SAO", "Trích sao"), ("……1……", "……1……")])
def test_copy_is_a_group_of_facts(tmp_path: Path, typed: str, form: str) -> None:
    head = [[centred("VĂN PHÒNG TỈNH", "Số: 7/SY-VP"), centred(typed, "Lạng Sơn, ngày 06 tháng 02 năm 2020")]]
    foot = [[[Line("Nơi nhận:"), Line("- Các sở;"), Line("- Lưu: VT.")], centred("CHÁNH VĂN PHÒNG", "Lê Văn B")]]
    result = imported(tmp_path, Typed(behind=(head, foot)).pieces())
    assert {
        "hinh_thuc": [form],
        "co_quan": ["VĂN PHÒNG TỈNH"],
        "so": ["7"],
        "ky_hieu": ["SY-VP"],
        "dia_danh": ["Lạng Sơn"],
        "ngay": ["2020-02-06"],
        "noi_nhan": ["Các sở", "Lưu: VT"],
        "chuc_vu": ["CHÁNH VĂN PHÒNG"],
        "nguoi_ky": ["Lê Văn B"],
    } == facts_of(result)["sao"]
    assert ["Nguyễn Văn An"] == facts_of(result)["nguoi_ky"]
    assert () == result.balance.losses
