"""The graphics state of a page: what ``q`` keeps and ``gs`` sets."""

from __future__ import annotations

from typing import Any

import pikepdf

from publish.base.messages import say
from publish.preflight.pdf.colours import BLACK, Colour
from publish.preflight.pdf.reading import Box, items_of, lookup, number, text_of
from publish.preflight.pdf.shapes import Matrix
from publish.preflight.pdf.typefaces import Typeface


class State:
    """All that ``q`` keeps; plain attributes, which are copied fast."""

    matrix: Matrix
    clip: Box
    fill: Colour
    stroke: Colour
    width: float
    font: Typeface | None
    size: float
    char_space: float
    word_space: float
    stretch: float
    leading: float
    rise: float
    mode: int
    over_fill: bool
    over_stroke: bool
    over_mode: int
    fill_alpha: float
    stroke_alpha: float
    blend: str
    masked: bool

    def __init__(self, matrix: Matrix, clip: Box) -> None:
        """Begin as a page begins."""
        self.matrix, self.clip = matrix, clip
        self.fill = self.stroke = BLACK
        self.width = 1.0
        self.font = None
        self.size = self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.mode = self.over_mode = 0
        self.over_fill = self.over_stroke = self.masked = False
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blend = "Normal"

    def copy(self) -> State:
        """Return another state that is the same."""
        other = State.__new__(State)
        other.__dict__.update(self.__dict__)
        return other

    def opaque(self) -> None:
        """Begin a group: what is drawn in it is composed by itself."""
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blend, self.masked = "Normal", False

    def transparency(self, stroke: bool = False) -> str:
        """Return what is transparent about the next object, in words; empty if nothing."""
        if self.masked:
            return say("soft mask")
        if self.blend not in ("Normal", "Compatible"):
            return say("blend mode {name}", name=self.blend)
        alpha = self.stroke_alpha if stroke else self.fill_alpha
        return say("opacity of {percent:.0f} %", percent=100 * alpha) if alpha < 1 else ""

    def overprint(self, stroke: bool = False) -> int:
        """Return how the next object overprints, as a painted object says it."""
        if not (self.over_stroke if stroke else self.over_fill):
            return 0
        return 2 if self.over_mode else 1

    def set_from(self, settings: Any) -> Any:
        """Take what a graphics state dictionary sets, and return the group of its soft mask, if it has one."""
        group = None
        if not isinstance(settings, pikepdf.Dictionary):
            return None
        keys = settings.keys()
        for key in keys:
            value = settings.get(key)
            if key == "/SMask":
                group = lookup(value, "/G")
                self.masked = isinstance(value, pikepdf.Dictionary)
            elif key in _SETTERS:
                _SETTERS[key](self, value)
        if "/OP" in keys and "/op" not in keys:
            self.over_fill = self.over_stroke
        return group


def _set_over_stroke(state: State, value: Any) -> None:
    state.over_stroke = value is True


def _set_over_fill(state: State, value: Any) -> None:
    state.over_fill = value is True


def _set_over_mode(state: State, value: Any) -> None:
    state.over_mode = int(number(value))


def _set_fill_alpha(state: State, value: Any) -> None:
    state.fill_alpha = number(value, 1.0)


def _set_stroke_alpha(state: State, value: Any) -> None:
    state.stroke_alpha = number(value, 1.0)


def _set_width(state: State, value: Any) -> None:
    state.width = abs(number(value, 1.0))


def _set_blend(state: State, value: Any) -> None:
    first = items_of(value)[:1] or [value]
    state.blend = text_of(first[0]).lstrip("/") or "Normal"


_SETTERS = {
    "/OP": _set_over_stroke,
    "/op": _set_over_fill,
    "/OPM": _set_over_mode,
    "/ca": _set_fill_alpha,
    "/CA": _set_stroke_alpha,
    "/LW": _set_width,
    "/BM": _set_blend,
}
