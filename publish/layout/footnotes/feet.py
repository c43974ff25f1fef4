"""Keep notes on the page of their call: the foot of a page, as it grows while the page is laid out.

The engine never divides a note. One that does not fit beneath its call goes to the next page whole, and so do those
that are in the way of a line which must not stand alone. Here a note that does not fit is divided, and runs on at the
foot of the next page; where not even its beginning fits, it is refused, and the line with its call moves on with it
(``footnote-policy: line``). :mod:`publish.layout.footnotes.pages` has the page as a whole agree with its foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from types import ModuleType
from typing import Any

_SLACK = 0.01  # CSS pixels
SHARE = 3 / 4
"""How much of a page a note may take that runs on and is too long for the whole of it."""


class Foot:
    """The notes of a page; all lengths are in CSS pixels.

    Attributes:
        area: The engine's box for notes.
        bottom: Where the page ends without notes.
        notes: The notes that begin or go on here, in the order of their calls.
        room: How high the last of them may make the area, inf while all are whole.
        rest: Where the last goes on, in its boxes; None while it is whole.
        line: Where the line ends whose notes are added, all below it that must stay there included; None before any.
        height: How high they make the area.
        reserve: How much of the page is kept free for notes from the start.
        whole: Whether no note may be divided.
        undone: Whether all is being taken back, so that it need not settle in between.
    """

    def __init__(self, engine: ModuleType, area: Any) -> None:
        """Start with an empty foot."""
        self.engine = engine
        self.area = area
        self.bottom: float = area.position_y
        self.notes: list[Any] = []
        self.room, self.rest = inf, None
        self.line: float | None = None
        self.height = self.reserve = 0.0
        self.whole = self.undone = False
        self._boxes: dict[int, Any] = {}
        self._heights: dict[tuple[int, ...], float] = {}  # of the area with all of these notes, by their ids
        self._least: dict[int, float] = {}  # of a note without its margins
        self._style = area.style.copy()
        self._style["box_decoration_break"] = "clone"

    def lay_out(self, context: Any, notes: Sequence[Any], room: float, positioned: Any = None) -> tuple[Any, Any]:
        """Return the area with notes laid out in so much room, and where it goes on; None if nothing fits."""
        area, line = self.area.copy(), self.line
        area.style, area.children = self._style, [self._box(note) for note in notes]
        start = {0: notes[0].resume} if notes and getattr(notes[0], "resume", None) else None
        space = context.page_bottom - area.position_y - room
        lay_out = self.engine.layout.block.block_level_layout
        made, end, *_ = lay_out(
            context, area, space, start, area.page, room == inf or bool(start), positioned, positioned
        )
        divided, deeper = made, end
        while divided and deeper:  # the engine has what is divided fill all room
            divided.height = bottom(self.engine, divided) - divided.content_box_y()
            (deeper,), last = deeper.values(), divided.children[-1]
            divided = last if isinstance(last, self.engine.formatting_structure.boxes.BlockBox) else None
        self.line = line
        return made, end

    def fits(self, context: Any, notes: Sequence[Any], room: float, *, whole: bool) -> float | None:
        """Return how high the area becomes with the last note whole, or divided; None if that is higher than the room.

        Where the notes are taken as they are then, ``room`` and ``rest`` say how.
        """
        if sum(self._least.get(id(note), 0.0) for note in notes) <= room + _SLACK:
            height = self.full_height(context, notes)
            if height <= room + _SLACK:
                self.room, self.rest = inf, None
                return height
        if whole or room <= 0:
            return None
        area, end = self.lay_out(context, notes, room)
        last = len(notes) - 1
        if not area or not end or next(iter(end)) != last or not end[last]:
            return None
        if not any(lines(self.engine, area.children[-1])):
            return None
        self.room, self.rest = room, end[last]
        return float(area.margin_height())

    def full_height(self, context: Any, notes: Sequence[Any]) -> float:
        """Return how high the area is with these notes whole."""
        key = tuple(map(id, notes))
        if key not in self._heights:
            area, _ = self.lay_out(context, notes, inf)
            self._heights[key] = float(area.margin_height())
            self._least.update({id(note): box.height for note, box in zip(notes, area.children, strict=True)})
        return self._heights[key]

    def take(self, context: Any, notes: Sequence[Any], height: float) -> None:
        """Have these notes, which make the area so high."""
        self.notes, self.height = list(notes), height
        context.page_bottom = self.bottom - max(height, self.reserve)

    def add(self, context: Any, note: Any) -> bool:
        """Take one more note; return False, and leave all as it was, where it does not even begin."""
        if context.in_column:
            self.notes.append(note)
            return True
        if self.rest:
            return False  # nothing stands below a note that runs on
        full = self.area.page.height
        room, notes = full if self.line is None else self.bottom - self.line, [*self.notes, note]
        height = self.fits(context, notes, room, whole=self.whole or self.line is None)
        if height is None and self.line is None:
            height = self.fits(context, notes, SHARE * full, whole=False)
        if height is None:
            return False
        self.take(context, notes, height)
        return True

    def follows(self, context: Any, note: Any) -> bool:
        """Return whether the note that is called before this one has begun: cells may be divided side by side."""
        before = context.notes_before.get(note)
        return not before or before in self.notes or context.begun.get(before, inf) < context.current_page

    def remove(self, context: Any, note: Any) -> None:
        """Give up a note that was taken."""
        if note is self.notes[-1]:
            self.room, self.rest = inf, None
        self.notes.remove(note)
        if not (context.in_column or self.undone):
            self.settle(context)

    def settle(self, context: Any) -> None:
        """Have the page end where the notes that were taken begin."""
        height = 0.0
        if self.notes and self.room == inf:
            height, self.rest = self.full_height(context, self.notes), None
        elif self.notes:
            area, end = self.lay_out(context, self.notes, self.room)
            height, self.rest = area.margin_height(), end and end.get(len(self.notes) - 1)
        self.take(context, self.notes, height)

    def undo(self, context: Any, made: Any, state: Any, *boxes: Any) -> None:
        """Take back what was laid out, if anything was, with the notes that were taken for it."""
        self.undone = True
        self.engine.layout.block.remove_placeholders(context, [made] if made else [], *boxes)
        self.undone = False
        self.restore(context, state)

    def state(self) -> tuple[list[Any], float, Any, float]:
        """Return the notes, and all that :meth:`restore` needs besides."""
        return list(self.notes), self.room, self.rest, self.height

    def restore(self, context: Any, state: tuple[list[Any], float, Any, float]) -> None:
        """Give up all notes that were taken since, and have the others as they were."""
        notes, self.room, self.rest, height = state
        context.footnotes += [note for note in self.notes if note not in notes]
        self.line = None
        self.take(context, notes, height)

    def running_on(self) -> list[Any]:
        """Return the rest of the last note, as a note of the next page; empty if it is whole."""
        if not self.rest:
            return []
        rest = self.notes[-1].copy()
        rest.origin, rest.resume = getattr(self.notes[-1], "origin", self.notes[-1]), self.rest
        return [rest]

    def _box(self, note: Any) -> Any:
        """Return the boxes of a note as they are laid out."""
        if id(note) not in self._boxes:
            around = self.area.copy()
            around.children = [note.deepcopy()]
            around = self.engine.formatting_structure.build.create_anonymous_boxes(around)
            self._boxes[id(note)] = around.children[0]
        return self._boxes[id(note)]


def foot_of(engine: ModuleType, context: Any) -> Foot:
    """Return the foot of the page that is being laid out."""
    area = context.current_footnote_area
    foot: Foot | None = area.__dict__.get("foot")
    if foot is None:
        foot = area.foot = Foot(engine, area)
    return foot


def lines(engine: ModuleType, box: Any) -> Iterator[Any]:
    """Yield what takes up room below a box: its lines, pictures and cells of tables."""
    boxes = engine.formatting_structure.boxes
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox):
            yield child
        elif child.is_in_normal_flow() or child.is_floated():
            if isinstance(child, boxes.TableCellBox):
                yield child
            yield from lines(engine, child)


def bottom(engine: ModuleType, box: Any) -> float:
    """Return where the lowest of what takes up room below a box ends."""
    return max((child.position_y + child.border_height() for child in lines(engine, box)), default=-inf)


def notes_at_the_foot(engine: ModuleType) -> Mapping[str, Any]:
    """Return how notes come to the foot of the page and leave it."""
    iterate, lay_out_inline = engine.layout.block.iter_line_boxes, engine.layout.inline.inline_block_box_layout

    def iter_line_boxes(context: Any, box: Any, y: float, space: float, skip: Any, block: Any, *rest: Any) -> Any:
        orphans, number = block.style["orphans"], 0
        for line, end in iterate(context, box, y, space, skip, block, *rest):
            if context.footnotes:
                number += 1
                below = (
                    line.height * max(0, orphans - number) if end else block.border_bottom_width + block.padding_bottom
                )
                foot_of(engine, context).line = line.position_y + line.height + below + space
            yield line, end

    def inline_block_box_layout(context: Any, *rest: Any) -> Any:
        """Leave the notes of a block in a line, as a credit is, to that line, behind those that are called before."""
        context.footnotes, notes = [], context.footnotes
        try:
            return lay_out_inline(context, *rest)
        finally:
            context.footnotes = [*notes, *(note for note in context.footnotes if note not in notes)]

    def layout_footnote(context: Any, footnote: Any) -> bool:
        context.footnotes.remove(footnote)
        footnote.style["footnote_policy"] = "line"
        foot = foot_of(engine, context)
        return not (context.in_column or foot.follows(context, footnote)) or not foot.add(context, footnote)

    def report_footnote(context: Any, footnote: Any) -> None:
        foot = foot_of(engine, context)
        if footnote in foot.notes:
            foot.remove(context, footnote)
        context.reported_footnotes.append(footnote)

    def unlayout_footnote(context: Any, footnote: Any) -> None:
        if footnote in context.footnotes:
            return
        context.footnotes.append(footnote)
        foot = foot_of(engine, context)
        if footnote in foot.notes:
            foot.remove(context, footnote)
        elif footnote in context.reported_footnotes:
            context.reported_footnotes.remove(footnote)

    return {
        "weasyprint.layout.block:iter_line_boxes": iter_line_boxes,
        "weasyprint.layout.inline:inline_block_box_layout": inline_block_box_layout,
        "weasyprint.layout:LayoutContext.layout_footnote": layout_footnote,
        "weasyprint.layout:LayoutContext.report_footnote": report_footnote,
        "weasyprint.layout:LayoutContext.unlayout_footnote": unlayout_footnote,
    }
