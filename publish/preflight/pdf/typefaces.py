"""Know the fonts of a PDF as its pages use them: the widths of their codes, and which codes draw nothing."""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Iterable
from typing import Any

import pikepdf

from publish.preflight.pdf.glyph_outlines import Outlines, read_outlines
from publish.preflight.pdf.reading import items_of, lookup, number, numbers, stream_bytes, text_of
from publish.preflight.pdf.to_unicode import MAX_CODES, Characters, read_differences
from publish.preflight.pdf.tokens import string_of

MAX_MEASURED = 50_000
"""How many different strings of a font are remembered."""


class Measured:
    """What a string is in a font: width in thousandths, number of codes and of single-byte spaces, codes that lack."""

    __slots__ = ("count", "faulty", "missing", "spaces", "unread", "width")

    def __init__(self, width: float, count: int, spaces: int, missing: int | None, unread: dict[int, int]) -> None:
        """Keep the sums; ``missing`` is the first code without a glyph, ``unread`` has a code of each fault of text."""
        self.width, self.count, self.spaces, self.missing, self.unread = width, count, spaces, missing, unread
        self.faulty = missing is not None or bool(unread)


class Typeface:
    """A font resource.

    Attributes:
        name: PostScript name of the font without the tag of a subset.
        measured: The strings that have been measured, as they are written.
        embedded: Whether its program is in the file; always for fonts whose glyphs are drawings.
        ascent, descent: How far its glyphs reach from the baseline, in ems.
    """

    def __init__(self, obj: Any, *, heard: bool = False) -> None:
        """Read the dictionary of a font; what is wrong in it is taken for missing.

        Args:
            obj: The dictionary.
            heard: Whether the file is also listened to, so that what codes say matters.
        """
        self._heard, self._sound = heard, set[int]()
        self.kind = text_of(lookup(obj, "/Subtype"))
        self.composite = self.kind == "/Type0"
        self.obj = obj
        descendants = items_of(lookup(obj, "/DescendantFonts"))
        self.inner = descendants[0] if self.composite and descendants else obj
        self.descriptor = lookup(self.inner, "/FontDescriptor")
        base = text_of(lookup(obj, "/BaseFont")).lstrip("/")
        self.name = re.sub(r"^[A-Z]{6}\+", "", base) or "a font without a name"
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        self.embedded = self.kind == "/Type3" or any(lookup(self.descriptor, file) is not None for file in files)
        self.scale = 0.001
        if self.kind == "/Type3":
            matrix = numbers(lookup(obj, "/FontMatrix"))
            self.scale = abs(matrix[0]) if len(matrix) == 6 and matrix[0] else 0.001
        self.ascent, self.descent = self._reach()
        self._widths, self._default = self._read_widths()
        self._gids: bytes | None = None
        self._identity = self._is_identity()
        named = read_differences(lookup(obj, "/Encoding"))
        self._named = frozenset(code for code, name in named.items() if name == ".notdef")
        self.measured: dict[bytes, Measured] = {}
        self._outlines: Outlines | None = None
        self._limit = self._count_glyphs() if self._identity else 0

    def _reach(self) -> tuple[float, float]:
        box = numbers(lookup(self.descriptor, "/FontBBox"))
        if len(box) == 4 and box[3] > box[1] and self.kind != "/Type3":
            return min(box[3], 1500.0) / 1000, max(box[1], -800.0) / 1000
        return 0.95, -0.3

    def _read_widths(self) -> tuple[dict[int, float], float]:
        if not self.composite:
            first = int(number(lookup(self.obj, "/FirstChar")))
            widths = dict(enumerate(numbers(lookup(self.obj, "/Widths")), first))
            return widths, number(lookup(self.descriptor, "/MissingWidth"), 0.0 if widths else 500.0)
        widths = {}
        row = items_of(lookup(self.inner, "/W"))
        position = count = 0
        while position + 1 < len(row) and count <= MAX_CODES:
            first = int(number(row[position]))
            if isinstance(row[position + 1], pikepdf.Array):
                widths.update(enumerate(numbers(row[position + 1]), first))
                count += 1 + len(row[position + 1])
                position += 2
            elif position + 2 < len(row):
                last = min(int(number(row[position + 1])), first + 65535)
                widths.update(dict.fromkeys(range(first, last + 1), number(row[position + 2])))
                count += max(1, last - first)
                position += 3
            else:
                break
        return widths, number(lookup(self.inner, "/DW"), 1000.0)

    def _is_identity(self) -> bool:
        """Whether codes are glyph numbers of the embedded program, or can be made so."""
        if not self.composite or not self.embedded or text_of(lookup(self.obj, "/Encoding"))[:9] != "/Identity":
            return False
        table = lookup(self.inner, "/CIDToGIDMap")
        if isinstance(table, pikepdf.Stream):
            self._gids = stream_bytes(table)
        return True

    def _count_glyphs(self) -> int:
        """Return how many glyphs the program has, read from its header alone; 0 if that is not known."""
        program = lookup(self.descriptor, "/FontFile2")
        if not isinstance(program, pikepdf.Stream):
            return 0
        data = stream_bytes(program)
        tables = struct.unpack(">H", data[4:6])[0] if len(data) > 12 else 0
        for index in range(min(tables, 64)):
            record = data[12 + 16 * index : 28 + 16 * index]
            if record[:4] == b"maxp" and len(record) == 16:
                start = struct.unpack(">I", record[8:12])[0]
                return int.from_bytes(data[start + 4 : start + 6], "big")
        return 0

    @functools.cached_property
    def characters(self) -> Characters:
        """What its codes say."""
        return Characters(self.obj)

    def measure(self, part: bytes) -> Measured:
        """Return what a string, as it is written, is in this font; strings come again, so they are remembered."""
        if len(self.measured) >= MAX_MEASURED:
            self.measured.clear()
        found = self.measured[part] = self._measure(string_of(part))
        return found

    def _measure(self, string: bytes) -> Measured:
        codes = self.codes(string)
        widths, default = self._widths, self._default
        width = sum([widths.get(code, default) for code in codes]) * self.scale * 1000
        missing = next((code for code in codes if self._lacks(code)), None)
        unread = {} if not self._heard or self._sound.issuperset(codes) else self._unread(codes)
        return Measured(width, len(codes), 0 if self.composite else string.count(b" "), missing, unread)

    def _unread(self, codes: Iterable[int]) -> dict[int, int]:
        """Return the first code of each fault of text, by the fault; codes without any are remembered."""
        found: dict[int, int] = {}
        for code in codes:
            if code not in self._sound:
                fault = self.characters.fault(code)
                if fault:
                    found.setdefault(fault, code)
                else:
                    self._sound.add(code)
        return found

    def text_faults(self) -> list[tuple[int, int]]:
        """Return the codes that the font has whose text has a fault, with that."""
        codes = sorted({*self._widths, *self.characters.letters})
        return [(code, fault) for code in codes if (fault := self.characters.fault(code))]

    def codes(self, string: bytes) -> tuple[int, ...] | bytes:
        """Return the codes of a string."""
        if self.composite:
            return struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])
        return string

    def glyph(self, code: int) -> int:
        """Return the glyph number of a code of an identity encoding."""
        if self._gids is None:
            return code
        return int.from_bytes(self._gids[2 * code : 2 * code + 2], "big")

    def _lacks(self, code: int) -> bool:
        if self._identity:
            glyph = self.glyph(code)
            return glyph == 0 or bool(self._limit and glyph >= self._limit)
        if self.composite or not self.embedded:
            return False
        return code in self._named or (bool(self._widths) and code not in self._widths)

    def width(self, code: int) -> float:
        """Return the width of a code in ems."""
        return self._widths.get(code, self._default) * self.scale

    @functools.cached_property
    def space(self) -> float | None:
        """Width of its space in ems; None where it has none."""
        codes = sorted(code for code, text in self.characters.letters.items() if text == " ")
        if not codes and not self.composite:
            codes = [32] if 32 in self._widths else []
        return next((width for code in codes if (width := self.width(code)) > 0), None)

    def bounds(self, code: int) -> tuple[float, float, float, float] | None:
        """Return what the glyph of a code covers, in ems from its origin; None for one that draws nothing."""
        if self._outlines is None:
            self._outlines = read_outlines(self.descriptor, self.obj, self.composite)
        return self._outlines.bounds(self.glyph(code) if self._identity else code, self.width(code))

    def text_of(self, part: bytes) -> str:
        """Return what a string says, as it is written."""
        return self.text((string_of(part),)).strip()[:80]

    def text(self, strings: tuple[bytes, ...]) -> str:
        """Return what strings say, as far as the file knows."""
        letters = self.characters.letters
        unknown = "\N{REPLACEMENT CHARACTER}"
        said = []
        for string in strings:
            for code in self.codes(string):
                said.append(letters.get(code) or (unknown if self.composite else chr(code)))
        return "".join(said)
