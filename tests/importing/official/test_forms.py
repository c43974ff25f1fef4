"""The decree's own forms: each comes with its fields, and no word of them is lost."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from publish.base.diagnostics import Severity
from publish.importing.project import Imported, Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from publish.reader.reading import read_text
from tests.support.folders import ROOT
from tests.support.official_files import body_of, facts_of

CORPUS = Path(os.environ.get("PUBLISH_CORPUS") or ROOT.parent / "shared" / "corpus") / "decree-30-2020"
FORMS, DECREE = CORPUS / "Phuluc3.docx", CORPUS / "30_2020_ND_CP.docx"
MISSING = pytest.mark.skipif(not FORMS.is_file(), reason=f"no corpus at {CORPUS}; PUBLISH_CORPUS names it")

OF_WORDS = ("official-bases",)
"""Rules that the dots of a form break: a line of them has its full stop alone."""


NAMES = {
    "01-nghi-quyet.md": "Mẫu 1.1 - Nghị quyết (cá biệt)",
    "02-quyet-dinh.md": "Mẫu 1.2 - Quyết định (cá biệt) quy định trực tiếp",
    "03-quyet-dinh.md": "Mẫu 1.3 - Quyết định (quy định gián tiếp) (*)",
    "04-ten-loai-van-ban.md": "Mẫu văn bản (được ban hành, phê duyệt kèm theo quyết định) đối với văn bản giấy",
    "05-ten-loai-van-ban.md": "Mẫu văn bản (được ban hành, phê duyệt kèm theo quyết định) đối với văn bản điện tử (*)",
    "06-ten-loai-van-ban.md": "Mẫu 1.4 - Văn bản có tên loại",
    "07-cong-van.md": "Mẫu 1.5 - Công văn",
    "08-cong-dien.md": "Mẫu 1.6 - Công điện",
    "09-giay-moi.md": "Mẫu 1.7 - Giấy mời",
    "10-giay-gioi-thieu.md": "Mẫu 1.8 - Giấy giới thiệu",
    "11-bien-ban.md": "Mẫu 1.9 - Biên bản",
    "12-giay-nghi-phep.md": "Mẫu 1.10 - Giấy nghỉ phép",
    "13-phu-luc.md": "Mẫu 2.1 - Phụ lục văn bản hành chính giấy",
    "14-phu-luc.md": "Mẫu 2.2 - Mẫu Phụ lục văn bản hành chính điện tử *",
    "15-ten-loai-van-ban.md": "Mẫu 3.1 - Bản sao sang định dạng giấy",
    "16-ten-loai-van-ban.md": "Mẫu 3.2 - Bản sao sang định dạng điện tử",
}


@pytest.fixture(scope="module")
def forms() -> Imported:
    """What comes of the file of the decree's forms."""
    return read(FORMS, Request(datetime.date(2026, 11, 30), kinds=KINDS))


@MISSING
def test_each_form_is_a_document_with_its_fields(forms: Imported) -> None:
    assert tuple(NAMES) == forms.project.contents
    for name, label in NAMES.items():
        facts = facts_of(forms, name)
        assert f"<!-- {label} -->" in body_of(forms, name)
        if facts["loai"] == ["Phụ lục"]:
            named = str(facts["kem_theo"])
            assert (name, True, 1) == (name, "Văn bản số" in named, body_of(forms, name).count("\n## Phụ lục. "))
            continue
        assert (name, ["TÊN CQ, TC CHỦ QUẢN"]) == (name, _bare(facts["co_quan_chu_quan"]))
        assert (name, ["TÊN CƠ QUAN, TỔ CHỨC"]) == (name, _bare(facts["co_quan"]))
        if "kem_theo" in facts:
            assert _bare(facts["kem_theo"]) == ["Quyết định số … /QĐ- … ngày … tháng … năm … của…"]
            continue
        assert (name, [], True) == (name, facts["so"], bool(facts["ky_hieu"]))
        assert (name, ["Họ và tên"]) == (name, facts["nguoi_ky"])
        assert (name, True) == (name, bool(facts["ghi_chu_ky"]) and bool(facts["noi_nhan"]))


def _bare(lines: object) -> list[str]:
    assert isinstance(lines, list)
    return [line.rstrip("¹²³⁴⁵⁶⁷⁸⁹") for line in lines]


@MISSING
def test_no_word_of_the_forms_is_lost_and_their_kind_finds_nothing_wrong(forms: Imported) -> None:
    assert () == forms.balance.losses
    kind = KINDS["official"]
    for name in forms.project.contents:
        assert isinstance(name, str)
        reading = read_text(Path(name), forms.project.files[name].decode(), "vi", kind.fact_keys())
        assert reading.article
        _, wrong = kind.complete(reading.article)
        told = [*reading.diagnostics, *wrong]
        wrong = [each.message for each in told if each.severity is Severity.ERROR and each.rule not in OF_WORDS]
        assert (name, []) == (name, wrong)
        is_open = "ten-loai" in name
        assert (name, is_open) == (name, any(each.rule == "official-type" for each in told))


@MISSING
def test_forms_have_the_parts_that_are_their_own(forms: Imported) -> None:
    minutes = facts_of(forms, "11-bien-ban.md")
    assert [{"chuc_vu": ["THƯ KÝ"], "ghi_chu_ky": ["(Chữ ký)"], "nguoi_ky": ["Họ và tên"]}] == minutes["cung_ky"]
    leave = facts_of(forms, "12-giay-nghi-phep.md")["xac_nhan"]
    assert isinstance(leave, dict) and ["(Chữ ký, dấu)"] == leave["ghi_chu_ky"]
    assert ["Số: ...⁵……; ngày/tháng/năm; giờ: phút: giây ⁶"] == facts_of(forms, "14-phu-luc.md")["ky_so"]
    telegram = facts_of(forms, "08-cong-dien.md")
    assert (["…………….……………⁶"], 2) == (telegram["tham_quyen"], len(telegram["kinh_gui"]))  # type: ignore[arg-type]
    letter = facts_of(forms, "07-cong-van.md")
    assert (["Công văn"], 2, True) == (letter["loai"], len(letter["kinh_gui"]), bool(letter["dia_chi"]))  # type: ignore[arg-type]
    copy = facts_of(forms, "15-ten-loai-van-ban.md")["sao"]
    assert isinstance(copy, dict) and (["..³.."], ["QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ⁷"]) == (copy["so"], copy["chuc_vu"])
    assert ["Số: ...⁴……; ngày/tháng/năm; giờ: phút: giây⁵"] == facts_of(forms, "05-ten-loai-van-ban.md")["ky_so"]
    assert all("<!-- Ghi chú: -->" in body_of(forms, name) and "::: box" not in body_of(forms, name) for name in NAMES)
    assert "Điều 1. Ban hành (Phê duyệt) kèm theo" in body_of(forms, "03-quyet-dinh.md")


@MISSING
def test_decree_itself_is_a_law_making_text_and_stays_an_article() -> None:
    result = read(DECREE, Request(datetime.date(2026, 11, 30), kinds=KINDS))
    assert ("article", ()) == (result.project.kind, result.balance.losses)
    assert any("law-making" in each.message for each in result.notes)
