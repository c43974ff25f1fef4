"""Read which glyph a font has for each character."""

from __future__ import annotations

import contextlib
import io
import struct
import sys
from collections.abc import Sequence


def read_glyphs(font: bytes, number: int = -1) -> dict[int, int]:
    """Return the number of the glyph of each code point that a font has one for.

    Args:
        font: A font file.
        number: Which font of a collection; -1 for a file that is none.

    Raises:
        ValueError: If the file is no font.
    """
    with contextlib.suppress(struct.error, IndexError, ValueError):
        if (found := _read(font)) is not None:
            return found
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(io.BytesIO(font), lazy=True, fontNumber=number) as whole:
            return {code: whole.getGlyphID(name) for code, name in (whole.getBestCmap() or {}).items()}
    except (TTLibError, OSError, AssertionError) as failure:
        raise ValueError(str(failure)) from failure


def _read(font: bytes) -> dict[int, int] | None:
    """Return the glyphs of a TrueType font whose ``cmap`` is of the usual kind; None for any other.

    It saves an article the loading of fontTools, a twentieth of its time (OpenType 1.9, ``cmap`` formats 4 and 12).
    """
    tables = (
        struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(struct.unpack_from(">H", font, 4)[0])
    )
    start = next((start for tag, _, start, _ in tables if tag == b"cmap"), None)
    if font[:4] != b"\0\1\0\0" or start is None:
        return None
    count = struct.unpack_from(">H", font, start + 2)[0]
    maps = {
        tuple(record[:2]): start + record[2] for record in struct.iter_unpack(">HHL", font[start + 4 :][: 8 * count])
    }
    if (3, 10) in maps and font[maps[3, 10] :][:2] == b"\0\x0c":
        return _read_groups(font, maps[3, 10])
    if (3, 1) in maps and not maps.keys() & {(3, 10), (0, 6), (0, 4)} and font[maps[3, 1] :][:2] == b"\0\4":
        return _read_segments(font, maps[3, 1])
    return None


def _read_groups(font: bytes, at: int) -> dict[int, int]:
    """Return the glyphs of a ``cmap`` of format 12; code points of glyph 0 are missing ones."""
    count = struct.unpack_from(">L", font, at + 12)[0]
    groups = list(struct.iter_unpack(">LLL", font[at + 16 :][: 12 * count]))
    _demand_order([(first, last) for first, last, _ in groups])
    return {
        code: glyph + code - first
        for first, last, glyph in groups
        for code in range(first, last + 1)
        if glyph + code - first
    }


def _read_segments(font: bytes, at: int) -> dict[int, int]:
    """Return the glyphs of a ``cmap`` of format 4."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, at + place + 2 * count * number)
        for number, place in enumerate((14, 16, 16, 16))
    )
    _demand_order(list(zip(starts, ends, strict=True)))
    found = {}
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        place = at + 16 + 6 * count + 2 * index + offset
        for code in range(first, min(last, 0xFFFE) + 1):  # the last segment is U+FFFF, no character
            glyph = struct.unpack_from(">H", font, place + 2 * (code - first))[0] if offset else code
            if (glyph or not offset) and (glyph + delta) & 0xFFFF:
                found[code] = (glyph + delta) & 0xFFFF
    return found


def _demand_order(ranges: Sequence[tuple[int, int]]) -> None:
    """Raise ValueError unless ranges of code points follow one another: a broken font could name all of them often."""
    edges = [edge for first, last in ranges for edge in (first, last + 1)]
    if edges != sorted(edges) or edges[-1:] > [sys.maxunicode + 1]:
        raise ValueError("ranges of code points overlap")
