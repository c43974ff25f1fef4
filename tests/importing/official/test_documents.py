from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publish.base.diagnostics import Severity, SourceError
from publish.importing.project import Request
from publish.importing.trees.importer import read as read_tree
from publish.kinds import KINDS
from publish.publication.official.types import LETTER, TYPES
from publish.reader.reading import read_text
from tests.support.official_files import FORMS, TODAY, Line, Typed, body_of, facts_of, imported, typed_as

REPORT = {
    "loai": ["Báo cáo"],
    "co_quan_chu_quan": ["BỘ NỘI VỤ"],
    "co_quan": ["VĂN PHÒNG BỘ"],
    "so": ["05"],
    "ky_hieu": ["BC-VP"],
    "dia_danh": ["Hà Nội"],
    "ngay": ["2020-01-05"],
    "trich_yeu": ["Kết quả công tác năm 2019"],
    "noi_nhan": ["Như trên", "Lưu: VT"],
    "chuc_vu": ["CHÁNH VĂN PHÒNG"],
    "nguoi_ky": ["Nguyễn Văn An"],
}


@pytest.mark.parametrize("form", FORMS)
def test_document_comes_with_its_facts(tmp_path: Path, form: str) -> None:
    result = imported(tmp_path, Typed().pieces(), form)
    assert ("official", {"official": {"regime": "nd30"}}) == (result.project.kind, result.project.sections)
    assert REPORT == facts_of(result)
    assert "Năm 2019 đã hoàn thành nhiệm vụ được giao./." == body_of(result)
    assert () == result.balance.losses


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TYPES)
def test_each_type_is_read_without_loss_and_its_kind_finds_nothing_wrong(tmp_path: Path, name: str, form: str) -> None:
    result = imported(tmp_path, typed_as(name).pieces(), form)
    facts = facts_of(result)
    assert [name] == facts["loai"]
    assert ["góp ý dự thảo" if name == LETTER else "Về công tác năm 2019"] == facts["trich_yeu"]
    assert (["Ủy ban nhân dân các tỉnh"] if name == LETTER else None) == facts.get("kinh_gui")
    assert () == result.balance.losses
    kind = KINDS["official"]
    reading = read_text(Path("bai.md"), result.project.files["bai.md"].decode(), "vi", kind.fact_keys())
    assert reading.article
    _, wrong = kind.complete(reading.article)
    assert [] == [each for each in (*reading.diagnostics, *wrong) if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"country": ("ĐẢNG CỘNG SẢN VIỆT NAM",)}, "documents of the Party"),
        ({"number": "Số: 05/2020/NĐ-CP", "title": ("NGHỊ ĐỊNH", "Về văn thư")}, "has a year"),
        ({"number": "Số: 05/TTLT-BNV", "title": ("THÔNG TƯ", "Về văn thư")}, "is no type of"),
        ({"number": "Số: 05/X-BNV", "title": ()}, "no type of official document"),
        ({"number": ""}, "no number"),
        ({"signed": ()}, "nobody signs"),
    ],
)
def test_document_of_other_rules_stays_an_article_and_is_told_why(
    tmp_path: Path, changed: dict[str, tuple[str, ...]], reason: str
) -> None:
    result = imported(tmp_path, replace(Typed(), **changed).pieces())  # type: ignore[arg-type]
    assert "article" == result.project.kind
    told = [each.message for each in result.notes if each.rule == "official-by-look"]
    assert 1 == len(told) and reason in told[0]
    assert () == result.balance.losses


def test_kind_that_is_asked_for_is_made(tmp_path: Path) -> None:
    assert "article" == imported(tmp_path, Typed().pieces(), kind="article").project.kind
    with pytest.raises(SourceError, match="no official document was found: nobody signs at its end"):
        imported(tmp_path, Typed(signed=()).pieces(), kind="official")
    with pytest.raises(SourceError, match="it has no head"):
        imported(tmp_path, [Line("Một bài.")], kind="official")


def test_text_without_a_head_says_nothing_of_official_documents(tmp_path: Path) -> None:
    result = imported(tmp_path, [Line("Một bài."), Line("Hai bài.")])
    assert [] == [each for each in result.notes if each.rule == "official-by-look"]


def test_several_documents_are_sources_of_one_project(tmp_path: Path) -> None:
    second = Typed(number="Số: 06/TB-VP", title=("THÔNG BÁO", "Lịch họp"))
    result = imported(tmp_path, [*Typed().pieces(), Line("Mẫu 2 - Thông báo"), *second.pieces()])
    assert ["01-bao-cao.md", "02-thong-bao.md"] == sorted(result.project.files)
    assert () == result.project.contents
    assert REPORT == facts_of(result, "01-bao-cao.md")
    assert ["06"] == facts_of(result, "02-thong-bao.md")["so"]
    assert body_of(result, "02-thong-bao.md").startswith("<!-- Mẫu 2 - Thông báo -->")
    assert () == result.balance.losses


def test_head_in_the_table_of_the_foot_above_begins_a_document(tmp_path: Path) -> None:
    first = Typed().pieces()
    foot, (head, *rest) = first.pop(), Typed(number="Số: 06/TB-VP", title=("THÔNG BÁO", "Lịch họp")).pieces()
    assert isinstance(foot, list) and isinstance(head, list)
    result = imported(tmp_path, [*first, [*foot, *head], *rest])
    assert REPORT == facts_of(result, "01-bao-cao.md")
    assert ["Lịch họp"] == facts_of(result, "02-thong-bao.md")["trich_yeu"]
    assert () == result.balance.losses


def test_head_that_begins_no_document_belongs_to_the_document_above(tmp_path: Path) -> None:
    form = Typed(number="", title=("ĐƠN ĐỀ NGHỊ",), signed=(), body=(Line("Kính đề nghị xem xét đơn này."),)).pieces()
    result = imported(tmp_path, [*Typed().pieces(), Line("Mẫu đơn kèm theo", True, True), *form])
    assert ["bai.md"] == [name for name in result.project.files if name.endswith(".md")]
    assert REPORT == facts_of(result)
    assert "## Phụ lục. Mẫu đơn kèm theo" in body_of(result) and "Kính đề nghị xem xét" in body_of(result)
    assert () == result.balance.losses


def test_form_of_an_annex_is_a_document_of_its_own(tmp_path: Path) -> None:
    annex = [Line("Mẫu 2 - Phụ lục"), Line("Phụ lục I", True, True), Line("DANH MỤC", True, True)]
    annex += [Line("(Kèm theo Quyết định số 1/QĐ-BNV)", centred=True), Line("Nội dung phụ lục.")]
    result = imported(tmp_path, [*Typed().pieces(), *annex])
    facts = facts_of(result, "02-phu-luc.md")
    assert (["Phụ lục"], ["Quyết định số 1/QĐ-BNV"]) == (facts["loai"], facts["kem_theo"])
    expected = "<!-- Mẫu 2 - Phụ lục -->\n\n## Phụ lục I. DANH MỤC\n\nNội dung phụ lục."
    assert expected == body_of(result, "02-phu-luc.md")
    assert () == result.balance.losses


def test_what_stands_before_a_collection_is_an_article_that_is_not_published(tmp_path: Path) -> None:
    before = [Line(f"Lời dẫn {number} của tuyển tập các mẫu.") for number in range(8)]
    long = replace(Typed(), body=tuple(Line("Nội dung của báo cáo về công tác năm qua.") for _ in range(20)))
    result = imported(tmp_path, [*before, *long.pieces()])
    assert ("bai.md",) == result.project.contents
    assert body_of(result, "00-bai.md").startswith("Lời dẫn 0")
    assert any("contents do not name" in entry.how for entry in result.balance.changed)
    assert () == result.balance.losses


def test_head_that_a_long_text_shows_is_an_example_of_it(tmp_path: Path) -> None:
    before = [Line("Văn bản hành chính có thể thức như mẫu sau đây, theo nghị định.") for _ in range(40)]
    result = imported(tmp_path, [*before, *Typed().pieces()])
    assert "article" == result.project.kind
    assert [] == [each for each in result.notes if each.rule == "official-by-look"]


def test_document_issued_with_a_decision_needs_no_number_and_nobody_who_signs(tmp_path: Path) -> None:
    title = (
        "QUY CHẾ",
        "Làm việc",
        "(Ban hành kèm theo Quyết định số 12/QĐ-BNV ngày 05 tháng 5 năm 2024 của Bộ trưởng)",
    )
    result = imported(tmp_path, Typed(number="", dateline="", title=title, signed=()).pieces())
    facts = facts_of(result)
    assert ["Quyết định số 12/QĐ-BNV ngày 05 tháng 5 năm 2024 của Bộ trưởng"] == facts["kem_theo"]
    assert (["Quy chế"], ["Làm việc"]) == (facts["loai"], facts["trich_yeu"])
    assert "so" not in facts and "nguoi_ky" not in facts
    assert () == result.balance.losses
    article = Request(TODAY, "official", KINDS).read_back("bai.md", result.project.files["bai.md"].decode(), "vi")
    assert article and () == KINDS["official"].complete(article)[1]


def test_texts_with_marks_are_no_official_documents(tmp_path: Path) -> None:
    (tmp_path / "bai.md").write_text("Một bài.\n", encoding="utf-8")
    with pytest.raises(SourceError, match="texts with marks are no official documents"):
        read_tree(tmp_path / "bai.md", Request(TODAY, "official", KINDS))
