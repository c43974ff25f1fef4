"""Know the colours of a page: their spaces, their inks, and whether they can be printed as they are."""

from __future__ import annotations

from typing import Any

import pikepdf

from publish.base.messages import say
from publish.preflight.pdf.reading import items_of, lookup, number, stream_bytes, text_of

PROCESS = {"/Cyan": 0, "/Magenta": 1, "/Yellow": 2, "/Black": 3}
SIMPLE = {
    "/DeviceGray": ("gray", 1),
    "/G": ("gray", 1),
    "/CalGray": ("independent", 1),
    "/DeviceRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/CalRGB": ("rgb", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/Pattern": ("pattern", 0),
    "/Lab": ("independent", 3),
}
NOTHING = 0.005
"""Less ink than this is none."""


class Space:
    """A colour space.

    Attributes:
        kind: ``gray``, ``rgb``, ``cmyk``, ``independent``, ``spot``, ``indexed`` or ``pattern``.
        count: How many components the space has.
        title: What a message calls it.
        plates: Names of the plates of ``spot``.
        base: What ``indexed`` and ``pattern`` stand on.
        table: Colours of ``indexed``, as bytes of the base.
    """

    __slots__ = ("base", "count", "kind", "plates", "table", "title")

    def __init__(self, kind: str, count: int, title: str, plates: tuple[str, ...] = (), base: Space | None = None):
        """Keep what is known of it."""
        self.kind, self.count, self.title, self.plates, self.base = kind, count, title, plates, base
        self.table = b""


GRAY = Space("gray", 1, "DeviceGray")
RGB = Space("rgb", 3, "DeviceRGB")
CMYK = Space("cmyk", 4, "DeviceCMYK")
PATTERN = Space("pattern", 0, "Pattern")
UNKNOWN = Space("unknown", 0, "unknown")
_KNOWN = {"/DeviceGray": GRAY, "/G": GRAY, "/DeviceRGB": RGB, "/RGB": RGB, "/DeviceCMYK": CMYK, "/CMYK": CMYK}


def read_space(value: Any, depth: int = 0) -> Space:
    """Return a colour space of the file; one that cannot be read is unknown."""
    if depth > 8:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        name = str(value)
        return _KNOWN.get(name) or (Space(*SIMPLE[name], name[1:]) if name in SIMPLE else UNKNOWN)
    parts = items_of(value)
    if not parts:
        return UNKNOWN
    family = text_of(parts[0])
    if family == "/ICCBased" and len(parts) > 1:
        return _read_icc(parts[1])
    if family in ("/Indexed", "/I") and len(parts) > 3:
        space = Space("indexed", 1, "Indexed", base=read_space(parts[1], depth + 1))
        space.table = _table(parts[3])
        return space
    if family == "/Separation" and len(parts) > 1:
        return Space("spot", 1, "Separation", (text_of(parts[1]),))
    if family == "/DeviceN" and len(parts) > 1:
        plates = tuple(text_of(plate) for plate in items_of(parts[1]))
        return Space("spot", len(plates), "DeviceN", plates)
    if family == "/Pattern" and len(parts) > 1:
        return Space("pattern", 0, "Pattern", base=read_space(parts[1], depth + 1))
    return read_space(parts[0], depth + 1)


def _read_icc(stream: Any) -> Space:
    count = int(number(lookup(stream, "/N")))
    if count == 3:
        lab = stream_bytes(stream)[16:20] == b"Lab "
        return Space("independent" if lab else "rgb", 3, say("ICC-based Lab") if lab else say("ICC-based RGB"))
    return Space("independent", count, say("ICC-based CMYK") if count == 4 else say("ICC-based grey"))


def _table(value: Any) -> bytes:
    if isinstance(value, pikepdf.Stream):
        return stream_bytes(value)[:1024]
    return bytes(value)[:1024] if isinstance(value, pikepdf.String) else b""


class Colour:
    """One colour as it is set.

    Attributes:
        inks: Cyan, magenta, yellow and black from 0 to 1; estimated where its space is not of inks.
        plates: Plates other than these four.
        white: Whether the colour leaves the paper as it is.
        black: Whether the colour is full black ink and nothing else.
        registration: Whether the colour is on all plates.
        pattern: The pattern that it draws, if any.
    """

    __slots__ = ("black", "inks", "parts", "pattern", "plates", "registration", "space", "total", "white")

    def __init__(self, space: Space, parts: tuple[float, ...], pattern: Any = None) -> None:
        """Work out its inks once."""
        self.space, self.parts, self.pattern = space, parts, pattern
        self.plates = tuple(p for p in space.plates if p not in PROCESS and p not in ("/All", "/None"))
        self.registration = "/All" in space.plates
        self.inks = _inks(space, parts)
        spots = (part for plate, part in zip(space.plates, parts, strict=False) if plate in self.plates)
        self.total = sum(self.inks) + sum(spots)
        self.white = pattern is None and self.total < NOTHING and space.kind not in ("pattern", "unknown")
        only = self.inks[3] > 1 - NOTHING and max(self.inks[:3]) < NOTHING
        self.black = only and space.kind in ("gray", "cmyk") and pattern is None


def _inks(space: Space, parts: tuple[float, ...]) -> tuple[float, float, float, float]:
    parts = tuple(min(1.0, max(0.0, part)) for part in parts)
    kind = space.kind
    if kind == "cmyk" and len(parts) == 4:
        return parts[0], parts[1], parts[2], parts[3]
    if kind == "independent" and space.title == "Lab" and parts:
        return 0.0, 0.0, 0.0, 0.5
    if (kind == "gray" or space.count == 1) and kind in ("gray", "independent") and parts:
        return 0.0, 0.0, 0.0, 1 - parts[0]
    if kind == "rgb" and len(parts) == 3:
        black = 1 - max(parts)
        rest = tuple((1 - part - black) for part in parts)
        return rest[0], rest[1], rest[2], black
    if kind == "independent" and len(parts) == 4:
        return parts[0], parts[1], parts[2], parts[3]
    if kind == "indexed" and space.base and space.table and parts:
        return 0.0, 0.0, 0.0, 0.5
    if kind == "spot":
        return _spot_inks(space.plates, parts)
    return 0.0, 0.0, 0.0, 0.0


def _spot_inks(plates: tuple[str, ...], parts: tuple[float, ...]) -> tuple[float, float, float, float]:
    inks = [0.0, 0.0, 0.0, 0.0]
    for plate, part in zip(plates, parts, strict=False):
        if plate == "/All":
            inks = [part] * 4
        elif plate in PROCESS:
            inks[PROCESS[plate]] = part
    return inks[0], inks[1], inks[2], inks[3]


def first_colour(space: Space) -> Colour:
    """Return the colour with which a space begins."""
    if space.kind == "spot":
        return Colour(space, (1.0,) * space.count)
    if space is CMYK or (space.kind == "independent" and space.count == 4):
        return Colour(space, (0.0, 0.0, 0.0, 1.0))
    return Colour(space, (0.0,) * space.count)


BLACK = first_colour(GRAY)
