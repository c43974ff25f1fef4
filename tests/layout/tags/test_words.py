"""Words in other forms, abbreviations and titles of links in the tag tree."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publish.base.cache import NoCache
from publish.build.rendering import render
from tests.support.printed import read, tools
from tests.support.tagtree import Tree

TEXT = """---
headline: H~2~O
published: 2026-01-15
---

~~bỏ~~ <u>gạch</u> x~1~ y^2^ ==dấu== <kbd>Esc</kbd> <abbr title="Uỷ ban">UB</abbr>
[báo](https://a.vn "Trang báo") và [đây](#cho "Chỗ này"), https://b.vn.

{#cho}
Chỗ này.
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    folder: Path = tmp_path_factory.mktemp("words")
    (folder / "source").mkdir()
    (folder / "source" / "bai.md").write_text(TEXT, encoding="utf-8")
    (folder / "publish.toml").write_text('[publication]\ntitle = "T"\npublisher = "N"\n', encoding="utf-8")
    return Tree(render(read(folder), "pdf", tools(NoCache())[0], lambda step: None).content)


def facts(element: pikepdf.Object, tree: Tree) -> tuple[str, str, str]:
    """The text of an element, how it stands in the line, and what it stands for."""
    layout = element.get("/A", pikepdf.Dictionary())
    form = next((str(layout[key]) for key in ("/TextDecorationType", "/TextPosition") if key in layout), "")
    return "".join(map(tree.markup, tree.kids(element))).strip(), form, str(element.get("/E", ""))


def test_words_say_how_they_stand_in_the_line(tree: Tree) -> None:
    assert [
        ("2", "/Sub", ""),
        ("bỏ", "/LineThrough", ""),
        ("gạch", "/Underline", ""),
        ("1", "/Sub", ""),
        ("2", "/Sup", ""),
        ("dấu", "", ""),
        ("Esc", "", ""),
        ("UB", "", "Uỷ ban"),
    ] == [facts(span, tree) for span in tree.find("Span")]


def test_links_have_their_titles(tree: Tree) -> None:
    links = tree.find("Link")
    assert ["Trang báo", "Chỗ này", ""] == [str(link.get("/T", "")) for link in links]
    notes = [str(note.Contents) for page in tree.pdf.pages for note in page.get("/Annots", ())]
    assert ["Trang báo", "Trang 1", "https://b.vn"] == notes
