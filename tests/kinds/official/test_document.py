"""Official documents as records: what is printed of their facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.kinds.official.document import OfficialDocument, day_in_words, number_line, read_document
from publish.kinds.official.front_matter import KEYS, complete
from publish.publication.model import plain_text
from publish.publication.official.types import TYPES, find_type
from publish.reader.reading import read_text

FACTS = "co_quan: Bộ Nội vụ\nnguoi_ky: An\n"


def document(front: str, text: str = "Văn bản./.") -> OfficialDocument:
    reading = read_text(Path("a.md"), f"---\n{FACTS}{front}\n---\n\n{text}\n", "vi", KEYS)
    assert reading.article is not None
    assert [] == [d.message for d in reading.diagnostics]
    return read_document(reading.article)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-01-05", "ngày 05 tháng 01 năm 2020"),
        ("2020-02-10", "ngày 10 tháng 02 năm 2020"),
        ("2020-03-05", "ngày 05 tháng 3 năm 2020"),
        ("2020-12-31", "ngày 31 tháng 12 năm 2020"),
        ("", "ngày …… tháng …… năm ……"),
    ],
)
def test_days_have_the_zeros_of_the_decree(day: str, words: str) -> None:
    assert words == day_in_words(day)


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        ("5", "QĐ-BNV", "Số: 05/QĐ-BNV"),
        ("15", "QĐ-BNV", "Số: 15/QĐ-BNV"),
        ("115", "BNV-VP", "Số: 115/BNV-VP"),
        ("", "QĐ-BNV", "Số:         /QĐ-BNV"),
        ("", "", ""),
    ],
)
def test_numbers_have_the_zero_of_the_decree(number: str, symbol: str, line: str) -> None:
    facts = {"so": (number,) if number else (), "ky_hieu": (symbol,) if symbol else ()}
    assert line == number_line(facts).replace("\N{NO-BREAK SPACE}", " ")


def test_types_are_found_in_any_spelling() -> None:
    assert list(TYPES) == [find_type(name.upper()) for name in TYPES]
    assert ("Giấy uỷ quyền", "Bản thỏa thuận") == (find_type("giấy ủy quyền"), find_type("Bản thoả thuận"))
    assert "" == find_type("Bài báo")


@pytest.mark.parametrize("written", ["V/v góp ý", "v/v: góp ý", "Về việc góp ý", "góp ý"])
def test_a_letter_says_what_it_is_about_once(written: str) -> None:
    found = document(f'loai: Công văn\ntrich_yeu: "{written}"')
    assert ("", ("góp ý",), True) == (found.type, found.subject, found.is_letter)


def test_a_decision_keeps_its_subject() -> None:
    assert ("Về việc góp ý",) == document("loai: Quyết định\ntrich_yeu: Về việc góp ý").subject


def test_recipients_lose_the_signs_that_the_page_sets() -> None:
    found = document('loai: Công văn\nnoi_nhan: ["- Như trên;", "- Lưu: VT, TCCB."]\nkinh_gui: Bộ Nội vụ.')
    assert (("Như trên", "Lưu: VT, TCCB"), ("Bộ Nội vụ",)) == (found.recipients, found.addressees)


def test_what_is_issued_with_another_document_has_no_number() -> None:
    found = document("loai: Quy chế\nso: 5\nky_hieu: QC-BNV\ndia_danh: Hà Nội\nkem_theo: Quyết định số 01/QĐ-BNV")
    assert ("", "", "Quyết định số 01/QĐ-BNV") == (found.number, found.dateline, found.issued_with)


def test_every_article_of_the_kind_has_a_headline_and_a_day() -> None:
    front = f"{FACTS}loai: quyết định\ntrich_yeu: Về việc A\nngay: 2020-01-05"
    reading = read_text(Path("a.md"), f"---\n{front}\n---\n\nA./.\n", "vi", KEYS)
    assert reading.article is not None
    article, wrong = complete(reading.article)
    assert ["Quyết định", "Về việc A"] == [plain_text(line) for line in article.headline]
    assert ("2020-01-05", ()) == (str(article.published), wrong)


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("co_quan: A\nnguoi_ky: B", "official-facts"),
        ("loai: Công văn\nnguoi_ky: B", "official-facts"),
        ("loai: Công văn\nco_quan: A", "official-facts"),
        ("loai: Bài báo\nco_quan: A\nnguoi_ky: B", "official-type"),
        ("loai: Công văn\nco_quan: A\nnguoi_ky: B\nheadline: Tin", "unknown-key"),
    ],
)
def test_facts_that_are_missing_or_wrong_are_told(front: str, rule: str) -> None:
    reading = read_text(Path("a.md"), f"---\n{front}\n---\n\nA./.\n", "vi", KEYS)
    assert reading.article is not None
    assert [rule] == [d.rule for d in complete(reading.article)[1]]
