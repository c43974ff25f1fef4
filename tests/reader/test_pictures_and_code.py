"""Pictures on lines of their own, fences with attributes, and captions beside tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication.model import Icon, plain_text, walk
from publish.reader.reading import Reading, read_article


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function for short tests
    def read_text(text: str) -> Reading:
        path = tmp_path / "article.md"
        path.write_text(f"---\nheadline: A\n---\n\n{text}", encoding="utf-8")
        return read_article(path)

    return read_text


def kinds(reading: Reading) -> list[str]:
    return [type(block).__name__ for block in reading.article.children]


def places(reading: Reading) -> list[tuple[str, int, int]]:
    return [(found.rule, found.position.line, found.position.column) for found in reading.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Hai\n![a](a.png)", ["Heading", "Figure"]),
        ("Một.\n![a](a.png)", ["Paragraph", "Figure"]),
        ("Một.\n![a](a.png)\nHai.", ["Paragraph", "Figure", "Paragraph"]),
        ("![a](a.png)\n![b](b.png)", ["Figure", "Figure"]),
        ("![a](a.png){width=50%}\nMột\nhai.", ["Figure", "Paragraph"]),
        ('<img src="a.png" alt="a">', ["Figure"]),
        ("<img src='a.png' alt='a'/>\n<img src=b.png alt=b>", ["Figure", "Figure"]),
    ],
)
def test_picture_on_a_line_of_its_own_is_a_figure(read, text: str, expected: list[str]) -> None:
    reading = read(text)
    assert (expected, ()) == (kinds(reading), reading.diagnostics)


def test_parts_of_a_paragraph_keep_their_places_and_its_name(read) -> None:
    reading = read("{#x}\nMột *hai*.\n![a](a.png)\n*Ba* bốn.")
    found = reading.article.children
    assert ["x", None, None] == [block.id for block in found]
    assert [(6, 1), (7, 1), (8, 1)] == [(block.position.line, block.position.column) for block in found]
    assert "Ba bốn." == plain_text(found[2].children)


@pytest.mark.parametrize(("written", "width"), [("50%", 50.0), ("33.5%", 33.5), ("100%", 0.0), ('"25%"', 25.0)])
def test_width_of_a_picture_is_a_share_of_the_text(read, written: str, width: float) -> None:
    (found,) = read(f"![a](a.png){{#x width={written}}}").article.children
    assert ("x", width) == (found.id, found.width)


@pytest.mark.parametrize("written", ["width=300px", "width=150%", ".center", "fig-align=left", "height=20"])
def test_other_looks_of_a_picture_are_told(read, written: str) -> None:
    reading = read(f"![a](a.png){{{written}}}")
    assert [("unknown-attribute", 6, 1)] == [
        (f.rule, f.position.line + 1, f.severity.value) for f in reading.diagnostics
    ]
    assert 0 == reading.article.children[0].width


@pytest.mark.parametrize(("written", "width"), [("{width=40%}", 40.0), ("{#x width=100% bleed}", 0.0), ("", 0.0)])
def test_width_may_stand_behind_the_name_of_a_figure(read, written: str, width: float) -> None:
    reading = read(f"::: figure {written}\n![a](a.png)\n\nChú.\n:::")
    (found,) = reading.article.children
    assert (width, ()) == (found.width, reading.diagnostics)


def test_width_of_the_picture_itself_goes_before_that_of_its_figure(read) -> None:
    (found,) = read("::: figure {width=40%}\n![a](a.png){width=30%}\n:::").article.children
    assert 30.0 == found.width


def test_width_of_a_figure_that_is_no_share_is_told(read) -> None:
    reading = read("::: figure {width=300px}\n![a](a.png)\n:::")
    assert [("unknown-attribute", 5, 13)] == places(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Nút ![lưu](a.svg) đây.",
        "![lưu](a.svg) Nút.",
        "Nút\n![lưu](a.svg) đây",
        "## Nút ![lưu](a.svg)",
        "| a | b |\n| --- | --- |\n| ![lưu](a.svg) | c |",
        "[Nút ![lưu](a.svg)](https://example.vn)",
        "Nút[^1].\n\n[^1]: Là ![lưu](a.svg) đây.",
        "::: figure\n![a](a.png)\n\nNút ![lưu](a.svg) đây.\n:::",
    ],
)
def test_picture_between_words_is_an_icon(read, text: str) -> None:
    reading = read(text)
    assert () == reading.diagnostics
    (icon,) = [node for node in walk(reading.article) if isinstance(node, Icon)]
    assert ("lưu", "a.svg", "a.svg") == (icon.alt, icon.name, icon.file.name)
    assert 5 + text.partition("![lưu")[0].count("\n") == icon.position.line


def test_icon_has_a_name_a_title_and_a_description(read) -> None:
    (paragraph,) = read('Nút ![](a.svg "tên"){#x alt="lưu"} đây.').article.children
    _, span, _ = paragraph.children
    (icon,) = span.children
    assert ("x", "lưu", "tên") == (span.id, icon.alt, icon.title)
    assert "Nút lưu đây." == plain_text(paragraph.children)


def test_width_of_an_icon_is_told(read) -> None:
    assert [("unknown-attribute", 5, 19)] == places(read("Nút ![lưu](a.svg){width=50%} đây."))


@pytest.mark.parametrize(("text", "column"), [("![a](a.png) ![b](b.png)", 1), ("[![a](a.png)](https://example.vn)", 1)])
def test_pictures_without_words_beside_them_are_refused(read, text: str, column: int) -> None:
    assert [("inline-image", 5, column)] == places(read(text))


def test_picture_in_html_has_its_facts(read) -> None:
    (found,) = read('<img src="a%20b.png" alt="Chợ &amp; bến" title="Phiên" id="x" width="40%">').article.children
    assert ("a%20b.png", "Chợ & bến", "x", 40.0) == (found.name, found.alt, found.id, found.width)
    assert ("a b.png", "Phiên") == (found.file.name, plain_text(found.caption))


def test_other_html_beside_a_picture_is_refused(read) -> None:
    assert ["raw-html"] == [each.rule for each in read('<p><img src="a.png"></p>').diagnostics]


@pytest.mark.parametrize(
    ("info", "language", "id_", "title"),
    [
        ("python", "python", None, ""),
        ("{.python}", "python", None, ""),
        ("{.python #x}", "python", "x", ""),
        ('python title="a b.py"', "python", None, "a b.py"),
        ('{.python filename="a.py"}', "python", None, "a.py"),
        ("python {#x}", "python", "x", ""),
        ("rust,ignore,no_run", "rust", None, ""),
        ("c++", "c++", None, ""),
        ("", "", None, ""),
    ],
)
@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_fence_names_language_id_and_title(
    read, fence: str, info: str, language: str, id_: str | None, title: str
) -> None:
    reading = read(f"{fence} {info}\nx\n{fence}")
    (code,) = reading.article.children
    assert () == reading.diagnostics
    assert (language, id_, title, "x") == (code.language, code.id, plain_text(code.title), code.text)


ROWS = "| a | b |\n| --- | --- |\n| c | d |"


@pytest.mark.parametrize(
    "text",
    [
        f"{ROWS}\n\n: Giá *muối*",
        f"{ROWS}\n\nTable: Giá *muối*",
        f"{ROWS}\nTable: Giá *muối*",
        f"Table: Giá *muối*\n\n{ROWS}",
        f"{ROWS}\n\n: Giá *muối* {{#x}}",
        f"Bảng: Giá *muối*\n\n{ROWS}",
    ],
)
def test_paragraph_beside_a_table_is_its_caption(read, text: str) -> None:
    reading = read(text)
    (table,) = reading.article.children
    assert () == reading.diagnostics
    assert ("Giá muối", 1, "x" if "#x" in text else None) == (plain_text(table.caption), len(table.rows), table.id)


def test_each_table_has_its_own_caption(read) -> None:
    found = read(f"{ROWS}\n\n: Một\n\n{ROWS}\n: Hai\n\nTable: Ba\n\n{ROWS}\n\nĐoạn.").article.children
    assert ["Một", "Hai", "Ba"] == [plain_text(table.caption) for table in found[:3]]


def test_table_without_outer_bars_is_a_table(read) -> None:
    (table,) = read("a | b\n--- | ---:\nc | d").article.children
    assert [("c", ""), ("d", "right")] == [(plain_text(cell.children), cell.align) for cell in table.rows[0]]


@pytest.mark.parametrize(
    "text",
    [
        'Nhấn <img src="a%20b.png" alt="dấu &amp; nút" width="16" height=16> để ghi.',
        "- Nhấn <IMG alt='dấu &amp; nút' src='a%20b.png'/> để ghi.",
        '> <img class="x" src="a%20b.png" alt="dấu &amp; nút" loading="lazy" /> để ghi.',
    ],
)
def test_picture_in_html_between_words_is_as_high_as_they_are(read, text: str) -> None:
    reading = read(text)
    (found,) = (node for node in walk(reading.article) if isinstance(node, Icon))
    assert ("a b.png", "dấu & nút", ()) == (found.file.name, found.alt, reading.diagnostics)


def test_a_picture_in_html_without_a_file_is_refused(read) -> None:
    assert ["raw-html"] == [each.rule for each in read('Nhấn <img alt="x"> để ghi.').diagnostics]
