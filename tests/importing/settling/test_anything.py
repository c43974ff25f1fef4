"""Whatever stands in a text, the article that is made of it is taken by our reader, and nothing raises."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.imports import refused, take_in

PIECES = [
    piece.replace("\\a", "\a")
    for piece in Path(__file__).with_name("pieces.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n@@@\n")
]
"""Markup of other systems, right and wrong."""
BOOKS = st.lists(
    st.tuples(
        st.sampled_from(PIECES),
        st.sampled_from(("\n\n", "\n", "\n\n", " ")),
        st.sampled_from(("", "", "", "> ", "- ", "    ")),
    ),
    min_size=1,
    max_size=12,
)
FOLDERS = (
    ("book.toml", "[book]\ntitle = 'T'\n", "src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n", "src/"),
    ("_quarto.yml", "project: {type: book}\nbook: {title: T, chapters: [a.md, b.md]}\n", "x.yml", "", ""),
    ("mkdocs.yml", "site_name: T\n", "x.yml", "", "docs/"),
    ("_toc.yml", "root: a\nchapters: [{file: b}]\n", "x.yml", "", ""),
    ("x.yml", "", "y.yml", "", ""),
)


def text_of(pieces: list[tuple[str, str, str]]) -> str:
    return "".join("\n".join(prefix + line for line in piece.split("\n")) + end for piece, end, prefix in pieces)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(BOOKS, BOOKS, st.sampled_from(FOLDERS))
def test_our_reader_takes_what_was_made_of_anything(
    one: list[tuple[str, str, str]], two: list[tuple[str, str, str]], folder: tuple[str, str, str, str, str]
) -> None:
    config, settings_, contents, listed, root = folder
    files = {
        config: settings_,
        contents: listed,
        f"{root}a.md": "# A\n\nchữ\n\n" + text_of(one),
        f"{root}b.md": "chữ\n\n" + text_of(two),
    }
    with tempfile.TemporaryDirectory() as place:
        made = take_in(Path(place, "in"), files)
        assert [] == refused(Path(place, "out"), made), files
