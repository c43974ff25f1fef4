"""Imprint and colophon of a book, on paper and in the EPUB: where they stand, and what the law has them say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.support.books import Book
from tests.support.covers import ISBN, make, texts, write

pytestmark = pytest.mark.slow


def test_the_imprint_stands_behind_the_title_page_and_the_colophon_on_the_last_page(made: dict[str, bytes]) -> None:
    found = texts(made["cho.pdf"])
    assert "Nhà xuất bản Văn hóa dân tộc" in found[2]
    assert found[3].rstrip().endswith("ISBN: 978-604-70-1234-3\nISBN (sách điện tử): 978-604-70-1235-0")
    assert len(found) % 2 == 0, "the last page is a verso"
    for line in (
        "NHÀ XUẤT BẢN VĂN HÓA DÂN TỘC",
        "Chịu trách nhiệm xuất bản",
        "Giám đốc Lê Ngọc Ẩn",
        "Tổng biên tập Hoàng Thị Ngữ",
        "In 1.000 cuốn, khổ 14,5 × 20,5 cm, tại Công ty TNHH In Thanh Bình, 432 đường K2,",
        "Số xác nhận đăng ký xuất bản: 1234-2026/CXBIPH/05-67/VHDT.",
        "Quyết định xuất bản số: 89/QĐ-XBVHDT.",
        "ISBN: 978-604-70-1234-3.",
        "In xong và nộp lưu chiểu quý IV/2026.",
        "Giá: 98.000 đồng",
    ):
        assert line in found[-1].replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_labels_count_the_new_pages(made: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(made["cho.pdf"]) as pdf:
        labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    assert labels[:5] == ["i", "ii", "iii", "iv", "v"]
    assert labels[-1] == str(len(labels) - labels.index("1"))


def test_a_book_without_book_data_has_neither_page(tmp_path: Path) -> None:
    files = make(write(tmp_path, imprint=False))
    found = texts(files["cho.pdf"])
    assert found[3] == ""
    assert "lưu chiểu" not in found[-1]
    assert "imprint.xhtml" not in Book(files["cho.epub"]).manifest()
    assert "ISBN" not in texts(files["cho-cover.pdf"])[0]


def test_book_data_of_one_field_are_enough(tmp_path: Path) -> None:
    root = write(tmp_path, imprint=False)
    with (root / "source" / "publish.toml").open("a", encoding="utf-8") as stream:
        stream.write('[imprint]\neditor = "Vũ Thị Ỷ Lan"\n')
    assert "Vũ Thị Ỷ Lan" in texts(make(root)["cho.pdf"])[-1]


def test_a_book_under_the_law_is_not_built_without_a_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Any
) -> None:
    root = write(tmp_path)
    config = root / "source" / "publish.toml"
    text = config.read_text(encoding="utf-8").replace('deposit = "IV/2026"\n', "")
    monkeypatch.chdir(root)
    config.write_text(text, encoding="utf-8")
    result = run("pdf", "--no-cache", "--jobs", "1", "--diagnostics", "short")
    line = text[: text.index("[imprint]")].count("\n") + 1
    assert result.exit_code == 3
    assert f"publish.toml:{line}:1: error: the book data lack the quarter of the legal deposit" in result.output
    config.write_text(text.replace("official = true", "official = false"), encoding="utf-8")
    result = run("pdf", "--no-cache", "--jobs", "1", "--diagnostics", "short")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert f"publish.toml:{line}:1: warning: the book data lack the quarter" in result.output


def test_a_translation_names_its_original_and_its_catalogue_entry(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        'translators = ["Lê Thị Ngân"]\noriginal_title = "The Market"\ntranslated_from = "Pháp"',
        'cip = """\nBiên mục trên xuất bản phẩm\n   Nguyễn Thị Hường\n"""',
        'other_isbns = { "bìa cứng" = "978-604-1-23456-7" }',
    )
    _, _, title, page, *_ = texts(make(root)["cho.pdf"])
    assert "Người dịch: Lê Thị Ngân" in title
    for line in ("Nguyên tác: The Market", "Dịch qua bản tiếng Pháp", "Biên mục trên xuất bản phẩm"):
        assert line in page
    assert "ISBN (bìa cứng): 978-604-1-23456-7" in page


def test_the_epub_carries_its_own_isbn_and_names_the_printed_one(made: dict[str, bytes]) -> None:
    book = Book(made["cho.epub"])
    assert book.facts("identifier") == ["urn:isbn:9786047012350"]
    assert book.properties("pageBreakSource") == [f"urn:isbn:{ISBN}"]


def test_the_epub_has_imprint_and_colophon(made: dict[str, bytes]) -> None:
    book = Book(made["cho.epub"])
    assert 'epub:type="copyright-page"' in book.read("imprint.xhtml")
    assert 'id="page-iv"' in book.read("imprint.xhtml")
    colophon = book.read("colophon.xhtml")
    assert 'epub:type="colophon" role="doc-colophon"' in colophon
    assert "In xong và nộp lưu chiểu quý IV/2026." in colophon
    spine = re.findall(r'idref="([^"]+)"', book.read("content.opf"))
    assert (spine[:3], spine[-1]) == (["cover", "title", "imprint"], "colophon")
