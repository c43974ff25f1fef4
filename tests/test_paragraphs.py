"""Justified paragraphs as the engine sets them: the chosen breaks, through markup and beside floats, or its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine import paragraphs
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


def plans(document: Any) -> list[dict[Any, Any]]:
    """The plans of each paragraph that has one."""
    found = {id(line.plans): line.plans for line in boxes(document, "LineBox") if hasattr(line, "plans")}
    return [plan for plans in found.values() for plan in plans.values()]


def text(document: Any) -> list[str]:
    """The text of each line."""
    return ["".join(box.text for box in _texts(line)) for line in boxes(document, "LineBox")]


def _texts(box: Any) -> Iterator[Any]:
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def widest(document: Any) -> float:
    return max(box.justification_spacing for box in boxes(document, "TextBox"))


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Once called upon, has the engine break lines alone."""
    with monkeypatch.context() as patch:
        yield patch


@pytest.mark.parametrize("markup", MARKUP, ids=range(len(MARKUP)))
def test_the_engine_ends_each_line_where_it_was_planned(markup: str) -> None:
    document = lay_out(f"<p>{markup}</p>")
    (plan,) = plans(document)
    assert 1 == plan[None]  # it came to no place that was not foreseen
    rooms = [room for place, room in plan.items() if place is not None]
    lines = [line for line in boxes(document, "LineBox") if hasattr(line, "plans")]
    assert len(rooms) == len(lines)
    assert sum(line is not None and line.room is not None for line in rooms) == len(rooms) - markup.count("<br/>") - 1


@pytest.mark.parametrize("markup", MARKUP, ids=range(len(MARKUP)))
def test_lines_and_text_are_those_of_the_engine_and_spaces_are_no_wider(
    markup: str, greedy: pytest.MonkeyPatch
) -> None:
    ours = lay_out(f"<p>{markup}</p>")
    greedy.setattr(paragraphs, "MOST_PLANS", 0)
    theirs = lay_out(f"<p>{markup}</p>")
    assert len(text(theirs)) == len(text(ours))
    assert "".join(text(theirs)).replace(" ", "") == "".join(text(ours)).replace(" ", "")
    assert widest(ours) <= widest(theirs)


def test_spaces_are_evener_than_line_by_line(greedy: pytest.MonkeyPatch) -> None:
    body = "".join(f"<p>{'Và ' * number}{SENTENCE * 3}</p>" for number in range(8))
    ours = lay_out(body)
    greedy.setattr(paragraphs, "MOST_PLANS", 0)
    theirs = lay_out(body)
    spread = [sum(box.justification_spacing**3 for box in boxes(it, "TextBox")) for it in (ours, theirs)]
    assert spread[0] < spread[1]


def test_lines_beside_a_float_are_planned_too() -> None:
    document = lay_out(f'<div class="drop"></div><p>{SENTENCE * 3}</p>')
    beside, below = plans(document)
    assert (1, 1) == (beside[None], below[None])
    lines = [line for line in boxes(document, "LineBox") if hasattr(line, "plans")]
    assert [True] * 3 + [False] * (len(lines) - 4) == [line.width < 160 for line in lines[:-1]]


def test_a_paragraph_with_a_float_in_it_is_planned_behind_it() -> None:
    document = lay_out(f'<p><span class="drop">A</span>{SENTENCE * 3}</p>')
    assert plans(document)[-1][None] <= 2
    assert len(text(document)) == len(text(lay_out(f'<div class="drop"></div><p>{SENTENCE * 3}</p>'))) + 1


@pytest.mark.parametrize(
    ("markup", "style"),
    [
        (SENTENCE.replace("mật", "m\u00adật"), ""),
        (f'{SENTENCE}<span style="display: inline-block">rộng</span>', ""),
        (SENTENCE * 2, "p { text-align: left }"),
        (SENTENCE * 2, "p { hyphens: auto }"),
        (SENTENCE * 2, "p { direction: rtl }"),
        (SENTENCE * 2, "p::first-line { font-weight: 700 }"),
        ("", ""),
        ("x" * 300, "p { overflow-wrap: anywhere }"),
    ],
)
def test_what_cannot_be_planned_is_left_to_the_engine(markup: str, style: str, greedy: pytest.MonkeyPatch) -> None:
    ours = lay_out(f"<p>{markup}</p>", STYLE + style)
    greedy.setattr(paragraphs, "MOST_PLANS", 0)
    assert text(lay_out(f"<p>{markup}</p>", STYLE + style)) == text(ours)


def test_paragraph_that_goes_on_in_a_column_keeps_its_plan() -> None:
    document = lay_out(f"<div style='columns: 2; height: 60mm'>{f'<p>{SENTENCE * 3}</p>' * 3}</div>")
    assert all(1 == plan[None] for plan in plans(document))
    assert 3 <= len(plans(document))


@pytest.mark.parametrize("markup", MARKUP, ids=range(len(MARKUP)))
def test_a_line_that_is_known_is_set_as_the_engine_would(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = lay_out(f"<p>{markup}</p>")
    monkeypatch.setattr(paragraphs._Planner, "cut", lambda *arguments: None)
    theirs = lay_out(f"<p>{markup}</p>")
    assert [place(box) for box in boxes(theirs, "TextBox")] == [place(box) for box in boxes(ours, "TextBox")]


def place(box: Any) -> tuple[Any, ...]:
    values = (box.position_x, box.position_y, box.width, box.height, box.baseline, box.justification_spacing)
    return (box.text, *(round(value, 6) for value in values))
