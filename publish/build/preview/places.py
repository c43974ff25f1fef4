"""Lead from words on a page to their line in the source, and from a line of the source to its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, Severity, Spot
from publish.base.records import dataclass
from publish.build.preview.page_pictures import PagePictures
from publish.preflight.report.tracing import Tracer, squeeze

_MARKS = re.compile(r"[*_`~=\[\](){}<>#|:!\\^$@]+|&\w+;|https?://\S+")
_SHORTEST = 4
_LINES_AROUND = 3


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on a page.

    Attributes:
        page: Page, counted from 1.
        line: Which of its lines of text, counted from 0.
    """

    page: int
    line: int


def find_source(
    tracer: Tracer, pages: PagePictures, page: int, box_mm: tuple[float, float, float, float], text: str
) -> Position | None:
    """Return where words on a page stand in the source; None where they stand in no source.

    Args:
        tracer: Knows the sources.
        pages: The pages of the file.
        page: Page, counted from 1.
        box_mm: Left, top, width and height of the words, from the upper left corner of the page's trim.
        text: The words.
    """
    nowhere = Position(Path())
    asked = Diagnostic(Severity.NOTE, nowhere, "", "", spot=Spot(Path(), page, box_mm, text=text))
    position = tracer.trace(asked, pages.lines(page)).position
    return None if position == nowhere else position


def find_page(pages: PagePictures, source: Sequence[str], line: int) -> PagePlace | None:
    """Return where a line of the source stands on pages, its text rather than its mention in a list of contents.

    Args:
        pages: The pages of the file.
        source: Lines of the source.
        line: Which of them, counted from 1.
    """
    own = _chunks(source[line - 1]) if 0 < line <= len(source) else []
    if not own:
        return None
    beside = (*source[max(0, line - 1 - _LINES_AROUND) : line - 1], *source[line : line + _LINES_AROUND])
    around = [chunk for text in beside for chunk in _chunks(text)]
    best: tuple[int, PagePlace | None] = (0, None)
    for number in range(1, len(pages.sheets) + 1):
        lines = [squeeze(one.text) for one in pages.lines(number)]
        text = "".join(lines)
        found = [chunk for chunk in own if chunk in text]
        weight = 3 * sum(map(len, found)) + sum(len(chunk) for chunk in around if chunk in text) if found else 0
        if weight > best[0]:
            best = weight, PagePlace(number, _line_at(lines, text.find(found[0])))
    return best[1]


def _chunks(text: str) -> list[str]:
    """Return the words of a line of Markdown between its marks, squeezed, in pieces that a page line may hold."""
    runs = [squeeze(part) for part in _MARKS.split(text)]
    return [
        run[start : start + 40] for run in runs for start in range(0, len(run), 40) if len(run) - start >= _SHORTEST
    ]


def _line_at(lines: Sequence[str], at: int) -> int:
    """Return the number of the line that holds a character of all lines."""
    for number, line in enumerate(lines):
        if at < len(line):
            return number
        at -= len(line)
    return max(0, len(lines) - 1)
