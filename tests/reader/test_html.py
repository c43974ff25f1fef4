"""The HTML that is read inside a line, and what is no HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.reader.reading import read_article
from tests.support.outline import read_line, read_lines

READ = {
    "H<sub>2</sub>O m<SUP>2</SUP>": "H<subscript 2>O m<superscript 2>",
    "<kbd>Ctrl</kbd>+<kbd>*C*</kbd>": "<keyboard Ctrl>+<keyboard <emphasis C>>",
    "<u>a <mark>b</mark></u> <s>c</s><del>d</del>": "<underline a <mark b>> <strikethrough c><strikethrough d>",
    '<abbr title="Uỷ ban">UB</abbr>': "<abbreviation Uỷ ban: UB>",
    "x <a id=\"a\"></a>y <a name=b>z</a> <a id='c'/>t": "x <span a: >y <span b: z> <span c: >t",
    "một<br>hai <br/> ba<br />\nbốn": "một<linebreak>hai<linebreak>ba<linebreak>bốn",
    "Vec<T> List<String> Option<A> Vec<Vec<u8>>": "Vec<T> List<String> Option<A> Vec<Vec<u8>>",
    "a < b, b > c, <T> và Map<K, V>": "a < b, b > c, <T> và Map<K, V>",
    "## Kiểu List<Object>": "Kiểu List<Object>",
    "<T>": "<T>",
    "<kbd>F1</kbd>": "<keyboard F1>",
    "&copy;&#169;&nbsp;&lt;b&gt;": "©©\N{NO-BREAK SPACE}<b>",
    "**<u>a</u>** [<kbd>F1</kbd>](https://a.vn)": "<strong <underline a>> <link https://a.vn: <keyboard F1>>",
}

WRONG = {
    "a <sub>b": ["5:3 unclosed-html"],
    "a </sub>b": ["5:3 unclosed-html"],
    "<u>a <s>b</u>": ["5:6 unclosed-html"],
    "*<u>a*</u>": ["5:2 unclosed-html", "5:7 unclosed-html"],
    "a <b>b</b>": ["5:3 raw-html", "5:7 raw-html"],
    'a <sub class="x">b</sub>': ["5:3 raw-html"],
    'a <a href="b">c</a>': ["5:3 raw-html"],
    "a <abbr>b</abbr>": ["5:3 raw-html"],
    '<a id="1">b</a>': ["5:8 invalid-id"],
    "<div>\na\n</div>": ["5:1 raw-html"],
    "<br>": ["5:1 raw-html"],
}


@pytest.mark.parametrize("markdown", READ)
def test_html_inside_a_line(markdown: str, tmp_path: Path) -> None:
    assert READ[markdown] == read_line(tmp_path, markdown)


@pytest.mark.parametrize("markdown", WRONG)
def test_other_html_is_told_where_it_stands(markdown: str, tmp_path: Path) -> None:
    assert WRONG[markdown] == read_lines(tmp_path, markdown)[0]


@pytest.mark.parametrize("anchor", ['<a id="cho"></a>', "<a name='cho'></a>", '<a id="cho" />'])
def test_a_place_on_a_line_of_its_own_names_the_block_below(anchor: str, tmp_path: Path) -> None:
    named = "---\nheadline: H\n---\n\n{}\n## Chợ\n\nXem [](#cho).\n"
    texts = []
    for line in ("{#cho}", anchor):
        path = tmp_path / "a.md"
        path.write_text(named.format(line), encoding="utf-8")
        reading = read_article(path)
        assert () == reading.diagnostics and reading.article
        texts.append([getattr(block, "id", None) for block in reading.article.children])
    assert [["cho", None]] * 2 == texts
