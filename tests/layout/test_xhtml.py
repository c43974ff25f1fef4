"""Each node of the model becomes the element that says what it is."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.base.dates import format_date, format_long_date
from publish.layout.page_values import headline_text
from publish.layout.paper import Paper
from publish.layout.xhtml import Renderer, element
from publish.publication import model
from tests.support.factories import AT, article, figure, paragraph, text, without_lines


def blocks(*nodes: model.Block, footnotes: tuple[model.Footnote, ...] = (), deck: str = "x") -> str:
    subject = article(*nodes, deck=text(deck) if deck else (), footnotes=footnotes)
    return without_lines(Renderer(subject, Paper(subject)).blocks(subject.children))


def inline(*nodes: model.Inline) -> str:
    subject = article()
    return Renderer(subject, Paper(subject)).inlines(nodes)


def end() -> model.Block:
    """A block that is no paragraph, so that the end mark does not get in the way."""
    return model.ThematicBreak(AT)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (model.Emphasis(text("a"), AT), "<em>a</em>"),
        (model.Strong(text("a"), AT), "<strong>a</strong>"),
        (model.Styled("strikethrough", text("a"), AT), "<s>a</s>"),
        (model.Styled("subscript", text("a"), AT), "<sub>a</sub>"),
        (model.Styled("superscript", text("a"), AT), "<sup>a</sup>"),
        (model.Styled("mark", text("a"), AT), "<mark>a</mark>"),
        (model.Styled("keyboard", text("a"), AT), "<kbd>a</kbd>"),
        (model.Styled("underline", text("a"), AT), "<u>a</u>"),
        (model.Abbreviation("b & c", text("a"), AT), '<abbr title="b &amp; c">a</abbr>'),
        (model.Link("#x", text("a"), AT, title="b"), '<a href="#x" title="b">a</a>'),
        (model.Code("a<b", AT), "<code>a&lt;b</code>"),
        (model.Code("x --no-y -o a-b --", AT), "<code>x --\N{WORD JOINER}no-y -\N{WORD JOINER}o a-b --</code>"),
        (model.LineBreak(AT), "<br/>"),
        (model.Link("https://a.vn/?b&c", text("a"), AT), '<a href="https://a.vn/?b&amp;c">a</a>'),
        (model.Span("en", None, text("a"), AT), '<span lang="en" xml:lang="en">a</span>'),
        (model.Span(None, "x", text("a"), AT), '<span id="x">a</span>'),
    ],
)
def test_inline_nodes(node: model.Inline, expected: str) -> None:
    assert inline(node) == expected


def test_a_heading_is_a_crosshead_of_its_level() -> None:
    assert blocks(model.Heading(3, "x", text("a"), AT), end()) == '<h3 id="x" class="crosshead">a</h3>\n<hr/>'


def test_the_first_paragraph_is_the_lede_unless_there_is_a_deck() -> None:
    assert blocks(paragraph("a"), end(), deck="") == '<p class="lede">a</p>\n<hr/>'
    assert blocks(paragraph("a"), end()) == "<p>a</p>\n<hr/>"


def test_the_last_paragraph_carries_the_end_mark_also_in_a_list() -> None:
    item = model.ListItem((), (paragraph("b"),), AT)
    assert blocks(paragraph("a"), paragraph("b")) == '<p>a</p>\n<p class="last">b</p>'
    assert '<p class="last">b</p>' in blocks(model.List("bullet", 1, True, (item,), None, AT))


def test_a_label_runs_into_its_item() -> None:
    item = model.ListItem(text("Một là"), (paragraph("giữ gìn;"),), AT)
    found = blocks(model.List("label", 1, False, (item,), None, AT), end())
    assert found.startswith('<ol class="labelled"><li><p><span class="label">Một là</span> giữ gìn;</p></li></ol>')


def test_a_numbered_list_keeps_its_first_number() -> None:
    items = (model.ListItem((), (paragraph("a"),), AT),)
    assert blocks(model.List("number", 3, True, items, None, AT), end()).startswith(
        '<ol style="counter-reset: list-item 2"><li>a</li></ol>'
    )
    assert blocks(model.List("number", 1, False, items, None, AT), end()).startswith("<ol><li><p>a</p></li></ol>")


def test_a_photograph_that_is_not_supplied_is_a_photo_note() -> None:
    expected = '<div class="photo-note"><p class="caption">A.</p><p class="credit">Ảnh: B</p></div>\n<hr/>'
    assert blocks(figure(caption="A.", credit="Ảnh: B"), end()) == expected


def test_a_caption_without_credit_has_no_empty_element() -> None:
    assert "credit" not in blocks(figure(caption="A."), end())


def test_an_empty_cell_of_the_head_is_the_head_of_nothing() -> None:
    cells = model.Cell("", 1, 1, (), AT), model.Cell("", 1, 1, text("a"), AT)
    assert '<thead><tr><td></td><th scope="col">a</th></tr></thead>' in blocks(
        model.Table((), (cells,), (), (), None, AT)
    )


def test_a_table_says_which_cells_are_heads() -> None:
    head = (model.Cell("left", 1, 1, text("a"), AT), model.Cell("right", 1, 1, text("b"), AT))
    row = (model.Cell("left", 1, 1, text("c"), AT), model.Cell("right", 1, 1, text("1"), AT))
    found = blocks(model.Table(text("T"), (head,), (row,), text("Nguồn: X"), "t", AT), end())
    assert found.startswith(
        '<div id="t" class="table"><table><caption>T</caption><thead><tr><th class="left" scope="col">a</th>'
        '<th class="right" scope="col">b</th></tr></thead><tbody><tr><td class="left">c</td><td class="right">1</td>'
        '</tr></tbody></table><p class="credit">Nguồn: X</p></div>'
    )


def test_verse_keeps_its_lines_and_quotes_their_speaker() -> None:
    verse = model.Verse(((text("a"), text("b")), (text("c"),)), text("Dân ca"), None, AT)
    stanzas = '<p class="stanza">a<br/>\nb</p><p class="stanza">c</p>'
    expected = f'<div class="verse">{stanzas}<p class="attribution">Dân ca</p></div>'
    assert blocks(verse, end()).startswith(expected)
    quote = model.BlockQuote((paragraph("a"),), text("B"), None, AT)
    assert blocks(quote, end()).startswith('<blockquote><p>a</p><p class="attribution">B</p></blockquote>')


def test_display_elements_have_their_class() -> None:
    quote = model.PullQuote((paragraph("a"),), (), None, AT)
    assert blocks(quote, end()).startswith('<aside class="pullquote"><p>a</p>')
    box = model.Box(text("T"), (paragraph("a"),), None, AT)
    assert blocks(box, end()).startswith('<aside class="box"><p class="box-title">T</p><p>a</p></aside>')


def test_code_keeps_its_lines() -> None:
    expected = (
        '<pre><code class="language-toml"><span class="line">a =<span class="code-literal"> 1</span>\n</span>'
        '<span class="line">  b\n</span></code></pre>'
    )
    assert blocks(model.CodeBlock("toml", "a = 1\n  b", None, AT, kinds="    l    "), end()).startswith(expected)


def test_a_note_on_paper_stands_where_it_is_called() -> None:
    call = model.Paragraph(None, (*text("a"), model.NoteReference(1, AT)), AT)
    note = model.Footnote(1, "n", (paragraph("b"), paragraph("c")), AT)
    paragraphs = '<span class="note-paragraph">b</span><span class="note-paragraph">c</span>'
    mark = '<a class="call" id="noteref-1" href="#note-1">1</a>'
    number = '<a class="number" href="#noteref-1">1</a>'
    expected = f'<p>a{mark}<span class="footnote" id="note-1">{number} {paragraphs}</span></p>'
    assert blocks(call, end(), footnotes=(note,)).startswith(expected)


def test_empty_attributes_are_left_out() -> None:
    assert element("p", "a", id=None, class_="", title='"') == '<p title="&quot;">a</p>'


def test_dates_are_written_as_the_language_writes_them() -> None:
    day = datetime.date(2020, 9, 6)
    assert [format_date(day, tag) for tag in ("vi", "en-GB", "fr")] == ["6/9/2020", "6 September 2020", "2020-09-06"]
    long = ["Chủ nhật, ngày 6 tháng 9 năm 2020", "6 September 2020", "2020-09-06"]
    assert long == [format_long_date(day, tag) for tag in ("vi", "en-GB", "fr")]


def test_a_headline_of_several_lines_is_one_text() -> None:
    assert headline_text(article(headline=(text("a "), text("b")))) == "a b"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_any_text_gives_well_formed_xhtml(content: str) -> None:
    subject = article(paragraph(content, "x"), figure(caption=content), model.CodeBlock(content, content, None, AT))
    parsed = ElementTree.fromstring(f"<div>{Renderer(subject, Paper(subject)).blocks(subject.children)}</div>")
    assert content in "".join(parsed.itertext()).replace("\N{WORD JOINER}", "") or "\N{WORD JOINER}" in content
