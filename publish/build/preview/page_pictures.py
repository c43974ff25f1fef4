"""The pages of a finished PDF as a browser is shown them: pictures, sizes, and the lines of text over them.

They are drawn from the very bytes that are handed on, so that what is seen is what is built.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import struct
import zlib
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.pdf.reading import Box, PdfPage, open_pdf, read_page
from publish.preflight.report.page_views import PDFIUM, TextLine, read_text_lines

_MOST_PIXELS = 6000
"""Of the longer side of a picture."""

_IN_VIEW = 2
"""How many of the pages that were asked for first are drawn before they are asked for again."""

_MOST_KEPT = 8
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")


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
    """The pages of one PDF; any thread may ask, one at a time is answered, as PDFium wants it.

    Attributes:
        content: The PDF.
        number: Another one for each; what has the same is the same.
    """

    _numbers = itertools.count(1)

    def __init__(self, content: bytes) -> None:
        """Open a PDF that this program has made."""
        self.content, self.number = content, next(self._numbers)
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(content)
        self._drawn: dict[tuple[int, float], bytes] = {}
        self._asked: dict[tuple[int, float], None] = {}
        self._lines: dict[int, tuple[TextLine, ...]] = {}

    def close(self) -> None:
        """Let go of the PDF; who asks afterwards gets nothing."""
        with PDFIUM:
            if self._document:
                self._document.close()
            self._document = None

    @functools.cached_property
    def sheets(self) -> tuple[PageSize, ...]:
        """What each page measures."""
        known: dict[tuple[bytes, ...], PageSize] = {}
        sizes = []
        with open_pdf(self.content) as pdf:  # PDFium reads a page whole before it tells its boxes
            for index, page in enumerate(pdf.pages):
                boxes = tuple(box.unparse() for name in _BOXES if (box := page.obj.get(name)) is not None)
                if len(boxes) < len(_BOXES) or boxes not in known:  # those of a publication are mostly alike
                    known[boxes] = _measure(read_page(page.obj, index))
                sizes.append(known[boxes])
        return tuple(sizes)

    def draw(self, number: int, scale: float) -> bytes:
        """Return a page, counted from 1, as PNG.

        Args:
            number: Which page.
            scale: Pixels for each point.

        Raises:
            IndexError: If there is no such page.
        """
        with PDFIUM:
            key = number, scale
            self._asked[key] = None
            if key not in self._drawn:
                with contextlib.closing(self._page(number)) as page:
                    most = _MOST_PIXELS / max(page.get_size())
                    bitmap = page.render(scale=min(scale, most), rev_byteorder=True)
                with contextlib.closing(bitmap):
                    self._drawn[key] = _write_png(bitmap)
                while len(self._drawn) > _MOST_KEPT:  # what is in view is asked for again, the rest hardly ever
                    del self._drawn[next(iter(self._drawn))]
            return self._drawn[key]

    def draw_as(self, before: PagePictures) -> None:
        """Draw the pages that were asked for first of others, as large as they were, to have them when they are."""
        for number, scale in list(before._asked)[:_IN_VIEW]:
            with contextlib.suppress(IndexError):
                self.draw(number, scale)
                self.lines(number)

    def lines(self, number: int) -> tuple[TextLine, ...]:
        """Return the lines of text of a page, counted from 1, from the upper left corner of its trim.

        Raises:
            IndexError: If there is no such page.
        """
        with PDFIUM:
            if number not in self._lines:
                with contextlib.closing(self._page(number)) as page:
                    self._lines[number] = read_text_lines(page)
            return self._lines[number]

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if self._document is None or not 0 < number <= len(self._document):
            raise IndexError(number)
        return self._document[number - 1]


def _write_png(bitmap: Any) -> bytes:
    """Return a bitmap of red, green and blue as PNG, its rows as they are: twice as fast as a search for filters."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = memoryview(bitmap.buffer).cast("B")
    rows = (part for y in range(height) for part in (b"\0", pixels[y * stride : y * stride + 3 * width]))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _measure(page: PdfPage) -> PageSize:
    left, bottom, right, top = page.crop

    def place(box: Box) -> tuple[float, float, float, float]:
        x, y, width, height = box[0] - left, top - box[3], box[2] - box[0], box[3] - box[1]
        return x / POINTS_PER_MM, y / POINTS_PER_MM, width / POINTS_PER_MM, height / POINTS_PER_MM

    width, height = (right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM
    return PageSize(width, height, place(page.trim), place(page.bleed))
