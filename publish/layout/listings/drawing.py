"""Draw what stands beside the lines of code: their numbers, and a mark where a line goes on in the next.

Both are drawn as shapes and are artifacts: whoever copies code gets none of it, in whichever program, and it is not
read aloud. Text would be copied; only some programs believe a file that says it stands for nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from publish.layout.engine.glyphs import UNIT, Setter

COLOUR = 0.35
"""How light numbers and marks are, 0 for black: a contrast of 6 : 1 on the ground of a marked line."""

_SIZE, _GAP = 0.8, 1.0  # of the numbers, by the letters of code; between both, in columns
_ARM = ((0.0, 1.0), (0.0, 0.42), (0.62, 0.42))
_HEAD = ((0.62, 0.2), (1.0, 0.5), (0.62, 0.8))
_HOOK = (*_ARM, *_HEAD, (0.62, 0.58), (0.16, 0.58), (0.16, 1.0))
"""An arrow that turns to the right, in a square: x to the right, y up."""


def note_lines(document: Any) -> None:
    """Tell each line on the pages what stands beside it: its number, or nothing for one that goes on with another."""
    seen: set[Any] = set()
    for page in document.pages:
        for block in _blocks(page._page_box):
            for line in block.children:
                if block.element in seen:
                    line.beside = ""
                elif number := block.element.get("data-number"):
                    line.beside = number
                seen.add(block.element)


def _blocks(box: Any) -> Iterator[Any]:
    """Yield the boxes of lines of code below a box."""
    box = getattr(box, "_box", box)  # of what is placed absolutely
    children = getattr(box, "children", ())
    if children and type(children[0]).__name__ == "LineBox":
        element = box.element
        if box.element_tag == "span" and element is not None and "line" in element.get("class", "").split():
            yield box
        return
    for child in children:
        yield from _blocks(child)


def marks_beside_code(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what draws beside the lines that :func:`note_lines` has told of."""
    draw, painter = weasyprint.draw.draw_inline_level, _Painter(weasyprint)

    def draw_inline_level(stream: Any, page: Any, box: Any, *rest: Any, **more: Any) -> None:
        draw(stream, page, box, *rest, **more)
        beside = getattr(box, "beside", None)
        if beside is not None:
            painter.paint(stream, box, beside)

    return {"weasyprint.draw:draw_inline_level": draw_inline_level}


class _Painter:
    """Draws numbers and marks on a page."""

    def __init__(self, weasyprint: ModuleType) -> None:
        self.setter = Setter(weasyprint)
        self.faces: dict[bytes, Any] = {}

    def paint(self, stream: Any, line: Any, number: str) -> None:
        """Draw the number of a line, or without one the mark that it goes on with the line before it."""
        size, indent = line.style["font_size"], line.style["text_indent"]
        shaped = self.setter.shape(None, number or "0", line.style)
        column = shaped.glyphs[0][1] / UNIT
        text = line.position_x + (indent.value if getattr(indent, "unit", "") == "px" else 0.0)
        y = line.position_y + line.baseline
        with stream.stacked(), stream.artifact():
            stream.set_color_rgb(COLOUR, COLOUR, COLOUR)
            if number:
                width = sum(advance for _, advance in shaped.glyphs) / UNIT * _SIZE
                self.draw_figures(stream, shaped, text - _GAP * column - width, y, size * _SIZE)
            else:
                side = column * 0.9
                _draw_shape(stream, [(text + column * 0.5 + side * x, y - side * up) for x, up in _HOOK])

    def draw_figures(self, stream: Any, shaped: Any, x: float, y: float, size: float) -> None:
        """Draw the outlines of figures, which are of one font."""
        line, _ = shaped.layout.get_first_line()
        font, _ = stream.add_font(line.runs.data.item.analysis.font)
        face = self.faces.get(font.file_content)
        if face is None:
            from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

            face = self.faces[font.file_content] = TTFont(io.BytesIO(font.file_content), fontNumber=font.index)
        scale = size / face["head"].unitsPerEm
        for number, advance in shaped.glyphs:
            _draw_outline(stream, face, number, (scale, 0, 0, -scale, x, y))
            x += advance / UNIT * _SIZE
        stream.fill()


def _draw_outline(stream: Any, face: Any, number: int, matrix: Sequence[float]) -> None:
    from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
    from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]

    class Pen(BasePen):  # type: ignore[misc]  # has no types
        def _moveTo(self, point: tuple[float, float]) -> None:
            stream.move_to(*_rounded(point))

        def _lineTo(self, point: tuple[float, float]) -> None:
            stream.line_to(*_rounded(point))

        def _curveToOne(self, *points: tuple[float, float]) -> None:
            stream.curve_to(*[part for point in points for part in _rounded(point)])

        def _closePath(self) -> None:
            stream.close()

    glyphs = face.getGlyphSet()
    glyphs[face.getGlyphName(number)].draw(TransformPen(Pen(glyphs), matrix))


def _draw_shape(stream: Any, points: Sequence[tuple[float, float]]) -> None:
    stream.move_to(*_rounded(points[0]))
    for point in points[1:]:
        stream.line_to(*_rounded(point))
    stream.close()
    stream.fill()


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 3), round(point[1], 3)
