"""Where letters stand on a finished page: inside the page, inside their column, and not on one another."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tests.proof.comparing import Difference, Source, recognise
from tests.proof.reading import Page, Token
from tests.proof.writing import ACROSS, REPEATED

POINT = 72 / 25.4
SAFE = 3 * POINT
"""Least distance of type from the trimmed edge, that of the default printer."""

_SLACK = 2.5
_GAP = 6.0
_LINE = 20  # what is not on the grid may end so much lower than plain paragraphs do
_SHARE = 0.4

Box = tuple[float, float, float, float]


@dataclasses.dataclass(frozen=True)
class Frame:
    """The columns of a page, left and right in points from the trim, and the lowest and highest edge of type."""

    columns: tuple[tuple[float, float], ...]
    bottom: float
    top: float


def measure_frames(source: Source, pages: Sequence[Page]) -> dict[int, Frame]:
    """Return the frames of odd (1) and even (0) pages of a publication of plain paragraphs alone.

    They are where its own words stand; running heads and folios are none of them.
    """
    boxes: dict[int, list[Box]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        body = [token for word, token in recognise(source, page.tokens) if word and source.role(word) == "body"]
        if len(body) > 150:
            boxes[number % 2] += [_from(page, box) for token in body for box in token.boxes]
    frames = {}
    for parity, found in boxes.items():
        columns: list[tuple[float, float]] = []
        for left, _, right, _ in sorted(found):
            if columns and left < columns[-1][1] + _GAP:
                columns[-1] = (columns[-1][0], max(columns[-1][1], right))
            else:
                columns.append((left, right))
        frames[parity] = Frame(tuple(columns), min(box[1] for box in found), max(box[3] for box in found))
    only = next(iter(frames.values()))
    return {parity: frames.get(parity, only) for parity in (0, 1)}


def _from(page: Page, box: Box) -> Box:
    left, bottom = page.trim[:2]
    return (box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom)


def look_at_pages(source: Source, pages: Sequence[Page], frames: dict[int, Frame] | None) -> Iterator[Difference]:
    """Yield what stands outside of its page or column, and what stands on other words."""
    for number, page in enumerate(pages, 1):
        tokens = recognise(source, page.tokens)
        yield from _outside(source, page, number, tokens)
        yield from _on_others(source, number, tokens)
        if frames:
            yield from _out_of_column(source, page, number, tokens, frames[number % 2])


def _outside(source: Source, page: Page, number: int, tokens: Iterable[tuple[str, Token]]) -> Iterator[Difference]:
    width, height = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
    for word, token in tokens:
        for box in token.boxes:
            left, bottom, right, top = _from(page, box)
            least = min(left, bottom, width - right, height - top)
            if least < SAFE - 0.5 and right > left:
                what = f"{token.text[:30]} is {least / POINT:.1f} mm from the edge of page {number}"
                yield Difference("outside-page", source.owner(word), what)
                break


def _on_others(source: Source, number: int, tokens: Sequence[tuple[str, Token]]) -> Iterator[Difference]:
    """Yield pairs of words of which a letter covers a good part of a letter of the other."""
    cells: dict[tuple[int, int], list[tuple[int, Box]]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for at, (word, token) in enumerate(tokens):
        for box in token.boxes:
            if (box[2] - box[0]) * (box[3] - box[1]) < 1:
                continue
            for cell in {(int(x // 24), int(y // 24)) for x in (box[0], box[2]) for y in (box[1], box[3])}:
                for other, against in cells[cell]:
                    if other == at or (other, at) in told or not _covers(box, against):
                        continue
                    told.add((other, at))
                    what = f"{token.text[:30]} stands on {tokens[other][1].text[:30]}, page {number}"
                    owner = source.owner(word) or source.owner(tokens[other][0])
                    yield Difference("overprint", owner, what)
                cells[cell].append((at, box))


def _covers(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return False
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height > _SHARE * least


def _out_of_column(
    source: Source, page: Page, number: int, tokens: Iterable[tuple[str, Token]], frame: Frame
) -> Iterator[Difference]:
    for word, token in tokens:
        role = source.role(word)
        if not word or role in REPEATED - {"caption"}:
            continue
        columns = frame.columns
        if role in ACROSS or role == "caption":
            columns = ((columns[0][0], columns[-1][1]),)
        for box in token.boxes:
            left, bottom, right, top = _from(page, box)
            if right - left < 0.1:
                continue
            if not any(a - _SLACK <= left and right <= b + _SLACK for a, b in columns):
                what = f"{token.text[:30]} ({role}) at {left:.0f}–{right:.0f} pt, page {number}"
                yield Difference("out-of-column", source.owner(word), what)
                break
            if (
                not frame.bottom - 2 * _LINE <= bottom or top > frame.top + 12
            ):  # every page measured may end a line high
                yield Difference(
                    "out-of-area", source.owner(word), f"{token.text[:30]} ({role}) at {bottom:.0f}, page {number}"
                )
                break
