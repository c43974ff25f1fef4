from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.official.heads import part_agencies
from tests.support.official_files import Typed, body_of, facts_of, imported


@pytest.mark.parametrize(
    ("lines", "parted"),
    [
        ([("BỘ NỘI VỤ", False), ("VĂN PHÒNG", True)], (["BỘ NỘI VỤ"], ["VĂN PHÒNG"])),
        ([("BỘ NỘI VỤ", True)], ([], ["BỘ NỘI VỤ"])),
        ([("UBND TỈNH A", False), ("SỞ NỘI VỤ", False)], (["UBND TỈNH A"], ["SỞ NỘI VỤ"])),
        ([("ỦY BAN NHÂN DÂN", True), ("TỈNH A", True)], ([], ["ỦY BAN NHÂN DÂN", "TỈNH A"])),
        ([("ỦY BAN NHÂN DÂN", False), ("TỈNH A", False), ("SỞ B", True)], (["ỦY BAN NHÂN DÂN", "TỈNH A"], ["SỞ B"])),
        (
            [("UBND TỈNH A", False), ("BAN QUẢN LÝ", True), ("KHU KINH TẾ", True)],
            (["UBND TỈNH A"], ["BAN QUẢN LÝ", "KHU KINH TẾ"]),
        ),
    ],
)
def test_agency_that_issues_is_bold_or_the_last(
    lines: list[tuple[str, bool]], parted: tuple[list[str], list[str]]
) -> None:
    assert parted == part_agencies(lines)


@pytest.mark.parametrize(
    ("number", "so", "symbol"),
    [
        ("Số: 05/BC-VP", ["05"], ["BC-VP"]),
        ("Số 5/BC-VP", ["5"], ["BC-VP"]),
        ("Số:      /BC-VP", [], ["BC-VP"]),
        ("Số: ……/BC-VP", [], ["BC-VP"]),
        ("Số: 15a/BC-VP", ["15a"], ["BC-VP"]),
        ("Số: 15 / BC - VP", ["15"], ["BC - VP"]),
        ("Số: 15", ["15"], []),
    ],
)
def test_number_and_symbol_are_parted(tmp_path: Path, number: str, so: list[str], symbol: list[str]) -> None:
    result = imported(tmp_path, Typed(number=number).pieces())
    facts = facts_of(result)
    assert (so, symbol) == (facts["so"], facts["ky_hieu"])
    assert () == result.balance.losses


@pytest.mark.parametrize(
    ("dateline", "place", "day", "note"),
    [
        ("Hà Nội, ngày 05 tháng 01 năm 2020", ["Hà Nội"], ["2020-01-05"], ""),
        ("TP. Hồ Chí Minh, ngày 15 tháng 12 năm 2024", ["TP. Hồ Chí Minh"], ["2024-12-15"], ""),
        ("Hà Nội, ngày … tháng … năm …", ["Hà Nội"], [], ""),
        ("Hà Nội, ngày    tháng 5 năm 2024", ["Hà Nội"], [], "<!-- Hà Nội, ngày tháng 5 năm 2024 -->"),
    ],
)
def test_day_is_one_or_open_and_what_is_known_of_an_open_one_is_noted(
    tmp_path: Path, dateline: str, place: list[str], day: list[str], note: str
) -> None:
    result = imported(tmp_path, Typed(dateline=dateline).pieces())
    facts = facts_of(result)
    assert (place, day) == (facts["dia_danh"], facts["ngay"])
    assert body_of(result).startswith(note)
    assert () == result.balance.losses


@pytest.mark.parametrize(
    ("stamp", "key", "value"),
    [
        ("TỐI MẬT", "do_mat", "Tối mật"),
        ("HỎA TỐC", "do_khan", "Hoả tốc"),
        ("Khẩn", "do_khan", "Khẩn"),
        ("LƯU HÀNH NỘI BỘ", "luu_hanh", "Lưu hành nội bộ"),
    ],
)
def test_stamps_are_facts(tmp_path: Path, stamp: str, key: str, value: str) -> None:
    for typed in (Typed(left=(stamp,)), Typed(superior=("BỘ NỘI VỤ", stamp))):
        result = imported(tmp_path, typed.pieces())
        assert [value] == facts_of(result)[key]
        assert ["BỘ NỘI VỤ"] == facts_of(result)["co_quan_chu_quan"]


def test_subject_of_a_letter_goes_over_lines_and_a_line_that_is_none_is_noted(tmp_path: Path) -> None:
    typed = Typed(number="Số: 05/BNV-VP", about=("V/v góp ý", "dự thảo Nghị định"), title=())
    assert ["góp ý dự thảo Nghị định"] == facts_of(imported(tmp_path, typed.pieces()))["trich_yeu"]
    result = imported(tmp_path, Typed(left=("Bản gửi kho lưu trữ",)).pieces())
    assert body_of(result).startswith("<!-- Bản gửi kho lưu trữ -->")
    assert () == result.balance.losses
