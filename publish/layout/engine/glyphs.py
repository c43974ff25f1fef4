"""Set and paint the lines of a paragraph from the glyphs that it was measured with.

The engine shapes a line once to set it, again each time that it is painted, and asks Pango for every glyph by itself;
it took a third of a page of text (WeasyPrint 70). What was shaped to choose the breaks is all that a line needs: a line
is a part of its glyphs, its spaces widened. Where that is not so, because a second font or a raised glyph is in the
text, because it is underlined or its letters are spaced, the engine sets and paints the line as ever.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from publish.layout.tags.copied_text import is_said_whole, plain, set_text, speak, text_of_glyph

UNIT = 1024.0
"""Pango units in a CSS pixel."""

_GLYPH_WORDS = 5  # of four bytes in a PangoGlyphInfo: glyph, width, x offset, y offset, flags
_UNKNOWN = 0x10000000  # PANGO_GLYPH_UNKNOWN_FLAG
_EMPTY = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY
_OLDEST = 14802  # Pango 1.48.2 is the first that tells the size of a font as it is
_SHAPED = re.compile("[\u0590-\u1dff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff]")
"""Letters of scripts in which several are one glyph, or stand in another order: no glyph by itself says what it is."""

_KEPT = ("pre", "pre-wrap", "break-spaces")
_SPACES = re.compile(b" |\xc2\xa0")

Key = tuple[int, int]
"""A glyph by its number in the font, and its advance in Pango units."""


class Shaped(NamedTuple):
    """A text shaped in one line.

    Attributes:
        text: The text in UTF-8.
        offsets: Byte of the cluster of each glyph.
        glyphs: The glyphs of the text.
        spaces: Which of the glyphs are spaces that grow.
        height, baseline: Height and baseline of the line, in CSS pixels.
        font: The font (``PangoFont``) that all is set in; None where the engine has to set its lines.
        layout: The engine's layout of it, which keeps the font alive.
    """

    text: bytes
    offsets: Sequence[int]
    glyphs: Sequence[Key]
    spaces: Sequence[int]
    height: float
    baseline: float
    font: Any
    layout: Any


class GlyphLine(NamedTuple):
    """A line as a part of a shaped text; stands in a text box of the engine where its own layout would.

    Attributes:
        shaped: The text.
        first, last: The glyphs of the line, the last not among them.
        text: The characters of the line.
        justification_spacing: What each of its spaces grows by, in CSS pixels.
        max_width: The room that there was for it.
    """

    shaped: Shaped
    first: int
    last: int
    text: str
    justification_spacing: float
    max_width: Any

    @property
    def first_line_direction(self) -> int:
        """From left to right."""
        return 0


def lines_of_glyphs(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what widens and paints such lines."""
    inline, setter = weasyprint.layout.inline, Setter(weasyprint)
    widen, paint = inline.add_word_spacing, weasyprint.draw.draw_text

    def add_word_spacing(context: Any, box: Any, spacing: float, advance: float) -> Any:
        line = getattr(box, "pango_layout", None)
        if not isinstance(line, GlyphLine):
            factor = _expansion(box)
            within = widen(context, box, spacing / factor, advance)  # it is painted wider
            if factor == 1.0 or (extra := spacing * (1.0 - 1.0 / factor) * inline.count_expandable_spaces(box)) == 0.0:
                return within
            box.width += extra
            return within + extra
        box.position_x += advance
        box.justification_spacing = spacing
        box.pango_layout = line._replace(justification_spacing=spacing)
        extra = spacing * inline.count_expandable_spaces(box)
        box.width += extra
        return advance + extra

    def draw_text(stream: Any, box: Any, offset: float, overflow: str, ellipsis: Any = "none") -> None:
        line = box.pango_layout
        if isinstance(line, GlyphLine):
            if overflow != "ellipsis" and ellipsis == "none" and setter.paint(stream, box, line):
                return
            spacing, room = line.justification_spacing / _expansion(box), line.max_width
            box.pango_layout = setter.lines.create_layout(line.text, box.style, None, room, spacing)
            box.pango_layout.deactivate()
        start, text = len(stream.stream), set_text(box.pango_layout.text, box.style)
        with _expanded(stream, box):
            paint(stream, box, offset, overflow, ellipsis)
        if overflow != "ellipsis" and ellipsis == "none":
            whole = is_said_whole(text, offset <= 0 and box.style["white_space"] in _KEPT)
            if whole:
                box.said = text
            speak(stream, start, text, whole=whole)

    return {"weasyprint.layout.inline:add_word_spacing": add_word_spacing, "weasyprint.draw:draw_text": draw_text}


def _expansion(box: Any) -> float:
    """Return how many times wider the letters of a text box are (:mod:`publish.layout.lines.edges`)."""
    return float(box.__dict__.get("expansion", 1.0))


@contextlib.contextmanager
def _expanded(stream: Any, box: Any) -> Iterator[None]:
    """Paint a text box wider, from its left edge on."""
    factor, width = _expansion(box), box.width
    if factor == 1.0:
        yield
        return
    box.width = width / factor
    try:
        with stream.stacked():
            stream.transform(a=factor, e=box.position_x * (1.0 - factor))
            yield
    finally:
        box.width = width


class Setter:
    """Shapes texts, and sets and paints lines of them."""

    def __init__(self, weasyprint: ModuleType) -> None:
        """Start with the engine."""
        self.lines = weasyprint.text.line_break
        self.ffi, self.pango = weasyprint.text.ffi.ffi, weasyprint.text.ffi.pango
        self.is_new = self.pango.pango_version() >= _OLDEST

    def shape(self, context: Any, text: str, style: Any) -> Shaped:
        """Return a text shaped in one line, as the engine itself shapes one."""
        layout = self.lines.create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        offsets: list[int] = []
        numbers: list[int] = []
        advances: list[int] = []
        moved = False
        fonts: list[Any] = []
        run = line.runs
        while run != self.ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            count, offset = glyphs.num_glyphs, item.offset
            clusters = self.ffi.unpack(glyphs.log_clusters, count)
            offsets += [offset + cluster for cluster in clusters] if offset else clusters
            words = memoryview(self.ffi.buffer(glyphs.glyphs, count * _GLYPH_WORDS * 4)).cast("i")
            numbers += words[::_GLYPH_WORDS].tolist()
            advances += words[1::_GLYPH_WORDS].tolist()
            moved = moved or any(words[2::_GLYPH_WORDS].tolist()) or any(words[3::_GLYPH_WORDS].tolist())
            if item.analysis.font not in fonts[-1:]:
                fonts.append(item.analysis.font)
            run = run.next
        missing = max(numbers, default=0) >= _UNKNOWN or min(numbers, default=0) < 0
        spaced = style["letter_spacing"] != "normal" or style["word_spacing"] or style["text_decoration_line"] != "none"
        plain = self.is_new and len(fonts) == 1 and not (moved or missing or spaced) and sorted(offsets) == offsets
        plain = plain and not _SHAPED.search(text)
        _, height = self.lines.line_size(line, style)
        baseline = self.pango.pango_layout_get_baseline(layout.layout) / UNIT
        whole = text.encode()
        spaces = [bisect_left(offsets, found.start()) for found in _SPACES.finditer(whole)] if plain else ()
        keys = list(zip(numbers, advances, strict=True))
        return Shaped(whole, offsets, keys, spaces, height, baseline, fonts[0] if plain else None, layout)

    def set_line(self, shaped: Shaped, begin: int, length: int, room: Any, spacing: float) -> Any:
        """Return a part of a text as a line, as ``split_first_line`` of the engine does; None where it has to do so.

        Args:
            shaped: The text.
            begin: The first byte of the part.
            length: How many bytes the part has; spaces at its end are left out.
            room: What there is room for.
            spacing: What each space grows by, in CSS pixels.
        """
        part = shaped.text[begin : begin + length]
        bare = part.rstrip(b" ")
        end = begin + length
        if shaped.font is None or not bare or (len(bare) == length and end < len(shaped.text)):
            return None  # letters on both sides of a break may be shaped as one
        first, last = bisect_left(shaped.offsets, begin), bisect_left(shaped.offsets, begin + len(bare))
        width = sum([advance for _, advance in shaped.glyphs[first:last]]) / UNIT
        line = GlyphLine(shaped, first, last, bare.decode(), spacing, room)
        resume = length if end < len(shaped.text) else None
        return line, len(bare), resume, width, shaped.height, shaped.baseline

    def paint(self, stream: Any, box: Any, line: GlyphLine) -> bool:
        """Paint a line of glyphs; return False where only the engine can."""
        if box.style["visibility"] != "visible":
            return True
        shaped, first, last = line.shaped, line.first, line.last
        font, size = stream.add_font(shaped.font)
        if font.bitmap or font.svg or font.png or font.colr:
            return False
        known = vars(font).setdefault("shown", {}).setdefault(size, {})
        keys = shaped.glyphs[first:last]
        pieces = list(map(known.get, keys))
        if None in pieces:
            for index, key in enumerate(keys):
                if key not in known:
                    known[key] = self._show(stream, font, size, shaped, first + index)
            pieces = list(map(known.get, keys))
        factor = _expansion(box)
        if extra := line.justification_spacing / factor * UNIT:
            begin, end = bisect_left(shaped.spaces, first), bisect_right(shaped.spaces, last - 1)
            for place in shaped.spaces[begin:end]:
                number, advance = shaped.glyphs[place]
                back = font.widths[number] - thousandths(advance + extra, size)
                pieces[place - first] = f"{number:04x}>{round(back, 1):g}<"
        stream.set_color(box.style["color"])
        start, told = len(stream.stream), font.to_unicode
        stream.begin_text()
        stream.set_text_matrix(factor, 0, 0, -1, box.position_x, box.position_y + box.baseline)
        stream.set_font_size(font.hash, size)
        stream.show_text(f"<{''.join(pieces)}>".replace("<>", ""))
        stream.end_text()
        text = plain(line.text)
        if is_said_whole(text, False):
            box.said = text
        elif "".join([told[number] for number, _ in keys if number != _EMPTY]) != text:
            speak(stream, start, text)
        return True

    def _show(self, stream: Any, font: Any, size: float, shaped: Shaped, place: int) -> str:
        """Return a glyph within a string of ``TJ``, moved back or forth to its advance, and tell the font of it."""
        number, advance = shaped.glyphs[place]
        if number == _EMPTY:
            return f">{-thousandths(advance, size):g}<" if advance else ""
        if number not in font.to_unicode:
            ends = [*shaped.offsets[place + 1 : place + 2], len(shaped.text)]
            text = shaped.text[shaped.offsets[place] : ends[0]].decode()
            font.to_unicode[number] = text_of_glyph(font, number, text)
        if number not in font.widths:
            self.pango.pango_font_get_glyph_extents(shaped.font, number, stream.ink_rect, stream.logical_rect)
            font.widths[number] = round(thousandths(stream.logical_rect.width, size))
        back = int(font.widths[number] - thousandths(advance, size))
        return f"{number:04x}>{back}<" if back else f"{number:04x}"


def thousandths(units: float, size: float) -> float:
    """Return a length in Pango units in thousandths of an em."""
    return units * 1000 / UNIT / size
