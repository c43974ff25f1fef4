"""Two PDFs compared: their words first, then what else is drawn on pages that are each other's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.build.comparing.comparison import (
    AreaDifference,
    DifferenceMark,
    FactDifference,
    Fate,
    PageDifference,
    PdfComparison,
    WordDifference,
)
from publish.build.comparing.pdf_pairs import PagePair, PairedText, TextChange, WordRun
from publish.build.comparing.pdf_reading import LINE_HYPHEN, Box, PageWords, PdfText

if TYPE_CHECKING:
    from publish.build.comparing.drawing import DrawnPair, PageOrder
    from publish.build.comparing.furniture import FurnitureLine

_PAGES_AT_ONCE = 24
_AROUND = 4
"""Words that are told on either side of a difference."""

_SIZE_MM = 0.1

Submit = Callable[..., "Future[Any]"]
"""``submit(task, *arguments)``: has a worker do a task; gives its future."""


def compare_pdfs(
    old: bytes, new: bytes, files: tuple[Path, Path], submit: Submit, pictures: int, same_fonts: bool = False
) -> PdfComparison:
    """Return what differs between two PDFs.

    Args:
        old: One PDF.
        new: The other, of which is told what differs.
        files: Names of the PDFs.
        submit: Has workers read and draw, within their limits.
        pictures: How many pages that differ are drawn at most.
        same_fonts: Whether fonts of one name are known to be the same in both.

    Raises:
        SourceError: If one is no PDF, damaged, closed with a password, or too large.
        StyleError: If a worker came to its limits.
    """
    from publish.build.comparing.drawing import DrawnPair, compare_drawn
    from publish.build.comparing.pdf_pairs import pair_pages
    from publish.build.comparing.pdf_reading import read_pdf

    reading = [
        submit(Task(read_pdf, say("reading the words"), Position(file)), content, file)
        for content, file in zip((old, new), files, strict=True)
    ]
    before, after = (future.result() for future in reading)
    paired = submit(
        Task(pair_pages, say("comparing the words"), Position(files[1])), before, after, same_fonts
    ).result()
    told = _Told(before, after, paired)
    orders = [told.order(pair) for pair in paired.pairs if not pair.alike]
    orders = list(_pictured(orders, pictures))
    drawing = [
        submit(
            Task(compare_drawn, say("drawing the pages"), Position(files[1])),
            *(old, new, files, orders[start : start + _PAGES_AT_ONCE]),
            pictures > 0,
        )
        for start in range(0, len(orders), _PAGES_AT_ONCE)
    ]
    found = iter([pair for future in drawing for pair in future.result()])
    drawn = [DrawnPair() if pair.alike else next(found) for pair in paired.pairs]
    facts = [FactDifference(name, was, now) for (name, was), (_, now) in zip(before.facts, after.facts, strict=True)]
    return PdfComparison(
        files,
        (len(before.pages), len(after.pages)),
        tuple(fact for fact in facts if fact.old != fact.new),
        tuple(_limited(told.pages(drawn), pictures)),
    )


def _pictured(orders: Sequence[PageOrder], pictures: int) -> Iterator[PageOrder]:
    """Yield orders, of which no more ask for pictures than are to be shown."""
    for order in orders:
        pictures -= order.pictured * ((order.old is not None) + (order.new is not None))
        yield order if pictures >= 0 else replace(order, pictured=False)


def _limited(pages: Iterator[PageDifference], pictures: int) -> Iterator[PageDifference]:
    """Yield pages, of which no more than some keep their pictures."""
    for page in pages:
        drawn = (page.old_view is not None) + (page.new_view is not None)
        if drawn > pictures or page.fate in (Fate.MOVED, Fate.REFLOWED):
            page = replace(page, old_view=None, new_view=None)
        else:
            pictures -= drawn
        yield page


@dataclass(frozen=True, slots=True)
class _Areas:
    """Areas of two pages that differ, those that stand elsewhere in the other file left out."""

    old: tuple[Box, ...]
    new: tuple[Box, ...]


class _Told:
    """What is told of each pair of pages."""

    def __init__(self, before: PdfText, after: PdfText, paired: PairedText) -> None:
        self.before, self.after, self.paired = before.pages, after.pages, paired
        self.of_new: dict[int, list[TextChange]] = {}
        self.of_old: dict[int, list[TextChange]] = {}
        self.touched_old: set[int] = set()
        for change in paired.changes:
            if change.new:
                self.of_new.setdefault(change.new[0], []).append(change)
            if change.old:
                self.touched_old.add(change.old[0])
                if not change.new:
                    self.of_old.setdefault(change.old[0], []).append(change)

    def order(self, pair: PagePair) -> PageOrder:
        """Return how the pages of a pair are to be drawn."""
        from publish.build.comparing.drawing import PageOrder

        words, apart = [], []
        for page, pages, numbers in ((pair.old, self.before, pair.old_apart), (pair.new, self.after, pair.new_apart)):
            boxes = pages[page].boxes if page is not None else ()
            words.append(tuple(box for word in boxes for box in word))
            apart.append(tuple(box for at in numbers for box in boxes[at]))
        wanted = pair.new in self.of_new or pair.old in self.touched_old or pair.old is None or pair.new is None
        return PageOrder(pair.old, pair.new, words[0], words[1], apart[0], apart[1], wanted or bool(pair.heads))

    def pages(self, drawn: Sequence[DrawnPair]) -> Iterator[PageDifference]:
        """Yield what is told of each pair that differs, in the order of the pages; the differences are counted."""
        areas = _without_moved(drawn, self.paired.pairs)
        numbers: dict[int, int] = {}  # of the changes, by their identity
        rows = []
        count = 0
        for pair, left in zip(self.paired.pairs, areas, strict=True):
            changes = self._changes(pair)
            for change in changes:
                count += 1
                numbers[id(change)] = count
            found = [AreaDifference(count + at, *boxes) for at, boxes in enumerate(_side_by_side(left), 1)]
            count += len(found)
            rows.append((pair, changes, tuple(found)))
        gone: dict[int, list[TextChange]] = {}
        for change in self.paired.changes:
            if change.old:
                gone.setdefault(change.old[0], []).append(change)
        for (pair, changes, differing), pictures in zip(rows, drawn, strict=True):
            left_here = gone.get(pair.old, []) if pair.old is not None else []
            here = self.of_new.get(pair.new, []) if pair.new is not None else []
            old_marks = self._marks(((one, one.old) for one in left_here), self.before, numbers)
            new_marks = self._marks(((one, one.new) for one in here), self.after, numbers)
            old_marks += [DifferenceMark(area.number, area.old, _fate(area)) for area in differing if area.old]
            new_marks += [DifferenceMark(area.number, area.new, _fate(area)) for area in differing if area.new]
            for head, new_head in pair.heads:
                old_marks += self._head_marks(head, self.before, pair.old)
                new_marks += self._head_marks(new_head, self.after, pair.new)
            told = PageDifference(
                self._page_fate(pair, bool(old_marks or new_marks)),
                0 if pair.old is None else pair.old + 1,
                0 if pair.new is None else pair.new + 1,
                tuple(self._word_difference(change, numbers[id(change)]) for change in changes),
                differing,
                self._heads(pair),
                self._is_resized(pair),
                tuple(page + 1 for page in pair.elsewhere),
                tuple(old_marks),
                tuple(new_marks),
                pictures.old_view,
                pictures.new_view,
            )
            if not (told.fate is Fate.MOVED and pair.old == pair.new):
                yield told

    def _changes(self, pair: PagePair) -> list[TextChange]:
        here = self.of_new.get(pair.new, []) if pair.new is not None else []
        gone = self.of_old.get(pair.old, []) if pair.old is not None else []
        order = {id(change): number for number, change in enumerate(self.paired.changes)} if here and gone else {}
        return sorted((*here, *gone), key=lambda change: order.get(id(change), 0))

    def _heads(self, pair: PagePair) -> tuple[tuple[str, str], ...]:
        if pair.old is None or pair.new is None:
            return ()
        old, new = pair.old, pair.new
        return tuple(
            (
                _text(self.before, (old, was.words) if was else None),
                _text(self.after, (new, now.words) if now else None),
            )
            for was, now in pair.heads
        )

    def _is_resized(self, pair: PagePair) -> bool:
        if pair.old is None or pair.new is None:
            return False
        was, now = self.before[pair.old], self.after[pair.new]
        return any(abs(a - b) > _SIZE_MM for a, b in zip(was.sizes_mm, now.sizes_mm, strict=True))

    def _page_fate(self, pair: PagePair, marked: bool) -> Fate:
        """Return what became of a page; one that is what it was has moved, if only to where it was."""
        if pair.old is None:
            return Fate.ADDED
        if pair.new is None:
            return Fate.REMOVED
        if marked or self._is_resized(pair):
            return Fate.CHANGED
        return Fate.MOVED if pair.in_place else Fate.REFLOWED

    def _word_difference(self, change: TextChange, number: int) -> WordDifference:
        if change.new:
            before, after = _around(self.after, change.new)
        else:
            before, after = _around(self.before, change.old) if change.old else ("", "")
        return WordDifference(
            number,
            _text(self.before, change.old),
            _text(self.after, change.new),
            change.old[0] + 1 if change.old else 0,
            change.new[0] + 1 if change.new else 0,
            before,
            after,
            change.moved,
        )

    def _marks(
        self, runs: Iterator[tuple[TextChange, WordRun | None]], pages: Sequence[PageWords], numbers: dict[int, int]
    ) -> list[DifferenceMark]:
        return [
            DifferenceMark(numbers[id(change)], box, _change_fate(change))
            for change, run in runs
            if run
            for box in _line_boxes(pages[run[0]], run[1])
        ]

    def _head_marks(
        self, line: FurnitureLine | None, pages: Sequence[PageWords], page: int | None
    ) -> list[DifferenceMark]:
        if line is None or page is None:
            return []
        return [DifferenceMark(0, box, Fate.CHANGED) for box in _line_boxes(pages[page], line.words)]


def _change_fate(change: TextChange) -> Fate:
    if change.moved:
        return Fate.MOVED
    if change.old and change.new:
        return Fate.CHANGED
    return Fate.ADDED if change.new else Fate.REMOVED


def _fate(area: AreaDifference) -> Fate:
    if area.old and area.new:
        return Fate.CHANGED
    return Fate.ADDED if area.new else Fate.REMOVED


def _text(pages: Sequence[PageWords], run: WordRun | None) -> str:
    return plain(" ".join(pages[run[0]].words[at] for at in run[1])) if run else ""


def plain(text: str) -> str:
    """Return words as they are read, without the hyphens of lines' ends."""
    return text.replace(LINE_HYPHEN, "")


def _around(pages: Sequence[PageWords], run: WordRun) -> tuple[str, str]:
    """Return a few words before and behind a run, on its page."""
    words, first, last = pages[run[0]].words, run[1][0], run[1][-1]
    before, after = words[max(0, first - _AROUND) : first], words[last + 1 : last + 1 + _AROUND]
    return plain(" ".join(before)), plain(" ".join(after))


def _line_boxes(page: PageWords, words: Sequence[int]) -> list[Box]:
    """Return the boxes of words, those that follow each other on a line as one."""
    boxes: list[Box] = []
    last = (-2, -1)
    for at in words:
        parts = page.boxes[at]
        for number, box in enumerate(parts):
            if number == 0 and boxes and last == (at - 1, page.lines[at]):
                boxes[-1] = _around_both(boxes[-1], box)
            else:
                boxes.append(box)
        last = at, page.lines[at] if len(parts) == 1 else -1
    return boxes


def _around_both(box: Box, other: Box) -> Box:
    left, top = min(box[0], other[0]), min(box[1], other[1])
    right, bottom = max(box[0] + box[2], other[0] + other[2]), max(box[1] + box[3], other[1] + other[3])
    return left, top, right - left, bottom - top


# Areas ---------------------------------------------------------------------------------------------------------------


def _without_moved(drawn: Sequence[DrawnPair], pairs: Sequence[PagePair]) -> list[_Areas]:
    """Return the areas of all pairs without those that look the same on another page of the other file."""
    from publish.build.comparing.drawing import is_alike

    come = [(number, area) for number, pair in enumerate(drawn) for area in pair.new if area.look]
    gone_boxes: set[tuple[int, Box]] = set()
    come_boxes: set[tuple[int, Box]] = set()
    for number, pair in enumerate(drawn):
        for area in pair.old:
            for there, other in come:
                if there != number and (there, other.box) not in come_boxes and area.look and is_alike(area, other):
                    gone_boxes.add((number, area.box))
                    come_boxes.add((there, other.box))
                    break
    left = [
        _Areas(
            tuple(area.box for area in pair.old if (number, area.box) not in gone_boxes),
            tuple(area.box for area in pair.new if (number, area.box) not in come_boxes),
        )
        for number, pair in enumerate(drawn)
    ]
    return [
        areas if pair.old is not None and pair.new is not None else _Areas((), ())  # all of a new page is new
        for areas, pair in zip(left, pairs, strict=True)
    ]


def _side_by_side(areas: _Areas) -> Iterator[tuple[Box | None, Box | None]]:
    """Yield the areas of two pages, those that touch as one that has changed."""
    left = list(areas.old)
    for box in areas.new:
        touching = next((other for other in left if _touch(box, other)), None)
        if touching:
            left.remove(touching)
        yield touching, box
    for box in left:
        yield box, None


def _touch(box: Box, other: Box) -> bool:
    return (
        box[0] < other[0] + other[2]
        and other[0] < box[0] + box[2]
        and box[1] < other[1] + other[3]
        and other[1] < box[1] + box[3]
    )
