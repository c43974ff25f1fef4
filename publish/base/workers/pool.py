"""Do many pieces of work at once in forked workers that all have the engine loaded.

One worker (:mod:`publish.base.workers.worker`) loads the engine and does nothing else: it is the template, from which
the others are forked as they are needed. So the engine is loaded once, its memory is shared, and a worker that died is
replaced in milliseconds without forking this process, which has threads by then.
"""

from __future__ import annotations

import concurrent.futures
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from publish.base.diagnostics import EngineError, Position, error, os_reason
from publish.base.messages import say
from publish.base.workers import worker

_P = ParamSpec("_P")
_T = TypeVar("_T")

_Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Pool(concurrent.futures.Executor):
    """Workers behind the interface of :class:`concurrent.futures.Executor`.

    What is submitted and what it gives must pickle. A job that comes to its limits (those of
    :mod:`publish.base.workers.worker`) or takes its worker down fails with a :class:`StyleError`; the other jobs go on.
    Leaving the ``with`` block by an exception, Ctrl-C among them, ends all work at once. A program that ends without
    :meth:`shutdown` drops what is not done; no worker outlives it. Where a system cannot fork (Windows), :meth:`submit`
    does the job itself, here and now.
    """

    def __init__(self, jobs: int, prepare: str, *arguments: Any, fresh: bool = False, late: bool = False) -> None:
        """Fork the template, or take the worker that was started early; this process may have no threads then.

        Args:
            jobs: How many workers there are at most.
            prepare: What the template does first, ``module:function``, to save the jobs time; what fails there fails
                again in the jobs, which must not need it: where a system cannot fork, it is not called.
            arguments: The arguments that ``prepare`` is called with.
            fresh: Whether each job gets a worker of its own, which knows nothing of the jobs before it.
            late: Whether the template is forked with the first job, if there ever is one.
        """
        self.jobs = jobs
        if jobs < 1:
            raise ValueError("a pool needs at least one worker")
        self._jobs, self._fresh = jobs, fresh
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._places: set[threading.Thread] = set()
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._closed = False
        self._prepare = (prepare, *arguments)
        self._template: worker.Worker | None = None
        if not late:
            self._fork_template()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Return the future of a call that one of the workers makes."""
        future: Future[_T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if template := self._template or self._fork_template():
                self._queue.put((future, fn, args, kwargs))
                if not self._idle.acquire(blocking=False) and len(self._places) < self._jobs:
                    self._open_place(template)
                return future
        _do((future, fn, args, kwargs), worker.call_here)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs, and end the workers when those that were taken are done.

        Args:
            wait: Return only when all have ended.
            cancel_futures: Drop the jobs that have not begun.
        """
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._cancel_waiting()
            self._queue.put(None)
            self._close_template()
            places = tuple(self._places)
        if wait:
            for place in places:
                place.join()

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for all jobs, or end them when the block has failed."""
        try:
            if kind is None:
                self.shutdown()
        except BaseException:
            self._stop()
            raise
        if kind is not None:
            self._stop()

    def _stop(self) -> None:
        """End all work at once."""
        self.shutdown(wait=False, cancel_futures=True)
        if self._template:
            self._template.stop()
        self.shutdown()

    def _fork_template(self) -> worker.Worker | None:
        """Have the template, where a system can fork."""
        self._template = worker.take(*self._prepare) if hasattr(os, "fork") else None
        return self._template

    def _cancel_waiting(self) -> None:
        while True:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return
            if job:
                job[0].cancel()

    def _open_place(self, template: worker.Worker) -> None:
        """Start the thread that keeps one worker busy; the lock is held."""
        place = threading.Thread(target=self._fill_place, args=(template,), name="publish-pool", daemon=True)
        self._places.add(place)
        place.start()

    def _fill_place(self, template: worker.Worker) -> None:
        """Hand one job after the other to a worker, and to the next one when it has died."""
        hired: worker.Worker | None = None

        def call(function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
            nonlocal hired
            if hired and (self._fresh or not hired.is_idle()):
                hired.close()
                hired = None
            hired = hired or _hire(template)
            return hired.call(function, *arguments, **keywords)

        while (job := self._next_job()) is not None:
            _do(job, call)
            del job
        self._queue.put(None)  # for the other places
        if hired:
            hired.close()
        with self._lock:
            self._places.discard(threading.current_thread())
            self._close_template()

    def _next_job(self) -> _Job | None:
        try:
            return self._queue.get_nowait()
        except queue.Empty:
            self._idle.release()
            return self._queue.get()

    def _close_template(self) -> None:
        """End the template when nobody needs it any more; the lock is held."""
        if self._closed and not self._places and self._template:
            self._template.close()


class Inline(concurrent.futures.Executor):
    """Does each job in this process, at once, when it is submitted."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Return the future of a call, which has been made."""
        future: Future[_T] = Future()
        _do((future, fn, args, kwargs), worker.call_here)
        return future


def _hire(template: worker.Worker) -> worker.Worker:
    try:
        return worker.Worker(template)
    except OSError as failure:
        message = say("no more workers can be started: {reason}", reason=os_reason(failure))
        raise EngineError(
            error(Position(Path("workers")), message, "workers", say("try fewer jobs at once"))
        ) from failure


def _do(job: _Job, call: worker.Call) -> None:
    """Call what a job says, unless it has been cancelled, and fulfil its future."""
    future, function, arguments, keywords = job
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call(function, *arguments, **keywords)
    except BaseException as failure:
        future.set_exception(failure)
    else:
        future.set_result(result)
    finally:
        del future, job  # a failure knows this frame; the frame must not know the failure
