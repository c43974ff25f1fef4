"""Do the heavy part of the work in a process of its own: started early, kept within limits, never taking us along.

The worker is forked before anything is imported, so that it loads the engine while its parent reads the source; for the
same reason this module imports little before the fork. A worker can be copied with all that it has loaded: so
:mod:`publish.base.workers.pool` gets many. A page that would eat the machine hits the worker's limits, not the parent.
Where a system cannot fork, the work is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from publish.base.workers.pipe import read_frame, receive, send, wait, write_frame
from publish.base.workers.progress import Progress, Watch, listen

CPU_SECONDS = 300  # of one call
WALL_SECONDS = 600  # from a call to its answer
MEMORY_BYTES = 4 << 30  # the address space of a worker

_OUT_OF_MEMORY = 75  # the exit code of a worker
_LEFTOVERS = 50_000  # objects that may wait to be collected between two calls
_ENDING_SECONDS = 2.0

_links: set[socket.socket] = set()  # our ends; a new process closes them, else the others would not notice our end


class Worker:
    """A forked process that answers one call at a time with its result or its exception; any thread may call."""

    def __init__(self, origin: Worker | None = None, fork: Callable[[socket.socket], int] | None = None) -> None:
        """Start the process.

        Args:
            origin: Whose copy it shall be; None for a copy of this process, which may have no threads then.
            fork: Starts a process that calls :func:`serve` with the link, and returns its id; None to fork this one.

        Raises:
            StyleError: If the origin came to its limits or died.
            OSError: If the system has no room for another process.
        """
        self._origin, self._copied, self._lock, self._pid = origin, False, threading.Lock(), 0
        self._status: int | None = None
        self._link, theirs = socket.socketpair()
        _links.add(self._link)
        with theirs:
            try:
                self._pid = origin._copy(theirs) if origin else (fork or _fork)(theirs)
            except BaseException:
                self._unlink()
                raise

    def call(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
        """Return what the function gives, called in the process; function and arguments must pickle.

        A function that is a :class:`publish.base.workers.task.Task` says what the process was doing when it ended.

        Raises:
            StyleError: If the process came to its limits of time or memory, or died.
        """
        with self._lock:
            return self._converse((function, arguments, keywords))

    def post(self, name: str, *arguments: Any) -> None:
        """Have the process import and call ``module:function`` meanwhile; what fails there fails again in the call."""
        send(self._link, (False, call_by_name, (name, *arguments), {}))

    def is_idle(self) -> bool:
        """Tell whether the process is there; it must not be answering a call."""
        try:
            self._link.settimeout(0)
            self._link.recv(1, socket.MSG_PEEK)  # it has nothing to say: only its end can be read
        except OSError as failure:
            return isinstance(failure, BlockingIOError)
        return False

    def stop(self) -> None:
        """Tell the process to end its copies and itself, whatever they do; :meth:`close` is still needed."""
        with contextlib.suppress(OSError):
            if self._copied:
                self._link.shutdown(socket.SHUT_WR)
            elif self._pid and not self._origin:
                os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process."""
        self._end()

    def _converse(self, work: tuple[object, ...], parcel: socket.socket | None = None) -> Any:
        """Send one call and return its answer; the lock is held."""
        deadline = time.monotonic() + WALL_SECONDS
        watch = Watch(work[0])
        try:
            if self._pid:
                send(self._link, (True, *work), deadline)
                if parcel:
                    socket.send_fds(self._link, [b"+"], [parcel.fileno()])
            while (reply := self._hear(watch, deadline) if self._pid else None) and reply[0] is None:
                watch.progress = reply[1]
        except TimeoutError:
            self._end()
            raise _stopped(work, watch.progress, _out_of_time) from None
        except BrokenPipeError:
            reply = None
        if reply is None:
            raise _stopped(work, watch.progress, _ending(self._end()))
        succeeded, value = reply
        if succeeded:
            return value
        raise value

    def _hear(self, watch: Watch, deadline: float) -> Any:
        """Return what the process says next; meanwhile those who wait are told what it is at."""
        watch.tell()
        while not wait(self._link, min(watch.due, deadline)) and time.monotonic() < deadline:
            watch.tell()
        return receive(self._link, deadline)

    def _copy(self, link: socket.socket) -> int:
        """Have the process fork another that answers at the other end of the link; return its id."""
        with self._lock:
            pid: int = self._converse((_fork_again, (), {}), link)
            self._copied = True
        return pid

    def _end(self) -> int | None:
        """End the process; return how it came to its end, as ``os.waitpid`` tells it, None if that is not known."""
        pid, self._pid = self._pid, 0
        if not pid:
            return self._status
        try:
            if self._origin:
                self._status = self._origin._end_copy(pid)
                return self._status
            if self._copied:  # it ends its copies first, and itself
                self.stop()
                with contextlib.suppress(OSError):
                    receive(self._link, time.monotonic() + _ENDING_SECONDS)
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                self._status = os.waitpid(pid, 0)[1]
            return self._status
        finally:
            self._unlink()

    def _end_copy(self, pid: int) -> int | None:
        """End a copy of this process, which alone can say how it ended, and keeps its number from being reused."""
        from publish.base.diagnostics import StyleError

        try:
            return int(self.call(_end_child, pid))
        except StyleError:  # this process is gone, and its copies with it unless it was killed
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        return None

    def _unlink(self) -> None:
        _links.discard(self._link)
        self._link.close()


Call = Callable[..., Any]
"""``call(task, *arguments, **keywords)``: does a task somewhere and gives back what it gives."""


def call_here(function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
    """Call a function in this process."""
    return function(*arguments, **keywords)


def call_by_name(name: str, *arguments: Any) -> None:
    """Import a module and call a function of it, ``module:function``."""
    import importlib

    module, _, function = name.partition(":")
    getattr(importlib.import_module(module), function)(*arguments)


@contextlib.contextmanager
def hire_worker(prepare: str, *arguments: Any) -> Iterator[Call]:
    """Give the way to call a worker, which is ended with the block.

    Where a system cannot fork (Windows), the calls are made in this process.

    Args:
        prepare: What the worker does first, ``module:function``; only the worker imports it.
        arguments: The arguments that ``prepare`` is called with.
    """
    if not hasattr(os, "fork"):
        yield call_here
        return
    worker = take(prepare, *arguments)
    try:
        yield worker.call
    finally:
        worker.close()


_early: Worker | None = None


def start(prepare: str) -> None:
    """Fork the worker that :func:`take` will give, ahead of all that comes before that; ``prepare`` keeps it busy."""
    global _early
    if hasattr(os, "fork"):
        _early = Worker()
        _early.post(prepare)


def take(prepare: str, *arguments: Any) -> Worker:
    """Return the worker that was started early, else a new one, busy with ``prepare``; the caller closes it."""
    global _early
    worker, _early = _early or Worker(), None
    worker.post(prepare, *arguments)
    return worker


# In the worker -------------------------------------------------------------------------------------------------------

_upstream: socket.socket  # to the parent of all
_children: set[int] = set()  # the copies of this process


def _fork(link: socket.socket) -> int:
    """Fork a process that answers at the link; return its id."""
    return os.fork() or serve(link)


def _fork_again() -> int:
    """Fork a copy of this worker, which answers at the link that comes after the call; return its id."""
    _, descriptors, _, _ = socket.recv_fds(_upstream, 1, 1)
    gc.freeze()  # what has been loaded stays: neither looked through again nor written to, so its pages stay shared
    with socket.socket(fileno=descriptors[0]) as link:
        pid = os.fork()
        if pid == 0:
            _upstream.close()
            _children.clear()
            serve(link)
    _children.add(pid)
    return pid


def _end_child(pid: int) -> int:
    """End a copy of this worker; return how it ended, which is how it had ended before if it had."""
    _children.discard(pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def serve(link: socket.socket) -> NoReturn:
    """Answer calls until the parent goes away."""
    global _upstream
    code = 1
    try:
        _upstream = link
        while _links:
            _links.pop().close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        listen(lambda progress: send(link, (None, progress)))
        _limit(AS=MEMORY_BYTES, CORE=0)
        gc.disable()  # collecting cycles costs a tenth of a call and frees nothing in time
        while (request := read_frame(link, None)) is not None:
            _limit(CPU=int(time.process_time()) + 1 + CPU_SECONDS)  # the system counts what the process has used in all
            if reply := _answer(request):
                write_frame(link, reply)
            else:
                gc.freeze()  # what a preparation has loaded stays
            del request, reply
            if gc.get_count()[0] > _LEFTOVERS:
                gc.collect()
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        try:
            for pid in tuple(_children):
                _end_child(pid)
        finally:
            os._exit(code)


def _answer(request: bytearray) -> bytes | None:
    """Do what is asked; return the answer, whether it was done or failed, if there is one to give."""
    import pickle

    asked = True
    try:
        asked, function, arguments, keywords = pickle.loads(request)  # our own parent wrote it
        reply = pickle.dumps((True, function(*arguments, **keywords)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except BaseException as failure:
        reply = _describe_failure(failure)
    return reply if asked else None


def _describe_failure(failure: BaseException) -> bytes:
    import pickle
    import traceback

    story = traceback.format_exc()  # a traceback does not cross to the parent by itself
    for crossing in (failure, RuntimeError(story.rstrip().rpartition("\n")[2])):
        crossing.add_note(story)
        with contextlib.suppress(Exception):
            reply = pickle.dumps((False, crossing), pickle.HIGHEST_PROTOCOL)
            pickle.loads(reply)
            break
    return reply


def _limit(**limits: int) -> None:
    import resource

    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # a system may refuse a limit that it does not know
            resource.setrlimit(kind, (least, hard))


# How it ended --------------------------------------------------------------------------------------------------------

_Ending = Callable[[str], tuple[str, str]]
"""Says in words how the process ended that did something, and what may be done about it."""


def _out_of_time(doing: str) -> tuple[str, str]:
    from publish.base.messages import say

    return say("{doing} took more than {seconds:g} s and was stopped", doing=doing, seconds=WALL_SECONDS), _hint()


def _hint() -> str:
    from publish.base.messages import say

    return say("look for a table, a word or a nesting that is out of all measure")


def _ending(status: int | None) -> _Ending:
    """Return how a process ended, by its status."""
    from publish.base.messages import say

    code = None if status is None else os.waitstatus_to_exitcode(status)

    def tell(doing: str) -> tuple[str, str]:
        if code is None:
            return say("{doing} was stopped", doing=doing), ""
        if code == -signal.SIGXCPU:
            sentence = say(
                "{doing} took more than {seconds} s of processor time and was stopped", doing=doing, seconds=CPU_SECONDS
            )
            return sentence, _hint()
        if code == _OUT_OF_MEMORY:
            room = MEMORY_BYTES / (1 << 30)
            return say(
                "{doing} took more than {room:.2g} GB of memory and was stopped", doing=doing, room=room
            ), _hint()
        if code == -signal.SIGKILL:
            hint = say("the system may be short of memory: try fewer jobs at once")
            return say("{doing} was ended by SIGKILL", doing=doing), hint
        if code < 0:
            hint = say("memory may have run out in a library; {hint}", hint=_hint())
            return say("{doing} was ended by {signal}", doing=doing, signal=signal.Signals(-code).name), hint
        return say("{doing} ended its process with exit code {code}", doing=doing, code=code), _hint()

    return tell


def _stopped(work: tuple[Any, ...], progress: Progress | None, ending: _Ending) -> Exception:
    """Return what to say of a task that was stopped: at the block that it was at, if it has told that."""
    from pathlib import Path

    from publish.base.diagnostics import Position, StyleError, error
    from publish.base.messages import say
    from publish.base.workers.task import Task

    task = work[0]
    doing, at = (task.doing, task.at) if isinstance(task, Task) else (say("a worker"), Position(Path("workers")))
    message, hint = ending(doing)
    if progress:
        at = progress.place(at)
        message = say("{what}; it was at this block", what=message)
    return StyleError(error(at, message, "layout-limits", hint))
