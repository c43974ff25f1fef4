"""Running heads and folios: the lines at the upper and the lower edge of pages that come again on others.

They are no part of the text that runs through the pages, and the number of a page that moved is no change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from publish.base.records import dataclass
from publish.build.comparing.pdf_reading import PageWords

_BAND = 0.14
"""Part of the height of a page, at either edge, in which furniture stands."""

_STEP_MM = 2.0
"""How exactly its lines stand at the same height on each page."""

_MOST_LINES = 3
"""Lines at either edge that can be furniture."""

_EdgeLine = tuple[tuple[int, ...], float, str]
"""The words of a line at the edge of a page, its height in millimetres, and what it says."""

_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")
_FOLIO = "#"


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A line of furniture: the numbers of its words on their page, and what it says, the folio as ``#``."""

    words: tuple[int, ...]
    text: str


def find_furniture(files: Sequence[Sequence[PageWords]]) -> list[list[list[FurnitureLine]]]:
    """Return the furniture of each page of several files; what is a running head in one of them is one in all."""
    steady = set().union(*map(_steady_offsets, files))
    told = [_edge_lines(pages, steady) for pages in files]
    known = set().union(*map(_recurring, told)) | {_FOLIO}
    return [
        [[FurnitureLine(words, text) for words, _, text in lines if text in known] for lines in pages] for pages in told
    ]


def _steady_offsets(pages: Sequence[PageWords]) -> set[int]:
    """Return by how much the numbers at the edges of pages differ from those of the pages, on more than one page."""
    seen: dict[int, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for words, _ in _candidates(page):
            for word in {page.words[at] for at in (words[0], words[-1]) if _is_number(page.words[at])}:
                seen[int(word) - number].add(number)
    return {offset for offset, numbers in seen.items() if len(numbers) > 1}


def _edge_lines(pages: Sequence[PageWords], steady: set[int]) -> list[list[_EdgeLine]]:
    """Return the lines at the edges of each page."""
    return [
        [(words, height, _say(page, number, words, steady)) for words, height in _candidates(page)]
        for number, page in enumerate(pages)
    ]


def _recurring(pages: Sequence[Sequence[_EdgeLine]]) -> set[str]:
    """Return the lines at the edges that come again at the same height of another page."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, lines in enumerate(pages):
        for _, height, text in lines:
            places[text, round(height / _STEP_MM)].add(number)
    return {
        text
        for text, step in places
        if len(set().union(*(places.get((text, near), ()) for near in (step - 1, step, step + 1)))) > 1
    }


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) < 6


def _candidates(page: PageWords) -> list[tuple[tuple[int, ...], float]]:
    """Return the lines at the edges of a page: their words, and their height on the page in millimetres."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(page.lines):
        if page.boxes[at]:
            rows[line].append(at)
    lines = sorted((page.boxes[words[0]][0][1], tuple(words)) for words in rows.values())
    upper = [line for line in lines if line[0] < page.height_mm * _BAND][:_MOST_LINES]
    lower = [line for line in lines if line[0] > page.height_mm * (1 - _BAND)][-_MOST_LINES:]
    return [(words, height) for height, words in (*upper, *lower)]


def _say(page: PageWords, number: int, words: Sequence[int], steady: set[int]) -> str:
    """Return what a line says, with the folio as a sign."""
    said = []
    for at in words:
        word = page.words[at]
        if _is_number(word):
            folio = at in (words[0], words[-1]) and int(word) - number in steady
        else:
            folio = len(words) == 1 and bool(_ROMAN.fullmatch(word))
        said.append(_FOLIO if folio else word)
    return " ".join(said)
