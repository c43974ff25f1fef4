"""Draw what stands in a line, formulas, in the colour of the text around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any


def drawings_in_text(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what draws an SVG; ``currentColor`` in it is the colour of its box, unless it has one of its own."""
    paint = weasyprint.images.SVGImage.draw

    def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
        root = image._svg.tree
        if root.get("color") is None:
            red, green, blue = (round(255 * part) for part in style["color"].to("srgb").coordinates)
            root.attrib["color"] = f"#{red:02x}{green:02x}{blue:02x}"
        paint(image, stream, width, height, style)

    return {"weasyprint.images:SVGImage.draw": draw}
