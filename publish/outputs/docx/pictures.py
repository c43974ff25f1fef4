"""Pictures in a Word file: their bytes, how large they stand, what they show."""

from __future__ import annotations

from pathlib import Path

from publish.base.records import dataclass
from publish.base.units import MM_PER_INCH
from publish.outputs.docx.wordml import quote
from publish.publication.assets.images import DRAWING, measure_picture

_EMU_PER_MM = 36_000
_WIDTH_MM, _HEIGHT_MM = 160.0, 190.0
_ICON_MM = 4.2
_MM_PER_PIXEL = MM_PER_INCH / 150  # as large as it is sharp on paper
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.3.4.1


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture as Word takes it.

    Attributes:
        content: PNG or JPEG.
        drawing: The drawing of which ``content`` is a copy; empty for pictures made of pixels.
        width, height: Size of the picture as it is shown, in pixels.
    """

    content: bytes
    drawing: bytes
    width: int
    height: int


def figure_size(file: Path, percent: float) -> tuple[int, int]:
    """Return how large a figure stands, in EMU: as wide as asked, no larger than sharp, and no higher than a page."""
    picture = measure_picture(file)
    width = _WIDTH_MM * (percent or 100) / 100
    if picture.media_type != DRAWING:
        width = min(width, picture.width * _MM_PER_PIXEL)
    height = width * picture.height / picture.width
    if height > _HEIGHT_MM:
        width, height = width * _HEIGHT_MM / height, _HEIGHT_MM
    return round(width * _EMU_PER_MM), round(height * _EMU_PER_MM)


def icon_size(file: Path) -> tuple[int, int]:
    """Return how large a picture in a line stands, in EMU."""
    picture = measure_picture(file)
    width = min(_WIDTH_MM, _ICON_MM * picture.width / picture.height)
    return round(width * _EMU_PER_MM), round(width * picture.height / picture.width * _EMU_PER_MM)


def write_picture(
    size: tuple[int, int], number: int, name: str, alt: str, relation: str, drawing: str = "", title: str = ""
) -> str:
    """Return the run of a picture.

    Args:
        size: Width and height in EMU.
        number: The number of the picture, which no other picture has.
        name: What the source calls its file.
        alt: What the picture shows.
        relation: Id of its part.
        drawing: Id of the part of the drawing that it is a copy of; empty for none.
        title: What more is said of it.
    """
    width, height = size
    told = f' title="{quote(title)}"' if title else ""
    about = f'id="{number}" name="{quote(name)}" descr="{quote(alt)}"{told}'
    svg = f'<a:extLst><a:ext uri="{_SVG}"><asvg:svgBlip r:embed="{drawing}"/></a:ext></a:extLst>' if drawing else ""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {about}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}">{svg}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r>"
    )
