"""Read what the codes of a font say (ISO 32000-1, 9.10), and judge whether anyone can read or hear it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pikepdf

from publish.preflight.pdf.reading import FAILURES, items_of, lookup, number, stream_bytes, text_of

MAX_CODES = 200_000
"""How many codes of a font are read."""

SILENT, EMPTY, PRIVATE = 1, 2, 3
"""What may be wrong with a code: it says nothing that is a character; what another text must stand for: it says that it
is no text, or a character that only the font knows."""

_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_NOTHING = re.compile("[\0\ufeff\ufffe]")
_KNOWN = ("GB1", "CNS1", "Japan1", "Korea1")
"""The collections whose characters readers know by their numbers."""


class Characters:
    """What the codes of a font say.

    Attributes:
        letters: The text of each code that the font says it of.
    """

    def __init__(self, obj: Any) -> None:
        """Read the table ToUnicode of a font; one that cannot be read says nothing."""
        self._obj = obj
        try:
            self.letters = read_letters(stream_bytes(lookup(obj, "/ToUnicode")))
        except FAILURES:
            self.letters = {}
        self._named: dict[int, str] | None = None

    def fault(self, code: int) -> int:
        """Return what is wrong with a code; 0 if nothing is (PDF/UA-1, 7.21.7; PDF/A-3, 6.2.11.7.2 and .3)."""
        text = self.letters.get(code)
        if text is None:
            return 0 if self._is_known(code) else SILENT
        if not text:
            return EMPTY
        if _NOTHING.search(text):
            return SILENT
        return PRIVATE if not text.isascii() and "Co" in map(unicodedata.category, text) else 0

    def _is_known(self, code: int) -> bool:
        """Whether readers know what a code says without being told."""
        if text_of(lookup(self._obj, "/Subtype")) == "/Type0":
            inner = (items_of(lookup(self._obj, "/DescendantFonts")) or [None])[0]
            return text_of(lookup(inner, "/CIDSystemInfo", "/Ordering")) in _KNOWN
        encoding = lookup(self._obj, "/Encoding")
        if self._named is None:
            self._named = read_differences(encoding)
        if code in self._named:
            from fontTools import agl  # type: ignore[import-untyped]

            return bool(agl.toUnicode(self._named[code]))
        if text_of(lookup(self._obj, "/Subtype")) == "/Type1":
            return True
        return isinstance(encoding, pikepdf.Name) or lookup(encoding, "/BaseEncoding") is not None


def read_differences(encoding: Any) -> dict[int, str]:
    """Return the names of the glyphs in which an encoding differs from another, by their codes."""
    code, found = 0, {}
    for item in items_of(lookup(encoding, "/Differences")):
        if isinstance(item, pikepdf.Name):
            found[code] = str(item)[1:]
            code += 1
        else:
            code = int(number(item))
    return found


def read_letters(table: bytes) -> dict[int, str]:
    """Return the letters of a ToUnicode table by code."""
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(table):
        if kind == b"bfchar":
            letters.update((int(code, 16), _utf16(text)) for code, text in _CHAR.findall(block))
            continue
        for first, last, text, row in _RANGE.findall(block):
            if len(letters) > MAX_CODES or int(first, 16) > 0xFFFFFFFF:
                break
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 65535)
            if text:
                base = _utf16(text)
                for code in range(low, high + 1):
                    end = ord(base[-1]) + code - low if base else 0
                    letters[code] = base[:-1] + chr(min(end, 0x10FFFF))
            else:
                texts = re.findall(rb"<([0-9A-Fa-f]+)>", row)
                letters.update(zip(range(low, high + 1), map(_utf16, texts), strict=False))
    return letters


def _utf16(digits: bytes) -> str:
    text = digits.decode("ascii")
    return bytes.fromhex(text if len(text) % 2 == 0 else text + "0").decode("utf-16-be", "replace")
