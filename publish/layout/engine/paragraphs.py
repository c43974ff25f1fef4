"""Break justified paragraphs as a whole while the engine lays them out, and leave no runt in ragged ones.

The engine fills line after line. Here each paragraph is measured before its first line is set, with the shaping that
the engine itself uses (Pango over HarfBuzz: fonts, sizes, features and kerning of every piece of inline markup), the
best breaks are chosen (:mod:`publish.layout.engine.line_breaks`), and each line is offered just so much room that the
engine ends it there; it is then set from edge to edge, or over them (:mod:`publish.layout.lines.edges`). No character
of the text changes, so no offset moves and nothing strange is found in a copied text. Where a width is not known
beforehand the engine goes on as ever.

A ragged paragraph is the engine's own, line by line. Only where it would end in a runt is the line before set again, in
less room.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, compress, repeat
from operator import attrgetter, itemgetter
from types import ModuleType
from typing import Any

from publish.layout.engine.glyphs import UNIT, Setter
from publish.layout.engine.line_breaks import break_lines, end_before_runt
from publish.layout.engine.runs import (
    OBJECT,
    Chunk,
    Place,
    ShapedRun,
    area_of,
    cut_run,
    edge_of,
    may_be_runt,
    place_of,
    split_forced,
    trim_place,
)
from publish.layout.lines.edges import COLLAPSED, LineEdges, expansion_in, hangs_in
from publish.layout.lines.plain import PlainLines
from publish.layout.lines.planned import (
    PlannedLine,
    is_first_fit,
    is_held,
    last_line,
    line_within,
    room_between,
    with_edges,
)

SHORTEST = 5.0
"""A last line of fewer ems is avoided: one syllable, or a number alone."""

MOST_LINES = 60
"""Lines beside a float whose room is worked out; a paragraph that is beside one for longer is left to the engine."""

MOST_PLANS = 4
"""How often a paragraph is planned for one measure; more is a sign that engine and plan do not agree about it."""

_ATTRIBUTE_BYTES = 4  # of a PangoLogAttr, whose lowest bit is is_line_break
_LOWEST_BYTE = 0 if sys.byteorder == "little" else _ATTRIBUTE_BYTES - 1
_LINE_BREAK = bytes(byte & 1 for byte in range(256))
_ADVANCE = itemgetter(1)  # of a glyph
_PLACE = attrgetter("place")  # of a chunk


def planned_lines(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what asks for the room of each line before it is filled."""
    inline = weasyprint.layout.inline
    fill, avoid, split = inline.get_next_linebox, inline.avoid_collisions, inline.split_first_line
    planner, edges = _Planner(weasyprint, avoid), LineEdges(weasyprint)
    plain = PlainLines(weasyprint, edges)
    offered: list[float] = []
    known: list[PlannedLine] = []

    def get_next_linebox(context: Any, line: Any, y: float, bottom: float, skip: Any, block: Any, *rest: Any) -> Any:
        first_line_style = rest[-1]
        context.planner = planner
        planned = None if first_line_style else planner.line(context, line, y, skip, block)
        room = planned.room if planned else planner.recall_room(context, line, y, skip, block)
        offered[:] = [] if room is None else [room]
        known[:] = [planned] if planned and planned.length else []
        absolute, fixed, *first_styles = rest
        before = len(absolute), len(fixed)
        with edges.of(planned):
            if planned and not first_styles[0] and plain.may_set(context, line, planned, block):
                return plain.set_line(context, line, y, block, planned)
            made, resume = fill(context, line, y, bottom, skip, block, *rest)
        if room is not None or resume is None or line.style["text_align_all"] == "justify":
            return made, resume
        if may_be_runt(line, resume) and not is_first_fit(line.style):
            moved = any(first_styles) or before != (len(absolute), len(fixed))
            if not moved and (room := planner.room_before_runt(context, line, y, skip, resume, block)) is not None:
                offered[:] = [room]
                return fill(context, line, y, bottom, skip, block, *rest)
        return made, resume

    def avoid_collisions(context: Any, box: Any, block: Any, outer: bool = True) -> Any:
        with edges.within(box):
            x, y, width = avoid(context, box, block, outer)
        return x, y, edges.room(offered.pop(), width) if offered else width

    def split_first_line(
        text: str, style: Any, context: Any, width: Any, spacing: float, *rest: Any, **more: Any
    ) -> Any:
        planned = known.pop() if known else None
        if planned and (found := planner.cut(planned, text, style, context, width, spacing)):
            return found
        found = split(text, style, context, width, spacing, *rest, **more)
        if _is_one_word(found) and style["white_space"] in ("normal", "pre-line") and " " in (bare := text.rstrip(" ")):
            whole = split(bare, style, context, width, spacing, *rest, **more) if bare != text else found
            return found if whole[2] is not None else whole
        return found

    return {
        "weasyprint.layout.inline:get_next_linebox": get_next_linebox,
        "weasyprint.layout.inline:avoid_collisions": avoid_collisions,
        "weasyprint.layout.inline:split_first_line": split_first_line,
        "weasyprint.layout.inline:text_align": edges.text_align,
    }


def _is_one_word(found: Any) -> bool:
    """Tell whether a text was cut behind its first word.

    The engine does so where all of it fits but for the space at its end, which no line shows.
    """
    layout, _, resume, *_ = found
    return resume is not None and " " not in layout.text.rstrip(" ")


class _UnknownWidthError(Exception):
    """Something in the paragraph has no width before it is laid out; the engine then breaks the paragraph alone."""


class _Planner:
    """Knows for each line of a paragraph how much room to offer."""

    def __init__(self, weasyprint: ModuleType, avoid: Callable[..., Any]) -> None:
        self.boxes = weasyprint.formatting_structure.boxes
        self.lines = weasyprint.text.line_break
        self.ffi, self.pango = weasyprint.text.ffi.ffi, weasyprint.text.ffi.pango
        self.setter = Setter(weasyprint)
        self.skip_spaces = weasyprint.layout.inline.skip_first_whitespace
        self.resolve = weasyprint.layout.percent.resolve_percentages
        self.avoid = avoid

    def line(self, context: Any, line: Any, y: float, skip: Any, block: Any) -> PlannedLine | None:
        """Return the plan of the next line, in CSS pixels; None to leave it to the engine.

        Args:
            context: The engine's layout context, which knows the floats.
            line: All lines of the paragraph in one box.
            y: Where the line is set.
            skip: Where the line starts, as the engine keeps it.
            block: The box around the paragraph.
        """
        style = line.style
        if style["text_align_all"] != "justify" or style["direction"] != "ltr" or style["hyphens"] == "auto":
            return None
        if style["white_space"] not in COLLAPSED or is_first_fit(style):  # the engine does not justify the former
            return None
        skip = self.skip_spaces(line, skip)
        if skip == "continue":
            return None
        start = place_of(skip)
        rooms = self.rooms(context, line, y, block) if context.excluded_shapes else (block.width,)
        longer = context.__dict__.get("breakers", {}).get(line.element)
        plans = line.__dict__.setdefault("longer plans" if longer else "plans", {})
        key = rooms if len(rooms) == 1 else tuple(map(area_of, context.excluded_shapes))
        if key is not rooms and not start:
            plans.pop(key, None)  # set before, at another height
        plan = plans.setdefault(key, {None: 0})
        if start not in plan:
            if plan[None] < MOST_PLANS:
                plan[None] += 1
                plan.update(self.plan(context, line, start, rooms, block))
            plan.setdefault(start, None)
        planned: PlannedLine | None = plan[start]
        return planned

    def room_before_runt(self, context: Any, line: Any, y: float, skip: Any, resume: Any, block: Any) -> float | None:
        """Return the room for a line that leaves a ragged last line more than a runt; None if there is none.

        Args:
            context: The engine's layout context, which knows the floats.
            line: All lines of the paragraph in one box.
            y: Where the line is set.
            skip: Where the line starts, as the engine keeps it.
            resume: Where the last line starts if this one takes all that fits.
            block: The box around the paragraph.
        """
        skip, resume = self.skip_spaces(line, skip), self.skip_spaces(line, resume)
        if resume == "continue":
            return None
        start, end = place_of(skip), place_of(resume)
        rooms = self.rooms(context, line, y, block) if context.excluded_shapes else (block.width,)
        known = line.__dict__.setdefault("rooms_before_runts", {})  # columns are balanced by setting them many times
        if (start, end, rooms) not in known:
            found = self._find_room_before_runt(context, line, start, end, rooms, block)
            known[start, end, rooms] = known[start, rooms] = found
        return known[start, end, rooms]  # type: ignore[no-any-return]

    def recall_room(self, context: Any, line: Any, y: float, skip: Any, block: Any) -> float | None:
        """Return the room for a line that was found when the paragraph was set before; None for none."""
        known = line.__dict__.get("rooms_before_runts")
        if not known or (skip := self.skip_spaces(line, skip)) == "continue":
            return None
        rooms = self.rooms(context, line, y, block) if context.excluded_shapes else (block.width,)
        return known.get((place_of(skip), rooms))  # type: ignore[no-any-return]

    def _find_room_before_runt(
        self, context: Any, line: Any, start: Place, end: Place, rooms: Sequence[float], block: Any
    ) -> float | None:
        try:
            chunks = self._chunks_from(context, line, start, block)
        except _UnknownWidthError:
            return None
        pieces, places = next(split_forced(chunks)) if chunks and rooms else ([], [])
        starts = [trim_place(place) for place in places]
        if end not in starts or starts[0] != start:
            return None
        size, indent = line.style["font_size"], line.text_indent
        first, second = rooms[0] - indent, rooms[:2][-1]
        found = end_before_runt(pieces, starts.index(end), first, second, shortest=SHORTEST * size)
        return None if found is None else room_between(pieces, 0, found, indent)

    def _chunks_from(self, context: Any, line: Any, start: Place, block: Any) -> Sequence[Chunk]:
        """Return the chunks of a paragraph from a place on; they are measured once for all of its lines.

        Raises:
            _UnknownWidthError: As :meth:`runs`.
        """
        known: dict[Any, list[Chunk] | None] = line.__dict__.setdefault("ragged chunks", {})
        measure = block.width, block.height
        if measure not in known:
            try:
                known[measure] = list(self.chunks(list(self.runs(context, line, (), (), block)), line.style["lang"]))
            except _UnknownWidthError:  # perhaps before the place only, as a float that stands by now
                known[measure] = None
        if (chunks := known[measure]) is None:
            chunks = list(self.chunks(list(self.runs(context, line, (), start, block)), line.style["lang"]))
        return chunks[bisect_left(chunks, start, key=_PLACE) :]

    def cut(self, planned: PlannedLine, text: str, style: Any, context: Any, width: Any, spacing: float) -> Any:
        """Return the first bytes of a text as the planned line, as ``split_first_line`` of the engine does.

        The engine shapes a line three times to find out where it ends. None where white space must stay as it is.
        """
        if style["white_space"] not in ("normal", "pre-line"):
            return None
        shaped, begin, length = planned.shaped, planned.begin, planned.length
        if shaped and (found := self.setter.set_line(shaped, begin, length, width, spacing)):
            return found
        whole = text.encode()
        bare = whole[:length].decode().rstrip(" ")
        layout = self.lines.create_layout(bare, style, context, None, spacing)
        layout.max_width = width
        line, _ = layout.get_first_line()
        size = self.lines.line_size(line, style)
        baseline = self.pango.pango_layout_get_baseline(layout.layout) / UNIT
        bytes_set = line.length
        layout.deactivate()
        return layout, bytes_set, length if length < len(whole) else None, *size, baseline

    def rooms(self, context: Any, line: Any, y: float, block: Any) -> tuple[float, ...]:
        """Return the room of each line beside and below the floats; nothing where a line would be pushed down."""
        before = line.position_y, line.width, line.height
        height, _ = self.lines.strut(line.style)
        line.width, line.height = line.style["font_size"], height
        rooms: list[float] = []
        try:
            while not rooms or (rooms[-1] < block.width and len(rooms) <= MOST_LINES):
                line.position_y = y + len(rooms) * height
                _, there, room = self.avoid(context, line, block, outer=False)
                if there != line.position_y:
                    return ()
                rooms.append(room)
        finally:
            line.position_y, line.width, line.height = before
        return tuple(rooms) if len(rooms) <= MOST_LINES else ()

    def plan(
        self, context: Any, line: Any, start: Place, rooms: Sequence[float], block: Any
    ) -> dict[Place, PlannedLine | None]:
        """Return the plan of each line by the place where it starts; None where nothing is known of it."""
        if not rooms:
            return {}
        try:
            runs = list(self.runs(context, line, (), start, block))
        except _UnknownWidthError:
            return {}
        expansion = expansion_in(line.style)
        hangs = len(rooms) == 1 and rooms[0] >= block.width and hangs_in(block, line.style)
        chunks = [*self.chunks(runs, line.style["lang"], hangs)]
        chunks = [chunk for chunk in chunks if chunk.place >= start] if start else chunks
        if not chunks or trim_place(chunks[0].place) != start:
            return {}
        size, indent = line.style["font_size"], line.text_indent
        breaks = context.__dict__.get("breakers", {}).get(line.element, break_lines)
        plan: dict[Place, PlannedLine | None] = {}
        number = 0
        stretches = list(split_forced(chunks))
        for pieces, places in stretches:
            widths = [*rooms[number:-1], rooms[-1]]
            if indent and pieces:
                pieces[0] = pieces[0]._replace(left=0.0)
            room_of = [widths[0] - indent, *(widths[1:] or widths)]
            ends = breaks(pieces, room_of, space=size / 4, shortest=SHORTEST * size, expansion=expansion)
            for begin, end, measure in zip([0, *ends], ends, [*widths, *repeat(widths[-1], len(ends))], strict=False):
                start, planned = places[begin], None
                if (room := room_between(pieces, begin, end, indent)) is not None:
                    planned = line_within(runs, start, places[end], room)
                elif places is stretches[-1][1] and is_held(pieces[begin:end], indent, min(widths), expansion):
                    planned = last_line(runs[-1], start)
                last = end == len(pieces)
                plan[trim_place(start)] = with_edges(planned, pieces[begin:end], indent, measure, expansion, last)
                indent = 0.0
            number += max(1, len(ends))
        return plan

    # Measuring ---------------------------------------------------------------------------------------------------

    def chunks(self, runs: Sequence[ShapedRun], language: str | None, hangs: bool = False) -> Iterator[Chunk]:
        """Yield the runs cut wherever a line may end (the line breaks of Unicode, as Pango finds them)."""
        text = "".join(run.text for run in runs)
        attributes = bytes(self.ffi.buffer(self.lines.get_log_attrs(text, language)))[_LOWEST_BYTE::_ATTRIBUTE_BYTES]
        breaks = list(compress(range(1, len(text)), attributes[1:].translate(_LINE_BREAK)))
        here = number = 0
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            until = here + len(run.text)
            first = number
            number = bisect_left(breaks, until, first)
            cuts = [at - here for at in breaks[first:number] if at > here] if run.wraps else []
            wraps = run.wraps or following is None or following.wraps
            ends = number < len(breaks) and breaks[number] == until and wraps
            yield from cut_run(run, cuts, ends, hangs)
            here = until

    def runs(self, context: Any, box: Any, place: Place, start: Place, block: Any) -> Iterator[ShapedRun]:
        """Yield the runs of an inline box, or of the paragraph.

        Raises:
            _UnknownWidthError: For a box whose width only its layout tells.
        """
        for index, child in enumerate(box.children):
            here = (*place, index)
            if not child.is_in_normal_flow():
                if child.is_floated() and here >= start:
                    raise _UnknownWidthError
            elif isinstance(child, self.boxes.TextBox):
                yield from self.text(context, child, here)
            elif isinstance(child, self.boxes.InlineBox) and not child.is_leader:
                yield from self.inline(context, child, here, start, block)
            else:
                yield self.atom(child, here, block)

    def inline(self, context: Any, box: Any, place: Place, start: Place, block: Any) -> Iterator[ShapedRun]:
        """Yield the runs of an inline box, its edges with the first and the last of them."""
        self.resolve(box, (block.width, block.height))
        runs = list(self.runs(context, box, place, start, block))
        if runs:
            runs[0] = runs[0]._replace(left=runs[0].left + edge_of(box, "left"))
            runs[-1] = runs[-1]._replace(right=runs[-1].right + edge_of(box, "right"))
        yield from runs

    def atom(self, box: Any, place: Place, block: Any) -> ShapedRun:
        """Return a box of a known width that is set like a letter."""
        if not isinstance(box, self.boxes.InlineBlockBox | self.boxes.InlineReplacedBox):
            raise _UnknownWidthError
        self.resolve(box, (block.width, block.height))
        if box.width == "auto":
            raise _UnknownWidthError
        return ShapedRun(OBJECT, (*place, 0), True, (0,), (0.0, box.width), edge_of(box, "left"), edge_of(box, "right"))

    def text(self, context: Any, box: Any, place: Place) -> Iterator[ShapedRun]:
        """Yield the lines of a text box, as shaped each in one; nearly always there is one.

        Raises:
            _UnknownWidthError: For a soft hyphen, whose hyphen is set at a line end only, and for letters that run
                from right to left.
        """
        if "\N{SOFT HYPHEN}" in box.text:
            raise _UnknownWidthError
        if not box.style["font_size"]:
            return
        wraps = box.style["white_space"] in ("normal", "pre-wrap", "pre-line")
        offset = 0
        for number, part in enumerate(box.text.split("\n")):
            if number:
                yield ShapedRun("\n", (*place, offset), wraps, (0,), (0.0, 0.0))
                offset += 1
            if part:
                shaped = self.setter.shape(context, part, box.style)
                if sorted(shaped.offsets) != shaped.offsets:
                    raise _UnknownWidthError
                advances = [width / UNIT for width in accumulate(map(_ADVANCE, shaped.glyphs), initial=0)]
                yield ShapedRun(part, (*place, offset), wraps, shaped.offsets, advances, shaped=shaped)
                offset += len(part.encode())
