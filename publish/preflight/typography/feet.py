"""Judge the columns of pages together: ragged feet, lines off the grid, and how far last pages are filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from publish.base.messages import say, say_count
from publish.base.units import POINTS_PER_MM
from publish.preflight.pdf.reading import Box
from publish.preflight.typography.blocks import PrintedFile, PrintedPage, body_parts
from publish.preflight.typography.columns import ColumnFoot, distance, ragged_columns
from publish.preflight.typography.lines import PrintedLine
from publish.preflight.typography.places import place_of
from publish.preflight.typography.records import ColumnEnd, Flaw

RAGGED = 0.5
"""Columns may end so many lines apart."""

OFF_GRID = 0.5
"""Baselines may stand so many points beside the grid."""

_FILLED = 0.5  # share of the text area from which a picture fills a page
_MIRRORED = 2.0  # points by which the margins of even and odd pages differ in a book

Feet = Mapping[tuple[int, int], Sequence[ColumnFoot]]
Columns = Mapping[int, Sequence[tuple[float, float]]]


class TextArea:
    """The height that pages are filled to.

    Attributes:
        top: The highest baseline of running text, in points from the upper edge of the trim.
        bottom: The lowest.
        height: From one line above the highest baseline to the lowest, in points.
    """

    def __init__(self, file: PrintedFile, size: float, step: float) -> None:
        """Measure the running text of all pages."""
        depths = [
            file.pages[line.page - 1].trim[3] - line.baseline for part in body_parts(file.blocks, size) for line in part
        ]
        self.top, self.bottom = min(depths, default=0.0), max(depths, default=0.0)
        self.height = self.bottom - self.top + step

    def filled(self, page: PrintedPage, foot: float, step: float) -> int:
        """Return how far a page is filled whose text ends there, in per cent."""
        depth = page.trim[3] - foot - self.top + step
        return round(100 * min(1.0, max(0.0, depth / self.height))) if self.height else 0


# Feet ----------------------------------------------------------------------------------------------------------------


def find_ragged(file: PrintedFile, feet: Feet, bare: Feet, columns: Columns, step: float) -> Iterator[Flaw]:
    """Yield columns that end higher than others of their page, and facing pages of which one does.

    Args:
        file: The file.
        feet: The ends of columns.
        bare: The ends without notes, which stand in columns or below all of them; what is level in either way is level.
        columns: The columns of each page.
        step: Distance of the baselines, in points.
    """
    lasts = _last_pages(feet)
    level: dict[int, ColumnFoot] = {}
    for (number, flow), found in feet.items():
        page = file.pages[number - 1]
        if lasts[flow] == number or _is_filled(page, columns[number], found):
            continue
        for foot, apart in min(
            (ragged_columns(way, RAGGED * step) for way in (found, bare.get((number, flow), ())) if way), key=_worst
        ):
            message = say("a column ends {apart:.1f} mm higher than the one beside it", apart=apart / POINTS_PER_MM)
            yield Flaw("ragged-foot", message, place_of(foot.lines[-1:], file.pages), foot.lines[-1].text)
        level[number] = min(found, key=lambda foot: foot.low)
    if is_mirrored(file, columns):
        yield from _facing(file, level, step)


def _worst(ragged: Sequence[tuple[ColumnFoot, float]]) -> float:
    return max((apart for _, apart in ragged), default=0.0)


def _facing(file: PrintedFile, level: Mapping[int, ColumnFoot], step: float) -> Iterator[Flaw]:
    for number in sorted(level):
        if number % 2 or number + 1 not in level:
            continue
        pair = level[number], level[number + 1]
        tops = [file.pages[foot.lines[0].page - 1].trim[3] for foot in pair]
        if tops[0] != tops[1] or (apart := distance(*pair)) <= RAGGED * step:
            continue
        short = max(pair, key=lambda foot: foot.low)
        message = say("a page ends {apart:.1f} mm higher than the one that faces it", apart=apart / POINTS_PER_MM)
        yield Flaw("ragged-foot", message, place_of(short.lines[-1:], file.pages), short.lines[-1].text)


def _last_pages(feet: Feet) -> dict[int, int]:
    """Return the last page of each article or chapter."""
    lasts: dict[int, int] = {}
    for number, flow in feet:
        lasts[flow] = max(number, lasts.get(flow, 0))
    return lasts


def _is_filled(page: PrintedPage, columns: Sequence[tuple[float, float]], feet: Sequence[ColumnFoot]) -> bool:
    """Tell whether pictures take most of a page."""
    high, low = max(foot.lines[0].baseline for foot in feet), min(foot.low for foot in feet)
    width, height = columns[-1][1] - columns[0][0], high - low
    covered = sum(_area(box) for _, box in page.pictures)
    return covered > _FILLED * width * max(height, 1.0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def is_mirrored(file: PrintedFile, columns: Columns) -> bool:
    """Tell whether even and odd pages have margins of their own, as those of a book that is opened."""
    sides: dict[int, Counter[float]] = defaultdict(Counter)
    for number, found in columns.items():
        sides[number % 2][round(found[0][0] - file.pages[number - 1].trim[0])] += 1
    if len(sides) < 2:
        return False
    even, odd = (max(sides[parity], key=lambda side, p=parity: (sides[p][side], side)) for parity in (0, 1))  # type: ignore[misc]
    return abs(even - odd) > _MIRRORED


# Grid ----------------------------------------------------------------------------------------------------------------


def find_off_grid(file: PrintedFile, columns: Columns, size: float, step: float) -> Iterator[Flaw]:
    """Yield for each page the running lines that do not stand on its grid.

    The grid is that of most lines of the page; in a book, whose pages face each other, that of most lines of the file.
    """
    if not step:
        return
    lines: dict[int, list[tuple[float, PrintedLine]]] = defaultdict(list)
    book = is_mirrored(file, columns)
    phases: dict[int, Counter[int]] = defaultdict(Counter)
    for part in body_parts(file.blocks, size):
        for line in part:
            phase = (file.pages[line.page - 1].trim[3] - line.baseline) % step
            lines[line.page].append((phase, line))
            phases[0 if book else line.page][round(10 * phase)] += 1
    for number, on_page in sorted(lines.items()):
        counted = phases[0 if book else number]
        grid = max(counted, key=lambda phase, of=counted: (of[phase], -phase)) / 10  # type: ignore[misc]
        if off := [line for phase, line in on_page if _apart(phase, grid, step) > OFF_GRID]:
            first = off[0]
            beside = _apart((file.pages[first.page - 1].trim[3] - first.baseline) % step, grid, step) / POINTS_PER_MM
            message = say_count(
                "a line stands off the baseline grid, by {beside:.1f} mm",
                "{count} lines stand off the baseline grid, the first by {beside:.1f} mm",
                len(off),
                beside=beside,
            )
            yield Flaw("off-grid", message, place_of(off[:1], file.pages), first.text)


def _apart(phase: float, grid: float, step: float) -> float:
    return min((phase - grid) % step, (grid - phase) % step)


# Last pages ----------------------------------------------------------------------------------------------------------


def measure_ends(file: PrintedFile, feet: Feet, area: TextArea, step: float) -> list[ColumnEnd]:
    """Return how far the last pages of articles and chapters are filled that end alone on them."""
    owners: dict[int, set[int]] = defaultdict(set)
    for number, flow in feet:
        owners[number].add(flow)
    ends = []
    for flow, number in sorted(_last_pages(feet).items(), key=lambda item: item[1]):
        if len(owners[number]) == 1:
            low = min(foot.high for foot in feet[(number, flow)])
            ends.append(ColumnEnd(number, area.filled(file.pages[number - 1], low, step)))
    return ends


def fill_of_last(file: PrintedFile, feet: Feet, area: TextArea, step: float) -> int | None:
    """Return how far the last page with running text is filled; None where no other page shows how high it could be."""
    pages = {number for number, _ in feet}
    if len(pages) < 2:
        return None
    last = max(pages)
    low = min(foot.high for (number, _), found in feet.items() if number == last for foot in found)
    return area.filled(file.pages[last - 1], low, step)
