"""Where the letters of a PDF stand on its pages, line by line."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw

MM = 25.4 / 72


@dataclass(frozen=True)
class SetLine:
    """Letters in a row on one baseline, without spaces, in millimetres from the left and the top of their page."""

    page: int
    text: str
    left: float
    right: float
    baseline: float


def set_lines(content: bytes) -> list[SetLine]:
    """The lines of a document in the order in which they are painted."""
    with pypdfium2.PdfDocument(content) as document:
        return [line for number, page in enumerate(document, 1) for line in _lines(number, page)]


def _lines(number: int, page: pypdfium2.PdfPage) -> Iterator[SetLine]:
    row: list[tuple[str, float, float]] = []
    for letter, x, y in _letters(page):
        if row and not (abs(row[-1][2] - y) < 0.5 and -2 < x - row[-1][1] < 30):
            yield _line(number, row)
            row = []
        row.append((letter, x, y))
    if row:
        yield _line(number, row)


def _line(number: int, row: list[tuple[str, float, float]]) -> SetLine:
    return SetLine(number, "".join(letter for letter, _, _ in row), row[0][1], row[-1][1], row[0][2])


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    left, _, _, top = page.get_cropbox()
    raw, text = pypdfium2.raw, page.get_textpage().raw
    for index in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if not letter.strip() or not letter.isprintable() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        yield letter, (x.value - left) * MM, (top - y.value) * MM
