"""The book data of the law: each field is read with its line, each one that is missing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Severity
from publish.kinds.book.book_data import REQUIRED, Imprint, hyphenate_isbn, missing_fields, read_isbn
from publish.kinds.book.check import check_settings
from publish.kinds.book.settings import book_of
from publish.kinds.projects import read_project
from publish.publication.assets.folders import find_assets
from tests.support.imprints import FIELDS, findings, section

BOOK = '[publication]\nkind = "book"\ntitle = "Chợ"\ncreators = ["An"]\npublisher = "NXB Trẻ"\n'


def write(root: Path, text: str) -> Path:
    (root / "source").mkdir(exist_ok=True)
    (root / "source" / "publish.toml").write_text(text, encoding="utf-8")
    return root


def test_the_fields_of_the_law_are_all_asked_for() -> None:
    assert set(FIELDS) == set(REQUIRED)


def test_complete_book_data_are_accepted(tmp_path: Path) -> None:
    root = write(tmp_path, BOOK + section(FIELDS, "official = true"))
    imprint = book_of(read_project(root)).imprint
    assert imprint
    assert (imprint.isbn, imprint.print_run, imprint.deposit, imprint.price) == (
        "9786047012343",
        1000,
        "IV/2026",
        98000,
    )
    assert findings(root) == []


@pytest.mark.parametrize("key", REQUIRED)
@pytest.mark.parametrize("official", [True, False])
def test_a_missing_field_is_told_once(tmp_path: Path, key: str, official: bool) -> None:
    rest = {name: value for name, value in FIELDS.items() if name != key}
    root = write(tmp_path, BOOK + section(rest, f"official = {str(official).lower()}"))
    (found,) = check_settings(read_project(root), find_assets(root))
    assert (found.rule, found.severity) == ("missing-book-data", Severity.ERROR if official else Severity.WARNING)
    assert found.position.line == 6, "the head of the section"
    assert f"{key} = " in (found.hint or "")


@pytest.mark.parametrize(
    ("imprint", "creators", "publisher", "expected"),
    [
        (Imprint(), (), "NXB", ["authors"]),
        (Imprint(compilers=("An",)), (), "NXB", []),
        (Imprint(chief_editors=("An",)), (), "", ["publisher"]),
        (Imprint(partner="Công ty"), ("An",), "NXB", ["partner_address"]),
        (Imprint(translators=("An",)), ("Bình",), "NXB", ["original_title"]),
        (Imprint(translators=("An",), original_title="Home"), ("Bình",), "NXB", []),
    ],
)
def test_what_one_field_asks_of_another(
    imprint: Imprint, creators: tuple[str, ...], publisher: str, expected: list[str]
) -> None:
    assert [key for key, _ in missing_fields(imprint, creators, publisher) if key not in REQUIRED] == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'isbn = "978-604-70-1234-4"',
            "'isbn': '978-604-70-1234-4' has a wrong check digit; after 978604701234 follows 3 [invalid-value]",
        ),
        ('isbn = "978-604"', "'isbn': '978-604' is not an ISBN of thirteen digits such as 978-604-0-00000-2"),
        ('isbn = "0-306-40615-2"', "is an old ISBN; the one of thirteen digits is 978-0-306-40615-7"),
        ('isbn_ebook = "9786047012344"', "'isbn_ebook': '9786047012344' has a wrong check digit"),
        (
            'deposit = "4/2026"',
            "'deposit': '4/2026' is no quarter; it is written in roman figures with the year: IV/2026",
        ),
        ('deposit = "V/2026"', "'deposit': 'V/2026' is no quarter"),
        ('deposit = "iv/2026"', "'deposit': 'iv/2026' is no quarter"),
        ('print_run = "1.000"', "'print_run' must be a number of copies, without quotes, not str [wrong-type]"),
        ("print_run = 0", "'print_run': 0 copies cannot be printed"),
        ('price = "98.000 đ"', "'price': '98.000 đ' is no price"),
        ("price = 0", "'price': a book that costs nothing is a 'sách không bán'"),
        ("official = 1", "'official' must be true or false, not int [wrong-type]"),
        ('decision_date = "5/3/2026"', "'decision_date' must be a date such as 2026-01-01, without quotes"),
        ("other_isbns = 3", "'other_isbns' must be a table"),
        ('directr = "An"', "unknown key 'directr' in [imprint] [unknown-key]"),
    ],
)
def test_each_mistake_has_its_line(tmp_path: Path, line: str, message: str) -> None:
    (found,) = findings(write(tmp_path, f"{BOOK}[imprint]\n\n{line}\n"))
    assert found.startswith("source/publish.toml:8:1: error: ")
    assert message in found


@pytest.mark.parametrize("price", ["sách không bán", "sách Nhà nước đặt hàng"])
def test_a_book_without_a_price_says_why(tmp_path: Path, price: str) -> None:
    root = write(tmp_path, BOOK + section(FIELDS | {"price": f'"{price}"'}, "official = true"))
    assert findings(root) == []


def test_a_letter_without_a_glyph_is_told_at_its_key(tmp_path: Path) -> None:
    root = write(tmp_path, BOOK + section(FIELDS | {"editor": '"字"'}))
    (found,) = findings(root)
    assert found.startswith("source/publish.toml:11:1: error: no font has 字 (U+5B57)")


@pytest.mark.parametrize(
    ("isbn", "expected"),
    [
        ("9786047012343", "978-604-70-1234-3"),
        ("9786041234567", "978-604-1-23456-7"),
        ("9780306406157", "978-0-306-40615-7"),
    ],
)
def test_hyphens_follow_the_group_and_the_publisher(isbn: str, expected: str) -> None:
    assert hyphenate_isbn(isbn) == expected
    assert read_isbn(expected) == isbn


def test_a_book_without_the_section_is_asked_for_nothing(tmp_path: Path) -> None:
    assert findings(write(tmp_path, BOOK)) == []
