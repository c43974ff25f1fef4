"""The dots of a contents are one text a line, and stand where the engine sets them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from publish.kinds.book.styles import print_styles
from publish.kinds.projects import open_project
from publish.layout import engine
from publish.publication.assets.folders import find_assets
from tests.support.factories import AT
from tests.support.folders import PROJECTS
from tests.support.tagtree import Tree

SAMPLE = PROJECTS / "book"
TITLES = ("Chợ", "Bà Mụi ở đầu dốc", "Con ngựa cuối cùng", "Người kẻ chữ và tờ giấy gói muối mà tìm đến " * 2)
LINES = "".join(f'<p><a href="#x" data-folio="{n * 7 + 10}">{title}</a></p>' for n, title in enumerate(TITLES * 3, 1))
HTML = f'<html lang="vi"><head><title>a</title></head><body><article class="contents"><h1 id="x">Mục lục</h1>{LINES}'


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engine set leaders its own way."""
    layout = engine.load().layout
    monkeypatch.setattr(layout.inline, "handle_leader", layout.leader.handle_leader)


def lay_out(rule: str = "") -> Any:
    assets = find_assets(SAMPLE)
    styles = print_styles(open_project(SAMPLE), assets)
    own = engine.StyleSheet(SAMPLE / "own.css", rule)
    return engine.lay_out(f"{HTML}</article></body></html>", [*styles, own], assets.roots, AT)


def write(rule: str = "") -> bytes:
    return engine.write_pdf(lay_out(rule), AT)


def leaders(document: Any) -> list[list[str]]:
    """The texts of each leader."""

    def find(box: Any) -> Iterator[list[str]]:
        if box.is_leader:
            yield [text.text for text in box.children]
        for child in getattr(box, "children", ()):
            yield from find(child)

    return [texts for page in document.pages for texts in find(page._page_box)]


def dots(content: bytes) -> list[list[float]]:
    """The left edge of each dot in points, line by line, from the right."""
    lines: dict[float, list[float]] = {}
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1) == ".":
                    left, bottom, _, _ = text.get_charbox(index)
                    lines.setdefault(round(bottom, 1), []).append(left)
    return [sorted(line, reverse=True) for line in lines.values()]


def test_a_leader_is_one_text() -> None:
    found = leaders(lay_out())
    assert len(TITLES) * 3 == len(found)
    assert all(len(texts) == 1 and set(texts[0]) == {" ", "."} for texts in found)
    assert len({len(text) for (text,) in found}) > 2


@pytest.fixture
def joined() -> bytes:
    return write()


def test_dots_stand_where_the_engine_sets_them(joined: bytes, apart: None) -> None:
    """An advance in a PDF is whole thousandths of an em, which is 0.0004 pt for each dot."""
    for found, expected in zip(dots(joined), dots(write()), strict=True):
        assert found == pytest.approx(expected, abs=0.03)
        assert found[0] == pytest.approx(expected[0], abs=0.001)


def test_dots_of_all_lines_stand_under_each_other(joined: bytes) -> None:
    for line, below in pairwise(dots(joined)):
        both = min(len(line), len(below))
        assert line[:both] == pytest.approx(below[:both], abs=0.001)


def test_leaders_are_no_text_of_the_author(joined: bytes, apart: None) -> None:
    one, other = Tree(joined), Tree(write())
    assert [*map(one.markup, one.find("TOCI", "P", "Link"))] == [*map(other.markup, other.find("TOCI", "P", "Link"))]
    assert not any(" ." in one.markup(element) for element in one.find("Link"))


@pytest.mark.parametrize(
    "rule",
    [
        'a::after { content: leader("AV") attr(data-folio) }',  # kerning between V and A
        'a::after { content: leader(" .") attr(data-folio); letter-spacing: 1px }',
        f'a::after {{ content: leader("{"." * 400}") attr(data-folio) }}',  # none fits
        'a::after { content: leader("") attr(data-folio) }',
    ],
)
def test_what_would_stand_elsewhere_is_left_to_the_engine(rule: str, request: pytest.FixtureRequest) -> None:
    found = leaders(lay_out(f".contents {rule}"))
    request.getfixturevalue("apart")
    assert leaders(lay_out(f".contents {rule}")) == found
