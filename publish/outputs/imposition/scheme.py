"""Know where each page stands on the sheets of a booklet, of signatures or of an n-up, and where these are folded.

Pure: numbers of pages in, sheets out. The back of a sheet is what is seen after it is turned like a leaf, from left to
right. Sheets are folded at right angles, the last fold is the spine, and the pages lie head to head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from publish.base.records import dataclass


class Binding(Enum):
    """What becomes of the sheets."""

    BOOKLET = "booklet"
    """Nested and stitched through the fold."""
    SIGNATURES = "signatures"
    """Folded, gathered, and glued at the milled spine."""
    N_UP = "n-up"
    """Read as they are, or cut."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How pages are imposed.

    Attributes:
        binding: What becomes of the sheets.
        size: Pages of a full signature, or pages a side of an n-up; 4 for a booklet.
        caliper_mm: Thickness of the paper that creep is reckoned with; 0 for no creep.
        mill_mm: What is milled off the spine of gathered signatures.
        back_cover: Whether the last page stays last, so that blanks go before it.
    """

    binding: Binding
    size: int = 4
    caliper_mm: float = 0.0
    mill_mm: float = 0.0
    back_cover: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a page.

    Attributes:
        page: Number of the page, counted from 1; None for a blank.
        column: Counted from the left of the side, from 0.
        row: Counted from the head of the side, from 0.
        turned: Whether the page stands on its head.
        spine: On which side of the slot, as it lies on the sheet, the spine is: -1 left, 1 right, 0 nowhere.
        shift_mm: How far creep moves the page to the right; to the left if negative. It is always towards the spine.
    """

    page: int | None
    column: int
    row: int
    turned: bool = False
    spine: int = 0
    shift_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper.

    Attributes:
        columns: Slots beside each other on a side.
        rows: Slots above each other on a side.
        front: Slots of the front, from the head left on, row by row.
        back: Slots of the back in the order of ``front``; empty if nothing is printed there.
        signature: Which of the gathered signatures it is, counted from 1.
    """

    columns: int
    rows: int
    front: tuple[Slot, ...]
    back: tuple[Slot, ...]
    signature: int = 1


@dataclass(frozen=True, slots=True)
class SlotGrid:
    """Where slots lie on a sheet, in millimetres from the lower left corner of its outermost trim.

    Attributes:
        lefts: Left trim edges of the columns.
        bottoms: Lower trim edges of the rows, the row at the head first.
        width: Width of all columns with what lies between them.
        height: Height of all rows with what lies between them.
        bleed: Ink past the trim at head and foot.
        across: Ink past the trim at the left and the right edge of each column.
        folds_x: Folds from head to foot.
        folds_y: Folds from left to right.
    """

    lefts: tuple[float, ...]
    bottoms: tuple[float, ...]
    width: float
    height: float
    bleed: float
    across: tuple[tuple[float, float], ...]
    folds_x: tuple[float, ...]
    folds_y: tuple[float, ...]


TRIM_OFF_MM = 3.0
"""What is cut off a folded signature at head, foot and face at least; less does not open its folds."""

MILL_MM = 3.0
"""What is milled off the spine of gathered signatures."""

N_UP = {2: (2, 1), 4: (2, 2), 8: (4, 2), 9: (3, 3), 16: (4, 4)}
"""Columns and rows of pages that are higher than wide; wide ones are laid the other way."""

_FOLDED = {
    4: ("4 1", "2 3"),
    8: ("-5 -4 / 8 1", "-3 -6 / 2 7"),
    16: ("-5 -12 -9 -8 / 4 13 16 1", "-7 -10 -11 -6 / 2 15 14 3"),
    32: (
        "-5 -28 -29 -4 / 12 21 20 13 / -9 -24 -17 -16 / 8 25 32 1",
        "-3 -30 -27 -6 / 14 19 22 11 / -15 -18 -23 -10 / 2 31 26 7",
    ),
}
"""Pages on front and back of a sheet that is folded at right angles; a minus stands for one on its head."""

SIGNATURES = tuple(_FOLDED)


def impose(count: int, scheme: Scheme, *, wide: bool = False) -> tuple[Sheet, ...]:
    """Return the sheets for some pages.

    Args:
        count: How many pages there are, at least one.
        scheme: How the pages are imposed.
        wide: Whether pages are wider than high; it decides the grid of an n-up only.

    Raises:
        ValueError: If there is no page, or the scheme knows no sheet of that size.
    """
    if count < 1:
        raise ValueError("there is no page")
    if scheme.size not in (N_UP if scheme.binding is Binding.N_UP else SIGNATURES):
        raise ValueError(f"no sheet has {scheme.size} pages")
    if scheme.binding is Binding.N_UP:
        return tuple(_n_up(count, scheme.size, wide))
    sizes = [-(-count // 4) * 4] if scheme.binding is Binding.BOOKLET else _signatures(count, scheme.size)
    pages = _with_blanks(count, sum(sizes), scheme.back_cover)
    sheets: list[Sheet] = []
    for number, size in enumerate(sizes, 1):
        own, pages = pages[:size], pages[size:]
        if scheme.binding is Binding.BOOKLET:
            sides = [_nested(size, depth) for depth in range(size // 4)]
        else:
            sides = [_FOLDED[size]]
        sheets += (_sheet(front, back, own, scheme.caliper_mm, number) for front, back in sides)
    return tuple(sheets)


def lay_grid(sheet: Sheet, scheme: Scheme, trim_mm: tuple[float, float], bleed_mm: float) -> SlotGrid:
    """Return where the slots of a sheet lie.

    Pages of a booklet meet at the spine. Between pages of signatures is what is cut or milled off, between those of an
    n-up twice the bleed.

    Args:
        sheet: The sheet.
        scheme: How the sheet was imposed.
        trim_mm: Width and height of a page.
        bleed_mm: Ink past the trim that the pages have.
    """
    width, height = trim_mm
    folded = scheme.binding is not Binding.N_UP
    cut = bleed_mm
    if scheme.binding is Binding.SIGNATURES:
        cut = max(bleed_mm, TRIM_OFF_MM)
    gaps = [scheme.mill_mm if folded and column % 2 == 0 else cut for column in range(sheet.columns - 1)]
    lefts, bottoms = [0.0], [0.0]
    for gap in gaps:
        lefts.append(lefts[-1] + width + 2 * gap)
    for _ in range(sheet.rows - 1):
        bottoms.insert(0, bottoms[0] + height + 2 * cut)
    inks = [bleed_mm, *(min(gap, bleed_mm) for gap in gaps for _ in range(2)), bleed_mm]
    return SlotGrid(
        tuple(lefts),
        tuple(bottoms),
        lefts[-1] + width,
        bottoms[0] + height,
        bleed_mm,
        tuple(zip(inks[::2], inks[1::2], strict=True)),
        tuple(left - gap for left, gap in zip(lefts[1:], gaps, strict=True)) if folded else (),
        tuple(bottom - cut for bottom in bottoms[:-1]) if folded else (),
    )


def _n_up(count: int, size: int, wide: bool) -> Iterator[Sheet]:
    """Yield sheets on which pages follow each other as they are read."""
    columns, rows = reversed(N_UP[size]) if wide else N_UP[size]
    for start in range(1, count + 1, 2 * size):
        front, back = (
            tuple(
                Slot(page if page <= count else None, place % columns, place // columns)
                for place, page in enumerate(range(first, first + size))
            )
            for first in (start, start + size)
        )
        yield Sheet(columns, rows, front, back if start + size <= count else ())


def _signatures(count: int, size: int) -> list[int]:
    """Return the sizes of the signatures: full ones, then the smallest that holds the rest."""
    full, rest = divmod(count, size)
    return [size] * full + ([next(smaller for smaller in SIGNATURES if smaller >= rest)] if rest else [])


def _with_blanks(count: int, size: int, back_cover: bool) -> Sequence[int | None]:
    """Return the pages with blanks after the last one, or before it."""
    pages: list[int | None] = list(range(1, count + 1))
    place = count - 1 if back_cover else count
    pages[place:place] = [None] * (size - count)
    return pages


def _nested(size: int, depth: int) -> tuple[str, str]:
    """Return the pages on front and back of a sheet of a booklet, the outermost at depth 0."""
    first, last = 2 * depth + 1, size - 2 * depth
    return f"{last} {first}", f"{first + 1} {last - 1}"


def _sheet(front: str, back: str, pages: Sequence[int | None], caliper_mm: float, signature: int) -> Sheet:
    rows = front.split("/")
    sides = [tuple(_slots(side, pages, caliper_mm)) for side in (front, back)]
    return Sheet(len(rows[0].split()), len(rows), sides[0], sides[1], signature)


def _slots(side: str, pages: Sequence[int | None], caliper_mm: float) -> Iterator[Slot]:
    """Yield the slots of a folded side; a leaf lies as deep in its signature as there are leaves around it."""
    for row, line in enumerate(side.split("/")):
        for column, figure in enumerate(line.split()):
            number, turned = abs(int(figure)), int(figure) < 0
            leaf = (number - 1) // 2
            depth = min(leaf, len(pages) // 2 - 1 - leaf)
            spine = -1 if (number % 2 == 1) != turned else 1
            yield Slot(pages[number - 1], column, row, turned, spine, spine * depth * caliper_mm)
