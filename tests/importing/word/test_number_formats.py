"""Numbers are shown as a sheet shows them."""

from __future__ import annotations

import datetime

import pytest

from publish.importing.word.number_formats import NumberStyle, show_value

PLAIN, COMMA = NumberStyle(), NumberStyle(comma=True)


@pytest.mark.parametrize(
    ("text", "code", "english", "vietnamese"),
    [
        ("4.3", "General", "4.3", "4,3"),
        ("4.3", "", "4.3", "4,3"),
        ("0.30000000000000004", "General", "0.3", "0,3"),
        ("1234567", "General", "1234567", "1234567"),
        ("1234567.5", "#,##0", "1,234,568", "1.234.568"),
        ("1234567.5", "#,##0.00", "1,234,567.50", "1.234.567,50"),
        ("0.256", "0%", "26%", "26%"),
        ("0.256", "0.0%", "25.6%", "25,6%"),
        ("2.5", "0.00", "2.50", "2,50"),
        ("2.5", "0.##", "2.5", "2,5"),
        ("2", "0.##", "2", "2"),
        ("2500000", "#,##0,", "2,500", "2.500"),
        ("-2.5", "0.0", "-2.5", "-2,5"),
        ("-0.001", "0.0", "0.0", "0,0"),
        ("12", '0" tấn"', "12 tấn", "12 tấn"),
        ("12", "[Red]$0.0;[Blue]($0.0)", "$12.0", "$12,0"),
        ("12", r"#,##0\ \đ", "12 đ", "12 đ"),
        ("12345", "0.00E+00", "12345", "12345"),
        ("37261", "m/d/yyyy", "5/1/2002", "5/1/2002"),
        ("37261", r"dd\-mm\-yyyy;@", "5/1/2002", "5/1/2002"),
        ("37261", '"d"0', "d37261", "d37261"),
        ("chợ", "0.0", "chợ", "chợ"),
        ("nan", "0.0", "nan", "nan"),
        ("1e400", "0.0", "1e400", "1e400"),
        ("1e300", "m/d/yyyy", "1e+300", "1e+300"),
    ],
)
def test_number_is_shown_by_its_format(text: str, code: str, english: str, vietnamese: str) -> None:
    assert (english, vietnamese) == (show_value(text, code, PLAIN), show_value(text, code, COMMA))


def test_days_are_counted_from_where_the_file_says() -> None:
    assert "2/1/1904" == show_value("1", "d/m/yyyy", NumberStyle(since=datetime.date(1904, 1, 1)))
