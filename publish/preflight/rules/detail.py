"""Rules about single objects: resolution, thin lines, letters that lack, fonts that are not in the file."""

from __future__ import annotations

import math

from publish.base.messages import say
from publish.base.units import POINTS_PER_INCH, POINTS_PER_MM
from publish.preflight.collecting import Collector
from publish.preflight.pdf.shapes import Image, Painted, bounds, clipped
from publish.publication.assets.printers import Printer

ORNAMENT_MM = 5.0
"""A picture smaller than this on both sides need not be sharp."""

LINE_MM = 1.0
"""A filled area shorter than this is a dot and no line."""


class Details:
    """Looks at each object by itself."""

    def __init__(self, printer: Printer | None, found: Collector) -> None:
        """Begin; without a printer only what readers on screen miss is looked for."""
        self._printer, self._found = printer, found
        self._missing: set[str] = set()

    def look(self, item: Painted) -> None:
        """Judge an object."""
        if item.kind == "text":
            self._check_font(item)
        if self._printer is None:
            return
        if item.kind == "image" and item.image is not None:
            self._check_resolution(item, item.image, self._printer)
        elif item.kind == "stroke":
            if item.size < self._printer.hairline_pt - 0.005 and not item.colour.white:
                self._add_hairline(item, item.size)
        elif item.kind == "fill" and not item.colour.white:
            self._check_thin(item)

    def _check_font(self, item: Painted) -> None:
        face = item.font
        if face is None:
            return
        if not face.embedded:
            if face.name in self._missing:
                return
            self._missing.add(face.name)
            hint = say("embed the font, or at least the letters that are used")
            self._found.add(
                "font-not-embedded", say("{name} is not embedded", name=face.name), hint, item.box, item.text
            )
            return
        if item.missing is not None:
            message = say("{name} has no glyph for code {code}", name=face.name, code=item.missing)
            hint = say("use a font that has the letter")
            self._found.add("missing-glyph", message, hint, item.box, item.text)

    def _check_resolution(self, item: Painted, image: Image, printer: Printer) -> None:
        a, b, c, d, _, _ = item.matrix
        width, height = math.hypot(a, b), math.hypot(c, d)
        single = image.width == image.height == 1
        if image.bits == 1 or single or max(width, height) < ORNAMENT_MM * POINTS_PER_MM or min(width, height) <= 0:
            return
        ppi = min(image.width * POINTS_PER_INCH / width, image.height * POINTS_PER_INCH / height)
        message = say(
            "picture of {ppi:.0f} ppi at {width:.0f} x {height:.0f} mm",
            ppi=ppi,
            width=width / POINTS_PER_MM,
            height=height / POINTS_PER_MM,
        )
        if ppi < printer.image_ppi - 0.5:
            hint = say(
                "the printer asks for {ppi:g} ppi at least: use a larger picture or print it smaller",
                ppi=printer.image_ppi,
            )
            self._found.add("image-resolution", message, hint, item.box)
        elif ppi < printer.advised_ppi - 0.5:
            hint = say("{ppi:g} ppi are sharp", ppi=printer.advised_ppi)
            rule = "image-resolution-advised"
            self._found.add(rule, message, hint, item.box, warn=True)

    def _check_thin(self, item: Painted) -> None:
        assert self._printer is not None
        paths = item.paths
        boxes = [item.box] if len(paths) == 1 or item.even_odd or len(paths) > 2000 else _boxes(item)
        for x0, y0, x1, y1 in boxes:
            thin, long = sorted((x1 - x0, y1 - y0))
            if 0.001 < thin < self._printer.hairline_pt - 0.01 and long > LINE_MM * POINTS_PER_MM:
                self._add_hairline(item, thin)
                return

    def _add_hairline(self, item: Painted, width: float) -> None:
        assert self._printer is not None
        hint = say("lines are at least {width:g} pt", width=self._printer.hairline_pt)
        self._found.add("hairline", say("line of {width:.2f} pt", width=width), hint, item.box)


def _boxes(item: Painted) -> list[tuple[float, float, float, float]]:
    found = (clipped(bounds(path), item.box) for path in item.paths)
    return [box for box in found if box]
