"""Find the columns of pages, and where in each the text ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from publish.base.records import dataclass
from publish.preflight.pdf.reading import Box
from publish.preflight.typography.blocks import ANY_FLOW, LABEL, NOTE, PrintedFile, PrintedPage, body_parts
from publish.preflight.typography.lines import PrintedLine

_WIDER = 1.25  # how much wider than others a line may be that stands in one column
_NARROWER = 0.5  # how much narrower a column may be than others
_FULL = 0.95  # how wide a column is at least in which text stands that fills lines
_GAP = 2.0  # points between columns at least
_SLACK = 1.0  # points by which edges differ that are one


@dataclass(frozen=True, slots=True)
class ColumnFoot:
    """Where the text of an article or chapter ends in a column of a page, in points of the page.

    Attributes:
        left, right: The edges of the column.
        lines: Lines of the column, the lowest last.
        low, high: The end of the column: from the lowest baseline to the lower edge of a rule, tint or picture at it.
    """

    left: float
    right: float
    lines: tuple[PrintedLine, ...]
    low: float
    high: float


def find_columns(file: PrintedFile, size: float) -> dict[int, list[tuple[float, float]]]:
    """Return left and right edge of the columns of running text of each page that has any."""
    lines: dict[int, list[PrintedLine]] = defaultdict(list)
    widths: Counter[int] = Counter()
    for part in body_parts(file.blocks, size):
        for line in part:
            lines[line.page].append(line)
            widths[round(line.right - line.left)] += 1
    measure = max(widths, key=lambda width: (widths[width] * width, width), default=0)
    columns = {}
    for page, on_page in sorted(lines.items()):
        sides = sorted((line.left, line.right) for line in on_page)
        narrow = [(left, right) for left, right in sides if right - left <= _WIDER * measure]
        found: list[tuple[float, float]] = []
        for left, right in narrow or sides:
            if found and left < found[-1][1] + _GAP:
                found[-1] = (found[-1][0], max(found[-1][1], right))
            else:
                found.append((left, right))
        columns[page] = [sides for sides in found if sides[1] - sides[0] >= _NARROWER * measure] or found
    return _widened(columns, measure)


def _widened(columns: Mapping[int, list[tuple[float, float]]], measure: float) -> dict[int, list[tuple[float, float]]]:
    """Return columns, those in which only narrow text stands, verse or a list, as wide as on other pages."""
    full: dict[int, Counter[tuple[float, float]]] = defaultdict(Counter)
    for page, found in columns.items():
        full[page % 2].update(sides for sides in found if _FULL * measure <= sides[1] - sides[0] <= _WIDER * measure)

    def widen(page: int, left: float, right: float) -> tuple[float, float]:
        if right - left >= _FULL * measure:
            return left, right
        for counted in (full[page % 2], full[1 - page % 2]):
            around = [sides for sides in counted if sides[0] <= left + _SLACK and right <= sides[1] + _SLACK]
            if around:
                return max(around, key=lambda sides, of=counted: (of[sides], sides))  # type: ignore[misc]
        return left, right

    return {page: [widen(page, *sides) for sides in found] for page, found in columns.items()}


def find_feet(
    file: PrintedFile, columns: dict[int, list[tuple[float, float]]], step: float, *, notes: bool = True
) -> dict[tuple[int, int], list[ColumnFoot]]:
    """Return for each page and article, or chapter, where its text ends in each column.

    Args:
        file: The file.
        columns: What :func:`find_columns` returns.
        step: Distance of the baselines, in points.
        notes: Whether the notes at the foot of a page count as part of its columns.
    """
    flows: dict[tuple[int, int], list[PrintedLine]] = defaultdict(list)
    for block in file.blocks:
        if block.kind != LABEL and (notes or block.kind != NOTE):
            for line in block.lines:
                flows[(line.page, block.flow)].append(line)
    feet = {}
    for (page, flow), lines in sorted(flows.items()):
        printed = file.pages[page - 1]
        found = [_foot(left, right, lines, printed, flow, step) for left, right in columns.get(page, [])]
        if any(found):
            feet[(page, flow)] = [foot for foot in found if foot]
    return feet


def _foot(
    left: float, right: float, lines: Sequence[PrintedLine], page: PrintedPage, flow: int, step: float
) -> ColumnFoot | None:
    """Return where a column ends; None if nothing of the article stands in it."""
    inside = [line for line in lines if left <= (line.left + line.right) / 2 <= right]
    if not inside:
        return None
    inside.sort(key=lambda line: -line.baseline)
    low = high = inside[-1].baseline
    pictures = [
        box for owner, box in page.pictures if owner in (flow, ANY_FLOW) and left <= (box[0] + box[2]) / 2 <= right
    ]
    for box in pictures:
        if box[1] < low:
            low = high = box[1]
    for box in page.areas:
        if _is_under(box, left, right, high, step):
            low = min(low, box[1])
    return ColumnFoot(left, right, tuple(inside), low, high)


def _is_under(box: Box, left: float, right: float, foot: float, step: float) -> bool:
    """Tell whether a rule or tint ends a column: it is as wide, and ends less than two lines below its text."""
    share = min(box[2], right) - max(box[0], left)
    return share > 0.8 * (right - left) and box[2] - box[0] < 1.2 * (right - left) and 0 < foot - box[1] < 2 * step


def distance(one: ColumnFoot, other: ColumnFoot) -> float:
    """Return how far the ends of two columns are from each other, in points; 0 where they share a height."""
    return max(0.0, one.low - other.high, other.low - one.high)


def ragged_columns(feet: Sequence[ColumnFoot], most: float) -> list[tuple[ColumnFoot, float]]:
    """Return the columns that end higher than the lowest by more than so many points, and by how much."""
    lowest = min(feet, key=lambda foot: foot.low)
    return [(foot, apart) for foot in feet if (apart := distance(foot, lowest)) > most]
