"""Run commands as whole processes: wall and processor seconds, and the peak memory of each process of the tree."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.05
"""Between two looks at the memory of a running tree; each takes the processor for a millisecond or two."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took.

    Attributes:
        wall: Seconds by the clock.
        cpu: Processor seconds of the process and of all that it waited for.
        parent_mb: Peak resident memory of the process itself, in megabytes.
        worker_mb: That of the largest process below it; 0 if there is none.
    """

    wall: float
    cpu: float
    parent_mb: float
    worker_mb: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] = {}) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: If it fails, with the end of what it said.
    """
    peaks: dict[int, int] = {}
    log, ended = folder / ".log", threading.Event()

    def watch() -> None:
        while not ended.wait(SAMPLE_S):
            for pid in _tree(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak_kb(pid))

    with log.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        watching = threading.Thread(target=watch)
        watching.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    ended.set()
    watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}:\n{tail}")
    below = [peak for pid, peak in peaks.items() if pid != process.pid]
    parent = peaks.get(process.pid, 0) or used.ru_maxrss
    return Run(wall, used.ru_utime + used.ru_stime, parent / 1024, max(below, default=0) / 1024)


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all below it, as far as they still run."""
    yield pid
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{pid}/task").iterdir():
            for child in (path / "children").read_text().split():
                yield from _tree(int(child))


def _peak_kb(pid: int) -> int:
    """Return the peak resident memory of a process; 0 if it has ended."""
    with contextlib.suppress(OSError):
        if found := re.search(r"^VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE):
            return int(found[1])
    return 0
