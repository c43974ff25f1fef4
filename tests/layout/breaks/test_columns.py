"""Text in columns goes on behind what spans them, whatever the page that it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine

STYLE = """\
@page { size: 300px 400px; margin: 0 }
body { margin: 0; font: 10px/10px serif }
p { margin: 0; orphans: 1; widows: 1 }
.columns { columns: 2; column-gap: 10px; column-fill: balance }
.across { column-span: all }
.whole { break-inside: avoid }
"""


def lay_out(tmp_path: Path, body: str) -> list[list[str]]:
    """The words of each page."""
    style = tmp_path / "style.css"
    style.write_text(STYLE, "utf-8")
    html = f"<html lang='vi'><body>{body}</body></html>"
    document = engine.lay_out(html, [engine.StyleSheet(style)], (tmp_path,), Position(tmp_path / "a.md"))
    return [
        [word for box in page._page_box.descendants() for word in getattr(box, "text", "").split()]
        for page in document.pages
    ]


def lines(name: str, count: int) -> str:
    return "<br/>".join(f"{name}{number}" for number in range(count))


@pytest.mark.parametrize("over", [3, 30, 60, 77, 78, 79, 80, 81, 90, 150])
@pytest.mark.parametrize("height", [1, 5, 39, 45, 90])
@pytest.mark.parametrize("inside", ["", " whole"])
def test_all_is_there_in_order(tmp_path: Path, over: int, height: int, inside: str) -> None:
    parts = [
        ("a", over, f"p class='{inside}'"),
        ("b", height, f"div class='across{inside}'"),
        ("c", 50, "p"),
        ("d", 3, "div class='across'"),
        ("e", 2, "p"),
    ]
    body = "".join(
        f"<{tag}><p>{lines(name, count)}</p></{tag.split()[0]}>"
        if tag.startswith("div")
        else f"<{tag}>{lines(name, count)}</p>"
        for name, count, tag in parts
    )
    pages = lay_out(tmp_path, f"<p>đầu</p><div class='columns'>{body}</div><p>cuối</p>")
    words = [word for page in pages for word in page]
    assert ["đầu", *(f"{name}{n}" for name, count, _ in parts for n in range(count)), "cuối"] == words


@pytest.mark.parametrize("count", range(30, 50, 3))
def test_a_block_over_columns_goes_on_in_its_second_part(tmp_path: Path, count: int) -> None:
    body = f"<p>{lines('a', 8)}</p><div class='across'><p>{lines('b', count)}</p><p>{lines('c', 9)}</p></div><p>d0</p>"
    words = [word for page in lay_out(tmp_path, f"<div class='columns'>{body}</div>") for word in page]
    assert [f"{n}{i}" for n, c in (("a", 8), ("b", count), ("c", 9), ("d", 1)) for i in range(c)] == words
    assert not [word for word in words if not re.fullmatch(r"[a-d]\d+", word)]
