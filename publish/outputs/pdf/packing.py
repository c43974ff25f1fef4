"""Pack facts and bytes into one: the facts as JSON behind their length, then the bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

_HEAD = struct.Struct("<Q")


def pack(facts: Any, *contents: bytes) -> bytes:
    """Return facts and contents as bytes."""
    head = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((_HEAD.pack(len(head)), head, *contents))


def unpack(packed: bytes | memoryview) -> tuple[Any, memoryview]:
    """Return the facts, and the bytes behind them."""
    whole = memoryview(packed)
    (length,) = _HEAD.unpack_from(whole)
    end = _HEAD.size + length
    return json.loads(bytes(whole[_HEAD.size : end])), whole[end:]
