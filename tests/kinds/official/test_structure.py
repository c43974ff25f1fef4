"""The parts of an official document's body, and how they are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.kinds.official.structure import Body, read_body
from publish.publication.model import plain_text
from publish.reader.reading import read_text


def body(text: str) -> Body:
    reading = read_text(Path("a.md"), text, "vi")
    assert reading.article is not None
    return read_body(reading.article.children)


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(part.role, part.number, plain_text(part.children)) for part in body(text).parts]


def test_divisions_number_themselves() -> None:
    text = """## Phần. Chung

### Chương. Một

#### Mục. A

##### Điều. Phạm vi

##### Điều. Đối tượng

#### Mục. B

##### Điều. Áp dụng

### Chương. Hai

#### Mục. C

##### Điều. Thi hành
"""
    numbers = [f"{number} {title}" for _, number, title in shown(text)]
    expected = ["Phần I Chung", "Chương I Một", "Mục 1 A", "Điều 1. Phạm vi", "Điều 2. Đối tượng", "Mục 2 B"]
    assert [*expected, "Điều 3. Áp dụng", "Chương II Hai", "Mục 1 C", "Điều 4. Thi hành"] == numbers


@pytest.mark.parametrize(
    ("heading", "role", "number", "title"),
    [
        ("Chương I. Quy định chung", "chapter", "Chương I", "Quy định chung"),
        ("CHƯƠNG I: QUY ĐỊNH CHUNG", "chapter", "Chương I", "QUY ĐỊNH CHUNG"),
        ("Chương I", "chapter", "Chương I", ""),
        ("Điều 1. Phạm vi", "article", "Điều 1.", "Phạm vi"),
        ("Tiểu mục 1. Hồ sơ", "subsection", "Tiểu mục 1", "Hồ sơ"),
        ("Phần thứ nhất. Chung", "part", "Phần thứ nhất", "Chung"),
        ("Mục tiêu chung", "crosshead", "", "Mục tiêu chung"),
        ("Điều kiện thực hiện", "crosshead", "", "Điều kiện thực hiện"),
        ("I. ĐÁNH GIÁ CHUNG", "crosshead", "", "I. ĐÁNH GIÁ CHUNG"),
        ("Phần mềm. Mô tả", "crosshead", "", "Phần mềm. Mô tả"),
    ],
)
def test_headings_are_divisions_or_crossheads(heading: str, role: str, number: str, title: str) -> None:
    assert [(role, number, title)] == shown(f"## {heading}\n")


def test_a_number_that_is_not_the_next_is_told() -> None:
    found = body("## Điều 1. A\n\n## Điều 3. B\n")
    assert [("official-numbering", 3)] == [(d.rule, d.position.line) for d in found.diagnostics]
    assert "Điều 2" in found.diagnostics[0].hint


def test_articles_whose_text_runs_on_are_counted_with_the_others() -> None:
    text = "Điều 1. Ban hành.\n\n**Điều 2.** Giao Văn phòng.\n\n### Điều. Thi hành\n"
    expected = [("run_in", "Điều 1.", "Ban hành."), ("run_in", "Điều 2.", "Giao Văn phòng.")]
    assert [*expected, ("article", "Điều 3.", "Thi hành")] == shown(text)


def test_points_go_by_the_vietnamese_alphabet() -> None:
    text = "1. Một:\n" + "".join(f"    {n}. điểm\n" for n in range(1, 24)) + "2. Hai\n"
    numbers = [number for _, number, _ in shown(text)]
    assert ["1.", *(f"{letter})" for letter in "abcdđeghiklmnopqrstuvxy"), "2."] == numbers


def test_written_letters_stay() -> None:
    assert ["a)", "b)", "c)", "d)", "đ)"] == [n for _, n, _ in shown("a) A\nb) B\nc) C\nd) D\nđ) E\n")]


BASES = "Căn cứ Luật A;\n\nCăn cứ Nghị định B;\n\nTheo đề nghị của Vụ trưởng.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành.\n"


def test_legal_bases_and_the_line_behind_them() -> None:
    assert ["basis", "basis", "basis", "order", "run_in"] == [role for role, _, _ in shown(BASES)]


def test_a_letter_that_begins_with_a_basis_has_none() -> None:
    assert ["text", "text"] == [r for r, _, _ in shown("Căn cứ Kế hoạch số 1, Sở đề nghị.\n\nTrân trọng.\n")]


def test_annexes_count_anew() -> None:
    text = "Điều 1. A\n\n## Phụ lục. Mẫu đơn\n\n### Điều. X\n\n## Phụ lục. Danh sách\n\n### Điều. Y\n"
    found = body(text)
    assert ["Phụ lục I", "Phụ lục II"] == [annex.number for annex in found.annexes]
    assert ["Mẫu đơn", "Danh sách"] == [plain_text(annex.title) for annex in found.annexes]
    assert ["Điều 1.", "Điều 1."] == [annex.parts[0].number for annex in found.annexes]
    assert 1 == len(found.parts)


def test_an_annex_alone_has_no_number() -> None:
    assert ["Phụ lục"] == [annex.number for annex in body("Văn bản.\n\n## Phụ lục. Bảng\n\nA.\n").annexes]
