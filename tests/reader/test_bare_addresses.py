"""Addresses that stand in the text as they are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from publish.reader.reading import read_article
from tests.support.outline import read_line

ADDRESSES = {
    "https://example.com/duong/dan": "https://example.com/duong/dan",
    "http://a.vn": "http://a.vn",
    "https://vi.wikipedia.org/wiki/Lạng_Sơn_(tỉnh)#Đèo": "https://vi.wikipedia.org/wiki/Lạng_Sơn_(tỉnh)#Đèo",
    "https://a.vn/~x/?y=1&z=2": "https://a.vn/~x/?y=1&z=2",
    "www.langson.gov.vn": "http://www.langson.gov.vn",
    "bao.chi@lang-son.gov.vn": "mailto:bao.chi@lang-son.gov.vn",
    "mailto:a@b.vn": "mailto:a@b.vn",
}
AROUND = [
    *("{}", "Xem {}, và", "Xem {}.", "({})", "“{}”", "“{}” nói", "Nguồn:{}!", "{}…", "{}; {}", "{}–x", "«{}»?"),
    *("**{}**", "*{}*", "~~{}~~", "=={}==", "{})", "a\n{}\nb", "- {}"),
]
NONE = ["git@github.com:a/b", "http://localhost", "user@host", "a.b@", "x@y", "www.", "https://", "@ten", "ê@b.v"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("around", AROUND)
def test_an_address_is_a_link_and_nothing_around_it_is(address: str, around: str, tmp_path: Path) -> None:
    plain = around.format("A", "A").replace("\n", " ").removeprefix("- ")
    for marks, name in (("**", "strong"), ("~~", "strikethrough"), ("==", "mark"), ("*", "emphasis")):
        if plain == f"{marks}A{marks}":
            plain = f"<{name} A>"
    expected = plain.replace("A", f"<link {ADDRESSES[address]}: {address}>")
    assert expected == read_line(tmp_path, around.format(address, address))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address_is_text(text: str, tmp_path: Path) -> None:
    assert text == read_line(tmp_path, text)


def test_an_address_in_a_link_in_code_or_in_angle_brackets_is_no_other_link(tmp_path: Path) -> None:
    markdown = "[https://a.vn](https://b.vn) `https://c.vn` <https://d.vn> [x](https://e.vn)"
    expected = "<link https://b.vn: https://a.vn> <code https://c.vn> <link https://d.vn: https://d.vn>"
    assert f"{expected} <link https://e.vn: x>" == read_line(tmp_path, markdown)


def test_the_title_of_a_link_is_kept(tmp_path: Path) -> None:
    markdown = "[a](https://a.vn \"Trang 'a'\") [b][n]\n\n[n]: https://b.vn 'B'"
    assert "<link https://a.vn (Trang 'a'): a> <link https://b.vn (B): b>" == read_line(tmp_path, markdown)


@pytest.mark.parametrize("unit", ["https://a.vn/x ", "a_@", "www.a_", "a+a.", "https://a.vn/!!!)", "mailto:", "a@a."])
def test_many_addresses_are_read_in_time(unit: str, tmp_path: Path) -> None:
    text = unit * (400_000 // len(unit)) if "_" not in unit else unit * 9_000
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n{text}\n", encoding="utf-8")
    start = time.process_time()
    read_article(path)
    assert time.process_time() - start < 10
