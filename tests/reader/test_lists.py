"""Lists that count in letters, numerals and brackets, tasks, terms, and line blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.base.numerals import to_roman
from publish.publication import model
from publish.publication.model import plain_text
from publish.reader.reading import Reading, read_article
from publish.reader.source import Source

VIETNAMESE = "abcdđeghiklmnopqrstuvxy"


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function for short tests
    def read_text(text: str) -> Reading:
        path = tmp_path / "article.md"
        path.write_text("---\nheadline: A\n---\n\n" + text, encoding="utf-8")
        return read_article(path)

    return read_text


def shape(node: object) -> object:
    """A block as nested lists: the marks of a list with what each of its items holds, or the text."""
    if isinstance(node, model.List):
        return [(item.mark, *map(shape, item.children)) for item in node.items]
    return plain_text(node.children) if isinstance(node, model.Paragraph) else type(node).__name__


def shapes(reading: Reading) -> list[object]:
    assert reading.article is not None
    assert [] == [each.message for each in reading.diagnostics]
    return [shape(block) for block in reading.article.children]


@pytest.mark.parametrize(
    ("marks", "numbering"),
    [
        ("a. b. c.", "lower-alpha"),
        ("A) B)", "upper-alpha"),
        ("(d) (đ) (e)", "lower-alpha"),
        ("i. ii. iii. iv.", "lower-roman"),
        ("(IX) (X) (XI)", "upper-roman"),
        ("c) d)", "lower-alpha"),
        ("h. i. j.", "lower-alpha"),
        ("3) 4)", "decimal"),
        ("(1) (2)", "decimal"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_letters_numerals_and_brackets_make_a_list(read, marks: str, numbering: str, between: str) -> None:
    reading = read(between.join(f"{mark} mục" for mark in marks.split()))
    assert [[(mark, "mục") for mark in marks.split()]] == shapes(reading)
    (found,) = reading.article.children
    assert ("number", numbering) == (found.kind, found.numbering)


def systems() -> Iterator[list[str]]:
    yield [chr(97 + n) for n in range(26)]
    yield list(VIETNAMESE)
    yield [to_roman(n) for n in range(1, 60)]


@given(st.sampled_from(list(systems())), st.integers(0, 21), st.integers(2, 9), st.sampled_from(["{}.", "{})", "({})"]))
def test_a_list_may_begin_anywhere(system: list[str], start: int, count: int, pattern: str) -> None:
    from publish.reader.markdown.article import read as read_markdown

    marks = [pattern.format(core) for core in system[start : start + count]]
    if len(marks) > 1:
        source = Source(Path("a.md"), "# A\n\n" + "\n".join(f"{mark} x" for mark in marks))
        assert [[(mark, "x") for mark in marks]] == [shape(block) for block in read_markdown(source, "vi").children]


@pytest.mark.parametrize(
    "text",
    [
        "A. Nguyễn viết.",
        "a) một mình",
        "(1) một mình",
        "I. MỞ ĐẦU\n\nĐoạn.\n\nII. KẾT",
        "Theo\nb. hai\nc. ba",
        "a. một\n\nd. bốn",
        "C. Mác\nG. Mác",
        "a.một\nb.hai",
    ],
)
def test_prose_that_begins_like_an_item_stays_prose(read, text: str) -> None:
    assert [" ".join(part.split("\n")) for part in text.split("\n\n")] == shapes(read(text))


def test_first_letters_interrupt_a_paragraph(read) -> None:
    assert ["Gồm:", [("a)", "một"), ("b)", "hai")]] == shapes(read("Gồm:\na) một\nb) hai"))


def test_figures_with_a_point_are_counted_by_the_page(read) -> None:
    assert [[("", "x"), ("", "y")]] == shapes(read("1. x\n1. y"))
    assert [[("1)", "x"), ("2)", "y")]] == shapes(read("1) x\n1) y"))


def test_item_holds_paragraphs_and_blocks(read) -> None:
    text = "a) một\n\n   hai\n\n   - ba\n\n     bốn\n\n   ```\n   code\n   ```\n\n   > năm\n\nb) sáu"
    assert [[("a)", "một", "hai", [("", "ba", "bốn")], "CodeBlock", "BlockQuote"), ("b)", "sáu")]] == shapes(read(text))


def test_lists_of_other_marks_are_lists_of_their_own(read) -> None:
    assert [[("a.", "x"), ("b.", "y")], [("a)", "z"), ("b)", "w")]] == shapes(read("a. x\nb. y\na) z\nb) w"))
    assert [[("i.", "x"), ("ii.", "y")], [("h.", "z"), ("i.", "w")]] == shapes(read("i. x\nii. y\n\nh. z\ni. w"))


def test_letter_in_a_paragraph_of_an_item_ends_no_list(read) -> None:
    assert [[("", "x B. Nguyễn"), ("", "y")]] == shapes(read("- x\nB. Nguyễn\n- y"))


def test_tasks_are_done_or_not(read) -> None:
    (found,) = read("- [ ] một\n- [x] hai\n- [X] *ba*\n- [y] bốn\n- [](#x)").article.children
    assert [False, True, True, None, None] == [item.done for item in found.items]
    assert ["một", "hai", "ba"] == [plain_text(item.children[0].children) for item in found.items[:3]]


def test_task_keeps_its_place(read) -> None:
    (found,) = read("1. [ ] một *hai*").article.children
    texts = [node.position.column for node in model.walk(found) if isinstance(node, model.Text)]
    assert ("number", [8, 13]) == (found.kind, texts)


def test_several_terms_share_a_definition(read) -> None:
    reading = read("Táo\nLê\n: Quả\n: Cây\n\nCam\n\n:   Quả có múi\n\n    hai\n\nMít\nỔi\n\n:   ba")
    assert () == reading.diagnostics
    (found,) = reading.article.children
    assert ["Táo Lê", "Cam", "Mít Ổi"] == [plain_text(item.label) for item in found.items]
    assert [["Quả", "Cây"], ["Quả có múi", "hai"], ["ba"]] == [
        [plain_text(child.children) for child in item.children] for item in found.items
    ]
    assert [5, 6, 10, 16, 17] == [n.position.line for i in found.items for n in i.label if isinstance(n, model.Text)]


def test_lines_with_bars_are_verse(read) -> None:
    (verse,) = read("| Trăm năm\n|   *trong* cõi\n|\n| người ta\n").article.children
    texts = [[plain_text(line) for line in stanza] for stanza in verse.stanzas]
    assert [["Trăm năm", "  trong cõi"], ["người ta"]] == texts
    places = [(n.position.line, n.position.column) for n in model.walk(verse) if isinstance(n, model.Text)]
    assert [(5, 3), (6, 3), (6, 6), (6, 12), (8, 3)] == places


def test_table_is_no_verse(read) -> None:
    assert ["Table"] == shapes(read("| a | b |\n|---|---|\n| c | d |"))
