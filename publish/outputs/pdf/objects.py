"""Write numbered objects as a PDF file: object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

_MARK = b"\n%\xbf\xf7\xa2\xfe\n"
_TOGETHER = 200  # objects in one object stream: enough to be compressed well, few enough to be read quickly


class File:
    """A file as it grows; objects are numbered from 1 as they are reserved, and written in any order."""

    def __init__(self, version: str = "1.7") -> None:
        """Start an empty file of a version of PDF."""
        header = b"%PDF-" + version.encode() + _MARK
        self._parts, self._size = [header], len(header)
        self._count = 0
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._waiting: list[tuple[int, bytes]] = []

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many new numbers."""
        first = self._count + 1
        self._count += count
        return first

    def put(self, number: int, text: str) -> None:
        """Write an object, given in Latin-1."""
        self._waiting.append((number, text.encode("latin-1")))
        if len(self._waiting) == _TOGETHER:
            self._write_waiting()

    def put_stream(self, number: int, text: str, content: bytes) -> None:
        """Write a stream: its dictionary, whose length is filled in here, and what is in it."""
        self._places[number] = (1, self._size, 0)
        opening = f"{number} 0 obj\n{text.removesuffix('>>')}/Length {len(content)}>>\nstream\n".encode("latin-1")
        self._write(opening, content, b"\nendstream\nendobj\n")

    def finish(self, root: int, info: int) -> bytes:
        """Return the file; its identifier is made of what is in it (14.4)."""
        self._write_waiting()
        number = self.reserve()
        start = self._size
        self._places[number] = (1, start, 0)
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in (self._places[n] for n in range(number + 1))
        )
        name = hashlib.md5(b"".join(self._parts), usedforsecurity=False).hexdigest()
        facts = f"/Root {root} 0 R/Info {info} 0 R/Size {number + 1}/W[1 4 2]/ID[<{name}><{name}>]"
        self.put_stream(number, f"<</Type/XRef{facts}/Filter/FlateDecode>>", zlib.compress(table))
        self._write(f"startxref\n{start}\n%%EOF\n".encode())
        return b"".join(self._parts)

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        number, waiting, self._waiting = self.reserve(), self._waiting, []
        head, size = [], 0
        for index, (inside, content) in enumerate(waiting):
            self._places[inside] = (2, number, index)
            head.append(f"{inside} {size}")
            size += len(content) + 1
        numbers = " ".join(head).encode()
        body = zlib.compress(b"\n".join([numbers, *(content for _, content in waiting)]))
        facts = f"<</Type/ObjStm/N {len(waiting)}/First {len(numbers) + 1}/Filter/FlateDecode>>"
        self.put_stream(number, facts, body)

    def _write(self, *parts: bytes) -> None:
        self._parts += parts
        self._size += sum(map(len, parts))


def write_string(text: str) -> str:
    """Return a text string (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def write_dictionary(entries: Mapping[str, str]) -> str:
    """Return a dictionary of objects that are written already, by their keys without slash."""
    return "<<" + "".join(f"/{key} {value}" for key, value in entries.items()) + ">>"


def write_numbers(*values: float) -> str:
    """Return an array of numbers, to the thousandth."""
    return "[" + " ".join(write_number(value) for value in values) + "]"


def write_number(value: float) -> str:
    """Return a number, to the thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
