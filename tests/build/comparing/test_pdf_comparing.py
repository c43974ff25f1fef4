"""What is told of two PDFs of which one is the other with an edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.workers.pool import Inline
from publish.build.comparing.comparison import Fate, PageDifference, PdfComparison
from publish.build.comparing.pdf_comparing import compare_pdfs
from tests.support.plain_pdfs import Picture, pdf, prose

TEXT = [prose(number) for number in range(12)]
HEAD = "A book of words"


def compare(old: bytes, new: bytes, pictures: int = 0) -> PdfComparison:
    return compare_pdfs(old, new, (Path("old.pdf"), Path("new.pdf")), Inline().submit, pictures)


def fates(found: PdfComparison) -> list[tuple[str, int, int]]:
    return [(page.fate.value, page.old, page.new) for page in found.pages]


def only(found: PdfComparison) -> PageDifference:
    (page,) = found.pages
    return page


def test_the_same_pages_are_the_same() -> None:
    assert compare(pdf(*TEXT), pdf(*TEXT)).same


def test_a_file_that_was_only_packed_anew_is_the_same() -> None:
    import io

    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(*TEXT))) as packed:
        packed.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    assert compare(pdf(*TEXT), stream.getvalue()).same


@pytest.mark.parametrize("number", range(0, 12, 3))
def test_a_word_that_changed_is_told_with_its_page_and_place(number: int) -> None:
    words = TEXT[number].split()
    words[30] = "another"
    page = only(compare(pdf(*TEXT), pdf(*TEXT[:number], " ".join(words), *TEXT[number + 1 :]), 10))
    (word,) = page.words
    assert (TEXT[number].split()[30], "another", Fate.CHANGED) == (word.old, word.new, page.fate)
    assert [1, 1] == [len(page.old_marks), len(page.new_marks)]
    assert page.areas == () and page.old_view and page.new_view
    assert word.before.split() == words[26:30] and word.after.split() == words[31:35]


def test_words_that_are_added_or_gone_are_told_as_such() -> None:
    words = TEXT[0].split()
    longer = [*words[:10], "two", "words", *words[10:]]
    (added,) = only(compare(pdf(*TEXT[:2]), pdf(" ".join(longer), TEXT[1]))).words
    (gone,) = only(compare(pdf(" ".join(longer), TEXT[1]), pdf(*TEXT[:2]))).words
    assert [("", "two words"), ("two words", "")] == [(added.old, added.new), (gone.old, gone.new)]


def test_a_paragraph_that_was_put_in_moves_the_rest_and_changes_no_other_word() -> None:
    found = compare(pdf(*TEXT, head=HEAD), pdf(*TEXT[:3], prose(99, 30), *TEXT[3:], head=HEAD))
    (change,) = [word for page in found.pages for word in page.words]
    assert ("", prose(99, 30)) == (change.old, change.new)
    flowed = [("reflowed", at, at) for at in range(3, 7)]
    assert [("changed", 2, 2), *flowed, ("added", 0, 7)] == fates(found)


def test_a_page_that_was_put_in_is_added_and_the_others_have_moved() -> None:
    page = [prose(number, 126) for number in range(5)]  # each fills a page
    found = compare(pdf(*page, head=HEAD), pdf(*page[:2], prose(50, 126), *page[2:], head=HEAD))
    assert [("added", 0, 3), ("moved", 3, 4), ("moved", 4, 5), ("moved", 5, 6)] == fates(found)


def test_a_page_that_was_taken_out_is_gone() -> None:
    page = [prose(number, 126) for number in range(4)]
    found = compare(pdf(*page), pdf(*page[:1], *page[2:]))
    assert [("removed", 2, 0), ("moved", 3, 2), ("moved", 4, 3)] == fates(found)


def test_a_page_that_is_added_by_words_of_others_says_where_they_stood() -> None:
    page = [prose(number, 126) for number in range(3)]
    found = compare(pdf(*page), pdf(prose(77, 42), *page))
    assert [("changed", 1, 1), ("reflowed", 2, 2), ("reflowed", 3, 3), ("added", 0, 4)] == fates(found)
    assert ((3,), ()) == (found.pages[-1].elsewhere, found.pages[-1].words)


def test_a_paragraph_that_went_far_has_moved() -> None:
    page = [prose(number, 126) for number in range(6)]
    found = compare(pdf(prose(60, 14), *page, folio=False), pdf(*page, prose(60, 14), folio=False))
    told = [word for page in found.pages for word in page.words]
    assert [True] == [word.moved for word in told]


def test_a_picture_that_changed_is_told_and_its_place() -> None:
    old, new = pdf(TEXT[0], Picture(), TEXT[1]), pdf(TEXT[0], Picture(spot="1 0 0"), TEXT[1])
    page = only(compare(old, new, 10))
    (area,) = page.areas
    assert page.words == () and area.old is not None and area.new == area.old
    assert pytest.approx([12 / 72 * 25.4] * 2, abs=0.6) == list(area.new[2:])


def test_a_picture_that_is_added_or_gone_is_told() -> None:
    plain, pictured = pdf(TEXT[0], folio=False), pdf(TEXT[0], Picture(), folio=False)
    added, gone = only(compare(plain, pictured)), only(compare(pictured, plain))
    assert [(True, False)] == [(area.old is None, area.new is None) for area in added.areas]
    assert [(False, True)] == [(area.old is None, area.new is None) for area in gone.areas]


@pytest.mark.parametrize("words", [7, 35, 126])
def test_a_picture_that_only_moved_with_its_text_is_no_difference(words: int) -> None:
    old = pdf(TEXT[0], Picture(spot="1 1 0"), *TEXT[1:4])
    found = compare(old, pdf(prose(90, words), TEXT[0], Picture(spot="1 1 0"), *TEXT[1:4]))
    assert [] == [area for page in found.pages for area in page.areas]


def test_the_folio_of_a_page_that_moved_is_no_difference_and_a_head_that_changed_is_one() -> None:
    page = [prose(number, 126) for number in range(4)]
    found = compare(pdf(*page, head="Spring 2025"), pdf(*page, head="Spring 2026"))
    assert [("changed", at, at) for at in range(1, 5)] == fates(found)
    assert {("Spring 2025", "Spring 2026")} == {head for one in found.pages for head in one.heads}


def test_a_word_broken_at_a_line_end_is_the_same_word() -> None:
    from publish.build.comparing.pdf_pairs import word_key

    assert word_key("exam\ufffeple") == word_key("example")
    assert "-" == word_key("-")


def test_a_hyphen_that_was_put_in_is_told() -> None:
    page = only(compare(pdf("an e-mail came to all of them"), pdf("an email came to all of them")))
    assert [("e-mail", "email")] == [(word.old, word.new) for word in page.words]


def test_pages_of_another_size_are_told() -> None:
    found = compare(pdf(TEXT[0]), pdf(TEXT[0], size=(320, 400)))
    assert [True] == [page.resized for page in found.pages]


def test_the_title_is_told() -> None:
    found = compare(pdf(TEXT[0], title="One"), pdf(TEXT[0], title="Two"))
    assert [("Title", "One", "Two")] == [(fact.name, fact.old, fact.new) for fact in found.facts]
    assert found.pages == () and not found.same


def test_blank_pages_move_as_others_do() -> None:
    page = [prose(number, 126) for number in range(3)]
    old = pdf(page[0], page[1], blank=[1], folio=False)
    found = compare(old, pdf(page[0], page[2], page[1], blank=[2], folio=False))
    assert [("added", 0, 2), ("moved", 2, 3), ("moved", 3, 4)] == fates(found)


def test_two_comparisons_of_the_same_files_are_the_same() -> None:
    old, new = pdf(*TEXT), pdf(*TEXT[:2], Picture(), *TEXT[3:])
    assert compare(old, new, 10) == compare(old, new, 10)


def test_no_more_pages_are_drawn_than_are_wanted() -> None:
    other = [text.replace("a", "b") for text in TEXT]
    found = compare(pdf(*TEXT), pdf(*other), 5)
    drawn = [view for page in found.pages for view in (page.old_view, page.new_view) if view]
    assert 4 == len(drawn)


def test_a_head_that_one_file_has_but_once_is_a_head_there_too() -> None:
    page = [prose(number, 126) for number in range(3)]
    found = compare(pdf(page[0], head=HEAD), pdf(*page, head=HEAD))
    assert [("added", 0, 2), ("added", 0, 3)] == fates(found)


def test_folios_that_are_gone_are_told() -> None:
    page = [prose(number, 126) for number in range(3)]
    found = compare(pdf(*page), pdf(*page, folio=False))
    assert [(("1", ""),), (("2", ""),), (("3", ""),)] == [one.heads for one in found.pages]
