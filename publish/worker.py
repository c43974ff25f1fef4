"""Do the heavy part of the work in a process of its own: started early, kept within limits, never taking us along.

The worker is forked before anything is imported, so that it loads the engine while its parent reads the source; for the
same reason this module imports little before the fork. A page that would eat the machine hits the worker's limits, not
the parent. Where a system cannot fork, the work is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

CPU_SECONDS = 300
WALL_SECONDS = 600
MEMORY_BYTES = 4 << 30

_HEADER = struct.Struct("<Q")


class Worker:
    """A forked process that waits for one call at a time and answers with its result or its exception."""

    def __init__(self) -> None:
        """Start the process."""
        self._requests, self._replies = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _serve(self._requests, self._replies)
        os.close(self._requests[0])
        os.close(self._replies[1])

    def call(self, function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
        """Return what the function gives, called in the process; function and arguments must pickle.

        Raises:
            StyleError: If the process came to its limits of time or memory, or died.
        """
        _send(self._requests[1], (True, function, arguments, keywords))
        reply = _receive(self._replies[0], time.monotonic() + WALL_SECONDS)
        if reply is None:
            self._fail()
        succeeded, value = reply
        if succeeded:
            return value
        raise value

    def post(self, name: str, *arguments: Any) -> None:
        """Have the process import and call ``module:function`` meanwhile; what fails there fails again in the call."""
        _send(self._requests[1], (False, _call_by_name, (name, *arguments), {}))

    def close(self) -> None:
        """End the process."""
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._requests[1])
            os.close(self._replies[0])
            self._pid = 0

    def _fail(self) -> None:
        from pathlib import Path

        from publish.diagnostics import Position, StyleError, error

        self.close()
        message = (
            f"laying out the pages took more than {CPU_SECONDS} s or {MEMORY_BYTES >> 30} GB of memory and was stopped"
        )
        hint = "look for a table, a word or a nesting that is out of all measure"
        raise StyleError(error(Position(Path("layout")), message, "layout-limits", hint))


Call = Callable[..., Any]
"""``call(function, *arguments, **keywords)``: calls the function somewhere and gives back what it gives."""


def call_here(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Call a function in this process."""
    return function(*arguments, **keywords)


@contextlib.contextmanager
def hire(prepare: str, *arguments: Any) -> Iterator[Call]:
    """Give the way to call a worker, which is ended with the block.

    Where a system cannot fork (Windows), the calls are made in this process.

    Args:
        prepare: What the worker does first, ``module:function``; only the worker imports it.
        arguments: What it is called with.
    """
    if not hasattr(os, "fork"):
        yield call_here
        return
    global _early
    worker, _early = _early or Worker(), None
    worker.post(prepare, *arguments)
    try:
        yield worker.call
    finally:
        worker.close()


_early: Worker | None = None


def start(prepare: str) -> None:
    """Fork the worker that :func:`hire` will give, ahead of all that comes before that; ``prepare`` keeps it busy."""
    global _early
    if hasattr(os, "fork"):
        _early = Worker()
        _early.post(prepare)


def _serve(requests: tuple[int, int], replies: tuple[int, int]) -> None:
    """Answer calls until the parent goes away; never returns."""
    code = 1
    try:
        os.close(requests[1])
        os.close(replies[0])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
        _limit()
        gc.disable()  # one short job: collecting cycles costs a tenth of it and frees nothing in time
        while (request := _receive(requests[0], None)) is not None:
            asked, function, arguments, keywords = request
            try:
                reply = True, function(*arguments, **keywords)
            except MemoryError:
                break
            except Exception as failure:
                import traceback

                failure.add_note(traceback.format_exc())  # a traceback does not cross to the parent by itself
                reply = False, failure
            if asked:
                _send(replies[1], reply)
        code = 0
    finally:
        os._exit(code)


def _call_by_name(name: str, *arguments: Any) -> None:
    import importlib

    module, _, function = name.partition(":")
    getattr(importlib.import_module(module), function)(*arguments)


def _limit() -> None:
    import resource

    for kind, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES)):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # a system may refuse a limit that it does not know
            resource.setrlimit(kind, (least, hard))


def _send(descriptor: int, value: object) -> None:
    import pickle

    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb", closefd=False) as stream:
        stream.write(_HEADER.pack(len(content)) + content)


def _receive(descriptor: int, deadline: float | None) -> Any:
    """Return the next value; None when the other side is gone or the deadline (of ``time.monotonic``) has passed."""
    import pickle

    header = _read(descriptor, _HEADER.size, deadline)
    content = _read(descriptor, _HEADER.unpack(header)[0], deadline) if header else None
    return pickle.loads(content) if content else None  # our own process wrote it


def _read(descriptor: int, size: int, deadline: float | None) -> bytes | None:
    import select

    chunks = []
    while size:
        rest = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not select.select([descriptor], [], [], rest)[0]:
            return None
        chunk = os.read(descriptor, min(size, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
