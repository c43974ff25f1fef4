"""Pages to impose, and what is seen on the sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from publish.base.diagnostics import ExitCode, Position, PublishError
from publish.outputs.imposition.scheme import Binding, Scheme
from publish.outputs.imposition.sheets import Imposed, impose_pdf
from publish.outputs.press.marks import MARGIN_MM

if TYPE_CHECKING:
    from click.testing import Result

Run = Callable[..., "Result"]

MM = 72 / 25.4
WIDTH, HEIGHT, BLEED = 60 * MM, 90 * MM, 3 * MM
MARGIN = MARGIN_MM * MM
AT = Position(Path("a.pdf"))
BOOKLET = Scheme(Binding.BOOKLET)
SIXTEEN = Scheme(Binding.SIGNATURES, 16, mill_mm=3)


def make(
    count: int, change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, origin: tuple[float, float] = (0, 0)
) -> bytes:
    """A PDF whose pages are coloured to the end of their bleed, each with its number in the middle."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    x, y = origin
    for number in range(1, count + 1):
        content = (
            f"{number / count:.3f} 0.5 0.25 rg {x - BLEED} {y - BLEED} {WIDTH + 2 * BLEED} {HEIGHT + 2 * BLEED} re f "
            f"0 g BT /F 30 Tf {x + WIDTH / 2 - 15} {y + HEIGHT / 2} Td ({number}) Tj ET"
        )
        page = pdf.add_blank_page().obj
        page.MediaBox = Array([x - 30, y - 30, x + WIDTH + 30, y + HEIGHT + 30])
        page.TrimBox = Array([x, y, x + WIDTH, y + HEIGHT])
        page.BleedBox = Array([x - BLEED, y - BLEED, x + WIDTH + BLEED, y + HEIGHT + BLEED])
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = Stream(pdf, content.encode())
    change(pdf)
    return save(pdf)


def save(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, fix_metadata_version=False, **options)
    return stream.getvalue()


def impose(content: bytes, scheme: Scheme = BOOKLET, *, marks: bool = True) -> Imposed:
    return impose_pdf(content, scheme, AT, marks=marks)


def each(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    """Set something in every page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj[key] = value

    return change


def seen(content: bytes, columns: int, rows: int) -> list[list[str]]:
    """The numbers that a reader sees on each side, from the head left on; what is there is cut evenly into slots."""
    with pypdfium2.PdfDocument(content) as document:
        return [
            [
                page.get_textpage()
                .get_text_bounded(
                    left=left + width * column / columns,
                    right=left + width * (column + 1) / columns,
                    bottom=bottom + height * (rows - 1 - row) / rows,
                    top=bottom + height * (rows - row) / rows,
                )
                .strip()
                for row in range(rows)
                for column in range(columns)
            ]
            for page in document
            for left, bottom, right, top in [page.get_trimbox()]
            for width, height in [(right - left, top - bottom)]
        ]


def colour(content: bytes, side: int, x: float, y: float) -> tuple[int, ...]:
    """What is seen at a place, in points from the lower left corner of the sheet's media box."""
    with pypdfium2.PdfDocument(content) as document:
        image = document[side].render(scale=2, no_smoothpath=True).to_pil().convert("RGB")
    return tuple(image.getpixel((int(2 * x), image.height - 1 - int(2 * y))))


def page_colour(number: int, count: int) -> tuple[int, ...]:
    return (round(255 * number / count), 128, 64)


def close(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def failure(content: bytes, scheme: Scheme = BOOKLET) -> tuple[str, ExitCode]:
    with pytest.raises(PublishError) as caught:
        impose(content, scheme)
    (found,) = caught.value.diagnostics
    return found.rule, caught.value.exit_code
