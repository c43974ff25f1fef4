"""What a page has painted: each object with its place, its colour and how it lies over what is beneath."""

from __future__ import annotations

from typing import Any

from publish.preflight.pdf.colours import Colour, Space
from publish.preflight.pdf.reading import Box
from publish.preflight.pdf.tokens import parts_of
from publish.preflight.pdf.typefaces import Typeface

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Image:
    """A picture as the file holds it.

    Attributes:
        bits: Bits of a component; 1 for masks.
        masked: Whether a soft mask lets through what is beneath.
        mask: Whether the picture is a stencil for the current colour.
        width, height: Samples of the picture.
        space: The colour space of the picture as a colour of it knows it.
    """

    __slots__ = ("bits", "height", "mask", "masked", "space", "width")

    def __init__(self, space: Any, width: int, height: int, bits: int, mask: bool, masked: bool) -> None:
        """Keep what is known of it."""
        self.space, self.width, self.height = space, width, height
        self.bits, self.mask, self.masked = bits, mask, masked


class Painted:
    """An object on the page.

    Attributes:
        kind: ``text``, ``fill``, ``stroke``, ``image``, ``shading`` or ``group`` (a form that is composed by itself).
        box: What the object covers at most, clipped, in points of the page.
        inside: The kind of marks that the object is in, as :mod:`publish.preflight.pdf.marked_content` says it.
        overprint: Whether inks beneath the object stay: 0 no, 1 those it has no part of, 2 also those of which it
            has none (overprint mode 1).
        transparent: What about it is transparent, in words; empty if nothing.
        size: Font size or line width in points of the page.
        paths: Outlines of a fill, or the stroke.
        matrix: The matrix from text or image space to the page.
        strings: What a text shows, as it is written: strings with the distances between them in thousandths.
        missing: A code of a text that has no glyph; None if all have one.
    """

    __slots__ = (
        *("box", "colour", "even_odd", "font", "image", "inside", "kind", "matrix", "missing", "overprint", "paths"),
        *("size", "space", "spacing", "strings", "transparent"),
    )

    font: Typeface | None
    image: Image | None
    space: Space | None
    strings: bytes
    missing: int | None
    spacing: tuple[float, float, float, float, float]
    matrix: Matrix

    def __init__(self, kind: str, box: Box, colour: Colour, overprint: int, transparent: str, inside: int) -> None:
        """Keep what every object has; the rest is set by who knows it."""
        self.kind, self.box, self.colour = kind, box, colour
        self.overprint, self.transparent, self.inside = overprint, transparent, inside
        self.size = 0.0
        self.paths: list[list[Point]] = []
        self.even_odd = False
        self.font, self.image, self.space = None, None, None
        self.strings = b""
        self.missing = None

    @property
    def rectangular(self) -> bool:
        """Whether the object fills its box."""
        if self.kind in ("image", "shading"):
            return True
        return self.kind == "fill" and len(self.paths) == 1 and is_rectangle(self.paths[0])

    def text(self) -> str:
        """Return what a text says."""
        if self.font is None:
            return ""
        return self.font.text(tuple(part for part in parts_of(self.strings) if isinstance(part, bytes))).strip()[:80]

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies within what it paints."""
        x0, y0, x1, y1 = self.box
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            return False
        if self.kind != "fill" or self.rectangular or sum(map(len, self.paths)) > 2000:
            return True
        turns = sum(winding(path, x, y) for path in self.paths)
        return turns % 2 == 1 if self.even_odd else turns != 0


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transformed(matrix: Matrix, box: Box) -> Box:
    """Return what a box covers after a matrix."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    if b == c == 0.0:
        left, right, low, high = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return (
            left if left < right else right,
            low if low < high else high,
            right if left < right else left,
            high if low < high else low,
        )
    return bounds([(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)])


def bounds(points: list[Point]) -> Box:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def clipped(box: Box, clip: Box) -> Box | None:
    """Return what two boxes share; None if that is nothing. Lines without width share their length."""
    x0, y0 = max(box[0], clip[0]), max(box[1], clip[1])
    x1, y1 = min(box[2], clip[2]), min(box[3], clip[3])
    return (x0, y0, x1, y1) if x1 >= x0 and y1 >= y0 else None


def meets(box: Box, other: Box, tolerance: float = 0.0) -> bool:
    """Whether two boxes share more than an edge, which may be as wide as the tolerance."""
    return (
        box[0] < other[2] - tolerance
        and box[2] > other[0] + tolerance
        and box[1] < other[3] - tolerance
        and box[3] > other[1] + tolerance
    )


def inside(box: Box, outer: Box, tolerance: float = 0.0) -> bool:
    """Whether a box lies within another, or beyond it by no more than the tolerance."""
    return (
        box[0] >= outer[0] - tolerance
        and box[1] >= outer[1] - tolerance
        and box[2] <= outer[2] + tolerance
        and box[3] <= outer[3] + tolerance
    )


def grown(box: Box, by: float) -> Box:
    """Return a box larger by so much on each side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def is_rectangle(path: list[Point]) -> bool:
    """Whether a path is an upright rectangle."""
    if not 4 <= len(path) <= 5:
        return False
    return len({round(x, 2) for x, _ in path}) == 2 and len({round(y, 2) for _, y in path}) == 2


def winding(path: list[Point], x: float, y: float) -> int:
    """Return how often a path turns around a point."""
    turns = 0
    before_x, before_y = path[-1]
    for at_x, at_y in path:
        if (before_y > y) != (at_y > y) and x < before_x + (at_x - before_x) * (y - before_y) / (at_y - before_y):
            turns += 1 if at_y > before_y else -1
        before_x, before_y = at_x, at_y
    return turns
