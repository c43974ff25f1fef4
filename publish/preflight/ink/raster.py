"""Draw a page roughly in four plates, to estimate its ink where there is no Ghostscript.

Areas, lines and pictures are drawn; letters are not, but their own ink counts, with what lies beneath where they
overprint. Transparency is taken for opaque, clips for their boxes, shadings for half of each ink.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from publish.base.units import POINTS_PER_INCH
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.reading import FAILURES, Box, PdfPage, items_of, number, page_content, stream_bytes, text_of
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Image, Painted, Point, meets

DPI = 36
MAX_SIDE = 3000
MAX_SAMPLES = 100_000_000


def draw_plates(_: bytes, pages: list[PdfPage]) -> Iterator[tuple[PdfPage, Any, tuple[float, Box] | None]]:
    """Yield each page with its media box as a CMYK picture, and the ink of its text."""
    cabinet = Cabinet()
    for page in pages:
        canvas = Canvas(page)
        try:
            painter = Painter(cabinet, page.media, canvas.draw)
            painter.run(page_content(page), cabinet.resources(page.resources))
        except FAILURES:
            pass
        yield page, canvas.picture(), canvas.text


class Canvas:
    """Four plates of a page.

    Attributes:
        text: The most ink that a text has, and where.
    """

    def __init__(self, page: PdfPage) -> None:
        """Begin with white paper."""
        from PIL import Image as Pictures

        x0, y0, x1, y1 = page.media
        self._page = page
        self._scale = DPI / POINTS_PER_INCH * min(1.0, MAX_SIDE / (DPI / POINTS_PER_INCH * max(x1 - x0, y1 - y0)))
        self._size = max(1, round((x1 - x0) * self._scale)), max(1, round((y1 - y0) * self._scale))
        self._plates = [Pictures.new("L", self._size, 0) for _ in range(4)]
        self.text: tuple[float, Box] | None = None

    def picture(self) -> Any:
        """Return the plates as one picture."""
        from PIL import Image as Pictures

        return Pictures.merge("CMYK", self._plates)

    def draw(self, item: Painted) -> None:
        """Draw an object."""
        if item.kind == "text":
            self._count_text(item)
        elif item.kind == "image" and item.image is not None and not item.image.mask:
            self._draw_picture(item, item.image)
        elif item.kind == "shading":
            self._fill(item, (0.5, 0.5, 0.5, 0.5), [], False)
        elif item.kind in ("fill", "image"):
            self._fill(item, item.colour.inks, item.paths, item.even_odd)
        elif item.kind == "stroke" and not item.colour.white:
            self._stroke(item)

    def _at(self, point: Point) -> tuple[int, int]:
        media = self._page.media
        return round((point[0] - media[0]) * self._scale), round((media[3] - point[1]) * self._scale)

    def _frame(self, box: Box) -> tuple[int, int, int, int]:
        left, top = self._at((box[0], box[3]))
        right, bottom = self._at((box[2], box[1]))
        return max(0, left), max(0, top), min(self._size[0], right), min(self._size[1], bottom)

    def _fill(
        self, item: Painted, inks: tuple[float, float, float, float], paths: list[list[Point]], even_odd: bool
    ) -> None:
        from PIL import Image as Pictures
        from PIL import ImageChops, ImageDraw

        frame = self._frame(item.box)
        if frame[2] <= frame[0] or frame[3] <= frame[1]:
            return
        mask = Pictures.new("L", self._size, 0 if paths else 255)
        for path in paths:
            shape = Pictures.new("1", self._size, 0) if even_odd else mask
            ImageDraw.Draw(shape).polygon([self._at(point) for point in path], fill=255)
            if even_odd:
                mask = ImageChops.difference(mask, shape.convert("L"))
        mask = mask.crop(frame)
        for plate, ink in zip(self._plates, inks, strict=True):
            if not (item.overprint == 2 and ink == 0):
                plate.paste(round(255 * ink), frame, mask)

    def _stroke(self, item: Painted) -> None:
        from PIL import ImageDraw

        width = round(item.size * self._scale)
        if not width:
            return
        for plate, ink in zip(self._plates, item.colour.inks, strict=True):
            if item.overprint == 2 and ink == 0:
                continue
            for path in item.paths:
                ImageDraw.Draw(plate).line([self._at(point) for point in path], fill=round(255 * ink), width=width)

    def _count_text(self, item: Painted) -> None:
        colour = item.colour
        total = 100 * colour.total
        if item.overprint == 2:
            x, y = self._at(((item.box[0] + item.box[2]) / 2, (item.box[1] + item.box[3]) / 2))
            if 0 <= x < self._size[0] and 0 <= y < self._size[1]:
                beneath = [level / 255 for level in self._levels(x, y)]
                total = 100 * sum(max(ink, low) if ink else low for ink, low in zip(colour.inks, beneath, strict=True))
        if meets(item.box, self._page.bleed) and (self.text is None or total > self.text[0]):
            self.text = total, item.box

    def _levels(self, x: int, y: int) -> list[int]:
        return [plate.crop((x, y, x + 1, y + 1)).tobytes()[0] for plate in self._plates]

    def _draw_picture(self, item: Painted, image: Image) -> None:
        frame = self._frame(item.box)
        if frame[2] <= frame[0] or frame[3] <= frame[1]:
            return
        try:
            picture = read_picture(image)
        except FAILURES:
            picture = None
        if picture is None:
            return
        size = frame[2] - frame[0], frame[3] - frame[1]
        for plate, band in zip(self._plates, picture.resize(size, 0).split(), strict=True):
            plate.paste(band, frame)


def read_picture(image: Image) -> Any:
    """Return an image of the file in CMYK; None if it is of a kind that is not estimated."""
    from PIL import Image as Pictures
    from PIL import ImageChops

    if image.obj is None or image.width * image.height > MAX_SAMPLES:
        return None
    names = [text_of(name) for name in items_of(image.obj.get("/Filter"))] or [text_of(image.obj.get("/Filter"))]
    if names == ["/DCTDecode"]:
        picture: Any = Pictures.open(io.BytesIO(image.obj.read_raw_bytes()))
        turned = items_of(image.obj.get("/Decode"))[:1]
        if picture.mode == "CMYK":
            return picture if turned and number(turned[0]) == 1 else ImageChops.invert(picture)
    elif image.bits == 8 and image.space.kind in ("gray", "rgb", "cmyk"):
        mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK"}[image.space.kind]
        picture = Pictures.frombytes(mode, (image.width, image.height), stream_bytes(image.obj))
    else:
        return None
    if picture.mode == "L":
        none = Pictures.new("L", picture.size, 0)
        return Pictures.merge("CMYK", (none, none, none, ImageChops.invert(picture)))
    if picture.mode == "RGB":
        parts = ImageChops.invert(picture).split()
        black = ImageChops.darker(ImageChops.darker(parts[0], parts[1]), parts[2])
        return Pictures.merge("CMYK", (*(ImageChops.subtract(part, black) for part in parts), black))
    return picture if picture.mode == "CMYK" else None
