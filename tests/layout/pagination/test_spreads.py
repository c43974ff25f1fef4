"""Facing pages of generated chapters end on one line, whole and in order, and nothing stands alone for that."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine

ROOT = Path(__file__).resolve().parents[3]
STEP = 20
STYLE = f"""\
@page {{ size: 400px 410px; margin: 0 }}
html {{ font: 12px/{STEP}px "Source Serif 4"; --feet: level; orphans: 2; widows: 2; break-before: right }}
body {{ margin: 0; text-align: justify; --grid: on }}
p, ul, blockquote, h2 {{ margin: 0; padding: 0 }}
ul {{ padding-left: 20px }}
:has(+ h2), :has(+ .block) {{ margin-bottom: {STEP}px }}
h2 {{ font-size: 13px; line-height: {STEP}px; text-align: left; break-after: avoid }}
blockquote {{ padding: 0 20px }}
.block {{ --grid: off; break-inside: avoid; margin-bottom: {STEP}px; background: #ccc }}
.note {{ float: footnote; font-size: 9px; line-height: 11px; text-align: left; --grid: off }}
::footnote-call, ::footnote-marker {{ content: none }}
"""


def chapter(seed: int, *, blocks: bool = False) -> str:
    """Return a chapter of paragraphs, headings, lists, quotes and notes."""
    order = random.Random(seed)

    def words(low: int, high: int) -> str:
        return " ".join(
            "".join(order.choices("abcdeghiklmnopqrstuvxy", k=order.randint(1, 6)))
            for _ in range(order.randint(low, high))
        )

    parts: list[str] = []
    for number in range(60):
        chance = order.random()
        if chance < 0.1 and parts and not parts[-1].startswith("<h2"):
            parts.append(f"<h2>{words(1, 12)}</h2>")
        elif chance < 0.16:
            parts.append(f"<ul>{''.join(f'<li>{words(3, 40)}</li>' for _ in range(order.randint(2, 4)))}</ul>")
        elif chance < 0.22:
            parts.append(f"<blockquote><p>{words(10, 50)}</p></blockquote>")
        elif chance < 0.26 and blocks:
            parts.append(f"<div class='block' style='height: {order.uniform(10, 60):.2f}px'></div>")
        else:
            note = f"<span class='note'>{words(3, 30)}</span>" if order.random() < 0.1 else ""
            parts.append(f"<p id='p{number}'>{words(10, 130)}{note} {words(1, 20)}</p>")
    return "".join([*parts, f"<p>{words(20, 60)}</p>"])


def lay_out(tmp_path: Path, body: str, more: str = "") -> Any:
    style = tmp_path / "style.css"
    style.write_text(STYLE + more, "utf-8")
    html = f"<html lang='vi'><body>{body}</body></html>"
    return engine.lay_out(
        html,
        [engine.StyleSheet(ROOT / "styles/fonts.css"), engine.StyleSheet(style)],
        (tmp_path, ROOT),
        Position(tmp_path / "a.md"),
    )


def blocks_with_lines(box: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield what has lines of its own, in order, without notes."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ in ("FootnoteAreaBox", "MarginBox"):
            continue
        own = [line for line in getattr(child, "children", ()) if type(line).__name__ == "LineBox"]
        if own:
            yield child, own
        else:
            yield from blocks_with_lines(child)


def foot(page: Any) -> float:
    """Where a page ends: its lowest line, block or note."""
    root, *others = page._page_box.children
    if any(type(box).__name__ == "FootnoteAreaBox" for box in others):
        return next(box.position_y + box.margin_height() for box in others if type(box).__name__ == "FootnoteAreaBox")
    boxes = [box for box in root.descendants() if type(box).__name__ == "LineBox"]
    boxes += [box for box in root.descendants() if box.element is not None and box.element.get("class") == "block"]
    return max(float(box.position_y + box.margin_height() - getattr(box, "margin_bottom", 0)) for box in boxes)


def ragged(document: Any) -> list[tuple[int, float]]:
    """Number of each left page, and how far its foot is from that of the page that faces it, if by over half a line."""
    feet = [foot(page) for page in document.pages]
    pairs = [(number + 1, feet[number] - feet[number + 1]) for number in range(1, len(feet) - 2, 2)]
    return [(number, apart) for number, apart in pairs if abs(apart) > STEP / 2 + 1]


def texts(document: Any) -> list[str]:
    """The words in their order, without those of notes."""
    words: list[str] = []
    for page in document.pages:
        for _, lines in blocks_with_lines(page._page_box):
            for line in lines:
                words += " ".join(getattr(box, "text", "") for box in line.descendants()).split()
    return words


def lone(document: Any) -> list[str]:
    """Elements of which one line stands alone on a page, and headings at a foot."""
    found = []
    parts: dict[Any, list[list[Any]]] = {}
    for page in document.pages:
        on_page = list(blocks_with_lines(page._page_box))
        for block, lines in (pair for pair in on_page if pair[0].element_tag in ("p", "li")):  # no marks of lists
            parts.setdefault(block.element, []).append(lines)
        if on_page and on_page[-1][0].element_tag == "h2":
            found.append("heading")
    for divided in parts.values():
        if len(divided) > 1 and min(len(divided[0]), len(divided[-1])) < 2:
            found.append("line")
    return found


@pytest.mark.parametrize("seed", range(8))
def test_facing_pages_of_chapters_end_on_one_line(tmp_path: Path, seed: int) -> None:
    body = chapter(seed)
    plain, level = lay_out(tmp_path, body, "html { --feet: ragged }"), lay_out(tmp_path, body)
    assert len(plain.pages) > 6
    assert [] == ragged(level)
    assert [] == lone(level)
    assert texts(plain) == texts(level)


def test_pages_without_that_word_of_the_style_are_ragged(tmp_path: Path) -> None:
    found = [lay_out(tmp_path, chapter(seed), "html { --feet: ragged }") for seed in (1, 2)]
    assert [] != [pair for document in found for pair in ragged(document)]


@pytest.mark.parametrize("seed", range(4))
def test_blocks_beside_the_grid_stay_in_their_place(tmp_path: Path, seed: int) -> None:
    body = chapter(seed, blocks=True)
    plain, level = lay_out(tmp_path, body, "html { --feet: ragged }"), lay_out(tmp_path, body)
    assert texts(plain) == texts(level)
    assert [] == lone(level)
    assert len(ragged(level)) <= len(ragged(plain))


def test_the_same_chapter_gives_the_same_pages(tmp_path: Path) -> None:
    def places() -> list[tuple[float, float]]:
        document = lay_out(tmp_path, chapter(3))
        return [(box.position_x, box.position_y) for page in document.pages for box in page._page_box.descendants()]

    assert places() == places()


def test_each_note_stands_on_the_page_of_its_call(tmp_path: Path) -> None:
    notes = 0
    for seed in (0, 3):
        for page in lay_out(tmp_path, chapter(seed)).pages:
            boxes = [box for box in page._page_box.descendants() if box.element is not None]
            elements = {box.element for box in boxes if box.element_tag == "p"}
            for note in {box.element for box in boxes if box.element.get("class") == "note"}:
                assert any(note in list(element) for element in elements)
                notes += 1
    assert notes > 2
