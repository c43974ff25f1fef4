"""Sheets are folded and gathered as by hand, and read; nothing here knows a formula for the order of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from publish.outputs.imposition.scheme import (
    MILL_MM,
    N_UP,
    SIGNATURES,
    Binding,
    Scheme,
    Sheet,
    Slot,
    SlotGrid,
    impose,
    lay_grid,
)

CALIPER = 0.1
TRIM = (148.0, 210.0)
BLEED = 3.0
EXACT = 1e-6
COUNTS = range(1, 201)

BOOKLET = Scheme(Binding.BOOKLET, caliper_mm=CALIPER)
GATHERED = {size: Scheme(Binding.SIGNATURES, size, CALIPER, MILL_MM) for size in SIGNATURES}

FOLDS = {
    (2, 1): ["left over right"],
    (2, 2): ["head over foot", "left over right"],
    (4, 2): ["right over left", "head over foot", "left over right"],
    (4, 4): ["head over foot", "right over left", "head over foot", "left over right"],
}
"""How a sheet is folded whose back, the inner side, lies up: each fold at a right angle to the one before it."""


@dataclass(frozen=True)
class Leaf:
    """A piece of paper between folds as it lies on the table: ``up`` and ``down`` are printed, ``turned`` by half."""

    left: float
    bottom: float
    right: float
    top: float
    up: Slot
    down: Slot
    turned: bool = False


@dataclass(frozen=True)
class Face:
    """A page as one who leafs through sees it."""

    page: int | None
    upright: bool
    spine: int
    shift_mm: float


def lay_down(sheet: Sheet, grid: SlotGrid) -> list[Leaf]:
    """A flat sheet, its back up: what was right on the front lies left."""
    width, height = TRIM
    leaves = []
    for slot in sheet.front:
        (behind,) = (
            other for other in sheet.back if (other.row, other.column) == (slot.row, sheet.columns - 1 - slot.column)
        )
        left, bottom = grid.width - grid.lefts[slot.column] - width, grid.bottoms[slot.row]
        assert abs(grid.lefts[behind.column] - left) < EXACT
        leaves.append(Leaf(left, bottom, left + width, bottom + height, behind, slot))
    return leaves


def fold(stack: list[Leaf], line: float, how: str) -> list[Leaf]:
    """Fold paper, a list from the top leaf down, and lay the one part upon the other."""
    if how == "head over foot":
        moved = [leaf for leaf in stack if leaf.bottom > line]
        lifted = [
            replace(
                leaf,
                bottom=2 * line - leaf.top,
                top=2 * line - leaf.bottom,
                up=leaf.down,
                down=leaf.up,
                turned=not leaf.turned,
            )
            for leaf in moved
        ]
    else:
        moved = [leaf for leaf in stack if (leaf.right < line + EXACT) == (how == "left over right")]
        lifted = [
            replace(leaf, left=2 * line - leaf.right, right=2 * line - leaf.left, up=leaf.down, down=leaf.up)
            for leaf in moved
        ]
    return [*reversed(lifted), *(leaf for leaf in stack if leaf not in moved)]


def fold_sheet(sheet: Sheet, scheme: Scheme) -> list[Leaf]:
    """The leaves of a folded sheet from the top down; they lie edge upon edge, the last fold at their left."""
    grid = lay_grid(sheet, scheme, TRIM, BLEED)
    stack = lay_down(sheet, grid)
    lines = {"x": sorted(grid.width - x for x in grid.folds_x), "y": sorted(grid.folds_y)}
    line = 0.0
    for how in FOLDS[sheet.columns, sheet.rows]:
        axis = "y" if how == "head over foot" else "x"
        count = len(lines[axis])
        line = lines[axis][count // 2]
        stack = fold(stack, line, how)
        rest = {round(line - abs(line - other), 6) for other in lines[axis] if other != line}
        if how == "left over right":
            rest = {round(line + abs(line - other), 6) for other in lines[axis] if other != line}
        assert len(rest) == (count - 1) // 2, "what is folded twice is folded at one place"
        lines[axis] = sorted(rest)
    assert lines == {"x": [], "y": []}
    for leaf in stack:
        edges = [(leaf.left, stack[0].left), (leaf.right, stack[0].right), (leaf.bottom, stack[0].bottom)]
        assert all(abs(edge - other) < EXACT for edge, other in edges)
        assert leaf.left >= line - EXACT
    return stack


def read(leaves: Sequence[Leaf]) -> list[Face]:
    """Leaf through: each leaf shows its upper side at the right, then, turned over at the left, its other side."""
    faces = []
    for leaf in leaves:
        for slot in (leaf.up, leaf.down):
            half = slot.turned != leaf.turned
            around = -1 if leaf.turned else 1
            faces.append(Face(slot.page, not half, around * slot.spine, around * slot.shift_mm))
    return faces


def nest(sheets: Sequence[list[Leaf]]) -> list[Leaf]:
    """Put folded sheets into each other, the first outside."""
    leaves: list[Leaf] = []
    for folded in reversed(sheets):
        middle = len(folded) // 2
        leaves = [*folded[:middle], *leaves, *folded[middle:]]
    return leaves


def check(faces: Sequence[Face]) -> None:
    """Assert that pages stand on their feet, rectos with the spine at their left, moved to it by the leaves around."""
    leaves = len(faces) // 2
    for place, face in enumerate(faces):
        towards = -1 if place % 2 == 0 else 1
        around = min(place // 2, leaves - 1 - place // 2)
        assert face.upright
        assert face.spine == towards
        assert abs(face.shift_mm - towards * around * CALIPER) < EXACT


@pytest.mark.parametrize("back_cover", [False, True])
def test_a_booklet_is_read_in_order(back_cover: bool) -> None:
    scheme = replace(BOOKLET, back_cover=back_cover)
    for count in COUNTS:
        sheets = impose(count, scheme)
        faces = read(nest([fold_sheet(sheet, scheme) for sheet in sheets]))
        check(faces)
        blanks = [None] * (-count % 4)
        expected = [*range(1, count), *blanks, count] if back_cover else [*range(1, count + 1), *blanks]
        assert expected == [face.page for face in faces]


@pytest.mark.parametrize("back_cover", [False, True])
@pytest.mark.parametrize("size", SIGNATURES)
def test_gathered_signatures_are_read_in_order(size: int, back_cover: bool) -> None:
    scheme = replace(GATHERED[size], back_cover=back_cover)
    for count in COUNTS:
        sheets = impose(count, scheme)
        signatures = [read(fold_sheet(sheet, scheme)) for sheet in sheets]
        for faces in signatures:
            check(faces)
        pages = [face.page for faces in signatures for face in faces]
        blanks = [None] * (len(pages) - count)
        expected = [*range(1, count), *blanks, count] if back_cover else [*range(1, count + 1), *blanks]
        assert expected == pages
        assert list(range(1, len(sheets) + 1)) == [sheet.signature for sheet in sheets]
        assert [size] * (len(sheets) - 1) == [len(faces) for faces in signatures[:-1]]
        last, rest = len(signatures[-1]), count - size * (len(sheets) - 1)
        assert last >= rest
        assert last == 4 or last // 2 < rest, "no smaller signature holds the rest"


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("size", N_UP)
def test_an_n_up_is_read_in_order_side_by_side(size: int, wide: bool) -> None:
    scheme = Scheme(Binding.N_UP, size)
    trim = TRIM[::-1] if wide else TRIM
    for count in COUNTS:
        pages = []
        for sheet in impose(count, scheme, wide=wide):
            grid = lay_grid(sheet, scheme, trim, BLEED)
            assert (sheet.columns, sheet.rows) == (N_UP[size][::-1] if wide else N_UP[size])
            for side in (sheet.front, sheet.back):
                order = sorted(side, key=lambda slot: (-grid.bottoms[slot.row], grid.lefts[slot.column]))
                pages += [slot.page for slot in order]
                assert not any(slot.turned or slot.spine or slot.shift_mm for slot in side)
        assert [*range(1, count + 1)] == pages[:count]
        assert {None} >= set(pages[count:])
        assert len(pages) - count < size


@pytest.mark.parametrize(
    ("size", "front", "back"),
    [
        (8, [5, 4, 8, 1], [3, 6, 2, 7]),
        (16, [5, 12, 9, 8, 4, 13, 16, 1], [7, 10, 11, 6, 2, 15, 14, 3]),
    ],
)
def test_signatures_are_those_that_printers_know(size: int, front: list[int], back: list[int]) -> None:
    (sheet,) = impose(size, GATHERED[size])
    assert (front, back) == ([slot.page for slot in sheet.front], [slot.page for slot in sheet.back])
    assert [slot.row == 0 for slot in sheet.front] == [slot.turned for slot in sheet.front]


def test_a_wrong_order_is_found_out() -> None:
    (sheet,) = impose(16, GATHERED[16])
    first, *others, last = sheet.front
    swapped = replace(sheet, front=(replace(first, page=last.page), *others, replace(last, page=first.page)))
    pages = [face.page for face in read(fold_sheet(swapped, GATHERED[16]))]
    assert [5, 2, 3, 4, 1] == pages[:5]


def test_pages_of_a_booklet_meet_at_the_fold_without_bleed() -> None:
    grid = lay_grid(impose(4, BOOKLET)[0], BOOKLET, TRIM, BLEED)
    assert ((0.0, 148.0), (148.0,), ()) == (grid.lefts, grid.folds_x, grid.folds_y)
    assert ((3.0, 0.0), (0.0, 3.0)) == grid.across


def test_signatures_leave_room_for_mill_and_knife() -> None:
    grid = lay_grid(impose(16, GATHERED[16])[0], GATHERED[16], TRIM, 2.0)
    assert (0.0, 154.0, 308.0, 462.0) == grid.lefts
    assert (216.0, 0.0) == grid.bottoms
    assert ((151.0, 305.0, 459.0), (213.0,)) == (grid.folds_x, grid.folds_y)
    assert {(2.0, 2.0)} == set(grid.across)


def test_an_n_up_leaves_twice_the_bleed() -> None:
    scheme = Scheme(Binding.N_UP, 4)
    grid = lay_grid(impose(4, scheme)[0], scheme, TRIM, BLEED)
    assert ((0.0, 154.0), (216.0, 0.0), ()) == (grid.lefts, grid.bottoms, grid.folds_x)


@pytest.mark.parametrize(
    ("count", "scheme"),
    [(0, BOOKLET), (4, Scheme(Binding.N_UP, 3)), (4, Scheme(Binding.SIGNATURES, 12)), (4, Scheme(Binding.N_UP, 32))],
)
def test_what_cannot_be_folded_is_refused(count: int, scheme: Scheme) -> None:
    with pytest.raises(ValueError, match="no"):
        impose(count, scheme)
