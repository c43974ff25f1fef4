"""Lines that are part of one text, set from the plan alone: box by box what the engine makes of them."""

from __future__ import annotations

import random
from typing import Any

import pytest

from publish.layout.lines.plain import PlainLines
from tests.support.paragraphs import MARKUP, SENTENCE, STYLE, boxes, lay_out

GEOMETRY = (
    *("position_x", "position_y", "width", "height", "baseline", "justification_spacing"),
    *("margin_top", "margin_bottom", "margin_left", "margin_right", "padding_top", "border_top_width"),
    *("text", "ends_line", "after_space", "resume_at"),
)
PLAIN = [
    "",
    "p { text-align-last: justify; line-height: 1 }",
    "p { text-align-last: center; --optical-edges: hang }",
    "html { --optical-edges: hang; font-size: 8pt } p { margin-left: 3mm; width: 40mm }",
    "p { text-indent: -3mm; padding: 1mm 3mm; border-left: 1mm solid }",
    "body { columns: 2; orphans: 2; widows: 2 } @page { size: 120mm 60mm }",
    "p { position: relative; vertical-align: middle; overflow: hidden }",
    "p { white-space: pre-line; margin: 2mm auto; width: 55mm; font: 15pt/12pt 'Source Sans 3' }",
    "p::first-letter { font-size: 2em } p + p::first-line { font-weight: 700 }",
    "em { float: right; width: 20mm } strong { position: absolute } .label { position: relative }",
]
OTHER = [
    "p { direction: rtl }",
    "p { text-align: left }",
    "p { white-space: pre-wrap }",
]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each line that was asked for was a plain one."""
    found: list[bool] = []
    may_set = PlainLines.may_set

    def note(self: PlainLines, *arguments: Any) -> bool:
        found.append(may_set(self, *arguments))
        return found[-1]

    monkeypatch.setattr(PlainLines, "may_set", note)
    return found


def facts(document: Any) -> list[tuple[Any, ...]]:
    return [
        (type(box).__name__, box.element_tag, *(getattr(box, name, None) for name in GEOMETRY))
        for box in boxes(document, "Box")
    ]


@pytest.mark.parametrize("style", PLAIN, ids=range(len(PLAIN)))
def test_boxes_are_those_of_the_engine(style: str, counted: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"<p>{markup}</p>" for markup in [*MARKUP, *paragraphs(len(style))])
    ours = facts(lay_out(body, STYLE + style))
    assert sum(counted) > 20
    monkeypatch.setattr(PlainLines, "may_set", lambda *arguments: False)
    assert facts(lay_out(body, STYLE + style)) == ours


@pytest.mark.parametrize("style", OTHER)
def test_other_lines_are_left_to_the_engine(style: str, counted: list[bool]) -> None:
    lay_out("".join(f"<p>{markup}</p>" for markup in MARKUP), STYLE + style)
    assert not any(counted)


def paragraphs(seed: int) -> list[str]:
    """Paragraphs of words of any length, some of them glued or emphasized."""
    chance, words = random.Random(seed), SENTENCE.split()
    return [
        "".join(
            chance.choice([word, word, word, word * 3, f"<em>{word}</em>", f"{word}\N{NO-BREAK SPACE}"])
            + chance.choice([" ", " ", " ", " ", "-", "\N{ZERO WIDTH SPACE}"])
            for word in chance.choices(words, k=chance.randint(3, 90))
        )
        for _ in range(6)
    ]
