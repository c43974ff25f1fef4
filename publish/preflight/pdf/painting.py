"""Interpret the content of a page, once, and hand on each object as it is painted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pikepdf

from publish.base.messages import say
from publish.preflight.pdf.colours import CMYK, GRAY, RGB, Colour, Space, first_colour
from publish.preflight.pdf.graphics import State
from publish.preflight.pdf.marked_content import UNMARKED
from publish.preflight.pdf.reading import FAILURES, Box, TooLarge, lookup, numbers, read_box, text_of
from publish.preflight.pdf.resources import Cabinet, Resources
from publish.preflight.pdf.shapes import (
    UNIT,
    Image,
    Matrix,
    Painted,
    Point,
    bounds,
    clipped,
    grown,
    multiply,
    transformed,
)
from publish.preflight.pdf.text_operators import Texts
from publish.preflight.pdf.tokens import floats, instructions, names

MAX_OPERATIONS = 2_000_000
"""How much a page may ask for: an instruction each, those of forms each time, and one more for each 16 bytes."""

MAX_OF_FILE = 40_000_000
"""How much all pages together may ask for."""

MAX_DEPTH = 24
"""How deep forms may lie in each other."""

EMPTY: Box = (0.0, 0.0, -1.0, -1.0)
"""A clip that nothing shows through."""

MAX_STATES = 10_000
MAX_POINTS = 200_000
Emit = Callable[[Painted], None]
Handler = Callable[[bytes], None]


class Painter(Texts):
    """Paints a page: reads its instructions and emits objects."""

    def __init__(self, cabinet: Cabinet, clip: Box, emit: Emit, page: Any) -> None:
        """Begin on an empty page that is as large as the clip."""
        super().__init__(State(UNIT, clip), emit, page)
        self.cabinet = cabinet
        self._ownership = self._owned(page)
        self.resources = cabinet.resources(None)
        self._stack: list[State] = []
        self._depth = 0
        self._operations = 0
        self._paths: list[list[Point]] = []
        self._points = 0
        self._at: Point = (0.0, 0.0)
        self._clip_next = False
        self._colours: dict[tuple[int, bytes], Colour] = {}
        self._spaces: list[Space] = []
        self._handlers: dict[bytes, Handler] = {}
        for handlers in (self.text_handlers, self._path_handlers, self._other_handlers, self.mark_handlers):
            self._handlers |= handlers()

    def run(self, data: bytes, resources: Resources) -> None:
        """Read the instructions of one stream.

        Raises:
            TooLarge: If the page has more of them than :data:`MAX_OPERATIONS`.
        """
        outer, self.resources = self.resources, resources
        get = self._handlers.get
        for operator, operands in instructions(data):
            cost = 1 + (len(operands) >> 4)
            self._operations += cost
            self.cabinet.operations += cost
            if self._operations > MAX_OPERATIONS or self.cabinet.operations > MAX_OF_FILE:
                raise TooLarge
            handler = get(operator)
            if handler is None:
                continue
            try:
                handler(operands)
            except TooLarge:
                raise
            except FAILURES:
                continue
        self.resources = outer

    def _path_handlers(self) -> dict[bytes, Handler]:
        handlers: dict[bytes, Handler] = {
            b"m": self._move,
            b"l": self._line,
            b"c": self._curve,
            b"v": self._curve,
            b"y": self._curve,
            b"re": self._rectangle,
            b"h": lambda _: None,
            b"W": self._mark_clip,
            b"W*": self._mark_clip,
            b"n": lambda _: self._paint(),
        }
        for operator, fill, stroke in (
            *((b"f", True, False), (b"F", True, False), (b"f*", True, False), (b"S", False, True), (b"s", False, True)),
            *((b"B", True, True), (b"B*", True, True), (b"b", True, True), (b"b*", True, True)),
        ):
            even_odd = operator.endswith(b"*")
            handlers[operator] = lambda _, f=fill, s=stroke, e=even_odd: self._paint(f, s, e)  # type: ignore[misc]
        return handlers

    def _other_handlers(self) -> dict[bytes, Handler]:
        return {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": self._concatenate,
            b"w": self._set_width,
            b"gs": self._set_state,
            b"g": lambda operands: self._set_fill(GRAY, operands),
            b"G": lambda operands: self._set_stroke(GRAY, operands),
            b"rg": lambda operands: self._set_fill(RGB, operands),
            b"RG": lambda operands: self._set_stroke(RGB, operands),
            b"k": lambda operands: self._set_fill(CMYK, operands),
            b"K": lambda operands: self._set_stroke(CMYK, operands),
            b"cs": self._fill_space,
            b"CS": self._stroke_space,
            b"sc": lambda operands: self._set_fill(self.state.fill.space, operands),
            b"SC": lambda operands: self._set_stroke(self.state.stroke.space, operands),
            b"scn": lambda operands: self._set_fill(self.state.fill.space, operands),
            b"SCN": lambda operands: self._set_stroke(self.state.stroke.space, operands),
            b"sh": self._shade,
            b"Do": self._draw,
            b"BI": self._inline,
        }

    def _save(self, _: bytes) -> None:
        if len(self._stack) < MAX_STATES:
            self._stack.append(self.state.copy())

    def _restore(self, _: bytes) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def _concatenate(self, operands: bytes) -> None:
        a, b, c, d, e, f = floats(operands)
        self.state.matrix = multiply((a, b, c, d, e, f), self.state.matrix)

    def _set_width(self, operands: bytes) -> None:
        self.state.width = abs(floats(operands)[0])

    def _set_state(self, operands: bytes) -> None:
        group = self.state.set_from(self.resources.state(names(operands)[0]))
        if group is not None:
            self._emit_group(lookup(group, "/Group"), self.state.clip)

    # Colours

    def _fill_space(self, operands: bytes) -> None:
        self.state.fill = first_colour(self.resources.space(names(operands)[0]))

    def _stroke_space(self, operands: bytes) -> None:
        self.state.stroke = first_colour(self.resources.space(names(operands)[0]))

    def _set_fill(self, space: Space, operands: bytes) -> None:
        self.state.fill = self._colour(space, operands)

    def _set_stroke(self, space: Space, operands: bytes) -> None:
        self.state.stroke = self._colour(space, operands)

    def _colour(self, space: Space, operands: bytes) -> Colour:
        if space.kind == "pattern":
            name = names(operands)
            pattern = lookup(self.resources.obj, "/Pattern", name[-1]) if name else None
            return Colour(space, (), pattern)
        key = id(space), operands
        colour = self._colours.get(key)
        if colour is None:
            if len(self._colours) > 10_000:
                self._colours.clear()
            self._spaces.append(space)
            colour = self._colours[key] = Colour(space, tuple(floats(operands)))
        return colour

    # Paths

    def _move(self, operands: bytes) -> None:
        x, y = floats(operands)
        a, b, c, d, e, f = self.state.matrix
        self._paths.append([(a * x + c * y + e, b * x + d * y + f)])

    def _line(self, operands: bytes) -> None:
        x, y = floats(operands)
        a, b, c, d, e, f = self.state.matrix
        self._add((a * x + c * y + e, b * x + d * y + f))

    def _add(self, point: Point) -> None:
        self._points += 1
        if self._points > MAX_POINTS:
            raise TooLarge
        self._paths[-1].append(point)

    def _curve(self, operands: bytes) -> None:
        a, b, c, d, e, f = self.state.matrix
        parts = floats(operands)
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(parts[::2], parts[1::2], strict=True)]
        if len(points) == 3:
            (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self._paths[-1][-1], *points
            for t in (0.25, 0.5, 0.75):
                s = 1 - t
                k0, k1, k2, k3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                self._add((k0 * x0 + k1 * x1 + k2 * x2 + k3 * x3, k0 * y0 + k1 * y1 + k2 * y2 + k3 * y3))
        self._add(points[-1])

    def _rectangle(self, operands: bytes) -> None:
        x, y, width, height = floats(operands)
        a, b, c, d, e, f = self.state.matrix
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        path = [(a * p + c * q + e, b * p + d * q + f) for p, q in corners]
        self._points += 4
        if self._points > MAX_POINTS:
            raise TooLarge
        self._paths.append(path)

    def _mark_clip(self, _: bytes) -> None:
        self._clip_next = True

    def _paint(self, fill: bool = False, stroke: bool = False, even_odd: bool = False) -> None:
        paths, self._paths, self._points = self._paths, [], 0
        state = self.state
        if paths:
            if (fill or stroke) and self.inside <= UNMARKED:
                self.loose.add(self.inside)
            box = bounds([point for path in paths for point in path])
            if fill:
                self._fill(box, paths, even_odd)
            if stroke:
                width = state.width * scale_of(state.matrix)
                shown = clipped(grown(box, width / 2), state.clip)
                if shown:
                    item = self._item("stroke", shown, stroke=True)
                    item.paths, item.size = paths, width
                    self._show(item)
        if self._clip_next:
            self._clip_next = False
            state.clip = (clipped(box, state.clip) if paths else None) or EMPTY

    def _fill(self, box: Box, paths: list[list[Point]], even_odd: bool) -> None:
        shown = clipped(box, self.state.clip)
        if shown:
            item = self._item("fill", shown)
            item.paths, item.even_odd = paths, even_odd
            self._show(item)

    def _item(self, kind: str, box: Box, *, stroke: bool = False) -> Painted:
        state = self.state
        colour = state.stroke if stroke else state.fill
        item = Painted(kind, box, colour, state.overprint(stroke), state.transparency(stroke), self.inside)
        item.matrix = state.matrix
        return item

    def _show(self, item: Painted) -> None:
        """Emit an object; one that is filled with a pattern is what the pattern draws."""
        pattern = item.colour.pattern
        if pattern is None:
            self.emit(item)
        elif lookup(pattern, "/PatternType") == 2:
            item.kind = "shading" if item.kind == "fill" else item.kind
            item.space = self.resources.read(lookup(pattern, "/Shading", "/ColorSpace"))
            self.emit(item)
        elif isinstance(pattern, pikepdf.Stream):
            self._tile(pattern, item.box)

    def _tile(self, pattern: Any, box: Box) -> None:
        """Draw a tile of a pattern once, as large as what it fills."""
        if self._depth >= MAX_DEPTH:
            return
        corners = read_box(lookup(pattern, "/BBox")) or (0.0, 0.0, 1.0, 1.0)
        across, down = (box[2] - box[0]) / (corners[2] - corners[0]), (box[3] - box[1]) / (corners[3] - corners[1])
        matrix = (across, 0.0, 0.0, down, box[0] - across * corners[0], box[1] - down * corners[1])
        state = State(matrix, box)
        self._inside(pattern, state)

    # Pictures and forms

    def _shade(self, operands: bytes) -> None:
        if self.inside <= UNMARKED:
            self.loose.add(self.inside)
        shading = lookup(self.resources.obj, "/Shading", names(operands)[0])
        if self.state.clip[2] >= self.state.clip[0]:
            item = self._item("shading", self.state.clip)
            item.space = self.resources.read(lookup(shading, "/ColorSpace"))
            self.emit(item)

    def _draw(self, operands: bytes) -> None:
        obj = lookup(self.resources.obj, "/XObject", names(operands)[0])
        if not isinstance(obj, pikepdf.Stream):
            return
        if text_of(obj.get("/Subtype")) == "/Image":
            self._picture(self.resources.image(obj))
        elif text_of(obj.get("/Subtype")) == "/Form" and self._depth < MAX_DEPTH:
            self._form(obj)

    def _picture(self, image: Image) -> None:
        if self.inside <= UNMARKED:
            self.loose.add(self.inside)
        box = clipped(transformed(self.state.matrix, (0.0, 0.0, 1.0, 1.0)), self.state.clip)
        if box is None:
            return
        item = self._item("image", box)
        item.image = image
        if image.masked and not item.transparent:
            item.transparent = say("soft mask")
        if not image.mask:
            item.space, item.colour = image.space, first_colour(image.space)
        self.emit(item)

    def _inline(self, operands: bytes) -> None:
        entries = inline_entries(operands)
        mask = entries.get("/IM") == "true"
        space = self.resources.space(entries["/CS"]) if "/CS" in entries and not mask else GRAY
        space = {"/G": GRAY, "/RGB": RGB, "/CMYK": CMYK}.get(entries.get("/CS", ""), space)
        width, height = int(float(entries.get("/W", "1"))), int(float(entries.get("/H", "1")))
        bits = 1 if mask else int(float(entries.get("/BPC", "8")))
        self._picture(Image(space, width, height, bits, mask, False))

    def _form(self, form: Any) -> None:
        state = self.state.copy()
        matrix = numbers(form.get("/Matrix"))
        if len(matrix) == 6:
            a, b, c, d, e, f = matrix
            state.matrix = multiply((a, b, c, d, e, f), state.matrix)
        frame = read_box(form.get("/BBox"))
        if frame:
            clip = clipped(transformed(state.matrix, frame), state.clip)
            if clip is None and not self.cabinet.owners:
                return
            state.clip = clip or EMPTY
        group = form.get("/Group")
        if group is not None and state.clip != EMPTY:
            self._emit_group(group, state.clip)
            state.opaque()
        self._inside(form, state)

    def _inside(self, form: Any, state: State) -> None:
        """Run the content of a form or tile with a state of its own."""
        kept = self.state, self._stack, self._paths, self.text_matrix, self.line_matrix
        self.state, self._stack, self._paths = state, [], []
        marks = self._enter(form)
        self._depth += 1
        named = form.get("/Resources")
        inner = self.cabinet.resources(named) if named is not None else self.resources
        outer = self.resources
        try:
            self.run(self.cabinet.form_bytes(form), inner)
        finally:
            self._depth -= 1
            self.resources = outer
            self.state, self._stack, self._paths, self.text_matrix, self.line_matrix = kept
            self._leave(marks)

    def _emit_group(self, group: Any, box: Box) -> None:
        space = lookup(group, "/CS")
        item = self._item("group", box)
        item.space = self.resources.read(space) if space is not None else None
        self.emit(item)


def scale_of(matrix: Matrix) -> float:
    """Return by how much a matrix makes lines wider."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def inline_entries(operands: bytes) -> dict[str, str]:
    """Return the entries of an inline image by their short names."""
    long = {"/Width": "/W", "/Height": "/H", "/ColorSpace": "/CS", "/BitsPerComponent": "/BPC", "/ImageMask": "/IM"}
    words = operands.replace(b"/", b" /").decode("latin-1").split()
    return {long.get(key, key): value for key, value in itertools.pairwise(words) if key.startswith("/")}
