"""The pages of a finished PDF as a browser is shown them: pictures, sizes, and the lines of text over them.

They are drawn from the very bytes that are handed on, so that what is seen is what is built.
"""

from __future__ import annotations

import functools
import io
import threading

import pypdfium2  # type: ignore[import-untyped]  # it has no types

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.pdf.reading import Box, PdfPage, open_pdf, read_page
from publish.preflight.report.page_views import TextLine, read_text_lines

_MOST_PIXELS = 6000
"""Of the longer side of a picture."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """What a page measures, in millimetres.

    Attributes:
        width, height: Of all that is shown.
        trim, bleed: Left, top, width and height of the page and of the page with its bleed, from the upper left corner
            of what is shown.
    """

    width: float
    height: float
    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]


class PagePictures:
    """The pages of one PDF; any thread may ask, one at a time is answered, as PDFium wants it."""

    def __init__(self, content: bytes) -> None:
        """Open a PDF that this program has made; ``content`` stays there to be compared."""
        self.content = content
        self._lock = threading.Lock()
        self._document = pypdfium2.PdfDocument(content)
        self._drawn: dict[tuple[int, float], bytes] = {}

    def close(self) -> None:
        """Let go of the PDF; who asks afterwards gets nothing."""
        with self._lock:
            if self._document:
                self._document.close()
            self._document = None

    @functools.cached_property
    def sheets(self) -> tuple[PageSize, ...]:
        """What each page measures."""
        with open_pdf(self.content) as pdf:  # PDFium reads a page whole before it tells its boxes
            return tuple(_measure(read_page(page.obj, index)) for index, page in enumerate(pdf.pages))

    def draw(self, number: int, scale: float) -> bytes:
        """Return a page, counted from 1, as PNG.

        Args:
            number: Which page.
            scale: Pixels for each point.

        Raises:
            IndexError: If there is no such page.
        """
        with self._lock:
            key = number, scale
            if key not in self._drawn:
                page = self._page(number)
                width, height = page.get_size()
                picture = page.render(scale=min(scale, _MOST_PIXELS / max(width, height))).to_pil()
                stream = io.BytesIO()
                picture.save(stream, "PNG", compress_level=1)
                self._drawn[key] = stream.getvalue()
                while len(self._drawn) > 8:  # what is in view is asked for again, the rest hardly ever
                    del self._drawn[next(iter(self._drawn))]
            return self._drawn[key]

    def lines(self, number: int) -> tuple[TextLine, ...]:
        """Return the lines of text of a page, counted from 1, from the upper left corner of its trim.

        Raises:
            IndexError: If there is no such page.
        """
        with self._lock:
            return read_text_lines(self._page(number))

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if self._document is None or not 0 < number <= len(self._document):
            raise IndexError(number)
        return self._document[number - 1]


def _measure(page: PdfPage) -> PageSize:
    left, bottom, right, top = page.crop

    def place(box: Box) -> tuple[float, float, float, float]:
        x, y, width, height = box[0] - left, top - box[3], box[2] - box[0], box[3] - box[1]
        return x / POINTS_PER_MM, y / POINTS_PER_MM, width / POINTS_PER_MM, height / POINTS_PER_MM

    width, height = (right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM
    return PageSize(width, height, place(page.trim), place(page.bleed))
