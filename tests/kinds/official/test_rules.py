"""Each rule on official documents finds its fault alone, and nothing in a right document."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Diagnostic
from publish.kinds.official.front_matter import KEYS, complete
from publish.reader.reading import read_text

DECISION = {
    "loai": "Quyết định",
    "co_quan": "Sở Nội vụ",
    "so": "5",
    "ky_hieu": "QĐ-SNV",
    "dia_danh": "Hòa Sơn",
    "ngay": "2026-01-05",
    "trich_yeu": "Về việc thành lập Tổ công tác",
    "noi_nhan": '[Như Điều 2, "Lưu: VT"]',
    "quyen_han": "KT. Giám đốc",
    "chuc_vu": "Phó Giám đốc",
    "nguoi_ky": "Trần Thị Bình",
}
LETTER = DECISION | {
    "loai": "Công văn",
    "ky_hieu": "SNV-VP",
    "trich_yeu": "góp ý dự thảo",
    "kinh_gui": "Sở Tài chính",
    "noi_nhan": '[Như trên, "Lưu: VT"]',
}
BASES = (
    "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025;\n\n"
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\n\n"
    "Theo đề nghị của Chánh Văn phòng.\n\nQUYẾT ĐỊNH:\n\n"
)
ARTICLES = "Điều 1. Thành lập Tổ công tác.\n\nĐiều 2. Văn phòng thi hành Quyết định này./.\n"


def found(facts: dict[str, str], text: str) -> list[Diagnostic]:
    front = "\n".join(f"{key}: {value}" for key, value in facts.items())
    reading = read_text(Path("a.md"), f"---\n{front}\n---\n\n{text}", "vi", KEYS)
    assert reading.article is not None
    assert [] == [d.message for d in reading.diagnostics]
    return list(complete(reading.article)[1])


def rules(facts: dict[str, str], text: str) -> list[str]:
    return [each.rule for each in found(facts, text)]


def test_right_documents_are_quiet() -> None:
    assert [] == rules(DECISION, BASES + ARTICLES)
    assert [] == rules(
        LETTER, "Thực hiện khoản 1 Điều 5 Luật Cán bộ, Sở đề nghị góp ý trước ngày 05 tháng 02 năm 2026./."
    )


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("ky_hieu", "TB-SNV", "official-symbol"),
        ("ky_hieu", "QĐ - SNV", "official-symbol"),
        ("ky_hieu", "QĐ–SNV", "official-symbol"),
        ("trich_yeu", "V/v thành lập Tổ công tác", "official-subject"),
        ("noi_nhan", "[Như Điều 2, Các phòng]", "official-recipients"),
        ("noi_nhan", '[Như Điều 7, "Lưu: VT"]', "official-reference"),
        ("quyen_han", "KT Giám đốc", "official-authority"),
        ("chuc_vu", "''", "official-authority"),
        ("ky_hieu", "QĐ-BYT", "official-agency"),
        ("noi_nhan", '[Như Điều 2, "Lưu: VP"]', "official-recipients"),
        ("quyen_han", "K/T Giám đốc", "official-authority"),
        ("quyen_han", "TM. Giám đốc", "official-authority"),
        ("quyen_han", "KT. Sở Nội vụ", "official-authority"),
        ("nguoi_ky", "TS. Trần Thị Bình", "official-signer"),
        ("nguoi_ky", "Tiến sĩ Trần Thị Bình", "official-signer"),
        ("sao", '{hinh_thuc: Photo, ky_hieu: "SY-SNV"}', "official-copy"),
        ("sao", '{hinh_thuc: Sao y, ky_hieu: "SL-SNV"}', "official-copy"),
        ("loai", "Bản tin", "official-type"),
    ],
)
def test_a_fact_that_is_wrong_is_found_by_its_rule_alone(key: str, value: str, rule: str) -> None:
    assert [rule] == rules(DECISION | {key: value}, BASES + ARTICLES)


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("ky_hieu", "QĐ-SNV", "official-symbol"),
        ("ky_hieu", "SNV", "official-symbol"),
        ("ky_hieu", "CV-SNV", "official-symbol"),
        ("ky_hieu", "BYT-VP", "official-agency"),
        ("noi_nhan", '[Các phòng, "Lưu: VT"]', "official-recipients"),
    ],
)
def test_a_fact_of_a_letter_that_is_wrong_is_found(key: str, value: str, rule: str) -> None:
    assert [rule] == rules(LETTER | {key: value}, "Sở đề nghị góp ý./.")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (BASES.replace("2025;", "2025.") + ARTICLES, "official-bases"),
        (BASES.replace("phòng.", "phòng;") + ARTICLES, "official-bases"),
        (BASES + ARTICLES.replace("./.", "."), "official-end"),
        (BASES + ARTICLES + "\n## Phụ lục. Danh sách\n\nA.\n", "official-annex"),
        (BASES + ARTICLES.replace("công tác.", "công tác theo Điều 9 Quyết định này."), "official-reference"),
        (BASES + ARTICLES.replace("Điều 2.", "Điều 3."), "official-numbering"),
        (BASES + ARTICLES.replace("công tác.", "theo điều 5 của Luật."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "theo Khoản 2 Điều 5 của Luật."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "theo mục 1 Chương II của Luật."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "tại Ủy ban Nhân dân tỉnh."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "tại thành phố Hồ Chí Minh."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "tại phường 5."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "theo nghị quyết của quốc hội."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "theo quy định của chính phủ."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "do thủ tướng Chính phủ giao."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "do giám đốc Nguyễn Văn An làm tổ trưởng."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "công tác./."), "official-end"),
        (BASES.replace("chức ngày 24 tháng 6", "chức số 80/2025/QH15 ngày 24 tháng 6") + ARTICLES, "official-citation"),
        (BASES + ARTICLES.replace("công tác.", "dịp tết nguyên đán."), "official-capitals"),
        (BASES + ARTICLES.replace("công tác.", "từ ngày 5 tháng 3 năm 2026."), "official-form"),
        (BASES + ARTICLES.replace("công tác.", "theo Thông tư số 05/2025/TT-BNV."), "official-citation"),
    ],
)
def test_a_text_that_is_wrong_is_found_by_its_rule_alone(text: str, rule: str) -> None:
    assert [rule] == rules(DECISION, text)


@pytest.mark.parametrize(
    "facts",
    [
        {"quyen_han": "TM. Ủy ban nhân dân", "chuc_vu": "Chủ tịch"},
        {"quyen_han": "[TL. Bộ trưởng, KT. Chánh Văn phòng]", "chuc_vu": "Phó Chánh Văn phòng"},
        {"quyen_han": "Q. Giám đốc", "chuc_vu": "''"},
        {"quyen_han": "TUQ. Bộ trưởng", "chuc_vu": "Vụ trưởng Vụ Tổ chức cán bộ"},
        {"co_quan": "Thủ tướng Chính phủ", "ky_hieu": "QĐ-TTg"},
        {"co_quan": "Ủy ban nhân dân tỉnh Hòa Sơn", "ky_hieu": "QĐ-UBND"},
        {"co_quan": "Bộ Giáo dục và Đào tạo", "ky_hieu": '"QĐ-BGD&ĐT"'},
    ],
)
def test_facts_that_are_right_are_quiet(facts: dict[str, str]) -> None:
    assert [] == rules(DECISION | facts, BASES + ARTICLES)


@pytest.mark.parametrize(
    "words", ["một tổ chức phi chính phủ", "chính phủ điện tử", "quốc hội các nước", "giám đốc Sở"]
)
def test_words_that_are_no_names_are_left_alone(words: str) -> None:
    assert [] == rules(DECISION, BASES + ARTICLES.replace("công tác.", f"công tác về {words}."))


def test_a_document_is_cited_whole_once() -> None:
    whole = "Thông tư số 05/2025/TT-BNV ngày 14 tháng 5 năm 2025 của Bộ trưởng Bộ Nội vụ quy định về lưu trữ"
    text = f"Điều 1. Theo {whole}.\n\nĐiều 2. Thi hành Thông tư số 05/2025/TT-BNV./.\n"
    assert [] == rules(DECISION, text)


def test_findings_stand_where_their_words_do() -> None:
    text = "Điều 1. Theo **luật**, tại\nphường 5 và *điều 5* của Luật.\n\nĐiều 2. Thi hành./.\n"
    places = [(d.position.line, d.position.column) for d in found(DECISION, text)]
    assert [(16, 1), (16, 14)] == sorted(places)


def test_forms_with_dots_are_left_alone() -> None:
    facts = DECISION | {"ky_hieu": '"QĐ-…"', "noi_nhan": '[Như Điều…, "Lưu: VT, …"]'}
    assert [] == rules(facts, "Căn cứ ……;\n\nCăn cứ ……;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. …\n\nĐiều 2. ……./.\n")
