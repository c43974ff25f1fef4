"""Look at the pages of a finished PDF: the lines of text and where they stand, and a picture of the page.

PDFium reads what anyone made; so this runs in a worker.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import itertools
import math
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # it has no types

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_INCH, POINTS_PER_MM

PDFIUM = threading.RLock()
"""Held by who asks PDFium: it answers one thread of a process at a time, whatever it is asked for."""

MOST_LINES = 3000
MOST_LETTERS = 30_000
_SPACES = " \N{NO-BREAK SPACE}"
_WIDEST = 10
"""Sizes of the type that a space is wide at most; where there is none, letters that far apart are two rows."""

_TURNED = 0.01
"""The sine of an angle that is none."""

MOST_PIXELS = 1400
"""Of the longer side of a picture."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A run of text on a page, in millimetres from the upper left corner of the page's trim."""

    text: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class LetterRow:
    """Letters that stand beside each other on one baseline, in millimetres from the upper left corner of the trim.

    Attributes:
        text: The letters.
        x_mm: Left edge of the first of them.
        width_mm: Width of all of them.
        baseline_mm: How far below the trim's upper edge they stand.
        size_mm: Size of most of the type.
        stretch: How wide their spaces are, times the width that these have in the font; 1 without any.
    """

    text: str
    x_mm: float
    width_mm: float
    baseline_mm: float
    size_mm: float
    stretch: float


@dataclass(frozen=True, slots=True)
class View:
    """A picture of a page.

    Attributes:
        png: The picture as PNG.
        left_mm, top_mm: Upper left corner of the picture, from that of the page's trim.
        width_mm, height_mm: Size of what the picture shows.
    """

    png: bytes
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float


def read_lines(content: bytes, number: int) -> tuple[TextLine, ...]:
    """Return the lines of a page, counted from 1; none if it cannot be read."""
    with _page(content, number) as page:
        return () if page is None else read_text_lines(page)


def read_text_lines(page: Any) -> tuple[TextLine, ...]:
    """Return the lines of a page of PDFium's."""
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    found = []
    for index in range(min(text.count_rects(), MOST_LINES)):
        box = text.get_rect(index)
        words = text.get_text_bounded(*box).replace("\ufffe", "")
        x, y = (box[0] - left) / POINTS_PER_MM, (top - box[3]) / POINTS_PER_MM
        found.append(TextLine(words, x, y, (box[2] - box[0]) / POINTS_PER_MM, (box[3] - box[1]) / POINTS_PER_MM))
    text.close()
    return tuple(found)


def read_rows(content: bytes, number: int) -> tuple[LetterRow, ...]:
    """Return the rows of letters of a page, counted from 1, in their order; none if it cannot be read.

    Letters that are turned are left out.
    """
    with _page(content, number) as page:
        return () if page is None else tuple(_rows(page))


def _rows(page: Any) -> Iterator[LetterRow]:
    left, _, _, top = page.get_trimbox()
    with contextlib.closing(page.get_textpage()) as text:
        row: list[_Letter] = []
        for letter in _letters(text):
            if row and not letter.follows(row[-1]):
                yield _as_row(row, left, top)
                row = []
            row.append(letter)
        if row:
            yield _as_row(row, left, top)


class _Letter(NamedTuple):
    """A letter: its text, where it begins and its baseline, where it ends by its width in the font, and its size."""

    text: str
    x: float
    y: float
    end: float
    size: float

    def follows(self, other: _Letter) -> bool:
        """Tell whether it stands beside another one, or raised or lowered there, as the call of a note is."""
        size = max(self.size, other.size)
        room = _WIDEST * size if other.text in _SPACES else size
        return abs(self.y - other.y) < 0.6 * size and -0.5 * size < self.x - other.end < room


def _letters(text: Any) -> Iterator[_Letter]:
    """Yield the letters of a page, without what PDFium puts between them."""
    raw, x, y = pypdfium2.raw, ctypes.c_double(), ctypes.c_double()
    for index in range(min(text.count_chars(), MOST_LETTERS)):
        if (
            raw.FPDFText_IsGenerated(text, index) == 1
            or abs(math.sin(raw.FPDFText_GetCharAngle(text, index))) > _TURNED
        ):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        _, bottom, end, upper = text.get_charbox(index, loose=True)
        code = raw.FPDFText_GetUnicode(text, index)
        yield _Letter(chr(code), x.value, y.value, end, upper - bottom)


def _as_row(letters: list[_Letter], left: float, top: float) -> LetterRow:
    shown = letters
    while len(shown) > 1 and shown[-1].text.isspace():
        shown = shown[:-1]
    sizes = Counter((round(one.y, 2), one.size) for one in shown)
    (baseline, size), _ = sizes.most_common(1)[0]
    wide = natural = 0.0
    for one, after in itertools.pairwise(shown):
        if one.text in _SPACES and one.end > one.x:
            wide, natural = wide + after.x - one.x, natural + one.end - one.x
    x, end = shown[0].x, shown[-1].end
    places = ((x - left) / POINTS_PER_MM, (end - x) / POINTS_PER_MM, (top - baseline) / POINTS_PER_MM)
    stretch = wide / natural if natural else 1.0
    return LetterRow("".join(one.text for one in shown), *places, size / POINTS_PER_MM, stretch)


def draw_page(content: bytes, number: int, dpi: int = 60) -> View | None:
    """Return a picture of a page, counted from 1, as large as its media box; None if it cannot be drawn."""
    with _page(content, number) as page:
        if page is None:
            return None
        trim, media = page.get_trimbox(), page.get_mediabox()
        page.set_cropbox(*media)
        page.set_rotation(0)
        width, height = media[2] - media[0], media[3] - media[1]
        if not (0 < width < 100_000 and 0 < height < 100_000):
            return None
        scale = min(dpi / POINTS_PER_INCH, MOST_PIXELS / max(width, height))
        stream = io.BytesIO()
        page.render(scale=scale).to_pil().convert("P", palette=1, colors=64).save(stream, "PNG", optimize=True)
        return View(
            stream.getvalue(),
            (media[0] - trim[0]) / POINTS_PER_MM,
            (trim[3] - media[3]) / POINTS_PER_MM,
            width / POINTS_PER_MM,
            height / POINTS_PER_MM,
        )


@contextlib.contextmanager
def _page(content: bytes, number: int) -> Iterator[Any]:
    """Give a page; None if there is none."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(PDFIUM)
        page = None
        with contextlib.suppress(pypdfium2.PdfiumError, IndexError):
            document = stack.enter_context(contextlib.closing(pypdfium2.PdfDocument(content)))
            if 0 < number <= len(document):
                page = document[number - 1]
        yield page
