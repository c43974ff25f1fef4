"""Justified paragraphs as the engine sets them: the chosen breaks, through markup and beside floats, or its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from publish.layout.engine import paragraphs
from tests.support.paragraphs import MARKUP, SENTENCE, STYLE, boxes, lay_out


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


def unevenness(document: Any) -> float:
    """What the badness of lines grows with: the square of the cube by which their spaces grow."""
    return sum(box.justification_spacing**6 for box in boxes(document, "TextBox"))


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
def test_text_is_that_of_the_engine_and_spaces_are_evener(markup: str, greedy: pytest.MonkeyPatch) -> None:
    ours = lay_out(f"<p>{markup}</p>")
    greedy.setattr(paragraphs, "MOST_PLANS", 0)
    theirs = lay_out(f"<p>{markup}</p>")
    assert len(text(theirs)) - 1 <= len(text(ours)) <= len(text(theirs))  # shrunk spaces may save one
    assert "".join(text(theirs)).replace(" ", "") == "".join(text(ours)).replace(" ", "")
    greedy.undo()
    greedy.setattr(paragraphs, "SHORTEST", 0)  # to avoid a runt they may grow by more
    assert unevenness(lay_out(f"<p>{markup}</p>")) <= unevenness(theirs)


def test_spaces_are_evener_than_line_by_line(greedy: pytest.MonkeyPatch) -> None:
    body = "".join(f"<p>{'Và ' * number}{SENTENCE * 3}</p>" for number in range(8))
    greedy.setattr(paragraphs, "SHORTEST", 0)  # as above
    ours = lay_out(body)
    greedy.setattr(paragraphs, "MOST_PLANS", 0)
    theirs = lay_out(body)
    assert unevenness(ours) < unevenness(theirs)


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
        (SENTENCE[:70], "p::first-line { font-weight: 700 }"),
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


def test_last_line_with_letters_of_another_font_is_not_justified() -> None:
    document = lay_out(f"<p>{SENTENCE * 2}Dòng cuối có ❤ này.</p><p>Một ❤ hai.</p>")
    spacing = [box.justification_spacing for box in boxes(document, "TextBox") if "❤" in box.text]
    assert [0, 0] == spacing


@pytest.mark.parametrize("markup", MARKUP, ids=range(len(MARKUP)))
def test_a_line_that_is_known_is_set_as_the_engine_would(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = lay_out(f"<p>{markup}</p>")
    monkeypatch.setattr(paragraphs._Planner, "cut", lambda *arguments: None)
    theirs = lay_out(f"<p>{markup}</p>")
    assert [place(box) for box in boxes(theirs, "TextBox")] == [place(box) for box in boxes(ours, "TextBox")]


def place(box: Any) -> tuple[Any, ...]:
    values = (box.position_x, box.position_y, box.width, box.height, box.baseline, box.justification_spacing)
    return (box.text, *(round(value, 6) for value in values))


@pytest.mark.parametrize("align", ["justify", "left"])
@pytest.mark.parametrize("first", range(0, 40, 4))
def test_an_element_moves_no_line_end(align: str, first: int) -> None:
    plain = "Hơn ba trăm người đứng dọc bờ sông xem chiếc xe đầu tiên qua cầu mới của làng."
    marked = plain.replace("chiếc", "<span>chiếc</span>")
    widths = [30 + (first + step) * 0.25 for step in range(4)]

    def lines(markup: str, width: float) -> list[str]:
        body = f'<p style="width: {width}mm; text-indent: 0; text-align: {align}">{markup}</p>'
        return [line.strip() for line in text(lay_out(body))]

    for width in widths:
        assert lines(plain, width) == lines(marked, width)


WIDTHS = [step * 1.3 for step in range(14, 44)]
TEXTS = [
    "Đi thì mỏi chân, mà nhớ còn mỏi hơn khi về; ai đã qua đèo một lần thì không quên được con dốc ấy.",
    "Bảng <em>giá muối</em>, <strong>mật ong và măng khô</strong> ở các <em>chợ phiên</em> vùng cao <em>năm ấy</em>.",
    "Dòng một của lời chú dài vừa phải<br/>và dòng hai của nó thì dài hơn dòng một một ít.",
    'Knuth, Donald (1984), <em>The TeXbook</em>, Addison-Wesley, tr.\u00a012, 2020–\u20602025, <a href="#a">mục 3</a>.',
    "Lời ghi có một hình<span class='mark'></span> nhỏ ở giữa và một chữ ❤ ở gần cuối dòng.",
    "日本語の文章は語の間に空白がなく、どの文字の後でも改行できるので、最後の行に一文字だけが残ることがある。",
]


def ragged(markup: str, align: str) -> Any:
    """A paragraph in each width."""
    body = "".join(f'<p style="width: {width}mm">{markup}</p>' for width in WIDTHS)
    return lay_out(body, f"{STYLE} @page {{ size: 90mm 2000mm }} p {{ text-align: {align}; text-indent: 0 }}")


def ends_in_runt(lines: list[Any]) -> bool:
    last = text_of(lines[-1]).strip()
    return len(lines) > 1 and len(last.split()) == 1 and lines[-1].width < paragraphs.SHORTEST * lines[-1].style[SIZE]


SIZE = "font_size"


def text_of(line: Any) -> str:
    return "".join(box.text for box in _texts(line))


def blocks(document: Any) -> list[list[Any]]:
    """The lines of each paragraph."""
    return [
        [line for line in block.children if type(line).__name__ == "LineBox"]
        for block in boxes(document, "BlockBox")
        if block.element_tag == "p"
    ]


@pytest.mark.parametrize(
    ("markup", "align"),
    [*((markup, "left") for markup in TEXTS), *((TEXTS[0], align) for align in ("start", "center", "right"))],
    ids=lambda value: value.split()[0][:5],
)
def test_ragged_paragraph_ends_in_no_runt_and_is_else_the_engines(
    markup: str, align: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = blocks(ragged(markup, align))
    monkeypatch.setattr(paragraphs._Planner, "room_before_runt", lambda *arguments: None)
    theirs = blocks(ragged(markup, align))
    assert 2 <= sum(ends_in_runt(lines) for lines in theirs)  # else this shows nothing
    for mine, other, width in zip(ours, theirs, WIDTHS, strict=True):
        assert len(other) == len(mine)
        assert "".join(map(text_of, other)).replace(" ", "") == "".join(map(text_of, mine)).replace(" ", "")
        changed = [number for number, pair in enumerate(zip(other, mine, strict=True)) if not is_same(*pair)]
        if ends_in_runt(other):
            third = width * 72 / 25.4 / 3  # in points, of type of 10 pt
            few = len(text_of(other[-2]).split()) < 4 if " " in markup else 2 * third < 10 * paragraphs.SHORTEST
            assert changed == [len(mine) - 2, len(mine) - 1] or few
            assert not ends_in_runt(mine) or few
            assert not changed or mine[-2].width * 0.75 >= third - 0.01
        else:
            assert not [number for number in changed if "<br" not in markup]


def is_same(one: Any, other: Any) -> bool:
    return [place(box) for box in _texts(one)] == [place(box) for box in _texts(other)]


def test_cells_keep_their_widths_and_end_in_no_runt(monkeypatch: pytest.MonkeyPatch) -> None:
    first = "<td>Mười bảy cân muối hột trắng tinh của bà hàng muối ở đầu con dốc dài</td>"
    texts = f"{first}<td>Giá tháng mười một năm ngoái, đồng một cân muối</td>"
    body = "".join(f'<table style="width: {width * 2}mm"><tr>{texts}</tr></table>' for width in WIDTHS)
    style = f"{STYLE} @page {{ size: 190mm 2000mm }}"
    ours = list(boxes(lay_out(body, style), "TableCellBox"))
    monkeypatch.setattr(paragraphs._Planner, "room_before_runt", lambda *arguments: None)
    theirs = list(boxes(lay_out(body, style), "TableCellBox"))
    for mine, other in zip(ours, theirs, strict=True):
        assert (other.position_x, other.position_y) == (mine.position_x, mine.position_y)
        assert (other.width, other.height) == (mine.width, mine.height)
    wide = [[cell for cell in cells if len(text_of(cell.children[-2]).split()) > 3] for cells in (theirs, ours)]
    assert [True, False] == [any(ends_in_runt(cell.children) for cell in cells) for cells in wide]


@pytest.mark.parametrize("side", ["left", "right"])
def test_ragged_lines_beside_a_float_leave_no_runt(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drop = f'<div class="drop" style="float: {side}"></div>'
    texts = [" ".join(SENTENCE.split()[:number]) for number in range(12, 40, 2)]
    documents = [lay_out(f'{drop}<p style="text-align: left">{each}</p>') for each in texts]
    monkeypatch.setattr(paragraphs._Planner, "room_before_runt", lambda *arguments: None)
    others = [lay_out(f'{drop}<p style="text-align: left">{each}</p>') for each in texts]
    assert any(ends_in_runt(blocks(other)[0]) for other in others)
    for mine, other in zip(documents, others, strict=True):
        assert [line.position_y for line in blocks(other)[0]] == [line.position_y for line in blocks(mine)[0]]
        assert not ends_in_runt(blocks(mine)[0])


def test_a_ragged_paragraph_is_measured_once_for_all_of_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verse, of which any line may be a runt."""
    shape, shaped = paragraphs.Setter.shape, []

    def count(*arguments: Any) -> Any:
        shaped.append(arguments)
        return shape(*arguments)

    monkeypatch.setattr(paragraphs.Setter, "shape", count)
    taken = []
    for lines in (40, 80):
        shaped.clear()
        verse = "<br>".join(f"dòng {number}<br>{number}" for number in range(lines))
        lay_out(f'<p style="text-align: left">{verse}</p>')
        taken.append(len(shaped))
    assert 0 < taken[1] <= 2.2 * taken[0]
