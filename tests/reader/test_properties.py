"""What holds for the reading of any text whatever."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.base.diagnostics import Position
from publish.publication.model import Text, walk
from publish.reader.decoding import unify_line_ends
from publish.reader.markdown import parser
from publish.reader.markdown.parser import parse_inlines
from publish.reader.reading import Reading, read_article
from publish.reader.source import RULES

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

PIECES = [
    *[
        "\n",
        "\n\n",
        "    ",
        "  ",
        " ",
        "\t",
        "\\",
        "  \n",
        "\\\n",
        "\u00a0",
        "e\u0323\u0302",
        "\ufeff",
        "\r\n",
        "\r",
        "\x07",
    ],
    *[
        "# ",
        "## ",
        "### ",
        "> ",
        "- ",
        "1. ",
        "10) ",
        "* ",
        "***",
        "---",
        "===",
        "-- Ảnh: A",
        "| a | b |\n|---|--:|\n| c | d | e |",
    ],
    *[
        "::: ",
        ":::",
        "::::",
        "::: box {#a} B",
        "::: figure\n",
        "::: table T\n",
        "::: verse\n",
        "::: pullquote\n",
        "::: boks",
    ],
    *["*", "**", "_", "`", "``", "```", "~~~", "```py\n", "[", "]", "(", ")", "!", "![a](b.jpg)", '![a](b.jpg "t")'],
    *[
        "[^1]",
        "[^1]: ",
        "^[",
        "[a](https://a.vn)",
        "[a](javascript:1 't')",
        "<https://a.vn>",
        '[r]: http://a "t"',
        "[a][r]",
        "[r]",
    ],
    *[
        "{#a}",
        "{lang=en}",
        "[a]{lang=en #b}",
        "[a]{.c}",
        "{",
        "}",
        "\n{#b}\n",
        "<",
        ">",
        "<b>",
        "<div>",
        "<!-- c -->",
        "<!--",
        "-->",
    ],
    *["&amp;", "&#7;", "&nbsp;", ":   ", ": ", "~ ", "|", "Đại hội", "Lạng Sơn", "một", "hai ba", "a", "x\ny"],
    *[
        "headline: ",
        "---\n",
        "---\nheadline: *a*\n---\n",
        "key: [",
        "'",
        '"',
        "|\n  ",
        "- a\n",
        "published: 2020-02-30\n",
    ],
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
WORDS = st.lists(st.sampled_from(["Đại", "hội", "e\u0323\u0302", "tỉnh", "𝄞", "x"]), min_size=1, max_size=6).map(
    " ".join
)


def read(folder: Path, text: str) -> Reading:
    path = folder / "article.md"
    path.write_bytes(text.encode("utf-8", "replace"))
    return read_article(path)


def lines_of(folder: Path) -> list[str]:
    text = (folder / "article.md").read_bytes().decode().removeprefix("\ufeff")
    return unify_line_ends(text).split("\n")


def positions(reading: Reading) -> list[Position]:
    nodes = [node.position for node in walk(reading.article)] if reading.article else []
    return nodes + [d.position for d in reading.diagnostics]


def check(folder: Path, text: str) -> Reading:
    reading = read(folder, text)
    lines = lines_of(folder)
    for place in positions(reading):
        assert place.line <= len(lines), place
        assert not place.line or 1 <= place.column <= len(lines[place.line - 1]) + 1, place
    assert {d.rule for d in reading.diagnostics} <= set(RULES)
    for node in walk(reading.article) if reading.article else ():
        if isinstance(node, Text) and node.text.strip() and not re.search(r"[\\&'\"|\r]|\ufffd", text + node.text):
            rest = lines[node.position.line - 1][node.position.column - 1 :].lstrip()
            assert rest.startswith(node.text.split()[0]), (node, rest)
    return reading


@QUICK
@given(text=st.text())
def test_any_characters_are_read_without_an_exception(tmp_path: Path, text: str) -> None:
    check(tmp_path, text)


@QUICK
@given(raw=st.binary())
def test_any_bytes_are_read_without_an_exception(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "article.md").write_bytes(raw)
    assert read_article(tmp_path / "article.md")


@QUICK
@given(text=MARKDOWN)
def test_any_markup_is_read_and_every_text_stands_where_its_position_says(tmp_path: Path, text: str) -> None:
    check(tmp_path, text)


@QUICK
@given(text=MARKDOWN)
def test_any_front_matter_is_read_without_an_exception(tmp_path: Path, text: str) -> None:
    check(tmp_path, f"---\n{text}\n---\n\nx\n")


@pytest.mark.parametrize(
    "pattern",
    [
        *[
            "{}",
            "> {}",
            "> > {}",
            "- {}",
            "1. - {}",
            "## {}",
            "## {} ##",
            "\t{}",
            "::: box\n{}\n:::",
            "::: box {{#a}} {}\n:::",
        ],
        *[
            "::: verse\n{}\n:::",
            "> a\n> -- {}",
            "::: figure\n{}\n\n-- {}\n:::",
            "Một\n:   {}",
            "{}\n:   a",
            "a[^1]\n\n[^1]: b\n\n    {}",
        ],
        *[
            "| a | {} |\n|---|---|\n| {} | b |",
            "a *{}* **{}** ***{}***",
            "[{}]{{lang=en}} [{}](https://a.vn)",
            "a^[{}]",
            "a\n  {}",
            "> a\n{}",
        ],
        *[
            "---\nheadline: {}\n---\nx",
            "---\nheadline: |\n  a\n  {}\n---\nx",
            "---\ndeck: >\n  a\n   {}\n---\nx",
            "---\nbyline: '{}'\n---\nx",
        ],
    ],
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
def test_words_are_found_in_the_model_and_at_their_place(tmp_path: Path, pattern: str, words: str) -> None:
    reading = check(tmp_path, pattern.format(*[words] * 9))
    texts = [node.text for node in walk(reading.article) if isinstance(node, Text)] if reading.article else []
    assert pattern.count("{}") <= sum(words in text for text in texts) or pattern.startswith("\t")


PLAIN = st.text(st.sampled_from([*"abĐế 1.,;()?“”…/'\"|\t\u00a0\u0301wW@:-_"]), min_size=1, max_size=12)


@given(PLAIN)
@settings(max_examples=500, deadline=None)
def test_plain_text_is_read_at_once_as_the_rules_would_read_it(text: str) -> None:
    at_once = parse_inlines(text, {})
    with patch.object(parser, "_MAY_MEAN_SOMETHING", re.compile(r"[\s\S]|$")):
        assert [token.as_dict() for token in parse_inlines(text, {})] == [token.as_dict() for token in at_once]
