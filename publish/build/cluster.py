"""Have jobs done by the workers of a Dask cluster; the only door to distributed, which is an extra.

Each job runs in a process of its own there too, forked from one that the Dask worker has started for that: Dask workers
have threads, live long and know no limits of time.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from publish.base.diagnostics import EngineError, Position, StyleError, error
from publish.base.extras import install_extra
from publish.base.messages import say
from publish.base.workers import worker

AHEAD = 1000
"""Jobs that a scheduler is given at a time."""

CONNECT_SECONDS = 15

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextlib.contextmanager
def connect(address: str, prepare: str, report: Callable[[str], None]) -> Iterator[Executor]:
    """Give the workers of a cluster; jobs that are not done are dropped when the block fails.

    A job whose worker is lost is given to another; Dask gives it up when it was on four that were lost.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.5:8786``.
        prepare: What each worker does first, ``module:function``.
        report: Told when there is no worker yet.

    Raises:
        EngineError: If distributed is not installed, or nobody answers.
    """
    at = Position(Path("--scheduler"))
    try:
        from distributed import Client
    except ImportError as failure:
        hint = install_extra("cluster")
        raise EngineError(error(at, say("Dask is not installed"), "missing-engine", hint)) from failure
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as failure:
        hint = say("start one with 'dask scheduler', and workers with 'dask worker ADDRESS'")
        message = say("no scheduler answers at {address}", address=address)
        raise EngineError(error(at, message, "workers", hint)) from failure
    with client:
        if not client.scheduler_info()["workers"]:
            report(say("wait for a worker at {address}", address=address))
        yield Cluster(client, prepare)


class Cluster(Executor):
    """The workers of a cluster behind the interface of :class:`concurrent.futures.Executor`."""

    def __init__(self, client: Any, prepare: str) -> None:
        """Start with the client, and what the workers do first."""
        self._executor: Executor = client.get_executor(pure=False)
        self._prepare = prepare

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Return the future of a call that one of the workers makes."""
        return self._executor.submit(_call_apart, self._prepare, fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs.

        Args:
            wait: Return only when those that were taken are done.
            cancel_futures: Drop them instead.
        """
        self._executor.shutdown(wait=wait and not cancel_futures)


# In the Dask worker --------------------------------------------------------------------------------------------------

_template: worker.Worker | None = None
_lock = threading.Lock()


def _call_apart(prepare: str, function: Callable[_P, _T], /, *arguments: _P.args, **keywords: _P.kwargs) -> _T:
    """Call a function in a new copy of the template."""
    if not hasattr(os, "posix_spawn"):
        return function(*arguments, **keywords)
    copy = _hire(prepare)
    try:
        result: _T = copy.call(function, *arguments, **keywords)
    finally:
        copy.close()
    return result


def _hire(prepare: str) -> worker.Worker:
    """Return a copy of the template, which is started when it is not there."""
    global _template
    with _lock:
        if _template:
            try:
                return worker.Worker(_template)
            except StyleError:  # somebody has ended it
                _template.close()
        _template = worker.Worker(fork=_spawn)
        _template.post(prepare)
        return worker.Worker(_template)


def _spawn(link: socket.socket) -> int:
    """Start a new Python that answers at the link, its standard input; this process has threads and must not fork."""
    program = "import socket; from publish.base.workers.worker import serve; serve(socket.socket(fileno=0))"
    streams = [(os.POSIX_SPAWN_DUP2, link.fileno(), 0)]
    return os.posix_spawn(sys.executable, [sys.executable, "-P", "-c", program], os.environ, file_actions=streams)
