"""The text operators of a page."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from publish.preflight.pdf.graphics import State
from publish.preflight.pdf.marked_content import UNMARKED, MarkedContent
from publish.preflight.pdf.reading import Box
from publish.preflight.pdf.shapes import UNIT, Matrix, Painted, clipped, grown, multiply, transformed
from publish.preflight.pdf.to_unicode import SILENT
from publish.preflight.pdf.tokens import PARTS, floats, names, number_of
from publish.preflight.pdf.typefaces import Typeface

INVISIBLE = (3, 7)
"""Modes in which text draws nothing."""


class Texts(MarkedContent):
    """Shows text; :class:`publish.preflight.pdf.painting.Painter` does the rest.

    Attributes:
        unread: What shows codes whose text has a fault, by font, fault and code, as it is written.
    """

    def __init__(self, state: State, emit: Callable[[Painted], None], holder: Any) -> None:
        """Begin outside of any text of a page."""
        super().__init__(holder)
        self.unread: dict[tuple[Typeface, int, int], bytes] = {}
        self.state, self.emit = state, emit
        self.text_matrix: Matrix = UNIT
        self.line_matrix: Matrix = UNIT

    def text_handlers(self) -> dict[bytes, Callable[[bytes], None]]:
        """Return what does each text operator."""
        return {
            b"BT": self._begin,
            b"Tc": lambda operands: self._set("char_space", operands),
            b"Tw": lambda operands: self._set("word_space", operands),
            b"Tz": lambda operands: self._set("stretch", operands, 0.01),
            b"TL": lambda operands: self._set("leading", operands),
            b"Ts": lambda operands: self._set("rise", operands),
            b"Tr": self._set_mode,
            b"Tf": self._set_font,
            b"Tm": self._set_matrix,
            b"Td": self._move_by,
            b"TD": self._move_and_lead,
            b"T*": lambda _: self._next_line(),
            b"Tj": self._show_text,
            b"TJ": self._show_text,
            b"'": self._next_and_show,
            b'"': self._space_and_show,
        }

    def _begin(self, _: bytes) -> None:
        self.text_matrix = self.line_matrix = UNIT

    def _set(self, name: str, operands: bytes, factor: float = 1.0) -> None:
        setattr(self.state, name, floats(operands)[0] * factor)

    def _set_mode(self, operands: bytes) -> None:
        self.state.mode = int(floats(operands)[0])

    def _set_font(self, operands: bytes) -> None:
        name = names(operands)[0]
        self.state.font = self.resources.font(name)
        self.state.size = floats(operands.rsplit(None, 1)[-1])[0]

    def _set_matrix(self, operands: bytes) -> None:
        a, b, c, d, e, f = floats(operands)
        self.text_matrix = self.line_matrix = (a, b, c, d, e, f)

    def _move_by(self, operands: bytes) -> None:
        x, y = floats(operands)
        self._move_text(x, y)

    def _move_text(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line_matrix
        self.text_matrix = self.line_matrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)

    def _move_and_lead(self, operands: bytes) -> None:
        x, y = floats(operands)
        self.state.leading = -y
        self._move_text(x, y)

    def _next_line(self) -> None:
        self._move_text(0.0, -self.state.leading)

    def _next_and_show(self, operands: bytes) -> None:
        self._next_line()
        self._show_text(operands)

    def _space_and_show(self, operands: bytes) -> None:
        start = min([at for at in (operands.find(b"("), operands.find(b"<")) if at >= 0], default=len(operands))
        self.state.word_space, self.state.char_space = floats(operands[:start])
        self._next_and_show(operands[start:])

    def _show_text(self, operands: bytes) -> None:
        state = self.state
        face = state.font
        if face is None:
            return
        size, known = state.size, face.measured
        width, back, count, spaces, missing = 0.0, 0.0, 0, 0, None
        for part in PARTS.findall(operands):
            measured = known.get(part)
            if measured is None:
                if part[0] not in b"(<":
                    back += number_of(part)
                    continue
                measured = face.measure(part)
            width += measured.width
            count += measured.count
            if measured.spaces:
                spaces += measured.spaces
            if measured.faulty:
                missing = missing if measured.missing is None else measured.missing
                self._note_unread(face, measured.unread, part)
        if count and self.inside <= UNMARKED:
            self.loose.add(self.inside)
        advance = (width - back) * size / 1000 + spaces * state.word_space + count * state.char_space
        advance *= state.stretch
        if count and state.mode not in INVISIBLE:
            self._place(operands, advance, missing)
        a, b, c, d, e, f = self.text_matrix
        self.text_matrix = (a, b, c, d, a * advance + e, b * advance + f)

    def _note_unread(self, face: Typeface, unread: dict[int, int], part: bytes) -> None:
        for fault, code in unread.items():
            if fault == SILENT or not self.has_own_text():
                self.unread.setdefault((face, fault, code), part)

    def _place(self, operands: bytes, advance: float, missing: int | None) -> None:
        state = self.state
        face = state.font
        assert face is not None
        size, rise = state.size, state.rise
        matrix = multiply(self.text_matrix, state.matrix)
        low, high = face.descent * size + rise, face.ascent * size + rise
        span: Box = (min(0.0, advance), min(low, high), max(0.0, advance), max(low, high))
        box = clipped(transformed(matrix, span), state.clip)
        if box is None:
            return
        a, b, c, d, _, _ = matrix
        advancing = math.hypot(a, b)  # letters drawn wider or narrower keep their size, which is their height
        points = float(abs(a * d - b * c)) / advancing * abs(size) if advancing else 0.0
        only_stroked = state.mode in (1, 5)
        for stroke in (False, True) if state.mode in (2, 6) else (only_stroked,):
            colour = state.stroke if stroke else state.fill
            if stroke:
                box = clipped(grown(box, state.width / 2), state.clip) or box
            item = Painted("text", box, colour, state.overprint(stroke), state.transparency(stroke), self.inside)
            item.font, item.strings, item.matrix, item.size = face, operands, matrix, points
            item.missing = missing
            item.spacing = (size, state.char_space, state.word_space, state.stretch, rise)
            self.emit(item)
