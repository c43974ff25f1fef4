"""The words of a PDF of any origin and where they stand, page by page, and what the file says of itself.

PDFium reads what anyone made; so this runs in a worker.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no types

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say, words_of
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.page_digests import Digests
from publish.preflight.pdf.reading import FAILURES, Unreadable, read_page
from publish.preflight.pdf.reading import open_pdf as open_safely
from publish.preflight.pdf.resources import Cabinet

MOST_WORDS, MOST_WORDS_OF_PAGE = 3_000_000, 50_000
"""Words of a file, and of a page, that are compared."""

LINE_HYPHEN = "\ufffe"
"""What PDFium reads for a hyphen at the end of a line."""

_FACTS = ("Title", "Author", "Subject", "Keywords")

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres, from the upper left corner of the page's trim."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the order of its content.

    Attributes:
        words: Each as it is read, a hyphen at the end of a line as :data:`LINE_HYPHEN`.
        boxes: Where each word stands; of a word on two lines each part.
        lines: Number of the line of each word, counted from 0.
        height_mm: Of the trim.
        sizes_mm: Width and height of the trim and of what is shown.
        digest: Of all that the page is made of but its fonts, which it names; empty where that is not known.
    """

    words: tuple[str, ...]
    boxes: tuple[tuple[Box, ...], ...]
    lines: tuple[int, ...]
    height_mm: float
    sizes_mm: tuple[float, float, float, float]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PdfText:
    """The words of a PDF.

    Attributes:
        pages: All pages.
        facts: What the file says of itself: names and texts.
        fonts: Digest of all fonts of the file; empty where that is not known.
    """

    pages: tuple[PageWords, ...]
    facts: tuple[tuple[str, str], ...]
    fonts: str = ""


@contextlib.contextmanager
def open_pdf(content: bytes, file: Path, *, looked_at: bool = False) -> Iterator[Any]:
    """Give the document of PDFium for a PDF.

    Args:
        content: The PDF, which may be anything.
        file: Name of the PDF.
        looked_at: Whether the PDF has been opened so before.

    Raises:
        SourceError: If it is no PDF, closed with a password, damaged, or a bomb.
    """
    try:
        if not looked_at:
            open_safely(content).close()
        with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
            yield document
    except Unreadable as failure:
        raise SourceError(error(Position(file), words_of(failure), failure.rule)) from failure
    except pypdfium2.PdfiumError as failure:
        message = say("the PDF cannot be read: {reason}", reason=failure)
        raise SourceError(error(Position(file), message, "damaged-pdf")) from failure


def read_pdf(content: bytes, file: Path) -> PdfText:
    """Return the words of all pages.

    Raises:
        SourceError: If the PDF cannot be read, or holds more words than are compared.
    """
    with open_pdf(content, file) as document:
        pages, count = [], 0
        digests, fonts = _digests(content)
        for number in range(len(document)):
            pages.append(_read_page(document[number], digests.get(number, "")))
            count += len(pages[-1].words)
            if count > MOST_WORDS or len(pages[-1].words) > MOST_WORDS_OF_PAGE:
                message = say("page {page} has more words than are compared", page=number + 1)
                raise SourceError(error(Position(file), message, "too-large"))
        said = document.get_metadata_dict()
    facts = tuple((name, " ".join(said.get(name, "").split())) for name in _FACTS)
    return PdfText(tuple(pages), facts, fonts)


def _read_page(page: Any, digest: str) -> PageWords:
    left, bottom, right, top = page.get_trimbox()
    shown = page.get_cropbox()
    words, boxes, lines = [], [], []
    with contextlib.closing(page), contextlib.closing(page.get_textpage()) as text:
        characters = _characters(text)
        for start, end, line in _spans(characters):
            word = "".join(characters[start:end])
            words.append(unicodedata.normalize("NFC", word))
            boxes.append(tuple(_box(text, part, left, top) for part in _parts(characters[start:end], start)))
            lines.append(line)
    points = right - left, top - bottom, shown[2] - shown[0], shown[3] - shown[1]
    width, height, *rest = (length / POINTS_PER_MM for length in points)
    return PageWords(tuple(words), tuple(boxes), tuple(lines), height, (width, height, rest[0], rest[1]), digest)


def _digests(content: bytes) -> tuple[dict[int, str], str]:
    """Return the digest of each page, counted from 0, that can be read, and one of the fonts of the file."""
    every = ""
    found: dict[int, str] = {}
    with contextlib.suppress(*FAILURES), open_safely(content) as pdf:
        fonts = hashlib.blake2b(digest_size=20)
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor":
                for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if key in font:
                        fonts.update(str(font.get("/FontName")).encode() + font[key].read_raw_bytes())
        digests = Digests(pdf, None, Cabinet())
        for number, page in enumerate(pdf.pages):
            found[number] = digests.page(read_page(page.obj, number), (0.0, 0.0))
        every = fonts.hexdigest()
    return found, every


def _characters(text: Any) -> list[str]:
    """Return the characters of a page, one for each that PDFium counts."""
    count = text.count_chars()
    whole = text.get_text_range()
    if len(whole) == count:
        return list(whole)
    codes = (pypdfium2.raw.FPDFText_GetUnicode(text, at) for at in range(count))
    return [chr(code) if code else " " for code in codes]


def _spans(characters: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield first character, the one behind the last, and line of each word."""
    start, line = -1, 0
    for at, character in enumerate((*characters, " ")):
        space = character.isspace()
        if not space and start < 0:
            start = at
        if space and start >= 0:
            yield start, at, line
            start = -1
        line += character == "\n"


def _parts(word: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """Yield first and last character of each part of a word that begins at a character of the page."""
    at = start
    for number, character in enumerate((*word, LINE_HYPHEN), start):
        if character == LINE_HYPHEN:
            if at < number:
                yield at, number - 1
            at = number + 1


def _box(text: Any, part: tuple[int, int], left: float, top: float) -> Box:
    first, last = (text.get_charbox(at, loose=True) for at in part)
    x, right = min(first[0], last[0]), max(first[2], last[2])
    y, bottom = max(first[3], last[3]), min(first[1], last[1])
    return (
        (x - left) / POINTS_PER_MM,
        (top - y) / POINTS_PER_MM,
        (right - x) / POINTS_PER_MM,
        (y - bottom) / POINTS_PER_MM,
    )
