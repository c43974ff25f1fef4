"""Take the pages of a PDF, which may come from anywhere, as forms that can be painted at any place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""

LARGEST_BLEED_MM = 10.0
"""What is farther out than this is no bleed."""

_SAME_MM = 0.2
"""By how much trim sizes may differ, since programs round."""

_TRIES = 64
"""How far up the tree of pages something inherited is looked for."""


@dataclass(frozen=True, slots=True)
class ImposedPage:
    """A page of the file, its measures in points.

    Attributes:
        form: What paints it, in the units of the page.
        trim: Trim box, in those units.
        size: Width and height of the trim as it is read.
        turn: By how many quarters it is turned clockwise to be read.
        unit: Points a unit.
        bleed: Widest ink past the trim.
    """

    form: Any
    trim: Box
    size: tuple[float, float]
    turn: int
    unit: float
    bleed: float


def take_leaf(pdf: pikepdf.Pdf, page: Any, number: int, at: Position) -> ImposedPage:
    """Return a page as something that can be painted on a sheet.

    Raises:
        SourceError: If its boxes or its content cannot be used.
    """
    try:
        media = _box(_inherited(page, "/MediaBox"))
        crop = _within(_box(_inherited(page, "/CropBox") or [*media]), media)
        trim = _within(_box(page.get("/TrimBox", [*crop])), media)
        ink = _within(_box(page.get("/BleedBox", [*trim])), media)
        unit = float(page.get("/UserUnit", 1))
        turn = int(_inherited(page, "/Rotate") or 0)
        if not 0 < unit < 1000 or turn % 90 or trim[2] - trim[0] < 1 or trim[3] - trim[1] < 1:
            raise ValueError
    except (TypeError, ValueError, OverflowError, AttributeError) as failure:
        hint = say("open the file and save it again with another program")
        message = say("page {number} has no box that can be used", number=number)
        raise SourceError(error(at, message, "unusable-page", hint)) from failure
    reach = LARGEST_BLEED_MM * POINTS_PER_MM / unit
    ink = _within(_join(ink, trim), (trim[0] - reach, trim[1] - reach, trim[2] + reach, trim[3] + reach))
    bleed = max(trim[0] - ink[0], trim[1] - ink[1], ink[2] - trim[2], ink[3] - trim[3]) * unit
    width, height = (trim[2] - trim[0]) * unit, (trim[3] - trim[1]) * unit
    size = (height, width) if turn % 180 else (width, height)
    try:
        form = _form(pdf, page, ink)
    except pikepdf.PdfError as failure:
        message = say("the content of page {number} is damaged", number=number)
        raise SourceError(error(at, message, "unreadable-pdf")) from failure
    return ImposedPage(form, trim, size, turn // 90 % 4, unit, bleed)


def _form(pdf: pikepdf.Pdf, page: Any, box: Box) -> Any:
    """Return a form that paints what a page paints, within a box."""
    content = page.get("/Contents")
    if isinstance(content, Stream):
        form = Stream(pdf, content.read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in content:
                form[key] = content[key]
    else:
        parts = content if isinstance(content, Array) else ()
        form = Stream(pdf, b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream)))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = box_array(box)
    resources = _inherited(page, "/Resources")
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    if isinstance(group := page.get("/Group"), Dictionary):
        form.Group = Dictionary({**dict(group.items()), "/I": True})  # as that of a page is, ISO 32000-1, 11.4.7
    return pdf.make_indirect(form)


def _inherited(page: Any, key: str) -> Any:
    """Return what a page has under a key, or what the nodes above it have there; None if nothing."""
    node = page
    for _ in range(_TRIES):
        if not isinstance(node, Dictionary) or key in node:
            break
        node = node.get("/Parent")
    return node.get(key) if isinstance(node, Dictionary) else None


def _box(corners: Any) -> Box:
    """Return a box, whichever corners it is given by.

    Raises:
        ValueError, TypeError: If it is none.
    """
    x, y, x_end, y_end = (float(number) for number in corners)
    return min(x, x_end), min(y, y_end), max(x, x_end), max(y, y_end)


def _within(box: Box, limits: Box) -> Box:
    return max(box[0], limits[0]), max(box[1], limits[1]), min(box[2], limits[2]), min(box[3], limits[3])


def _join(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def check_sizes(leaves: Sequence[ImposedPage], at: Position) -> None:
    """Refuse pages that are not of one trim size.

    Raises:
        SourceError: If they are not; it names the first page that differs.
    """
    first = leaves[0].size
    for number, leaf in enumerate(leaves, 1):
        if any(abs(own - other) > _SAME_MM * POINTS_PER_MM for own, other in zip(leaf.size, first, strict=True)):
            hint = say("impose pages of one trim size only")
            size, other = _size(first), _size(leaf.size)
            message = say("page 1 is {size}, page {number} {other}", size=size, number=number, other=other)
            raise SourceError(error(at, message, "different-sizes", hint))


def _size(size: tuple[float, float]) -> str:
    width, height = (side / POINTS_PER_MM for side in size)
    return say("{width:.1f} × {height:.1f} mm", width=width, height=height)


def figure(number: float) -> str:
    """Return a number as it stands in a PDF."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def box_array(box: Box) -> Array:
    """Return a box as it stands in a PDF."""
    return Array([Decimal(figure(side)) for side in box])
