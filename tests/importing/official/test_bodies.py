from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Severity
from publish.kinds import KINDS
from publish.reader.reading import read_text
from tests.support.official_files import Line, Ruled, Typed, body_of, imported


def bold(text: str) -> Line:
    return Line(text, True)


def middle(text: str) -> Line:
    return Line(text, True, True)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            (
                middle("Chương I"),
                middle("QUY ĐỊNH CHUNG"),
                bold("Điều 1. Phạm vi"),
                Line("1. Một;"),
                Line("a) Hai;"),
                Line("b) Ba."),
            ),
            "## Chương I. QUY ĐỊNH CHUNG\n\n### Điều 1. Phạm vi\n\n1. Một;\n   a) Hai;\n   b) Ba.",
        ),
        ((middle("Phần thứ nhất"), middle("CHUNG"), Line("Nội dung.")), "## Phần thứ nhất. CHUNG\n\nNội dung."),
        (
            (
                middle("Chương I"),
                middle("MỘT"),
                middle("Mục 1"),
                middle("HAI"),
                middle("Tiểu mục 1. BA"),
                bold("Điều 1. Bốn"),
                Line("Nội dung."),
            ),
            "## Chương I. MỘT\n\n### Mục 1. HAI\n\n#### Tiểu mục 1. BA\n\n##### Điều 1. Bốn\n\nNội dung.",
        ),
        ((Line("Điều 1. Quyết định này có hiệu lực."),), "Điều 1. Quyết định này có hiệu lực."),
        ((bold("Điều 1. Quyết định này có hiệu lực."),), "Điều 1. **Quyết định này có hiệu lực.**"),
        (
            (bold("I. ĐÁNH GIÁ"), Line("Nội dung."), bold("1. Kết quả"), Line("Tốt.")),
            "## I. ĐÁNH GIÁ\n\nNội dung.\n\n### 1. Kết quả\n\nTốt.",
        ),
        (
            (bold("A. MỘT"), bold("I. HAI"), bold("1. Ba"), bold("1.1. Bốn"), Line("Tốt.")),
            "## A. MỘT\n\n### I. HAI\n\n#### 1. Ba\n\n##### 1.1. Bốn\n\nTốt.",
        ),
        ((Line("d) Một;"), Line("đ) Hai;"), Line("e) Ba.")), "d) Một;\nđ) Hai;\ne) Ba."),
        ((Line("Mục tiêu là như sau."), Line("Phần lớn đã xong.")), "Mục tiêu là như sau.\n\nPhần lớn đã xong."),
    ],
)
def test_divisions_are_headings_and_clauses_are_lists(tmp_path: Path, lines: tuple[Line, ...], text: str) -> None:
    result = imported(tmp_path, Typed(body=lines).pieces())
    assert text == body_of(result)
    assert () == result.balance.losses
    kind = KINDS["official"]
    reading = read_text(Path("bai.md"), result.project.files["bai.md"].decode(), "vi", kind.fact_keys())
    assert reading.article and () == reading.diagnostics
    assert [] == [each for each in kind.complete(reading.article)[1] if each.severity is Severity.ERROR]


def test_headings_are_told_and_can_be_turned_round(tmp_path: Path) -> None:
    result = imported(tmp_path, Typed(body=(bold("I. ĐÁNH GIÁ"), Line("Nội dung."))).pieces())
    assert '"I. ĐÁNH GIÁ" = 1' in result.project.files["import.toml"].decode()


def test_caption_of_a_table_is_none_of_the_headings(tmp_path: Path) -> None:
    pieces = Typed(body=(bold("I. ĐÁNH GIÁ"), bold("Bảng 1. Một số chỉ tiêu"))).pieces()
    pieces.insert(-2, Ruled([[[Line("STT")], [Line("Chỉ tiêu")]], [[Line("1")], [Line("Thu ngân sách")]]]))
    result = imported(tmp_path, pieces)
    assert body_of(result).startswith("## I. ĐÁNH GIÁ\n\n::: table Bảng 1. Một số chỉ tiêu\n\n| STT | Chỉ tiêu |")
    assert () == result.balance.losses
