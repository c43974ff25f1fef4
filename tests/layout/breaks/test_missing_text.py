"""Text that is on no page is told at its block."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.breaks.missing_text import find_missing

STYLE = """\
@page { size: 200px 100px; margin: 0 }
p { margin: 0; font: 10px/10px serif; text-transform: uppercase }
.hidden { display: none }
"""


@pytest.fixture
def document(tmp_path: Path) -> Any:
    style = tmp_path / "style.css"
    style.write_text(STYLE, "utf-8")
    lines = "<br/>".join(f"dòng <em>số {number}</em>" for number in range(30))
    body = f"<h1>Đầu</h1><p data-line='3:1'>{lines}</p><p class='hidden'>ẩn</p><ol><li data-line='9:1'>một</li></ol>"
    html = f"<html lang='vi'><body>{body}</body></html>"
    return engine.lay_out(html, [engine.StyleSheet(style)], (tmp_path,), Position(tmp_path / "a.md"))


def found(document: Any) -> list[tuple[int, int, str]]:
    return [
        (each.position.line, each.position.column, each.rule) for each in find_missing(document, Position(Path("a.md")))
    ]


def test_what_is_on_the_pages_is_not_missed(document: Any) -> None:
    assert len(document.pages) > 3
    assert [] == found(document)


def test_the_lines_of_a_page_are_missed(document: Any) -> None:
    del document.pages[1]
    assert [(3, 1, "lost-text")] == found(document)


def test_a_block_is_missed(document: Any) -> None:
    del document.pages[-1]
    assert (9, 1, "lost-text") in found(document)
