"""Paragraphs of a page of their own, as the engine lays them out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.publication.assets.folders import find_assets

SENTENCE = (
    "Chợ phiên mở từ lúc trời còn mờ sương, người các bản xuống núi mang theo mật ong, măng khô, thổ cẩm và những câu"
    " chuyện của một mùa rẫy vừa xong; nghiêng mình bên bếp lửa, bà cụ bán hàng đếm từng đồng, cười mà không nói. "
)
STYLE = """
@page { size: 90mm 400mm; margin: 10mm }
html { font: 10pt/14pt "Source Serif 4" }
body, p { margin: 0 }
p { text-align: justify; text-indent: 1.4em }
code { font-family: "JetBrains Mono"; font-size: .84em }
.footnote { float: footnote; text-align: left; font-size: 8pt }
.mark { display: inline-block; width: .5em; height: .5em; margin-left: .45em }
.drop { float: left; width: 30mm; height: 30pt; text-indent: 0 }
.label { font-family: "Source Sans 3"; font-weight: 700; letter-spacing: .03em }
.nobreak { white-space: nowrap }
"""
MARKUP = [
    SENTENCE * 3,
    SENTENCE.replace("người các bản", "<em>người các bản</em>").replace("bà cụ", "<strong>bà <em>cụ</em></strong>") * 3,
    f'<span class="label">Một là</span> {SENTENCE}{SENTENCE}',
    SENTENCE.replace("mật ong", '<a href="https://example.com/">mật ong</a>, <code>mã số</code>') * 3,
    SENTENCE.replace("cười", 'cười<span class="footnote">Lời ghi ở chân trang.</span>') * 2,
    f"{SENTENCE}<br/>{SENTENCE}{SENTENCE}<br/>Hết.",
    SENTENCE.replace("một mùa rẫy vừa xong", '<span class="nobreak">một mùa rẫy vừa xong</span>') * 3,
    f'{SENTENCE}{SENTENCE}<span class="mark"></span>',
    SENTENCE.replace("mật ong", "2020–\u20602025, 30/2020/\u2060NĐ-\u2060CP, tỉnh\u00a0Lạng\u00a0Sơn") * 3,
]


def lay_out(body: str, style: str = STYLE) -> Any:
    root = Path(__file__).parent
    assets = find_assets(root)
    html = f'<html lang="vi"><head><meta charset="utf-8"/><title>Thử</title></head><body>{body}</body></html>'
    styles = [engine.StyleSheet(assets.style("fonts.css")), engine.StyleSheet(root / "style.css", style)]
    return engine.lay_out(html, styles, assets.roots, Position(root))


def boxes(document: Any, kind: str) -> Iterator[Any]:
    """The boxes of a kind in the order of the page."""
    stack = [page._page_box for page in reversed(document.pages)]
    while stack:
        box = stack.pop()
        stack += reversed(getattr(box, "children", ()))
        if isinstance(box, getattr(engine.load().formatting_structure.boxes, kind)):
            yield box
