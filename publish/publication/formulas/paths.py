"""Write the drawing of a formula as SVG."""

from __future__ import annotations

from collections.abc import Iterator

from publish.publication.inline_nodes import FormulaDrawing


def outline(drawing: FormulaDrawing) -> Iterator[str]:
    """Yield the paths of a drawing as elements of SVG, filled in the colour of the text."""
    for path in filter(None, drawing.paths):
        yield f'<path fill="currentColor" d="{path}"/>'
