"""The text of an article as nodes, each with its place."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from publish.publication import model
from publish.publication.model import plain_text, walk
from publish.reader.reading import Reading, read_article
from tests.support.folders import ROOT

VIETNAMESE = "Sáng 26/9, Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ mười bảy khai mạc phiên chính thức."


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function for short tests
    def read_text(text: str) -> Reading:
        path = tmp_path / "article.md"
        path.write_bytes(text.encode())
        return read_article(path)

    return read_text


def blocks(reading: Reading) -> tuple[model.Block, ...]:
    assert reading.article is not None
    assert [] == [d.message for d in reading.diagnostics]
    return reading.article.children


def rules(reading: Reading) -> list[str]:
    return [d.rule for d in reading.diagnostics]


def places(node: object) -> list[tuple[str, int, int]]:
    return [(n.text, n.position.line, n.position.column) for n in walk(node) if isinstance(n, model.Text)]


# Blocks


def test_line_ends_in_a_paragraph_are_spaces(read) -> None:
    (paragraph,) = blocks(read("Sáng 26/9,\nĐại hội\nkhai mạc."))
    assert "Sáng 26/9, Đại hội khai mạc." == plain_text(paragraph.children)


def test_text_after_markup_on_a_later_line_has_its_own_place(read) -> None:
    (paragraph,) = blocks(read("Đại hội\n  *khai mạc* sáng\n26/9"))
    assert [("Đại hội ", 1, 1), ("khai mạc", 2, 4), (" sáng ", 2, 13), ("26/9", 3, 1)] == places(paragraph)


def test_decomposed_letters_count_as_the_characters_they_are(read) -> None:
    text = unicodedata.normalize("NFD", "Đại hội")
    (paragraph,) = blocks(read(f"{text} *mới*"))
    assert len(text) + 3 == places(paragraph)[1][2]
    assert text + " " == places(paragraph)[0][0]


def test_byte_order_mark_and_windows_line_ends_do_not_move_places(read) -> None:
    (heading, paragraph) = blocks(read("\ufeff## Một\r\n\r\nHai *ba*\r\n"))
    assert [("Một", 1, 4)] == places(heading)
    assert [("Hai ", 3, 1), ("ba", 3, 6)] == places(paragraph)


def test_hard_breaks_are_line_breaks(read) -> None:
    (paragraph,) = blocks(read("a  \nb\\\nc"))
    assert ["Text", "LineBreak", "Text", "LineBreak", "Text"] == [type(n).__name__ for n in paragraph.children]


def test_escapes_and_entities_are_text(read) -> None:
    (paragraph,) = blocks(read("\\*a\\* &amp; b&copy;c"))
    assert "*a* & b©c" == plain_text(paragraph.children)


def test_line_of_attributes_names_the_block_below(read) -> None:
    found = blocks(read("{#a}\n## Một\n\n{#b}\nHai\n\n{#c}\n- d\n\n{#e}\n> f\n\n{#g}\n```\nh\n```"))
    assert ["a", "b", "c", "e", "g"] == [block.id for block in found]


def test_words_in_brackets_carry_language_and_name(read) -> None:
    (paragraph,) = blocks(read("Hội nghị [*Summit*]{lang=en #s}"))
    span = paragraph.children[1]
    assert ("en", "s", "Summit") == (span.lang, span.id, plain_text(span.children))


def test_attributes_behind_a_link_make_a_span_around_it(read) -> None:
    (paragraph,) = blocks(read("[BBC](https://bbc.com){lang=en}"))
    (span,) = paragraph.children
    assert "en" == span.lang
    assert "https://bbc.com" == span.children[0].target


def test_reference_link_takes_its_target_from_the_definition(read) -> None:
    (paragraph,) = blocks(read("[Báo][bao] và [bao]\n\n[bao]: https://a.vn\n"))
    assert ["https://a.vn"] * 2 == [n.target for n in walk(paragraph) if isinstance(n, model.Link)]


def test_nested_lists_keep_kind_start_and_tightness(read) -> None:
    (outer,) = blocks(read("3. a\n   - b\n\n   - c\n4. d"))
    inner = outer.items[0].children[1]
    assert ("number", 3, True) == (outer.kind, outer.start, outer.tight)
    assert ("bullet", False) == (inner.kind, inner.tight)
    assert [("a", 1, 4), ("b", 2, 6), ("c", 4, 6), ("d", 5, 4)] == places(outer)


def test_term_and_text_are_a_labelled_list(read) -> None:
    (found,) = blocks(read("Một là\n:   giữ gìn\n\n    thêm\n\nHai là\n:   phát triển"))
    assert "label" == found.kind
    assert ["Một là", "Hai là"] == [plain_text(item.label) for item in found.items]
    assert [("Một là", 1, 1), ("giữ gìn", 2, 5), ("thêm", 4, 5), ("Hai là", 6, 1), ("phát triển", 7, 5)] == places(
        found
    )


def test_quote_ends_with_who_said_it(read) -> None:
    (quote,) = blocks(read("> Không có gì quý hơn.\n> -- Hồ Chí Minh"))
    assert "Hồ Chí Minh" == plain_text(quote.attribution)
    assert [("Không có gì quý hơn.", 1, 3), ("Hồ Chí Minh", 2, 6)] == places(quote)


def test_code_is_kept_as_it_is(read) -> None:
    fenced, indented = blocks(read("```python\nx = *1*\n\n```\n\n    a\n     b\n"))
    assert ("python", "x = *1*\n") == (fenced.language, fenced.text)
    assert ("", "a\n b") == (indented.language, indented.text)


def test_comment_is_dropped(read) -> None:
    found = blocks(read("<!-- ghi chú\n\nhai dòng -->\n\nMột <!-- giữa --> hai.\n"))
    assert ["Một  hai."] == [plain_text(block.children) for block in found]


# Figures, containers and tables


def test_picture_alone_in_a_paragraph_is_a_figure(read, tmp_path) -> None:
    (figure,) = blocks(read('![Lá *cờ*](anh/co%20do.jpg "Cờ đỏ")'))
    assert (tmp_path / "anh/co do.jpg", "Lá cờ", "Cờ đỏ") == (figure.file, figure.alt, plain_text(figure.caption))


@pytest.mark.parametrize("name", ["https://a.vn/b.jpg", "//a.vn/b.jpg", "data:image/png;base64,AA"])
def test_picture_elsewhere_has_no_file(read, name) -> None:
    (figure,) = blocks(read(f"![a]({name})"))
    assert (None, name) == (figure.file, figure.name)


def test_figure_holds_picture_caption_and_credit(read) -> None:
    (figure,) = blocks(read("::: figure {#co}\n![Cờ](co.jpg)\n\nLá cờ\ntung bay.\n-- Ảnh: *TTXVN*\n:::"))
    assert ("co", "co.jpg", "Cờ") == (figure.id, figure.name, figure.alt)
    assert ("Lá cờ tung bay.", "Ảnh: TTXVN") == (plain_text(figure.caption), plain_text(figure.credit))


def test_figure_without_picture_is_a_photo_note(read) -> None:
    (figure,) = blocks(read("::: figure\nKhai mạc.\n\n-- Ảnh: A\n:::"))
    assert (None, "", "Khai mạc.", "Ảnh: A") == (
        figure.file,
        figure.name,
        plain_text(figure.caption),
        plain_text(figure.credit),
    )


def test_box_has_a_title_and_may_hold_other_containers(read) -> None:
    (box,) = blocks(read(":::: box {#b} Tiểu *sử*\nMột.\n\n::: pullquote\nHai.\n\n-- Ba\n:::\n::::"))
    assert ("b", "Tiểu sử") == (box.id, plain_text(box.title))
    assert ["Paragraph", "PullQuote"] == [type(child).__name__ for child in box.children]
    assert ("sử", 1, 21) == places(box.title)[1]


def test_verse_keeps_lines_and_cuts_emphasis_at_their_ends(read) -> None:
    (verse,) = blocks(read("::: verse\nTrăm năm *trong\ncõi* người ta\n\nChữ tài\n-- Nguyễn Du\n:::"))
    assert [["Trăm năm trong", "cõi người ta"], ["Chữ tài"]] == [
        [plain_text(line) for line in stanza] for stanza in verse.stanzas
    ]
    assert ("cõi", 3, 1) == places(verse)[2]
    assert "Nguyễn Du" == plain_text(verse.attribution)


def test_table_has_caption_alignment_and_credit(read) -> None:
    text = "::: table Dân *số*\n| Huyện | Số |\n|:--|--:|\n| Bắc \\| Sơn | *1* |\n| Lộc Bình |\n\n-- Nguồn: A\n:::"
    (table,) = blocks(read(text))
    assert ("Dân số", "Nguồn: A") == (plain_text(table.caption), plain_text(table.credit))
    assert ["left", "right"] == [cell.align for cell in table.head[0]]
    assert [["Bắc | Sơn", "1"], ["Lộc Bình", ""]] == [[plain_text(c.children) for c in row] for row in table.rows]
    assert ("1", 4, 17) == places(table.rows[0])[-1]


def test_cells_are_joined_to_the_left_and_to_the_one_above(read) -> None:
    text = "| A || B |\n|---|---|---|\n| a | b | c |\n|===|===|===|\n| x || y |\n| ^^ | ^^ | z |\n| p | | q |"
    (table,) = blocks(read(text))
    spans = [[(plain_text(c.children), c.columns, c.rows) for c in row] for row in (*table.head, *table.rows)]
    assert spans == [
        [("A", 2, 1), ("B", 1, 1)],
        [("a", 1, 1), ("b", 1, 1), ("c", 1, 1)],
        [("x", 2, 2), ("y", 1, 1)],
        [("z", 1, 1)],
        [("p", 1, 1), ("", 1, 1), ("q", 1, 1)],
    ]


@pytest.mark.parametrize("target", ["#a", "b.md", "b.md#a", "../b.md#a"])
def test_a_link_to_a_place_may_ask_for_its_page(read, target) -> None:
    (paragraph,) = blocks(read(f"[tr.]({target}){{.page}} []({target})"))
    page, _, link = paragraph.children
    assert isinstance(page, model.PageReference) and isinstance(link, model.Link)
    assert (page.target, plain_text(page.children), link.children) == (target, "tr.", ())


def test_the_web_has_no_pages(read) -> None:
    assert ["link-scheme"] == rules(read("[tr.](https://a.vn){.page}"))


# Footnotes


def test_footnotes_are_numbered_by_their_calls(read) -> None:
    reading = read("Hai[^b], một[^a], ba^[Ngay *đây*].\n\n[^a]: A\n\n[^b]: B\n\n    thêm\n")
    blocks(reading)
    assert [(1, "b"), (2, "a"), (3, "")] == [(note.number, note.name) for note in reading.article.footnotes]
    assert [("B", 5, 7), ("thêm", 7, 5)] == places(reading.article.footnotes[0])
    assert ("đây", 1, 29) == places(reading.article.footnotes[2])[1]


def test_footnote_called_in_the_front_matter_comes_first(read) -> None:
    reading = read("---\nheadline: Tin[^a]\n---\n\nBài[^b].\n\n[^b]: B\n\n[^a]: A\n")
    blocks(reading)
    assert ["a", "b"] == [note.name for note in reading.article.footnotes]


# Files


def test_missing_file_is_reported_with_a_guess(tmp_path) -> None:
    (tmp_path / "tin.md").write_text("a")
    reading = read_article(tmp_path / "tinn.md")
    assert (None, ["missing-source"]) == (reading.article, rules(reading))
    assert "did you mean tin.md?" == reading.diagnostics[0].hint


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 300])
def test_what_is_no_file_is_reported(tmp_path, name) -> None:
    assert rules(read_article(tmp_path / name))[0] in ("unreadable-source", "missing-source")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_empty_file_is_reported(read, text) -> None:
    assert ["empty-source"] == rules(read(text))


def test_too_large_file_is_reported(tmp_path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"a\n\n" * 7_000_000)
    assert ["source-too-large"] == rules(read_article(path))


def windows_1258(text: str) -> bytes:
    parts = []
    for character in text:
        try:
            parts.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", character)
            tone = next(c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323")
            letter = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            parts.append((letter + tone).encode("cp1258"))
    return b"".join(parts)


TCVN3 = (
    b"S\xb8ng 26/9, \xae\xb9i h\xe9i \xae\xb9i bi\xd3u \xae\xb6ng b\xe9 t\xd8nh L\xb9ng S\xacn"
    b" l\xc7n th\xf8 m\xad\xeai b\xb6y khai m\xb9c phi\xaan ch\xddnh th\xf8c."
)
VNI = "Saùng 26/9, Ñaïi hoäi ñaïi bieåu Ñaûng boä tænh Laïng Sôn laàn thöù möôøi baûy khai maïc".encode("cp1252")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (VIETNAMESE.encode("utf-16"), "UTF-16"),
        (VIETNAMESE.encode("utf-16-le"), "UTF-16"),
        (VIETNAMESE.encode("utf-16-be"), "UTF-16"),
        (VIETNAMESE.encode("utf-32"), "UTF-32"),
        (windows_1258(VIETNAMESE), "Windows-1258"),
        (TCVN3, "TCVN3 (ABC)"),
        (VNI, "VNI"),
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258", "tcvn3", "vni"],
)
def test_old_encoding_is_named(tmp_path, raw, name) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(raw)
    (diagnostic,) = read_article(path).diagnostics
    assert f"the file is not UTF-8; it looks like {name}" == diagnostic.message
    assert "not-utf8" == diagnostic.rule


def test_first_wrong_byte_has_line_and_column(tmp_path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Đại hội\r\nĐảng ".encode() + b"\xff\xfe")
    (diagnostic,) = read_article(path).diagnostics
    assert (2, 6) == (diagnostic.position.line, diagnostic.position.column)
    assert "the file is not UTF-8" == diagnostic.message


# Limits


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
def test_endless_paragraph_is_refused_soon(read, size) -> None:
    start = time.process_time()
    reading = read("Một.\n\n" + "chữ " * (size // 4) + "\n\nHai.")
    assert (["paragraph-too-long"], 3) == (rules(reading), reading.diagnostics[0].position.line)
    assert 2 == len(reading.article.children)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "piece", ["[", "![", "^[", "[a](", "*a ", "a*", "`", "<", "<!--", "x<!--", "&", "_a_", "[[a]][b]"]
)
def test_rows_of_marks_are_read_or_refused_soon(read, piece) -> None:
    start = time.process_time()
    read(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 20


def containers(count: int) -> str:
    fences = [":" * (count + 2 - level) for level in range(count)]
    return "\n".join([*(f"{fence} box" for fence in fences), "a", *reversed(fences)])


@pytest.mark.parametrize(
    "text",
    [
        "> " * 300 + "a",
        "- " * 300 + "a",
        containers(300),
        "[" * 300 + "a" + "]" * 300,
        "*[" * 300 + "a" + "]{#b}*" * 300,
        "![" * 300 + "a" + "](b)" * 300,
        "^[" * 300 + "a" + "]" * 300,
        "*a **b " * 30 + "c" + "***" * 30,
        "Một\n: " + "> " * 30 + "a",
    ],
    ids=["quotes", "lists", "containers", "brackets", "stars", "pictures", "notes", "emphasis", "term"],
)
def test_deep_nesting_is_reported(read, text) -> None:
    assert "nesting-too-deep" in rules(read(text))


def test_twenty_containers_inside_each_other_are_read(read) -> None:
    assert 20 == sum(isinstance(node, model.Box) for node in walk(blocks(read(containers(20)))))


def test_twenty_quotes_inside_each_other_are_read(read) -> None:
    blocks(read("> " * 20 + "a"))


def test_reader_imports_only_the_plugins_it_needs() -> None:
    script = (
        "import sys, publish.reader; print([m for m in sys.modules if m.split('.')[0] in ('linkify_it', 'jinja2')])"
    )
    assert "[]\n" == subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


# The page about the source

PAGE = ROOT / "docs" / "source.md"
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_example_of_the_page_about_the_source_is_read_without_findings(read, number) -> None:
    assert {"empty-source"} >= set(rules(read(EXAMPLES[number])))


def test_each_text_stands_in_its_line_as_it_is(read) -> None:
    source = "A\\*b &amp; c\nđo\u0301 *x* hai\n> ba\n\n| a | b \\| c |\n|---|---|\n| x | y |"
    article = read(source).article
    lines = article.position.file.read_text(encoding="utf-8").split("\n")
    for node in walk(article.children):
        if isinstance(node, model.Text) and node.text not in ("*", "&"):
            at = node.position
            assert lines[at.line - 1].startswith(node.text.rstrip(), at.column - 1)


def test_a_row_that_is_joined_to_the_one_above_as_a_whole_is_none(read) -> None:
    (table,) = blocks(read("| A | B |\n|---|---|\n| a | b |\n| ^^ | ^^ |\n| ^^ | c |"))
    assert [[("a", 2), ("b", 1)], [("c", 1)]] == [
        [(plain_text(cell.children), cell.rows) for cell in row] for row in table.rows
    ]
