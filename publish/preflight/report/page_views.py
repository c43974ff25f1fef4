"""Look at the pages of a finished PDF: the lines of text and where they stand, and a picture of the page.

PDFium reads what anyone made; so this runs in a worker.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_INCH, POINTS_PER_MM

PDFIUM = threading.RLock()
"""Held by who asks PDFium: it answers one thread of a process at a time, whatever it is asked for."""

MOST_LINES = 3000
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
