from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.official.feet import signature_of
from tests.support.official_files import Line, Typed, facts_of, imported


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (["BỘ TRƯỞNG", "Lê Văn A"], {"chuc_vu": ["BỘ TRƯỞNG"], "nguoi_ky": "Lê Văn A"}),
        (
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Văn A"],
            {
                "quyen_han": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
                "chuc_vu": ["PHÓ CHỦ TỊCH"],
                "ghi_chu_ky": ["(Đã ký)"],
                "nguoi_ky": "Lê Văn A",
            },
        ),
        (
            ["CHỦ TỌA", "(Chữ ký của người có thẩm quyền", "dấu của cơ quan)⁵", "Họ và tên"],
            {
                "chuc_vu": ["CHỦ TỌA"],
                "ghi_chu_ky": ["(Chữ ký của người có thẩm quyền", "dấu của cơ quan)⁵"],
                "nguoi_ky": "Họ và tên",
            },
        ),
        (
            ["TRƯỞNG BAN", "Phó Thủ tướng", "Lê Văn A"],
            {"chuc_vu": ["TRƯỞNG BAN"], "chuc_vu_khac": ["Phó Thủ tướng"], "nguoi_ky": "Lê Văn A"},
        ),
        (["GIÁM ĐỐC", "NGUYỄN VĂN AN"], {"chuc_vu": ["GIÁM ĐỐC"], "nguoi_ky": "NGUYỄN VĂN AN"}),
        (["Q. GIÁM ĐỐC", "Lê Văn A"], {"chuc_vu": ["Q. GIÁM ĐỐC"], "nguoi_ky": "Lê Văn A"}),
        (["TL. BỘ TRƯỞNG", "[đã ký]"], {"quyen_han": ["TL. BỘ TRƯỞNG"], "ghi_chu_ky": ["[đã ký]"]}),
    ],
)
def test_lines_of_a_signature_are_told_apart(lines: list[str], facts: dict[str, object]) -> None:
    assert facts == signature_of(lines)


def test_recipient_whose_line_is_broken_is_one(tmp_path: Path) -> None:
    received = ("- Các bộ, cơ quan ngang bộ,", "cơ quan thuộc Chính phủ;", "- Lưu: VT, HC (2).")
    facts = facts_of(imported(tmp_path, Typed(received=received).pieces()))
    assert ["Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Lưu: VT, HC (2)"] == facts["noi_nhan"]


def test_those_on_the_left_sign_beside_the_signer(tmp_path: Path) -> None:
    def signed(*lines: str) -> list[Line]:
        return [Line(text, True, True) for text in lines]

    foot = [
        [signed("THƯ KÝ", "(Chữ ký)", "Lê Thị B"), signed("CHỦ TỌA", "Trần Văn C")],
        [[Line("Nơi nhận:", True), Line("- Lưu: VT.")], []],
    ]
    typed = Typed(number="Số: 1/BB-VP", title=("BIÊN BẢN", "Họp giao ban"), signed=(), behind=(foot,))
    result = imported(tmp_path, typed.pieces())
    facts = facts_of(result)
    assert (["CHỦ TỌA"], ["Trần Văn C"]) == (facts["chuc_vu"], facts["nguoi_ky"])
    expected = {"chuc_vu": ["THƯ KÝ"], "ghi_chu_ky": ["(Chữ ký)"], "nguoi_ky": ["Lê Thị B"]}
    assert ([expected], ["Lưu: VT"]) == (facts["cung_ky"], facts["noi_nhan"])
    assert () == result.balance.losses


def test_foot_without_recipients_is_known_by_those_who_sign(tmp_path: Path) -> None:
    facts = facts_of(imported(tmp_path, Typed(received=()).pieces()))
    assert (["CHÁNH VĂN PHÒNG"], ["Nguyễn Văn An"]) == (facts["chuc_vu"], facts["nguoi_ky"])
    assert "noi_nhan" not in facts


def test_mark_of_the_drafter_stands_below_the_recipients(tmp_path: Path) -> None:
    result = imported(tmp_path, Typed(received=("- Như trên;", "- Lưu: VT, TCCB.", "PL.(300)")).pieces())
    facts = facts_of(result)
    assert (["Như trên", "Lưu: VT, TCCB"], ["PL.(300)"]) == (facts["noi_nhan"], facts["ky_hieu_soan"])
    assert () == result.balance.losses
