from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.official.titles import as_entry, type_in, type_of_symbol
from publish.publication.official.types import TYPES
from tests.support.official_files import Line, Typed, body_of, facts_of, imported


@pytest.mark.parametrize("name", [name for name in TYPES if TYPES[name]])
def test_type_is_known_in_capitals_with_its_subject_behind_it_and_by_its_symbol(name: str) -> None:
    assert (name, "") == type_in(name.upper())
    assert (name, "") == type_in(f"{name.upper()}⁵")
    assert (name, "CÔNG TÁC NĂM 2024") == type_in(f"{name.upper()} CÔNG TÁC NĂM 2024")
    assert ("", "") == type_in(name)
    assert name == type_of_symbol(f"{TYPES[name]}-BNV")


def test_type_without_a_title_is_that_of_its_symbol(tmp_path: Path) -> None:
    facts = facts_of(imported(tmp_path, Typed(number="Số: 05/TB-VP", title=()).pieces()))
    assert ["Thông báo"] == facts["loai"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("- Như trên;", "Như trên"),
        ("– Lưu: VT.", "Lưu: VT"),
        ("- ................;", "................"),
        ("Bộ Tài chính", "Bộ Tài chính"),
        ("- Lưu: VT, …⁹. …¹⁰.", "Lưu: VT, …⁹. …¹⁰"),
    ],
)
def test_entry_has_no_dash_and_no_sign_behind_it(text: str, entry: str) -> None:
    assert entry == as_entry(text)


BASES = (Line("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"), Line("Theo đề nghị của Vụ trưởng."))
ORDER = Line("QUYẾT ĐỊNH:", True, True)


def test_authority_stands_over_the_legal_bases_and_these_stay_in_the_text(tmp_path: Path) -> None:
    body = (
        Line("______", centred=True),
        Line("BỘ TRƯỞNG BỘ NỘI VỤ", True, True),
        *BASES,
        ORDER,
        Line("Điều 1. Nay./."),
    )
    typed = Typed(number="Số: 1/QĐ-BNV", title=("QUYẾT ĐỊNH", "Về việc bổ nhiệm", "công chức"), body=body)
    result = imported(tmp_path, typed.pieces())
    facts = facts_of(result)
    assert (["BỘ TRƯỞNG BỘ NỘI VỤ"], ["Về việc bổ nhiệm", "công chức"]) == (facts["tham_quyen"], facts["trich_yeu"])
    assert "\n\n".join([each.text for each in BASES] + ["QUYẾT ĐỊNH:", "Điều 1. Nay./."]) == body_of(result)
    assert () == result.balance.losses


@pytest.mark.parametrize(
    ("lines", "addressees"),
    [
        (("Kính gửi: Bộ Tài chính.",), ["Bộ Tài chính"]),
        (("Kính gửi:", "- Bộ Tài chính;", "- Bộ Y tế."), ["Bộ Tài chính", "Bộ Y tế"]),
        (("Kính gửi: - Bộ Tài chính;", "- Bộ Y tế."), ["Bộ Tài chính", "Bộ Y tế"]),
    ],
)
def test_addressees_are_listed(tmp_path: Path, lines: tuple[str, ...], addressees: list[str]) -> None:
    result = imported(tmp_path, Typed(body=(*map(Line, lines), Line("Nội dung báo cáo./."))).pieces())
    assert addressees == facts_of(result)["kinh_gui"]
    assert "Nội dung báo cáo./." == body_of(result)
    assert () == result.balance.losses


def test_addressees_may_stand_in_a_table_without_lines(tmp_path: Path) -> None:
    pieces = Typed(number="Số: 05/BNV-VP", about=("V/v góp ý",), title=()).pieces()
    pieces.insert(2, [[[Line("Kính gửi:")], [Line("- Bộ Tài chính;"), Line("- Bộ Y tế.")]]])
    result = imported(tmp_path, pieces)
    assert ["Bộ Tài chính", "Bộ Y tế"] == facts_of(result)["kinh_gui"]
    assert () == result.balance.losses


def test_subject_of_dots_is_one_to_fill_in(tmp_path: Path) -> None:
    result = imported(tmp_path, Typed(title=("BÁO CÁO", ".....................")).pieces())
    assert ["....................."] == facts_of(result)["trich_yeu"]


def test_telegram_has_its_sender_and_whom_it_addresses(tmp_path: Path) -> None:
    body = (
        Line("Thủ tướng Chính phủ điện:", centred=True),
        Line("- Bộ Tài chính;"),
        Line("- Bộ Y tế."),
        Line("Nay./."),
    )
    result = imported(tmp_path, Typed(number="Số: 1/CĐ-TTg", title=("CÔNG ĐIỆN", "Về bão"), body=body).pieces())
    facts = facts_of(result)
    assert (["Thủ tướng Chính phủ"], ["Bộ Tài chính", "Bộ Y tế"]) == (facts["tham_quyen"], facts["kinh_gui"])
    assert "Nay./." == body_of(result)
    assert () == result.balance.losses
