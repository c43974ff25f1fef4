"""Have the text of a page and the notes at its foot agree, where a line that moves on does not see to it.

In columns the notes of all of them stand below: the columns become shorter until what they call has room. A page on
which text and notes overlap, as when a cell calls a note beside one that was filled before, is laid out again with room
kept free for the notes. Where a note that runs on leaves no room for any text, it has a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any

from publish.layout.footnotes.feet import bottom, foot_of, lines, notes_at_the_foot

_SLACK = 0.01  # CSS pixels
_GAP = 2
"""Lines that may stay empty in columns before a note is divided to fill them."""
_ATTEMPTS = 3
_NO_COLUMNS: tuple[Any, ...] = (None, (0, None), {"break": "any", "page": None}, [], False)


def notes_with_their_calls(engine: ModuleType) -> Mapping[str, Any]:
    """Return what keeps notes on the page of their call."""
    return {**notes_at_the_foot(engine), **pages_above_notes(engine), **all_pages(engine)}


def pages_above_notes(engine: ModuleType) -> Mapping[str, Any]:
    """Return what lays out the text of a page with its notes, and columns as high as the notes below them allow."""
    lay_out, lay_out_columns = engine.layout.page.block_level_layout, engine.layout.block.columns_layout
    area_class = engine.formatting_structure.boxes.FootnoteAreaBox

    def columns_layout(context: Any, *rest: Any) -> Any:
        if not context.footnotes or context.in_column:
            return lay_out_columns(context, *rest)
        return _Columns(engine, lay_out_columns, context, rest).fit()

    def block_level_layout(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(box, area_class) and "foot" in vars(box):
            context.reported_footnotes[:0] = box.foot.running_on()
            context.begun.update(dict.fromkeys(box.foot.notes, context.current_page))
            return box.foot.lay_out(context, box.foot.notes, box.foot.room, more["absolute_boxes"])
        if box.is_for_root_element and (context.footnotes or foot_of(engine, context).notes):
            return _Page(engine, lay_out, context, box, rest).fit()
        return lay_out(context, box, *rest, **more)

    return {
        "weasyprint.layout.page:block_level_layout": block_level_layout,
        "weasyprint.layout.block:columns_layout": columns_layout,
    }


class _Columns:
    """Columns that are laid out until the notes below them fit."""

    def __init__(self, engine: ModuleType, lay_out: Any, context: Any, rest: tuple[Any, ...]) -> None:
        self.engine, self.context, self.columns_layout = engine, context, lay_out
        self.box, self.space, self.skip, self.around, self.page_is_empty, *self.boxes = rest
        self.foot = foot_of(engine, context)
        self.before = self.foot.state()
        self.made: Any = None
        self.short, self.step = 0.0, 1.0

    def fit(self) -> Any:
        """Return the columns as the engine returns them, as high as they may be."""
        if self.fits(0, whole=True) or not self.made[0]:
            return self.end_at_notes()
        made = self.made[0]
        self.step = min((line.height for line in lines(self.engine, made) if line.height), default=1)
        most = self.context.page_bottom - self.space - made.content_box_y()
        notes = self.foot.full_height(self.context, self.foot.notes) - self.before[-1]
        text = bottom(self.engine, made) - made.content_box_y()
        share = text / (text + notes)
        low, first = max(0.0, most - text), most - most * share
        for whole in (True, False):
            if self.search(low, first, most, share, whole=whole):
                break
        else:
            return self.give_up()
        if self.made[1] and self.gap() >= _GAP * self.step and not (self.foot.whole or self.foot.rest):
            low = max(0.0, self.short - self.gap() - self.step)
            self.search(low, (low + self.short) / 2, self.short, share, whole=False)
        return self.end_at_notes()

    def end_at_notes(self) -> Any:
        """Return the columns, which, being divided, fill all that they may, as high as they are over the notes."""
        needed = self.foot.height - self.before[-1]
        if self.made[0] and self.made[1] and self.short < needed:
            self.fits(needed, whole=not self.foot.rest)
        return self.made

    def search(self, low: float, middle: float, high: float, share: float, *, whole: bool) -> bool:
        """Lay the columns out so that they end as low as they may, to a line; return whether they can end anywhere.

        Args:
            low: How much shorter they are when the notes have no room.
            middle: How much shorter they are first.
            high: How much shorter they are when the notes have room, if they ever have.
            share: How much of what is free is the text's.
            whole: Whether no note may be divided.
        """
        found = self.fits(high, whole=whole) if middle >= high else False
        while high - low > self.step:
            if self.fits(middle, whole=whole):
                found, high = True, middle
                middle = max(middle - max(self.gap() * share, self.step), (low * 3 + middle) / 4)
            else:
                low = middle
                middle = (low + high) / 2
        return (found or self.fits(high, whole=whole)) and (self.short == high or self.fits(high, whole=whole))

    def give_up(self) -> Any:
        """Return no columns; on an empty page all of them, with notes that overlap."""
        self.lay_out(0)
        if not self.page_is_empty:
            self.undo()
            return _NO_COLUMNS
        self.foot.take(self.context, self.foot.notes, self.foot.full_height(self.context, self.foot.notes))
        return self.made

    def fits(self, short: float, *, whole: bool) -> bool:
        """Lay the columns out that much shorter; return whether the notes have room below them, and take them then."""
        self.lay_out(short)
        foot, (before, _, rest, _) = self.foot, self.before
        if not self.made[0]:
            return False
        if foot.notes == before:
            return True
        if rest:
            return False  # nothing stands below a note that runs on
        foot.line = None
        height = foot.fits(self.context, foot.notes, self.room(), whole=whole or foot.whole)
        if height is not None:
            foot.take(self.context, foot.notes, height)
        return height is not None

    def lay_out(self, short: float) -> None:
        """Lay the columns out that much shorter."""
        self.undo()
        self.short = short
        absolute, fixed, margins, *rest = self.boxes
        self.made = self.columns_layout(
            *(self.context, self.box, self.space + short, self.skip, self.around, self.page_is_empty),
            *(absolute, fixed, list(margins or ()), *rest),
        )
        if not self.made[0]:
            self.foot.restore(self.context, self.before)

    def undo(self) -> None:
        """Take back what was laid out last, and its notes."""
        self.foot.undo(self.context, self.made and self.made[0], self.before, *self.boxes[:2])

    def room(self) -> float:
        """Return how much is free below the columns."""
        return float(self.foot.bottom - self.space - bottom(self.engine, self.made[0]))

    def gap(self) -> float:
        """Return how much is empty between columns and notes."""
        return self.room() - self.foot.height


class _Page:
    """A page whose text and notes are laid out until they agree."""

    def __init__(self, engine: ModuleType, lay_out: Any, context: Any, box: Any, rest: tuple[Any, ...]) -> None:
        self.engine, self.context, self.level_layout, self.box = engine, context, lay_out, box
        self.space, self.skip, self.around, self.page_is_empty, self.absolute, self.fixed, self.margins = rest
        self.foot = foot_of(engine, context)
        self.before, self.late = self.foot.state(), list(context.reported_footnotes)
        self.made: Any = None

    def fit(self) -> Any:
        """Return the text as the engine returns it."""
        self.lay_out(self.page_is_empty)
        if self.before[0] and not self.agrees():
            self.lay_out(False)
            if not self.made[0] or not self.agrees():
                self.leave_to_notes()
        elif self.foot.notes and not self.agrees():
            for _ in range(_ATTEMPTS):
                self.foot.reserve = max(self.foot.reserve, self.foot.height)
                self.lay_out(self.page_is_empty)
                if self.agrees():
                    return self.made
            self.foot.reserve = 0
            self.lay_out(self.page_is_empty)
        elif self.made[1] is None and self.foot.rest:  # rather some lines on the next page than nothing but notes
            self.foot.whole = True
            self.lay_out(self.page_is_empty)
            if self.made[1] is None or not self.agrees():
                self.foot.whole = False
                self.lay_out(self.page_is_empty)
        return self.made

    def agrees(self) -> bool:
        """Return whether text and notes have room, and each note that is called begins."""
        late = len(self.context.reported_footnotes) > len(self.late)
        return not late and bottom(self.engine, self.made[0]) <= self.context.page_bottom + _SLACK

    def lay_out(self, page_is_empty: bool) -> None:
        """Lay out the text, instead of what was laid out last."""
        self.undo()
        self.made = self.level_layout(
            *(self.context, self.box, self.space, self.skip, self.around, page_is_empty),
            *(self.absolute, self.fixed, list(self.margins)),
        )

    def undo(self) -> None:
        """Take back what was laid out last, and its notes."""
        context = self.context
        if self.made:
            for elements in context.running_elements.values():
                elements.pop(context.current_page, None)
        self.foot.undo(context, self.made and self.made[0], self.before, self.absolute, self.fixed)
        context.reported_footnotes[:] = self.late

    def leave_to_notes(self) -> None:
        """Lay out none of the text: it goes on with the next page."""
        self.undo()
        foot, context = self.foot, self.context
        height = foot.fits(context, foot.notes, foot.area.page.height, whole=False)
        if height is not None:
            foot.take(context, foot.notes, height)
        made = self.level_layout(
            *(context, self.without_rest(self.box, self.skip), self.space, self.skip, self.around, True),
            *(self.absolute, self.fixed, []),
        )
        _, page, *_ = context.page_maker[context.current_page - 1]
        self.made = (made[0], self.skip, {"break": "any", "page": page["page"]}, *made[3:])

    def without_rest(self, box: Any, skip: Any) -> Any:
        """Return a box that ends where it goes on on this page, and fills the page."""
        ((index, deeper),) = skip.items()
        children, inner = list(box.children[:index]), box.children[index]
        if deeper and len(deeper) == 1 and self.is_plain(inner):
            children.append(self.without_rest(inner, deeper))
        made = box.copy_with_children(children)
        made.force_fragmentation = len(children) == index
        return made

    def is_plain(self, box: Any) -> bool:
        """Tell whether a box is a block, of one column."""
        plain = isinstance(box, self.engine.formatting_structure.boxes.BlockBox) and not box.is_table_wrapper
        return plain and box.style["column_count"] == box.style["column_width"] == "auto"


def all_pages(engine: ModuleType) -> Mapping[str, Any]:
    """Return what makes the pages, each with the notes that run on to it, also when only some are made again."""
    page = engine.layout.page

    def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        running_on = context.__dict__.setdefault("running_on", {})  # by the index of the page
        context.__dict__.setdefault("begun", {})  # number of the page, by the note
        context.rendered_notes = []
        context.notes_before = dict(pairwise(context.footnotes[::-1]))
        index, resume_at = 0, None
        while not index or resume_at is not None or running_on.get(index):
            state = context.page_maker[index][-1]
            if index >= len(pages) or state["content_changed"] or state["pages_wanted"]:
                state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
                context.reported_footnotes = list(running_on.get(index, ()))
                made, resume_at = page.remake_page(index, context, root_box, html)
                index += 1
                known, running_on[index] = running_on.get(index, ()), context.reported_footnotes
                if _places(known) != _places(running_on[index]):
                    context.page_maker[index][-1]["content_changed"] = True
                yield made
            else:
                yield pages[index]
                index += 1
                resume_at = context.page_maker[index][0]
        context.page_maker = context.page_maker[: index + 1]
        context.broken_out_of_flow.clear()
        context.reported_footnotes = []

    return {"weasyprint.layout:make_all_pages": make_all_pages}


def _places(notes: Sequence[Any]) -> list[tuple[int, Any]]:
    return [(id(getattr(note, "origin", note)), getattr(note, "resume", None)) for note in notes]
