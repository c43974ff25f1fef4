"""What is told of two EPUBs of which one is the other with an edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError
from publish.base.workers.pool import Inline
from publish.build.comparing.comparison import ChapterDifference, EpubComparison, Fate
from publish.build.comparing.epub_comparing import compare_epubs
from tests.support.plain_epubs import PIXEL, epub
from tests.support.plain_pdfs import prose

FIGURE = '<img src="fig.svg" alt="A red triangle"/>'
BOOK = {
    "one": f"<h1>First</h1><p>{prose(1)}</p><p>{prose(2)}</p>",
    "two": f"<h1>Second</h1><p>{prose(3)}</p>{FIGURE}<p>{prose(4)}</p>",
    "three": f"<h1>Third</h1><p>{prose(5)}</p><p>{prose(6)}</p>",
}


def compare(old: bytes, new: bytes) -> EpubComparison:
    return compare_epubs(old, new, (Path("old.epub"), Path("new.epub")), Inline().submit, pictured=True)


def only(found: EpubComparison) -> ChapterDifference:
    (chapter,) = found.chapters
    return chapter


def fates(found: EpubComparison) -> list[tuple[str, int, int]]:
    return [(chapter.fate.value, chapter.old, chapter.new) for chapter in found.chapters]


def edited(name: str, old: str, new: str) -> bytes:
    assert old in BOOK[name]
    return epub({**BOOK, name: BOOK[name].replace(old, new, 1)})


def test_the_same_book_is_the_same() -> None:
    assert compare(epub(BOOK), epub(BOOK)).same


def test_a_book_made_on_another_day_is_the_same() -> None:
    assert compare(epub(BOOK), epub(BOOK, modified="2026-02-02")).same


def test_a_word_that_changed_stands_in_its_paragraph() -> None:
    word = prose(4).split()[20]
    chapter = only(compare(epub(BOOK), edited("two", word, "another")))
    (change,) = chapter.words
    assert (word, "another", "Second", 2, 2) == (change.old, change.new, chapter.title, chapter.old, chapter.new)
    kept, paragraph = chapter.paragraphs
    assert () == kept
    assert [None, Fate.REMOVED, Fate.ADDED, None] == [piece.fate for piece in paragraph]


def test_a_paragraph_that_was_put_in_is_a_paragraph() -> None:
    chapter = only(compare(epub(BOOK), edited("one", "</p><p>", f"</p><p>{prose(50)}</p><p>")))
    assert [(), ((Fate.ADDED, prose(50)),), ()] == [
        tuple((piece.fate, piece.text) for piece in paragraph) for paragraph in chapter.paragraphs
    ]


def test_the_first_word_of_a_paragraph_is_replaced_within_it() -> None:
    first = prose(4).split()[0]
    chapter = only(compare(epub(BOOK), edited("two", f"<p>{first}", "<p>another")))
    changed = [paragraph for paragraph in chapter.paragraphs if paragraph]
    assert [[Fate.REMOVED, Fate.ADDED, None]] == [[piece.fate for piece in paragraph] for paragraph in changed]


def test_a_chapter_that_was_put_in_moves_the_others() -> None:
    more = {"one": BOOK["one"], "new": f"<h1>New</h1><p>{prose(9)}</p>", "two": BOOK["two"], "three": BOOK["three"]}
    assert [("added", 0, 2), ("moved", 2, 3), ("moved", 3, 4)] == fates(compare(epub(BOOK), epub(more)))
    assert [("removed", 2, 0), ("moved", 3, 2), ("moved", 4, 3)] == fates(compare(epub(more), epub(BOOK)))


def test_a_paragraph_that_went_to_another_chapter_changed_no_word() -> None:
    last, first = f"<p>{prose(2)}</p>", "<h1>Second</h1>"
    moved = {**BOOK, "one": BOOK["one"].replace(last, ""), "two": BOOK["two"].replace(first, last + first)}
    found = compare(epub(BOOK), epub(moved))
    assert [("reflowed", 1, 1), ("reflowed", 2, 2)] == fates(found)
    assert [] == [word for chapter in found.chapters for word in chapter.words]


def test_a_picture_that_changed_is_shown_as_it_was_and_is() -> None:
    chapter = only(compare(epub(BOOK), epub(BOOK, members={"fig.svg": PIXEL.replace("COLOUR", "blue")})))
    (picture,) = chapter.pictures
    assert (Fate.CHANGED, "EPUB/fig.svg") == (picture.fate, picture.name)
    assert picture.old.startswith("data:image/svg+xml") and picture.new.startswith("data:") != picture.old
    assert () == chapter.words == chapter.paragraphs


def test_a_description_that_changed_is_told() -> None:
    (picture,) = only(compare(epub(BOOK), edited("two", "A red", "A blue"))).pictures
    assert ("A red triangle", "A blue triangle") == (picture.old_alt, picture.new_alt)


def test_a_picture_that_is_gone_or_added_is_told() -> None:
    without = edited("two", FIGURE, "")
    assert [Fate.REMOVED] == [one.fate for one in only(compare(epub(BOOK), without)).pictures]
    assert [Fate.ADDED] == [one.fate for one in only(compare(without, epub(BOOK))).pictures]


def test_words_marked_up_otherwise_are_told() -> None:
    word = prose(1).split()[9]
    chapter = only(compare(epub(BOOK), edited("one", word, f"<em>{word}</em>")))
    assert (True, ()) == (chapter.marked_up, chapter.words)


def test_a_mark_of_a_printed_page_is_no_markup() -> None:
    mark = '<span xmlns:epub="http://www.idpf.org/2007/ops" epub:type="pagebreak" id="p7"></span>'
    assert compare(epub(BOOK), edited("one", "<p>", f"<p>{mark}")).same


def test_what_the_book_says_of_itself_is_told() -> None:
    found = compare(epub(BOOK), epub(BOOK, title="Another", more="<dc:creator>A. Writer</dc:creator>"))
    assert [("title", "A book", "Another"), ("creator", "", "A. Writer")] == [
        (fact.name, fact.old, fact.new) for fact in found.facts
    ]


def test_other_files_that_differ_are_told() -> None:
    found = compare(epub(BOOK, members={"a.css": "p{}", "b.css": "p{}"}), epub(BOOK, members={"a.css": "h1{}"}))
    assert (("EPUB/a.css", Fate.CHANGED), ("EPUB/b.css", Fate.REMOVED)) == found.members


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"PK\3\4 application/epub+zip", "no-epub"),
        (epub({"one": "<p>never closed"}), "malformed-xml"),
        (epub({}), "no-spine"),
        (epub(BOOK).replace(b"META-INF/container.xml", b"META-INF/containerXxml"), "no-container"),
    ],
)
def test_a_broken_book_is_an_error_with_its_name(content: bytes, rule: str) -> None:
    with pytest.raises(SourceError) as failure:
        compare(epub(BOOK), content)
    assert [(rule, "new.epub")] == [(one.rule, one.position.file.name) for one in failure.value.diagnostics]
