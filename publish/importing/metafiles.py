"""Drawings in EMF and WMF, which LibreOffice draws where it is installed.

All drawings of a file are drawn at once, each on a page of its own size, whose pixels are the picture.
"""

from __future__ import annotations

import base64
import contextlib
import io
import struct
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_INCH
from publish.importing import libreoffice

PPI = 300
"""Pixels to the inch at which drawings are drawn."""

NOT_DRAWN = say("which LibreOffice draws where it is installed and can read it")

_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_PACKED = b"\x1f\x8b"
_MOST_BYTES = 200_000_000
_MOST_AT_ONCE = 50
_LEAST_INCHES, _MOST_PIXELS = 0.1, 6000
_USUAL_INCHES, _USUAL_SHAPE = 4.0, 0.75
_SET_WINDOW_EXTENT = 0x020C


def is_metafile(content: bytes) -> bool:
    """Tell whether a picture is in EMF or WMF, packed or not."""
    content = content[:64] if not content.startswith(_PACKED) else _unpacked(content)[:64]
    return content.startswith(_WMF) or content[40:44] == b" EMF"


def draw_metafiles(pictures: Mapping[str, bytes], inches: float) -> dict[str, bytes]:
    """Return the pictures in PNG that LibreOffice makes of drawings, by their names; those that it cannot read are not.

    Args:
        pictures: Drawings in EMF or WMF by their names.
        inches: How wide each is drawn at least.
    """
    program = libreoffice.find_program()
    if program is None:
        return {}
    drawn: dict[str, bytes] = {}
    names = list(pictures)
    for start in range(0, len(names), _MOST_AT_ONCE):
        some = names[start : start + _MOST_AT_ONCE]
        sheets = [_sheet(pictures[name], inches) for name in some]
        with contextlib.suppress(libreoffice.ConversionError), tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "drawings.fodt"
            file.write_text(_document(sheets), "utf-8")
            pages = libreoffice.convert(program, file, "pdf:writer_pdf_Export", Path(folder))
            drawn |= zip(some, _pictures_of(pages, len(some)), strict=True)
    return {name: picture for name, picture in drawn.items() if picture}


# Sizes ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with one drawing; width and height in inches."""

    content: bytes
    width: float
    height: float


def _sheet(content: bytes, inches: float) -> _Sheet:
    content = _unpacked(content) if content.startswith(_PACKED) else content
    width, height = _size(content)
    grown = max(1.0, inches / width)
    grown = min(grown, _MOST_PIXELS / PPI / max(width, height))
    width, height = (max(_LEAST_INCHES, side * grown) for side in (width, height))
    return _Sheet(content, width, height)


def _size(content: bytes) -> tuple[float, float]:
    """Return how wide and high a drawing says that it is, in inches ([MS-EMF] 2.2.9, [MS-WMF] 2.3.2.3)."""
    width = height = 0.0
    with contextlib.suppress(struct.error):
        if content[40:44] == b" EMF":
            left, top, right, bottom = struct.unpack_from("<4i", content, 24)
            width, height = (right - left) / 2540, (bottom - top) / 2540
        elif content.startswith(_WMF[0]):
            left, top, right, bottom, units = struct.unpack_from("<4hH", content, 6)
            width, height = (right - left) / (units or 1440), (bottom - top) / (units or 1440)
        else:
            high, wide = _window(content)
            width, height = _USUAL_INCHES, _USUAL_INCHES * abs(high / wide)
    width, height = abs(width), abs(height)
    if not (_LEAST_INCHES / 10 < width < 1000 and _LEAST_INCHES / 10 < height < 1000):
        return _USUAL_INCHES, _USUAL_INCHES * _USUAL_SHAPE
    return width, height


def _window(content: bytes) -> tuple[int, int]:
    """Return height and width of the window of a drawing in WMF, in units of its own."""
    place = 18
    while True:
        size, function = struct.unpack_from("<IH", content, place)
        if function == _SET_WINDOW_EXTENT:
            high, wide = struct.unpack_from("<2h", content, place + 6)
            if high and wide:
                return high, wide
        if size < 3:
            raise struct.error("no record")
        place += 2 * size


def _unpacked(content: bytes) -> bytes:
    with contextlib.suppress(zlib.error):
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, _MOST_BYTES)
    return b""


# Pages ---------------------------------------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{"office": "office", "style": "style", "text": "text", "draw": "drawing"},
        **{"fo": "xsl-fo-compatible", "svg": "svg-compatible"},
    }.items()
)
_FRAME = (
    '<style:style style:name="F" style:family="graphic"><style:graphic-properties style:wrap="run-through" '
    'style:horizontal-pos="from-left" style:horizontal-rel="page" style:vertical-pos="from-top" '
    'style:vertical-rel="page"/></style:style>'
)


def _document(sheets: Iterable[_Sheet]) -> str:
    """Return a text in OpenDocument that has each drawing on a page of its own."""
    layouts = pages = styles = body = ""
    for number, sheet in enumerate(sheets):
        wide, high = f"{sheet.width:.3f}in", f"{sheet.height:.3f}in"
        layouts += (
            f'<style:page-layout style:name="L{number}"><style:page-layout-properties fo:page-width="{wide}" '
            f'fo:page-height="{high}" fo:margin="0in"/></style:page-layout>'
        )
        pages += f'<style:master-page style:name="M{number}" style:page-layout-name="L{number}"/>'
        styles += (
            f'<style:style style:name="P{number}" style:family="paragraph" style:master-page-name="M{number}">'
            '<style:text-properties fo:font-size="1pt"/></style:style>'
        )
        body += (
            f'<text:p text:style-name="P{number}"><draw:frame draw:style-name="F" text:anchor-type="paragraph" '
            f'svg:x="0in" svg:y="0in" svg:width="{wide}" svg:height="{high}"><draw:image><office:binary-data>'
            f"{base64.b64encode(sheet.content).decode()}</office:binary-data></draw:image></draw:frame></text:p>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f"{layouts}{styles}{_FRAME}</office:automatic-styles><office:master-styles>{pages}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _pictures_of(file: Path, count: int) -> list[bytes]:
    """Return the pages of a PDF as pictures, empty for those with nothing on them; none of another number of pages."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    with pypdfium2.PdfDocument(file) as pdf:
        if len(pdf) != count:
            raise libreoffice.ConversionError(
                say("it made {pages} pages of {drawings} drawings", pages=len(pdf), drawings=count)
            )
        return [_picture_of(page) for page in pdf]


def _picture_of(page: Any) -> bytes:
    image = page.render(scale=PPI / POINTS_PER_INCH, rev_byteorder=True).to_pil().convert("RGB")
    if all(low == high for low, high in image.getextrema()):
        return b""
    stream = io.BytesIO()
    gray = image.convert("L")
    (gray if gray.convert("RGB").tobytes() == image.tobytes() else image).save(stream, "PNG", dpi=(PPI, PPI))
    return stream.getvalue()
