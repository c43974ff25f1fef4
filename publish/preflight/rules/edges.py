"""Rules about the edges of the paper: bleed, the area that is safe to cut, and the marks around it."""

from __future__ import annotations

from publish.base.messages import say
from publish.base.units import POINTS_PER_MM
from publish.preflight.collecting import Collector
from publish.preflight.pdf.reading import Box, PdfPage
from publish.preflight.pdf.shapes import Painted, bounds, clipped, meets
from publish.preflight.pdf.tokens import parts_of
from publish.publication.assets.printers import Printer

SIDES = (say("the left edge"), say("the bottom edge"), say("the right edge"), say("the top edge"))
TRIM_EDGES = (
    *(say("the left trim edge"), say("the bottom trim edge")),
    *(say("the right trim edge"), say("the top trim edge")),
)
KINDS = {
    "text": say("text"),
    "fill": say("fill"),
    "stroke": say("stroke"),
    "image": say("image"),
    "shading": say("shading"),
    "group": say("group"),
}
REACHES_MM = 0.1
"""What comes as near as this to the trim reaches it."""

ENDS_MM = 0.5
"""What ends as near as this to the trim was meant to bleed."""

NEAR_MM = 0.05
SHORT_MM = 0.25
"""By how much a rectangle may miss the edge of the bleed."""


class Edges:
    """Looks at where each object ends."""

    def __init__(self, page: PdfPage, printer: Printer, found: Collector) -> None:
        """Measure how far the bleed box of the page reaches."""
        self._page, self._printer, self._found = page, printer, found
        trim, bleed = page.trim, page.bleed
        self.declared = tuple(_outside(bleed, trim, side) for side in range(4))
        self._wanted = printer.bleed_mm
        margin = printer.safe_mm * POINTS_PER_MM
        self._safe: Box = (trim[0] + margin, trim[1] + margin, trim[2] - margin, trim[3] - margin)
        self._marked = False
        self._ends: list[tuple[Painted, int]] = []

    def look(self, item: Painted) -> None:
        """Judge an object by its place."""
        if item.kind == "group" or not self._page.trimmed:
            return
        box = item.box
        safe = self._safe
        if box[0] >= safe[0] and box[1] >= safe[1] and box[2] <= safe[2] and box[3] <= safe[3]:
            return
        trim = self._page.trim
        if not meets(box, trim, 0.01):
            if not item.colour.white or item.kind in ("image", "shading"):
                self._check_mark(item)
        elif item.kind == "text":
            self._check_safe(item)
        elif not item.colour.white or item.kind in ("image", "shading"):
            self._check_bleed(item)

    def _check_mark(self, item: Painted) -> None:
        bleed, trim = self._page.bleed, self._page.trim
        near = REACHES_MM * POINTS_PER_MM
        if item.colour.registration and item.kind not in ("image", "shading") and meets(item.box, bleed, near):
            if not meets(item.box, trim, near):
                hint = say("marks stand outside of the bleed")
                self._found.add(
                    "marks-in-bleed", say("a printer's mark stands in the bleed"), hint, item.box, item.text
                )
        elif not self._printer.marks and not self._marked and not meets(item.box, bleed, near):
            self._marked = True
            hint = say("this printer wants pages without marks")
            self._found.add(
                "marks", say("{kind} outside of the bleed", kind=KINDS[item.kind]), hint, item.box, item.text
            )

    def _check_bleed(self, item: Painted) -> None:
        for side in range(4):
            beyond = _outside(item.box, self._page.trim, side)
            if beyond < -ENDS_MM or not self._wanted:
                continue
            declared = self.declared[side]
            if declared < self._wanted - NEAR_MM:
                if beyond >= -REACHES_MM:
                    message = say(
                        "{kind} reaches {edge}, where the bleed is {bleed:.1f} mm",
                        kind=KINDS[item.kind],
                        edge=SIDES[side],
                        bleed=max(0, declared),
                    )
                    hint = say("the printer asks for {wanted:g} mm of bleed", wanted=self._wanted)
                    self._found.add("missing-bleed", message, hint, item.box)
            elif beyond < (self._wanted - SHORT_MM if item.rectangular else ENDS_MM):
                self._ends.append((item, side))

    def finish(self, painted: list[Painted]) -> None:
        """Judge what ends at the trim: it is a fault where the bleed beside it stays white."""
        for item, side in self._ends[:200]:
            if not self._found.wants("bleed-not-painted"):
                return
            x, y = self._beside(item.box, side)
            if not any(_inks(other) and other.covers(x, y) for other in painted):
                end = _outside(item.box, self._page.trim, side)
                edge, far = TRIM_EDGES[side], abs(end)
                where = say("{length:.1f} mm before {edge}", length=far, edge=edge)
                if far < REACHES_MM:
                    where = say("at {edge}", edge=edge)
                elif end > 0:
                    where = say("{length:.1f} mm beyond {edge}", length=far, edge=edge)
                message = say("{kind} ends {where}, the bleed beside it is white", kind=KINDS[item.kind], where=where)
                hint = say("let it run {wanted:g} mm over the edge, or end it well inside", wanted=self._wanted)
                self._found.add("bleed-not-painted", message, hint, item.box)

    def _beside(self, box: Box, side: int) -> tuple[float, float]:
        """Return a point in the outer half of the bleed, at the middle of what ends there."""
        trim = self._page.trim
        shared = clipped(box, trim) or box
        middle = ((shared[0] + shared[2]) / 2, (shared[1] + shared[3]) / 2)
        out = (self._wanted - SHORT_MM) * POINTS_PER_MM
        return (
            (trim[0] - out, middle[1]),
            (middle[0], trim[1] - out),
            (trim[2] + out, middle[1]),
            (middle[0], trim[3] + out),
        )[side]

    def _check_safe(self, item: Painted) -> None:
        if not self._found.wants("text-outside-safe-area"):
            return
        box = glyph_box(item)
        box = clipped(box, item.box) if box and meets(box, item.box) else box
        trim = self._page.trim
        if box is None or not meets(box, trim, 0.01):
            return
        nearest = min(-_outside(box, trim, side) for side in range(4))
        if nearest < self._printer.safe_mm - NEAR_MM:
            message = say("text stands {length:.1f} mm from the trim", length=nearest)
            if nearest < 0:
                message = say("text is cut by {length:.1f} mm", length=-nearest)
            hint = say("keep text {length:g} mm from the edge", length=self._printer.safe_mm)
            self._found.add("text-outside-safe-area", message, hint, box, item.text)


def _outside(box: Box, trim: Box, side: int) -> float:
    """Return by how many millimetres a box reaches beyond a side of the trim; below zero where it ends inside."""
    return (trim[side] - box[side] if side < 2 else box[side] - trim[side]) / POINTS_PER_MM


def _inks(item: Painted) -> bool:
    return item.kind in ("image", "shading") or not item.colour.white


def glyph_box(item: Painted) -> Box | None:
    """Return what the glyphs of a text cover by their outlines; None if they draw nothing."""
    face = item.font
    if face is None:
        return None
    size, char_space, word_space, stretch, rise = item.spacing
    a, b, c, d, e, f = item.matrix
    points: list[tuple[float, float]] = []
    x = 0.0
    for part in parts_of(item.strings):
        if not isinstance(part, bytes):
            x -= part * size / 1000 * stretch
            continue
        for code in face.codes(part):
            glyph = face.bounds(code)
            if glyph:
                left, right = x + glyph[0] * size * stretch, x + glyph[2] * size * stretch
                low, high = glyph[1] * size + rise, glyph[3] * size + rise
                points += [(a * p + c * q + e, b * p + d * q + f) for p in (left, right) for q in (low, high)]
            space = word_space if code == 32 and not face.composite else 0.0
            x += (face.width(code) * size + char_space + space) * stretch
    return bounds(points) if points else None
