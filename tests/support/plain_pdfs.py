"""Small PDFs of plain text, typeset line by line, to be compared: with folios, running heads and pictures."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence

import pikepdf

WIDTH, HEIGHT, LEFT, TOP, LEADING = 300, 400, 40, 340, 14
"""Of a page, in points: the first line of its text stands at TOP."""

LINES, WORDS = 18, 7
"""Of a page, and of a line."""


@dataclasses.dataclass(frozen=True)
class Picture:
    """A coloured rectangle as high as some lines, with a spot in it."""

    colour: str = "0.2 0.4 0.8"
    spot: str = ""
    lines: int = 5


def pdf(
    *paragraphs: str | Picture,
    head: str = "",
    folio: bool = True,
    title: str = "",
    blank: Sequence[int] = (),
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> bytes:
    """A PDF of paragraphs and pictures that run through its pages; ``blank`` pages are left empty."""
    pages: list[list[str]] = []
    for content, height in _rows(paragraphs):
        while not pages or len(pages) - 1 in blank or _used(pages[-1]) + height > LINES:
            pages.append([])
        at = TOP - LEADING * _used(pages[-1])
        pages[-1].append(f"% {height}\n{content.replace('Y', str(at))}")
    with pikepdf.new() as made:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fonts = pikepdf.Dictionary(F=made.make_indirect(font))
        for number, rows in enumerate(pages, 1):
            if folio:
                rows.append(_line(str(number), 150, 20))
            if head:
                rows.append(_line(head, 120, 380))
            page = made.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=fonts)
            page.Contents = made.make_stream("\n".join(rows).encode("ascii"))
        if title:
            made.docinfo["/Title"] = title
        stream = io.BytesIO()
        made.save(stream, deterministic_id=True)
    return stream.getvalue()


def _rows(paragraphs: Sequence[str | Picture]) -> list[tuple[str, int]]:
    """The drawing of each line or picture, Y for its height, and how many lines it takes."""
    rows = []
    for paragraph in paragraphs:
        if isinstance(paragraph, Picture):
            height = paragraph.lines * LEADING - 10
            foot = (paragraph.lines - 1) * LEADING
            spot = f"{paragraph.spot} rg 20 20 12 12 re f" if paragraph.spot else ""
            drawn = f"q 1 0 0 1 {LEFT} Y cm 1 0 0 1 0 -{foot} cm {paragraph.colour} rg 0 0 200 {height} re f {spot} Q"
            rows.append((drawn, paragraph.lines))
            continue
        words = paragraph.split()
        rows += [(_line(" ".join(words[at : at + WORDS]), LEFT, "Y"), 1) for at in range(0, len(words), WORDS)]
    return rows


def _line(text: str, x: int, y: int | str) -> str:
    return f"BT /F 9 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"


def _used(rows: Sequence[str]) -> int:
    return sum(int(row.split("\n")[0][2:]) for row in rows if row.startswith("%"))


def prose(seed: int, words: int = 60) -> str:
    """A paragraph of words that hardly come again elsewhere."""
    return " ".join(f"{'abcdefghij'[at % 10]}{(seed * 7919 + at * 31) % 9973:04}" for at in range(words)) + "."
