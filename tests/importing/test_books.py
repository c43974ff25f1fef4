"""The two books that are written for the tests, looked at by eyes that share nothing with the import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.imports import refused, take_in

BOOKS = Path(__file__).parent / "books"
NAMES = ("tram-do", "thuc-hanh-so-lieu")
PROSE = re.compile(r"^[^\W\d_][^`*\[\]<>{}$|@\\_&^]{40,}[.,;\w]$")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_prose_is_there(name: str) -> None:
    made = take_in(BOOKS / name, {})
    text = "\n".join(made.texts.values())
    left = {entry.place.partition(":")[0] for entry in made.balance.left_out if entry.what == "text"}
    lines = [
        line
        for path in sorted((BOOKS / name).rglob("*.*md"))
        if path.relative_to(BOOKS / name).as_posix() not in left
        for line in path.read_text(encoding="utf-8").split("\n")
        if PROSE.match(line)
    ]
    assert 120 < len(lines)
    assert [] == [line for line in lines if line not in text]


@pytest.mark.parametrize("name", NAMES)
def test_our_reader_takes_every_chapter(name: str, tmp_path: Path) -> None:
    made = take_in(BOOKS / name, {})
    assert 22 <= len(made.texts)
    assert [] == refused(tmp_path, made)


def test_what_is_left_out_of_the_book_of_mdbook_is_told() -> None:
    left_out = take_in(BOOKS / "tram-do", {}).balance.left_out
    assert [
        ("address of a link", "src/15-bieu-do.md:12"),
        ("chapter", "src/SUMMARY.md:37"),
        ("link", "src/13-hieu-chinh.md:7"),
        ("link", "src/20-nhin-lai.md:7"),
        ("picture", "src/19-van-hanh.md:14"),
        ("picture", "src/19-van-hanh.md:7"),
        ("text", "src/nhap.md"),
    ] == sorted((entry.what, entry.place) for entry in left_out if entry.what != "sign")


def test_what_is_left_out_of_the_book_of_quarto_is_told() -> None:
    left_out = take_in(BOOKS / "thuc-hanh-so-lieu", {}).balance.left_out
    assert [
        ("block of code", "02-doc-tep.qmd:17"),
        ("citation", "17-du-bao.qmd:11"),
        ("link", "18-danh-gia.qmd:12"),
        ("passage", "11-duong.qmd:7"),
        ("passage", "15-ngoai-lai.qmd:10"),
        ("text", "thua.qmd"),
    ] == sorted((entry.what, entry.place) for entry in left_out if not entry.place.startswith("07"))
