"""The edges of the text and its paragraphs, as the lines of pages show them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.official.lines import SINGLE, LetterRun, SetLine, SetPage, Stroke, fold, is_upper, most_of

_NEAR = 0.6  # millimetres within which lines begin or end at the same place
_WIDE = 0.5  # of the page's width: how long a line of running text is at least
_FIRST, _FEW = 16.0, 3  # millimetres by which a first line is indented at most; lines that do not show an edge
_INDENTED = 4.0  # millimetres from which a first line is taken for indented
_JUSTIFIED = 0.3  # of lines of running text: how many end at the right edge at least
_SHORT = 6.0  # millimetres by which the last line of a paragraph is short
_SMALLER = 0.9  # points by which notes are smaller than the text
_ROW = 12.0  # millimetres from which a row with one column is text between two tables
_LOOSE = 20.0  # millimetres between two parts of a row from which it is none of running text
_CENTRED = 2.5  # millimetres by which a centred line may be off the middle


@dataclass(frozen=True, slots=True)
class TextEdges:
    """Where the lines of the text begin and end, in millimetres from the left edge of the page.

    Attributes:
        right: None where lines do not end at the same place.
        reach: Where the longest line ends.
    """

    left: float
    right: float | None
    reach: float

    @property
    def centre(self) -> float:
        """The middle of the text, as far as the longest line shows it where the right edge is not known."""
        return (self.left + (self.right or self.reach)) / 2


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph of the text.

    Attributes:
        lines: From its first to its last, also over pages.
        centred: Whether its lines stand in the middle.
        whole: Whether its first line is known to be one, as it is not at the top of a page.
    """

    lines: tuple[SetLine, ...]
    centred: bool = False
    whole: bool = True

    @property
    def text(self) -> str:
        """Words of the paragraph."""
        return " ".join(line.text for line in self.lines)

    @property
    def runs(self) -> tuple[LetterRun, ...]:
        """All letters of the paragraph but the calls of notes."""
        return tuple(run for line in self.lines for run in line.plain)

    def most(self, read: Callable[[LetterRun], bool]) -> bool:
        """Tell what most of its letters are."""
        return most_of(self.runs, read)


def find_edges(pages: Iterable[SetPage], lines: Sequence[SetLine], before: TextEdges | None = None) -> TextEdges | None:
    """Return the edges that lines of running text have in common; None where there is no such line.

    Args:
        pages: The pages, all of the same size.
        lines: The lines, and others.
        before: The edges of the text before, which a few lines that are all first lines do not show.
    """
    width = next((page.width for page in pages), 0.0)
    wide = [line for line in lines if line.width > _WIDE * width]
    if not wide:
        return before
    left = _common(sorted(line.left for line in wide)) or min(line.left for line in wide)
    ends = [
        after.left
        for before, after in itertools.pairwise(lines)
        if before in wide and 0 < after.baseline - before.baseline < 2.2 * single_of(before)
    ]
    left = min([left, *(end for end in ends if end < left - _INDENTED)])
    margin = [line.left for line in lines if fold(line.text).startswith("noinhan") and line.left < left - _INDENTED]
    left = min(margin, default=left)  # a text of indented lines alone does not show its edge
    full = [
        line
        for line, after in itertools.pairwise(lines)
        if line in wide and 0 < after.baseline - line.baseline < 2.2 * single_of(line) and after.left < left + 1
    ]
    rights = sorted((line.right for line in (full if len(full) > 1 else wide)), reverse=True)
    right = _common(rights, _JUSTIFIED * len(rights))
    if before and _INDENTED < left - before.left < _FIRST:
        if len(wide) < _FEW:
            return before
        if right and before.right and abs(right - before.right) < _NEAR:
            left = before.left
    return TextEdges(left, right, rights[0])


def _common(places: Sequence[float], least: float = 2.0) -> float | None:
    """Return the outermost place that two lines share, or as many as that."""
    for place in places:
        if sum(abs(place - other) <= _NEAR for other in places) >= max(2.0, least):
            near = [other for other in places if abs(place - other) <= _NEAR]
            return sorted(near)[len(near) // 2]
    return None


# Running text ---------------------------------------------------------------------------------------------------------


def running(page: SetPage, lines: Sequence[SetLine], edges: TextEdges, size: float) -> list[SetLine]:
    """Return the lines of running text of a page, without tables, notes at its foot, and rows of several columns."""
    others = [*_tables(page, edges), *_notes(page, edges, size)]
    kept: list[SetLine] = []
    for row in _rows(lines):
        line = row[0]
        if any(top < line.baseline < bottom for top, bottom in others):
            continue
        if any(after.left - before.right > _LOOSE for before, after in itertools.pairwise(row)):
            continue
        kept.append(_joined(row))
    return kept


def _rows(lines: Sequence[SetLine]) -> Iterator[list[SetLine]]:
    row: list[SetLine] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if row and line.baseline - row[0].baseline > 0.3:
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _joined(row: Sequence[SetLine]) -> SetLine:
    runs = list(row[0].runs)
    for line in row[1:]:
        space = dataclasses.replace(runs[-1], text=" ", left=runs[-1].right, right=line.left, raised=False)
        runs += [space, *line.runs]
    return dataclasses.replace(row[0], runs=tuple(runs))


def _tables(page: SetPage, edges: TextEdges) -> Iterator[tuple[float, float]]:
    """Yield the upper and lower edge of rows of tables: what stands between two rules of one length in columns."""
    width = ((edges.right or page.width) - edges.left) * 0.4
    rules = [stroke for stroke in page.strokes if stroke.width > width]
    rows = [(row[0].baseline, len(row)) for row in _rows(page.lines)]
    for upper, lower in itertools.pairwise(rules):
        alike = abs(upper.left - lower.left) < 1 and abs(upper.right - lower.right) < 1
        within = [count for baseline, count in rows if upper.y < baseline < lower.y]
        if alike and within and (max(within) > 1 or lower.y - upper.y < _ROW):
            yield upper.y, lower.y


def _notes(page: SetPage, edges: TextEdges, size: float) -> Iterator[tuple[float, float]]:
    """Yield where notes at the foot stand: below a rule that begins at the left edge, and smaller than the text."""
    rules = [stroke for stroke in page.strokes if abs(stroke.left - edges.left) < 1 and stroke.width > 20]
    ends = [*(stroke.y for stroke in rules), page.height]
    for top, bottom in itertools.pairwise(ends):
        within = [line for line in page.lines if top < line.baseline < bottom]
        if top > 0.4 * page.height and within and all(line.size < size - _SMALLER for line in within):
            yield top, bottom


def step_of(lines: Sequence[SetLine], edges: TextEdges) -> float | None:
    """Return how far the baselines of a paragraph are apart, in millimetres; None where no paragraph has two lines."""
    right = edges.right or edges.reach - _FIRST
    gaps = [
        round(after.baseline - before.baseline, 1)
        for before, after in itertools.pairwise(lines)
        if after.page == before.page and after.left < edges.left + 1 and before.right > right - 3
    ]
    likely = [gap for gap in gaps if gap > 0]
    return Counter(sorted(likely)).most_common(1)[0][0] if likely else None


def single_of(line: SetLine) -> float:
    """Return how far lines of its size are apart in single spacing, in millimetres."""
    return SINGLE * line.size / POINTS_PER_MM


_BEGIN = re.compile(r"(điều \d+|\d+\.|[a-zđ]\)|[ivx]+\.|-|–|\+|căn cứ)(\s|$|\.)", re.I)


def gather_paragraphs(lines: Sequence[SetLine], edges: TextEdges, step: float | None) -> list[SetParagraph]:
    """Return the paragraphs of running text."""
    right = edges.right or max((line.right for line in lines), default=0.0)
    end = right - _SHORT if edges.right else 0.0  # lines that are not justified end anywhere
    made: list[list[SetLine]] = []
    centred: list[bool] = []
    for line in lines:
        middle = _is_centred(line, edges, right, edges.centre)
        last = made[-1][-1] if made else None
        if last is None or middle or centred[-1] or _begins(line, last, edges.left, end, step):
            made.append([line])
            centred.append(middle)
        else:
            made[-1].append(line)
    return [
        SetParagraph(tuple(group), middle, index == 0 or group[0].page == made[index - 1][-1].page)
        for index, (group, middle) in enumerate(zip(made, centred, strict=True))
    ]


def _is_centred(line: SetLine, edges: TextEdges, right: float, middle: float) -> bool:
    room = min(line.left - edges.left, right - line.right)
    least = 1.0 if line.bold and is_upper(line.text) else _INDENTED  # a long title
    if edges.right is None and not line.bold:
        least = _FIRST  # a first line that ends early looks like one in the middle
    return room > least and abs(line.centre - middle) < _CENTRED and not _BEGIN.match(line.text)


def _begins(line: SetLine, last: SetLine, left: float, end: float, step: float | None) -> bool:
    """Tell whether a line begins a paragraph: it is indented, stands apart, or the line above ends before its end."""
    short = last.right < end
    if line.page != last.page:
        return short or line.left > left + _INDENTED
    gap = line.baseline - last.baseline
    spread = gap > (step or 1.5 * single_of(line)) + 0.9
    if line.left > left + _INDENTED:
        return spread or short or abs(line.left - last.left) > _NEAR
    if last.left < left + 1 and last.right < end and step and 0.8 * step < gap < step + 0.15:
        return False  # lines of one block, broken where they are written so
    return short or spread


def below(line: SetLine, strokes: Iterable[Stroke], deepest: float, middle: float | None = None) -> Stroke | None:
    """Return the nearest rule below a line, within so many millimetres, that has its middle under it."""
    centre = line.centre if middle is None else middle
    found = [
        stroke
        for stroke in strokes
        if stroke.page == line.page
        and -0.3 < stroke.y - line.baseline < deepest
        and stroke.left < centre < stroke.right
        and stroke.width < 130
    ]
    return min(found, key=lambda stroke: stroke.y, default=None)


def begins_with(line: SetLine, *words: str) -> bool:
    """Whether a line begins with one of these words, whatever their tones and case."""
    return fold(line.text).startswith(words)
