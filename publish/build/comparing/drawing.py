"""What is drawn on two pages besides the words they share: areas that differ, and pictures of the pages.

PDFium reads what anyone made; so this runs in a worker.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from PIL import Image, ImageChops, ImageDraw

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_INCH, POINTS_PER_MM
from publish.build.comparing.pdf_reading import Box, open_pdf
from publish.preflight.report.page_views import View

DPI = 100
MOST_PIXELS = 2400
"""Of the longer side of a page."""

_LEAST_STEP = 40
"""How much one of the three colours of a pixel differs, of 255."""

_CELL = 8
"""Pixels of the cells, side by side or corner to corner, that make one area."""

_LOOK_PIXELS = 32
_ALIKE_MEAN, _ALIKE_MOST = 6.0, 72
"""How much two looks differ in the mean and at most, of 255: drawn half a pixel apart, edges differ."""

_PAPER = (255, 255, 255)
_PADDING_MM = 0.35


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that holds no words.

    Attributes:
        box: Place of the part on the page.
        size: Width and height in pixels.
        look: The picture of it, small, three bytes a pixel; empty for bare paper.
    """

    box: Box
    size: tuple[int, int]
    look: bytes


@dataclass(frozen=True, slots=True)
class PageOrder:
    """Two pages that are to be compared as they are drawn.

    Attributes:
        old, new: Pages, counted from 0; None for one that is not there.
        old_words, new_words: Boxes of all words of each page.
        old_apart, new_apart: Boxes of the words that do not stand on the other page at the same place.
        pictured: Whether pictures of the pages are wanted even where nothing but words differs.
    """

    old: int | None
    new: int | None
    old_words: tuple[Box, ...]
    new_words: tuple[Box, ...]
    old_apart: tuple[Box, ...]
    new_apart: tuple[Box, ...]
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class DrawnPair:
    """What differs between two pages as they are drawn.

    Attributes:
        old, new: Areas of each page that do not look as they did, or are not on the other.
        old_view, new_view: Pictures of the pages, where they are wanted.
    """

    old: tuple[Area, ...] = ()
    new: tuple[Area, ...] = ()
    old_view: View | None = None
    new_view: View | None = None


def compare_drawn(
    old: bytes, new: bytes, files: tuple[Path, Path], orders: Sequence[PageOrder], pictured: bool
) -> list[DrawnPair]:
    """Return what differs between pages of two PDFs as they are drawn.

    Args:
        old: One PDF.
        new: The other, of which is told what differs.
        files: Names of the PDFs.
        orders: The pages.
        pictured: Whether pictures are made of pages that differ.

    Raises:
        SourceError: If a page cannot be drawn.
    """
    with open_pdf(old, files[0], looked_at=True) as before, open_pdf(new, files[1], looked_at=True) as after:
        return [
            _compare(_draw(before, order.old, files[0]), _draw(after, order.new, files[1]), order, pictured)
            for order in orders
        ]


class _Sheet:
    """A page as it is drawn, and what leads from its pixels to millimetres."""

    def __init__(self, picture: Image.Image, left_mm: float, top_mm: float, scale: float) -> None:
        self.picture, self._left, self._top, self._scale = picture, left_mm, top_mm, scale

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Return where a box stands, a little larger than it is."""
        x, y, width, height = box
        left, top = x - self._left - _PADDING_MM, y - self._top - _PADDING_MM
        edges = left, top, left + width + 2 * _PADDING_MM, top + height + 2 * _PADDING_MM
        x0, y0, x1, y1 = (edge * self._scale for edge in edges)
        return int(x0), int(y0), int(x1) + 1, int(y1) + 1

    def millimetres(self, place: tuple[int, int, int, int]) -> Box:
        left, top, right, bottom = (edge / self._scale for edge in place)
        return left + self._left, top + self._top, right - left, bottom - top

    def without(self, boxes: Sequence[Box]) -> Image.Image:
        """Return the picture with bare paper in the boxes."""
        if not boxes:
            return self.picture
        picture = self.picture.copy()
        pen = ImageDraw.Draw(picture)
        for box in boxes:
            x0, y0, x1, y1 = self.pixels(box)
            pen.rectangle((x0, y0, max(x0, x1 - 1), max(y0, y1 - 1)), fill=_PAPER)
        return picture

    def view(self) -> View:
        """Return the picture as it is shown."""
        stream = io.BytesIO()
        few = self.picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(stream, "PNG")
        size = self.picture.width / self._scale, self.picture.height / self._scale
        return View(stream.getvalue(), self._left, self._top, *size)


def _draw(document: Any, number: int | None, file: Path) -> _Sheet | None:
    if number is None:
        return None
    try:
        page = document[number]
        trim, shown = page.get_trimbox(), page.get_cropbox()
        page.set_rotation(0)
        width, height = shown[2] - shown[0], shown[3] - shown[1]
        if not (0 < width < 100_000 and 0 < height < 100_000):
            raise pypdfium2.PdfiumError("it has no size")
        scale = min(DPI / POINTS_PER_INCH, MOST_PIXELS / max(width, height))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    except pypdfium2.PdfiumError as failure:
        message = say("page {page} cannot be drawn: {reason}", page=number + 1, reason=failure)
        raise SourceError(error(Position(file), message, "damaged-pdf")) from failure
    left, top = (shown[0] - trim[0]) / POINTS_PER_MM, (trim[3] - shown[3]) / POINTS_PER_MM
    return _Sheet(picture, left, top, scale * POINTS_PER_MM)


def _compare(old: _Sheet | None, new: _Sheet | None, order: PageOrder, pictured: bool) -> DrawnPair:
    if old and new:
        same_size = old.picture.size == new.picture.size  # else all of it is another
        found = _differing(old, new, order) if same_size else ((), ())
    else:  # a picture on a page that is added may have come from another one
        found = _all_areas(old, order.old_words), _all_areas(new, order.new_words)
    wanted = pictured and (order.pictured or any(found))
    views = (sheet.view() if sheet and wanted else None for sheet in (old, new))
    return DrawnPair(*found, *views)


class _Graphics:
    """All that is drawn on a page but its words, in areas."""

    def __init__(self, sheet: _Sheet, words: Sequence[Box]) -> None:
        picture = sheet.without(words)
        self.places = _find_areas(_unlike(picture, Image.new("RGB", picture.size, _PAPER)))
        self.areas = [_area(sheet, picture, place) for place in self.places]

    def at(self, place: tuple[int, int, int, int]) -> list[int]:
        """Return the numbers of the areas that touch a place."""
        return [number for number, area in enumerate(self.places) if _touch(area, place)]


def _all_areas(sheet: _Sheet | None, words: Sequence[Box]) -> tuple[Area, ...]:
    return tuple(_Graphics(sheet, words).areas) if sheet else ()


def _differing(old: _Sheet, new: _Sheet, order: PageOrder) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Return what differs between two pages of one size, without what has only moved on them."""
    apart = (*order.old_apart, *order.new_apart)
    left, right = old.without(apart), new.without(apart)
    places = _find_areas(_unlike(left, right))
    if not places:
        return (), ()
    ours, theirs = _Graphics(old, order.old_words), _Graphics(new, order.new_words)
    moved = _moved(ours, theirs)
    gone: dict[Box, Area] = {}
    come: dict[Box, Area] = {}
    for place in places:
        here, there = ours.at(place), theirs.at(place)
        if here + there and all(at in moved[0] for at in here) and all(at in moved[1] for at in there):
            continue
        alone = _area(old, left, place), _area(new, right, place)
        for sheet_areas, areas, numbers, area in (
            (gone, ours.areas, [at for at in here if at not in moved[0]], alone[0]),
            (come, theirs.areas, [at for at in there if at not in moved[1]], alone[1]),
        ):
            whole = [areas[at] for at in numbers]
            if len(here) == len(there) == 1 and ours.places[here[0]] == theirs.places[there[0]]:
                whole = [area]  # the picture is where it was: only what differs in it
            for one in whole or ([area] if area.look else []):
                sheet_areas[one.box] = one
    return tuple(gone.values()), tuple(come.values())


def _moved(ours: _Graphics, theirs: _Graphics) -> tuple[set[int], set[int]]:
    """Return the areas of either page that look the same at another place of the other page."""
    gone: set[int] = set()
    come: set[int] = set()
    for number, area in enumerate(ours.areas):
        for at, other in enumerate(theirs.areas):
            if at not in come and ours.places[number] != theirs.places[at] and is_alike(area, other):
                gone.add(number)
                come.add(at)
                break
    return gone, come


def is_alike(area: Area, other: Area) -> bool:
    """Tell whether two areas look the same, wherever they stand, but for the edges of what is drawn between pixels."""
    if any(abs(a - b) > 2 for a, b in zip(area.size, other.size, strict=True)):
        return False
    if min(*area.size, *other.size) <= 4:  # a line, which falls on one row of pixels or on two
        return bool(area.look) and bool(other.look)
    steps = [abs(a - b) for a, b in zip(area.look, other.look, strict=True)]
    return not steps or (sum(steps) / len(steps) <= _ALIKE_MEAN and max(steps) <= _ALIKE_MOST)


def _area(sheet: _Sheet, picture: Image.Image, place: tuple[int, int, int, int]) -> Area:
    part = picture.crop(place)
    look = b""
    if any(band.histogram()[:250] != [0] * 250 for band in part.split()):
        look = part.resize((_LOOK_PIXELS, _LOOK_PIXELS), Image.Resampling.BOX).tobytes()
    return Area(sheet.millimetres(place), part.size, look)


def _unlike(picture: Image.Image, other: Image.Image) -> Image.Image:
    """Return the pixels of two pictures that differ, white on black."""
    red, green, blue = ImageChops.difference(picture, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if step >= _LEAST_STEP else 0 for step in range(256)])


def _find_areas(mask: Image.Image) -> list[tuple[int, int, int, int]]:
    """Return the areas of white pixels, from top to bottom: left, top, right and bottom edge of each."""
    if mask.getbbox() is None:
        return []
    cells = mask.reduce(_CELL).point([0] + [255] * 255)
    across, content = cells.width, cells.tobytes()
    left = {at for at, value in enumerate(content) if value}
    found = []
    while left:
        waiting = [left.pop()]
        group = set(waiting)
        while waiting:
            at = waiting.pop()
            x = at % across
            beside = [at + step for step in (-1, 0, 1) if 0 <= x + step < across]
            near = {cell + row for cell in beside for row in (-across, 0, across)} & left
            left -= near
            group |= near
            waiting += near
        columns, rows = [at % across for at in group], [at // across for at in group]
        frame = (min(columns) * _CELL, min(rows) * _CELL, (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL)
        if exact := mask.crop(frame).getbbox():
            found.append((frame[0] + exact[0], frame[1] + exact[1], frame[0] + exact[2], frame[1] + exact[3]))
    return sorted(found, key=lambda place: (place[1], place[0], place[3], place[2]))


def _touch(place: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return place[0] < other[2] and other[0] < place[2] and place[1] < other[3] and other[1] < place[3]
