"""Parts of the Word file of an official document: tables without borders, rules of a length, boxes around a word."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from publish.base.units import MM_PER_INCH
from publish.outputs.docx.wordml import paragraph, run
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import measure_text, read_faces

TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / MM_PER_INCH
_PADDING_MM = 4.0  # of a box, left and right together
_PARAGRAPH = re.compile(r'(<w:p><w:pPr><w:pStyle w:val="[^"]+"/>)(?!<w:keepNext/>)')


def twips(points: float) -> int:
    """Return a length in points in those units in which Word counts."""
    return round(points * TWIPS_PER_POINT)


def spacing(before: float, line: float = 0.0, after: float = 0.0) -> str:
    """Return the space above a paragraph, its exact line height if it has one, and the space below, all in points."""
    exact = f' w:line="{twips(line)}" w:lineRule="exact"' if line else ""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{exact}/>'


def spacer(height: float, *properties: str) -> str:
    """Return an empty paragraph of a height in points; ``properties`` are elements behind its spacing."""
    return paragraph("Dem", "", spacing(0, height), *properties)


def rule(length_pt: float, room: int, before: float = 0.0, after: float = 0.0) -> str:
    """Return a rule in the middle of a room, which is in twips."""
    side = max(0, round((room - length_pt * TWIPS_PER_POINT) / 2))
    around = spacing(before, 2, after) if before or after else ""
    return paragraph("DuongKe", "", around, f'<w:ind w:left="{side}" w:right="{side}"/>')


def box(style: str, text: str, width_pt: float, room: int, *, right: bool = False, before: float | None = None) -> str:
    """Return a word in a box of a width, in the middle of a room in twips or at its right end."""
    rest = max(0, room - twips(width_pt))
    left, behind = (rest, 0) if right else (rest // 2, rest // 2)
    around = "" if before is None else spacing(before)
    return paragraph(style, run(text), around, f'<w:ind w:left="{left}" w:right="{behind}"/>')


def table(widths: Sequence[int], rows: Sequence[Sequence[str]], padding: int = 0, above: float = 0.0) -> str:
    """Return a table without borders, whose rows stay whole.

    Args:
        widths: The width of each column in twips.
        rows: What stands in the cells of each row; every cell ends with a paragraph.
        padding: Room left and right of the first column, in twips.
        above: Room above each row, in points.
    """
    about = f'<w:tblStyle w:val="KhongVien"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
    about += '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = []
    for row in rows:
        cells = []
        for index, (width, content) in enumerate(zip(widths, row, strict=True)):
            sides = f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
            inner = f'<w:top w:w="{twips(above)}" w:type="dxa"/>' if above else ""
            inner += sides if padding and not index else ""
            margins = f"<w:tcMar>{inner}</w:tcMar>" if inner else ""
            inside = content or paragraph("Dem", "")
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margins}</w:tcPr>{inside}</w:tc>')
        made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def keep(content: str) -> str:
    """Return paragraphs that stay on the page of what follows."""
    return _PARAGRAPH.sub(r"\1<w:keepNext/>", content)


class FaceMetrics:
    """How wide texts are, by the metrics of the face that official documents are set in."""

    def __init__(self, assets: Assets) -> None:
        """Start with the fonts of the style."""
        self.assets = assets

    @functools.cached_property
    def _files(self) -> dict[tuple[str, str], Path]:
        faces = read_faces(self.assets.style("official/fonts.css"))
        return {(face.weight, face.style): face.path for face in faces}

    def width(self, text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
        """Return the width of a text in points."""
        face = self._files["700" if bold else "400", "italic" if italic else "normal"]
        return measure_text(text, face, size_pt)

    def boxed(self, text: str, size_pt: float) -> float:
        """Return the width of a box around a word in capitals, in points."""
        return self.width(text.upper(), size_pt, bold=True) + _PADDING_MM * TWIPS_PER_MM / TWIPS_PER_POINT

    def count_lines(self, text: str, size_pt: float, room_pt: float, *, italic: bool = False) -> int:
        """Return how many lines a text has in a room."""
        count, length = 1, 0.0
        for word in text.split():
            wide = self.width(word, size_pt, italic=italic)
            space = self.width(" ", size_pt, italic=italic) if length else 0.0
            if length and length + space + wide > room_pt:
                count, length = count + 1, wide
            else:
                length += space + wide
        return count
