"""Break words that are longer than their column, where it does the least harm, and measure how narrow a text can be.

A word goes on one line where a line can hold it. One that is wider than its column would be painted over what stands
beside it, so before its paragraph is broken into lines U+200B ZERO WIDTH SPACE is put in where it may end a line:
instead of what glues its parts together, else behind the signs of an address and between small and capital letters,
else between any two letters. No font sets that character and no text layer shows it, so that what a reader copies is
what was written. A line that fits no other way is left as it is; :mod:`publish.layout.overfull` finds it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from publish.layout.engine.glyphs import UNIT, Setter

NARROWEST = 10.0
"""Ems below which a word is never broken to make a column narrower: no syllable and no number is as long."""

_WIDEST = 1.2  # ems that a letter may be wide, so that shorter texts need not be measured
_FEWEST = 2  # letters that stay on either side of a break
_BREAK = "\N{ZERO WIDTH SPACE}"
_GLUE = {"\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": _BREAK}
_BOX = "\N{OBJECT REPLACEMENT CHARACTER}"
_SIGNS = "/.\\-_?&=#:@,;+%~|"
_SENSE = re.compile(rf"(?<=[{re.escape(_SIGNS)}])(?![{re.escape(_SIGNS)}])")
_WORD = re.compile(r"[^ \n\t\u200b]+")  # with what is glued to it


class _Part(NamedTuple):
    """A text of a paragraph.

    Attributes:
        box: Text box of the engine; None for a box that is set like a letter.
        text: Characters.
        edges: Where each character begins, in CSS pixels, and where the last one ends; None inside of a glyph.
        wraps: Whether lines may end within.
    """

    box: Any
    text: str
    edges: Sequence[float | None]
    wraps: bool


def long_words(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what breaks long words before a paragraph is set, and what tells how narrow a paragraph can be."""
    words = _Words(weasyprint)
    fill, widths = weasyprint.layout.inline.iter_line_boxes, weasyprint.layout.preferred.inline_line_widths

    def iter_line_boxes(context: Any, line: Any, y: float, bottom: float, skip: Any, block: Any, *rest: Any) -> Any:
        if skip is None:
            words.loosen(context, line, block.width)
        return fill(context, line, y, bottom, skip, block, *rest)

    def inline_line_widths(
        context: Any,
        box: Any,
        outer: bool,
        is_line_start: bool,
        minimum: bool,
        skip_stack: Any = None,
        *rest: Any,
        **more: Any,
    ) -> Any:
        first = more.get("first_line", rest[0] if rest else False)
        if minimum and skip_stack is None and not first and isinstance(box, words.boxes.LineBox):
            return words.widths(context, box)
        return widths(context, box, outer, is_line_start, minimum, skip_stack, *rest, **more)

    lines = weasyprint.text.line_break
    set_text, pango = lines.Layout.set_text, lines.pango

    def set_text_with_breaks(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        if layout.style["letter_spacing"] == "normal" or _BREAK not in layout.text:
            return
        attributes = pango.pango_layout_get_attributes(layout.layout)
        for match in re.finditer(_BREAK.encode(), layout.text.encode()):
            attribute = pango.pango_attr_letter_spacing_new(0)
            attribute.start_index, attribute.end_index = match.span()
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)

    return {
        "weasyprint.layout.inline:split_inline_level": _with_line_starts(weasyprint),
        "weasyprint.text.line_break:Layout.set_text": set_text_with_breaks,
        "weasyprint.layout.inline:iter_line_boxes": iter_line_boxes,
        "weasyprint.layout.preferred:inline_line_widths": inline_line_widths,
    }


def _with_line_starts(weasyprint: ModuleType) -> Callable[..., Any]:
    """Return what sets a part of a line, and knows whether it begins the line: only there may it be cut anywhere.

    The engine takes each part of the inline box that begins a line for the first, as of a link with emphasis in it.
    """
    boxes, split = weasyprint.formatting_structure.boxes, weasyprint.layout.inline.split_inline_level
    line: list[Any] | None = None  # the line that is being set, as the engine counts what it has
    end = math.inf  # of the first part

    def split_inline_level(context: Any, box: Any, x: float, *rest: Any) -> Any:
        nonlocal line, end
        outer, before = (line, end), rest[_BEFORE]
        if before is not line:
            line, end = before, math.inf
        try:
            if isinstance(box, boxes.InlineBox):
                return split(context, box, x, *rest)
            if not before and end <= x + _SLACK:
                rest = (*rest[:_BEFORE], [None], *rest[_BEFORE + 1 :])
            made = split(context, box, x, *rest)
            if made[0] is not None and (width := made[0].margin_width()) > _SLACK:
                end = min(end, x + width)
            return made
        finally:
            if before is not outer[0]:
                line, end = outer

    return split_inline_level


_BEFORE = 8  # which argument behind the place holds what the line has
_SLACK = 1 / 64  # of a pixel


class _Words:
    """Knows the words of paragraphs and how wide they are."""

    def __init__(self, weasyprint: ModuleType) -> None:
        self.boxes = weasyprint.formatting_structure.boxes
        self.lines, self.ffi = weasyprint.text.line_break, weasyprint.text.ffi.ffi
        self.preferred = weasyprint.layout.preferred
        self.setter = Setter(weasyprint)

    def loosen(self, context: Any, line: Any, room: float) -> None:
        """Let the words of a paragraph that are wider than the room for a line end lines within.

        Args:
            context: The engine's layout context.
            line: All lines of the paragraph in one box, of which none is set yet.
            room: The width of the column, in CSS pixels.
        """
        if line.__dict__.get("loosened", math.inf) <= room:
            return
        line.loosened = room
        if not self.may_be_wider(line, room):
            return
        parts = list(self.parts(context, line))
        text = "".join(part.text for part in parts)
        indent = max(0.0, self.indent(line))
        edges = _join([part.edges for part in parts])
        changes: dict[int, str] = {}
        for begin, end in self.pieces(text, parts, line.style["lang"]):
            there = room - (0.0 if text[:begin].strip() else indent)
            changes.update(_break_word(text, begin, end, edges, there))
        start = 0
        for part in parts:
            if part.box is not None and part.wraps:
                own = {at - start: put for at, put in changes.items() if start <= at < start + len(part.text)}
                if own:
                    part.box.text = "".join(_change(part.text, own))
            start += len(part.text)

    def widths(self, context: Any, line: Any) -> Iterator[float]:
        """Yield the width that a paragraph cannot do without, in CSS pixels: that of its widest word, long ones broken.

        The engine shapes the rest of a text again for each word of it, and for each letter where words may break.
        """
        parts = list(self.parts(context, line))
        text = "".join(part.text for part in parts)
        edges = _join([part.edges for part in parts])
        most = NARROWEST * line.style["font_size"]
        widest = max(0.0, self.indent(line))
        for begin, end in self.pieces(text, parts, line.style["lang"]):
            width = _width(edges, begin, end)
            breakable = any(part.wraps for part in parts) and _BOX not in text[begin:end]
            widest = max(widest, min(width, most) if breakable else width)
        yield widest

    def may_be_wider(self, line: Any, room: float) -> bool:
        """Tell whether a paragraph may have a word that is wider than its column; most can be told by their letters."""
        texts, size = self.texts(line)
        longest = max((len(word) for word in _WORD.findall(texts)), default=0)
        return longest * size * _WIDEST > room

    def texts(self, box: Any) -> tuple[str, float]:
        """Return the text of an inline box, and the size of the largest letter in it with the space behind it."""
        found, size = [], 0.0
        for child in box.children:
            if isinstance(child, self.boxes.TextBox):
                spacing = child.style["letter_spacing"]
                found.append(child.text)
                size = max(size, child.style["font_size"] + (0.0 if spacing == "normal" else spacing))
            elif isinstance(child, self.boxes.InlineBox) and child.is_in_normal_flow():
                text, largest = self.texts(child)
                found.append(text)
                size = max(size, largest)
            else:
                found.append(_BOX)
        return "".join(found), size

    def indent(self, line: Any) -> float:
        """Return by how much the first line is indented; 0.0 for a share of the width."""
        value = line.style["text_indent"]
        return float(value.value) if getattr(value, "unit", "") == "px" else 0.0

    def parts(self, context: Any, box: Any) -> Iterator[_Part]:
        """Yield the texts of a paragraph, or of an inline box in it, as they are shaped."""
        for child in box.children:
            if isinstance(child, self.boxes.TextBox):
                yield self.shape(context, child)
            elif not child.is_in_normal_flow():
                continue
            elif isinstance(child, self.boxes.InlineBox):
                inner = list(self.parts(context, child))
                sides = (
                    self.preferred.margin_width(child, 0, right=False),
                    self.preferred.margin_width(child, 0, left=False),
                )
                if inner and any(sides):
                    inner[0] = inner[0]._replace(edges=_shift(inner[0].edges, sides[0]))
                    inner[-1] = inner[-1]._replace(edges=_widen(inner[-1].edges, sides[1]))
                yield from inner
            else:
                yield _Part(None, _BOX, (0.0, self.preferred.min_content_width(context, child)), True)

    def shape(self, context: Any, box: Any) -> _Part:
        """Return a text box as it is shaped."""
        style, text = box.style, box.text
        wraps = style["white_space"] in ("normal", "pre-wrap", "pre-line")
        if not text or not style["font_size"]:
            return _Part(box, text, (0.0,) * (len(text) + 1), wraps)
        edges: list[float | None] = [0.0]
        for number, line in enumerate(text.split("\n")):
            if number:
                edges.append(edges[-1])
            if line:
                shaped = self.setter.shape(context, line, style)
                begins = dict.fromkeys(shaped.offsets, 0)
                for offset, (_, advance) in zip(shaped.offsets, shaped.glyphs, strict=True):
                    begins[offset] += advance
                at, offset, whole = edges[-1] or 0.0, 0, 0
                for character in line:
                    whole += begins.get(offset, 0)
                    offset += len(character.encode())
                    edges.append(at + whole / UNIT if offset in begins or offset == len(shaped.text) else None)
        return _Part(box, text, edges, wraps)

    def pieces(self, text: str, parts: Sequence[_Part], language: str | None) -> Iterator[tuple[int, int]]:
        """Yield begin and end of what stands between two places where a line may end, without the spaces behind it."""
        if not text:
            return
        attributes = memoryview(self.ffi.buffer(self.lines.get_log_attrs(text, language))).cast("I")
        kept = {
            at for part, begin in _places(parts) if not part.wraps for at in range(begin + 1, begin + len(part.text))
        }
        begin = 0
        for end in range(1, len(text) + 1):
            ends = end == len(text) or text[end - 1] == "\n" or (attributes[end] & 1 and end not in kept)
            if ends:
                bare = begin + len(text[begin:end].rstrip(" \n\u200b"))
                if bare > begin:
                    yield begin, bare
                begin = end


def _places(parts: Sequence[_Part]) -> Iterator[tuple[_Part, int]]:
    begin = 0
    for part in parts:
        yield part, begin
        begin += len(part.text)


def _shift(edges: Sequence[float | None], by: float) -> list[float | None]:
    """Return the edges of a text whose first character is wider by the edge of a box."""
    return [edges[0], *(None if edge is None else edge + by for edge in edges[1:])]


def _widen(edges: Sequence[float | None], by: float) -> list[float | None]:
    """Return the edges of a text whose last character is wider by the edge of a box."""
    return [*edges[:-1], (edges[-1] or 0.0) + by]


def _join(texts: Sequence[Sequence[float | None]]) -> list[float | None]:
    """Return the edges of texts one behind the other."""
    joined: list[float | None] = [0.0]
    for edges in texts:
        at = joined[-1] or 0.0
        joined += [None if edge is None else at + edge for edge in edges[1:]]
    return joined


def _width(edges: Sequence[float | None], begin: int, end: int) -> float:
    """Return the width of some characters, whole glyphs taken."""
    while edges[begin] is None:
        begin -= 1
    while edges[end] is None:
        end += 1
    return (edges[end] or 0.0) - (edges[begin] or 0.0)


def _break_word(
    text: str, begin: int, end: int, edges: Sequence[float | None], room: float
) -> Iterator[tuple[int, str]]:
    """Yield where what stands at a place, or a break before it, lets a word end lines that it is too wide for.

    A place in the text is yielded with what comes to stand there: a space for one that glues, else a break and the
    character.
    """
    if _width(edges, begin, end) <= room:
        return
    glued = [at for at in range(begin, end) if text[at] in _GLUE]
    if glued:
        for at in glued:
            yield at, _GLUE[text[at]]
        for first, last in zip([begin, *(at + 1 for at in glued)], [*glued, end], strict=True):
            yield from _break_word(text, first, last, edges, room) if last > first else ()
        return
    inside = range(begin + _FEWEST, end - _FEWEST + 1)
    places = [at for at in inside if edges[at] is not None and text[at - 1] != _BOX != text[at]]
    sense = [at for at in places if _makes_sense(text, at)]
    if sense:
        yield from ((at, _BREAK + text[at]) for at in sense)
    for first, last in zip([begin, *sense], [*sense, end], strict=True):
        if _width(edges, first, last) > room:
            yield from ((at, _BREAK + text[at]) for at in places if first + _FEWEST <= at <= last - _FEWEST)


def _makes_sense(text: str, at: int) -> bool:
    """Tell whether a word may end a line at a place: behind the signs of an address, before a capital letter."""
    before, behind = text[at - 1], text[at]
    return bool(_SENSE.match(text, at)) or (before.islower() and behind.isupper())


def _change(text: str, changes: Mapping[int, str]) -> Iterator[str]:
    return (changes.get(at, character) for at, character in enumerate(text))
