"""Pages that are set by hand, line by line, so that each space and baseline is known; with tags or without."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

SIZE, LEADING = 10.0, 14.0
LETTER, SPACE = 5.0, 2.5
"""How wide each letter and each space of the font is at that size, in points."""

WIDTH, HEIGHT, MEASURE = 470.0, 300.0, 200.0
COLUMNS = (20.0, 240.0)
"""Left edges of the columns of a page, which are as wide as the measure."""

TOP, DEPTH = 270.0, 15
"""The first baseline of a page, and how many lines a column has."""

LENGTHS = (5, 7, 6, 4, 8, 7)
"""Letters of the words of a full line, which is justified with spaces of 1.2 natural ones."""


@dataclasses.dataclass(frozen=True)
class Row:
    """A line: where its baseline begins, what it says, and how wide it is made; None for its natural width.

    Its letters are as many times as wide as those of the font as ``expansion`` says.
    """

    text: str
    page: int
    left: float
    baseline: float
    width: float | None = None
    size: float = SIZE
    expansion: float = 1.0


@dataclasses.dataclass(frozen=True)
class Element:
    """A structure element with its lines; an artifact if it has no kind."""

    kind: str
    rows: tuple[Row, ...]


def full(turn: int) -> str:
    """The words of a full line; those of lines with other turns part at other places."""
    turn %= len(LENGTHS)
    return " ".join("n" * length for length in LENGTHS[turn:] + LENGTHS[:turn])


def place(number: int, per_column: int = DEPTH, columns: int = len(COLUMNS)) -> tuple[int, float, float]:
    """Page, left edge and baseline of a line of running text, counted from 0."""
    column, line = divmod(number, per_column)
    return column // columns + 1, COLUMNS[column % columns], TOP - line * LEADING


def paragraph(start: int, lines: int, last: str = "nnnnn nnnnnn nnnn", kind: str = "P") -> Element:
    """A paragraph of full lines and a last one, which begins at that line of the running text."""
    rows = [Row(full(number), *place(number), MEASURE) for number in range(start, start + lines - 1)]
    return Element(kind, (*rows, Row(last, *place(start + lines - 1))))


def changed(element: Element, number: int, **values: object) -> Element:
    """An element of which one line is another."""
    rows = list(element.rows)
    rows[number] = dataclasses.replace(rows[number], **values)  # type: ignore[arg-type]
    return dataclasses.replace(element, rows=tuple(rows))


def moved(elements: Iterable[Element], by: float, page: int) -> list[Element]:
    """Elements whose lines on a page begin further to the right."""
    return [
        dataclasses.replace(
            element,
            rows=tuple(
                dataclasses.replace(row, left=row.left + by) if row.page == page else row for row in element.rows
            ),
        )
        for element in elements
    ]


def print_pages(elements: Sequence[Element], *, tagged: bool = True, extra: bytes = b"", spaced: bool = True) -> bytes:
    """The pages as a PDF.

    Args:
        elements: What is on them, in the order of reading.
        tagged: Whether the file has a structure tree; all elements stand in one article.
        extra: Instructions at the end of the first page, such as rules and tints.
        spaced: Whether its font has a space; else words are moved apart.
    """
    pdf = pikepdf.new()
    font = _font(pdf, spaced)
    count = max(row.page for element in elements for row in element.rows)
    streams: list[list[bytes]] = [[] for _ in range(count)]
    pages = []
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        pages.append(page.obj)
    marks = [0] * count
    article = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Art, K=Array()))
    for element in elements:
        node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind or 'P'}"), P=article))
        node.K = Array()
        for row in element.rows:
            at = row.page - 1
            if not element.kind:
                opening = b"/Artifact BMC "
            elif tagged:
                opening = b"/P <</MCID %d>> BDC " % marks[at]
                reference = Dictionary(Type=Name.MCR, Pg=pages[at], MCID=marks[at])
                node.K.append(reference)
                marks[at] += 1
            else:
                opening = b"/Span BMC "
            streams[at].append(opening + _show(row, spaced) + b" EMC")
        if element.kind:
            article.K.append(node)
    streams[0].append(extra)
    for page, stream in zip(pages, streams, strict=True):
        page.Contents = pdf.make_stream(b"\n".join(stream))
    if tagged:
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=article))
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _font(pdf: pikepdf.Pdf, spaced: bool) -> pikepdf.Object:
    first = 32 if spaced else 33
    widths = Array([int(1000 * SPACE / SIZE)] * spaced + [int(1000 * LETTER / SIZE)] * 94)
    entries = {"/Type": Name.Font, "/Subtype": Name.Type1, "/BaseFont": Name.Courier, "/Encoding": Name.WinAnsiEncoding}
    return pdf.make_indirect(Dictionary({**entries, "/FirstChar": first, "/LastChar": 126, "/Widths": widths}))


def _show(row: Row, spaced: bool) -> bytes:
    scale = row.size / SIZE
    words = row.text.split(" ")
    natural = scale * (LETTER * sum(map(len, words)) + SPACE * (len(words) - 1))
    more = (row.width / row.expansion - natural) / (len(words) - 1) if row.width and len(words) > 1 else 0.0
    head = f"BT /F {row.size:g} Tf {row.expansion:g} 0 0 1 {row.left:g} {row.baseline:g} Tm "
    if spaced:
        return (head + f"{more:.4f} Tw ({row.text}) Tj ET").encode("ascii")
    back = -1000 * (scale * SPACE + more) / row.size
    return (head + "[" + f" {back:.3f} ".join(f"({word})" for word in words) + "] TJ ET").encode("ascii")
