"""Page n on the screen is page n in print."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from publish.kinds.projects import read_project
from publish.layout import page_starts, screen
from publish.publication import model
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page
from publish.publication.settings import read_paper
from tests.support.books import MARK, OPS, XHTML, Book, squeeze
from tests.support.factories import AT, article, figure, paragraph, text
from tests.support.folders import ANATOMY
from tests.support.printed import render_epub, render_pdf

# The pages of the print ----------------------------------------------------------------------------------------------


def printed_pages(content: bytes, heads: list[str]) -> list[str]:
    """Text of each page of a PDF without spaces, running heads and folio."""
    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            found = page.get_textpage().get_text_range().replace("\ufffe", "").replace("\N{WORD JOINER}", "")
            content_ = "".join(found.split())
            for head in [*("".join(head.split()) for head in heads), str(number)]:
                content_ = content_.removeprefix(head)
            pages.append(content_)
    return pages


def long_article() -> model.Article:
    """An article of several pages with what makes page breaks hard: tables, notes, bare pictures, repeated words."""
    lines = [
        paragraph(f"Đoạn {n}: " + "chợ phiên họp sáu ngày một lần, nhiệm kỳ 2020–2025 – " * (n % 7 + 3))
        for n in range(30)
    ]
    cells = tuple(
        tuple(model.Cell("", 1, 1, text(f"ô {row}.{column}"), AT) for column in range(4)) for row in range(70)
    )
    table = model.Table(text("Bảng dài"), cells[:1], cells[1:], text("Nguồn: chợ"), "bang", AT)
    called = model.Paragraph(None, (*text("Có chú thích"), model.NoteReference(1, AT), *text(" ở giữa. " * 30)), AT)
    note = model.Footnote(1, "n", (paragraph("Nội dung chú thích."),), AT)
    items = tuple(model.ListItem(text(f"Thứ {n}"), (paragraph("việc phải làm " * 25),), AT) for n in range(6))
    labelled = model.List("label", 1, False, items, None, AT)
    blocks = [*lines[:10], table, called, *lines[10:20], labelled, model.Heading(2, None, text("Đề"), AT), *lines[20:]]
    return article(*blocks, footnotes=(note,))


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("name", ["sample", "long"])
def test_page_n_on_screen_begins_with_the_words_of_page_n_in_print(
    sample: model.Article, paper: str, name: str
) -> None:
    subject = sample if name == "sample" else long_article()
    project = dataclasses.replace(read_project(ANATOMY), page=Page(read_paper(paper)))
    assets = find_assets(ANATOMY)
    title = " ".join(model.plain_text(line).strip() for line in subject.headline)
    pages = printed_pages(render_pdf(subject, project, assets), [project.title, title])
    xhtml = Book(render_epub(subject, project, assets)).read("article.xhtml")
    xhtml = re.sub(r'<sup class="call">.*?</sup>', "", xhtml)
    numbers = [int(number) for number in MARK.findall(xhtml)]
    assert numbers == list(range(1, len(pages) + 1))
    for number, part in zip(numbers[1:], MARK.split(xhtml)[4::2], strict=True):
        words = squeeze(part)[:20]
        begin = pages[number - 1].removeprefix("ô0.0ô0.1ô0.2ô0.3")  # the head of a table is repeated
        assert begin.startswith(words), f"page {number}: {words} / {begin[:60]}"


def test_a_page_break_stands_at_the_very_word() -> None:
    target = screen.Screen(article(), {}, breaks=[("2", 6), ("3", 9)])
    first = target.text("Một ")
    second = target.text("hai ba bốn")
    assert MARK.sub("|", first + second) == "Một hai |ba b|ốn"


@pytest.mark.parametrize("words", ["Ôm\u2060 ß\u00a0ﬁ ẞ\u00ad", "a\u200bb c 2020–2025", "  ", "İ…x<&"])
def test_a_mark_stands_before_the_first_visible_letter_behind_as_many_as_the_page_begins_at(words: str) -> None:
    """Joiners and spaces before the letter stay on the page before; a letter that folds to two is not taken apart."""
    for count in range(len(page_starts.fold(words)) + 2):
        target = screen.Screen(article(), {}, breaks=[("2", count)])
        before, _, behind = MARK.sub("|", target.text(words) + target.last_pages()).partition("|")
        letters = html.unescape(re.sub("<[^>]*>", "", behind))
        assert "".join(target.seen) == page_starts.fold(words)
        assert letters == "" or page_starts.fold(letters[0])
        least = len(page_starts.fold(html.unescape(re.sub("<[^>]*>", "", before))))
        assert min(count, len(page_starts.fold(words))) <= least <= count + 1


def test_a_picture_counts_as_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = figure("a.png", path, "Ô")
    target = screen.Screen(article(), {path: "images/a.png"}, breaks=[("2", 2), ("3", 3)])
    found = target.text("ab") + target.picture(picture) + target.text("c")
    assert MARK.sub("|", found) == 'ab|<img src="images/a.png" alt="Ô"/>|c'


def test_pages_after_the_text_are_not_lost() -> None:
    target = screen.Screen(article(), {}, breaks=[("2", 1), ("3", 2), ("4", 2)])
    assert MARK.sub("|", target.text("ab") + "/" + target.last_pages()) == "a|b/||"


@pytest.mark.parametrize(
    ("pages", "text_", "expected"),
    [
        (["một", "hai"], "mộthai", [3]),
        (["mộ‐", "thai", "ba"], "mộthaiba", [2, 6]),  # a hyphen that the engine set
        (["", "một"], "một", [0]),
        (["một", "", ""], "một", [3, 3]),
        (["xa", "xa", "xa"], "xaxaxa", [2, 4]),
        (["một", "không có"], "mộthai", [3]),
        ([], "một", []),
    ],
)
def test_breaks_are_found_by_count_and_by_words(pages: list[str], text_: str, expected: list[int]) -> None:
    assert page_starts.find_breaks(pages, text_) == expected


def test_the_page_list_names_every_page(book: Book) -> None:
    nav = ElementTree.fromstring(book.read("nav.xhtml"))
    pages = next(element for element in nav.iter(XHTML + "nav") if element.get(OPS + "type") == "page-list")
    links = [(link.text, link.get("href")) for link in pages.iter(XHTML + "a")]
    assert links == [("1", "article.xhtml#page-1"), ("2", "article.xhtml#page-2")]
    assert book.properties("pageBreakSource") == ["Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng, PDF, 210 × 297 mm"]
    targets = re.findall(r'<pageTarget .*?<content src="([^"]+)"/>', book.read("toc.ncx"))
    assert targets == [href for _, href in links]
