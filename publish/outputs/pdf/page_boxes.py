"""The boxes of printed pages: media, bleed, trim and crop."""

from __future__ import annotations

from typing import Any

from publish.base.units import POINTS_PER_MM
from publish.publication.project import Page


def set_boxes(pdf: Any, page: Page) -> None:
    """Write the page boxes exactly, in points from the lower left of the trim.

    WeasyPrint caps the BleedBox at 10 pt and writes no CropBox.
    """
    width, height = (side * POINTS_PER_MM for side in page.trim_mm)
    bleed = page.bleed_mm * POINTS_PER_MM
    trim = _numbers(0, 0, width, height)
    bled = _numbers(-bleed, -bleed, width + bleed, height + bleed)
    for reference in pdf.pages["Kids"][::3]:
        boxes = pdf.objects[reference]
        boxes.update(MediaBox=bled, BleedBox=bled, TrimBox=trim, CropBox=trim)


def _numbers(*values: float) -> str:
    return "[" + " ".join(f"{round(value, 3):g}" for value in values) + "]"
