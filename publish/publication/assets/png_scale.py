"""Read how large a PNG says that it is: its pixels, and how many of them make a metre."""

from __future__ import annotations

import struct
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MM_PER_METRE = 1000.0


def is_png(path: Path) -> bool:
    """Tell whether a file is a PNG, by how it begins.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(len(_SIGNATURE)) == _SIGNATURE


def real_size(path: Path) -> tuple[float, float] | None:
    """Return width and height in millimetres; None where the file does not say them, or is no PNG.

    The chunk ``pHYs`` says how many pixels make a metre (PNG, third edition, 11.3.4.3).

    Raises:
        OSError: If it cannot be read.
    """
    content = path.read_bytes()
    at, size = len(_SIGNATURE), (0, 0)
    if content[:at] != _SIGNATURE:
        return None
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">L4s", content, at)
        if kind == b"IHDR":
            size = struct.unpack_from(">LL", content, at + 8)
        if kind == b"pHYs":
            across, down, unit = struct.unpack_from(">LLB", content, at + 8)
            if unit != 1 or not across or not down:
                return None
            return size[0] * _MM_PER_METRE / across, size[1] * _MM_PER_METRE / down
        if kind == b"IDAT":
            return None
        at += length + 12
    return None
