"""Tell from deep within a long task what it is at: while it takes long, and when it comes to its limits."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from publish.base.diagnostics import Position

SECONDS = 0.5
"""How long a task goes on in silence."""

SLOW_SECONDS = 5.0
"""After how long those who wait for a task are told what it is at, and how often then."""


class Progress(NamedTuple):
    """What a task is at: the address of a file, empty for that of the task, and ``line:column`` in it."""

    file: str
    line: str

    def place(self, task: Position) -> Position:
        """Return the place in the source, whose file is that of the task where none is named."""
        from publish.base.diagnostics import Position
        from publish.base.files import path_of_address

        line, _, column = self.line.partition(":")
        return Position(path_of_address(self.file) if self.file else task.file, int(line), int(column))


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


# In the process that waits -------------------------------------------------------------------------------------------

_report: Callable[[str], None] | None = None


@contextlib.contextmanager
def followed(report: Callable[[str], None]) -> Iterator[None]:
    """Have someone be told, within the block, what tasks that take long are at."""
    global _report
    before, _report = _report, report
    try:
        yield
    finally:
        _report = before


class Watch:
    """What is known of a task that goes on.

    Attributes:
        progress: The place that the task has told last; None before.
        due: When those who wait are told next, by ``time.monotonic``.
    """

    def __init__(self, function: object) -> None:
        """Begin with the function that is called; of one that is no task nothing is told."""
        from publish.base.workers.task import Task

        self.progress: Progress | None = None
        self._task: Task[..., Any] | None = function if isinstance(function, Task) else None
        self._began = time.monotonic()
        self.due = self._began + SLOW_SECONDS if _report and self._task else math.inf

    def tell(self) -> None:
        """Tell those who wait what the task is at, if that is due."""
        now = time.monotonic()
        if _report is None or self._task is None or now < self.due:
            return
        from publish.base.diagnostics import short_path
        from publish.base.messages import say

        self.due = now + SLOW_SECONDS
        at = self.progress.place(self._task.at) if self.progress else self._task.at
        where = ":".join(map(str, (short_path(at.file), *((at.line, at.column) if self.progress else ()))))
        seconds = round(now - self._began)
        _report(say("{doing} for {seconds} s, now at {where}", doing=self._task.doing, seconds=seconds, where=where))
