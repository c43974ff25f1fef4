"""What others say of web pages: the Nu HTML Checker has no error, axe-core finds nothing, a browser refuses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.support.web_judges import ask_axe, ask_nu, browse

pytestmark = pytest.mark.slow

MADE = ("first", "anatomy", "everything", "bulletin", "book_site")
DARK = ("--force-dark-mode", "--blink-settings=preferredColorScheme=0")
PHONE = ("--window-size=500,900",)


def pages(name: str, request: pytest.FixtureRequest) -> list[Path]:
    made = request.getfixturevalue(name)
    return sorted(made.glob("*.html")) if made.is_dir() else [made]


def test_the_nu_checker_finds_no_error(request: pytest.FixtureRequest) -> None:
    files = [page for name in MADE for page in pages(name, request)]
    assert len(files) > 30
    assert [] == ask_nu(files)


def test_the_nu_checker_sees_an_error(first: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text(first.read_text(encoding="utf-8").replace("</h1>", "</h2>", 1), encoding="utf-8")
    assert ask_nu([wrong])


@pytest.mark.parametrize("name", ["first", "anatomy", "everything", "book_site"])
def test_axe_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    found = {page.name: ask_axe(page) for page in pages(name, request)}
    assert {page: [] for page in found} == found


@pytest.mark.parametrize("options", [DARK, PHONE], ids=["dark", "narrow"])
def test_axe_finds_nothing_in_the_dark_or_on_a_narrow_screen(
    options: tuple[str, ...], anatomy: Path, bulletin: Path, book_site: Path
) -> None:
    looked_at = [anatomy, bulletin / "index.html", book_site / "index.html", book_site / "chapter-01-to-giay.html"]
    assert [[]] * len(looked_at) == [ask_axe(page, *options) for page in looked_at]


def test_axe_sees_what_is_wrong(anatomy: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text(anatomy.read_text(encoding="utf-8").replace(' lang="vi"', "", 1), encoding="utf-8")
    assert "html-has-lang" in [rule for rule, _ in ask_axe(wrong)]


def test_a_browser_refuses_nothing_of_a_page_from_the_disk(anatomy: Path, book_site: Path, tmp_path: Path) -> None:
    for page in (anatomy, book_site / "index.html", book_site / "chapter-01-to-giay.html", book_site / "search.html"):
        assert "" == browse(page)[1]
    shutil.copytree(book_site, tmp_path / "site")
    changed = tmp_path / "site" / "search.html"
    text = changed.read_text(encoding="utf-8").replace("const MOST = 50", "const MOST = 51")
    changed.write_text(text, encoding="utf-8")
    assert "Content Security Policy" in browse(changed)[1], "a script that is not ours does not run"


def test_the_search_shows_what_it_finds(book_site: Path) -> None:
    document, console = browse(book_site / "search.html", place="cho%20phien")
    assert "" == console
    found = [item.text_content() for item in html.document_fromstring(document).xpath("//ol[@id='found']//mark")]
    assert "Chợ phiên" in found or "chợ phiên" in found
    document, _ = browse(book_site / "search.html")
    assert not html.document_fromstring(document).xpath("//ol[@id='found']/li")
