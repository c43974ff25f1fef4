"""Words struck out, marked, raised and lowered, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication import model
from publish.reader.reading import read_article
from tests.support.outline import read_line

READ = {
    "~~gạch *bỏ*~~, bỏ~~x~~y": "<strikethrough gạch <emphasis bỏ>>, bỏ<strikethrough x>y",
    "==đánh dấu== ==“a”==": "<mark đánh dấu> <mark “a”>",
    "H~2~O, CO~2~^+^": "H<subscript 2>O, CO<subscript 2><superscript +>",
    "10^2^, m^2^/s, (x)^-1^, x^*n*^": (
        "10<superscript 2>, m<superscript 2>/s, (x)<superscript -1>, x<superscript <emphasis n>>"
    ),
    "**~~a~~** ~~[b](https://b.vn)~~": "<strong <strikethrough a>> <strikethrough <link https://b.vn: b>>",
    "[~~a~~ x^2^](https://b.vn)": "<link https://b.vn: <strikethrough a> x<superscript 2>>",
    r"\~~a~~ \==a== x\^2^ H\~2~": "~~a~~ ==a== x^2^ H~2~",
    "`~~a~~ ==b== x^2^`": "<code ~~a~~ ==b== x^2^>",
}

LEFT = [
    "khoảng ~ 100 người, ~10-~15 và ~ 200",
    "a == b, a==b và c==d",
    "===== ~~~~ ~~~ ===",
    "5^2, 2^ 3^, vui ^_^",
    r"C:\PROGRA~1\X~1",
    "a ~b c~ d^e f^",
]


@pytest.mark.parametrize("markdown", READ)
def test_words_in_a_form(markdown: str, tmp_path: Path) -> None:
    assert READ[markdown] == read_line(tmp_path, markdown)


@pytest.mark.parametrize("markdown", LEFT)
def test_signs_in_prose_are_signs(markdown: str, tmp_path: Path) -> None:
    assert markdown == read_line(tmp_path, markdown)


def test_each_stands_where_its_mark_does(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nheadline: H\n---\n\na ~~b~~ ==c== H~2~ **~~d~~**\n", encoding="utf-8")
    article = read_article(path).article
    found = [node for node in model.walk(article) if isinstance(node, model.Styled)]
    assert [3, 9, 16, 22] == [node.position.column for node in found]
    assert [5, 11, 17, 24] == [node.children[0].position.column for node in found]
