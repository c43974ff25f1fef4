"""Tell from deep within a long task what it is at, for the message when it comes to its limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

SECONDS = 0.5
"""How long a task goes on in silence."""


class Progress(NamedTuple):
    """What a task is at: the address of a file, empty for that of the task, and ``line:column`` in it."""

    file: str
    line: str


_tell: Callable[[Progress], None] | None = None
_next = 0.0


def listen(tell: Callable[[Progress], None]) -> None:
    """Have someone be told what the tasks of this process are at."""
    global _tell
    _tell = tell


def at(file: str, line: str) -> None:
    """Tell what this process is at, unless it has been told just now or nobody listens."""
    global _next
    if _tell and (now := time.monotonic()) >= _next:
        _next = now + SECONDS
        _tell(Progress(file, line))
