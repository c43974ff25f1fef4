"""What the tests of the pool have its workers do: work, sleep, fail, leave, die."""

from __future__ import annotations

import concurrent.futures
import contextlib
import copyreg
import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.base.diagnostics import Position, SourceError, StyleError, error
from publish.base.workers import worker
from publish.base.workers.pool import Pool

QUIET = "tests.support.deeds:nothing"


def nothing() -> None:
    return None


def note(word: str) -> None:
    os.environ["PUBLISH_TEST"] = word


def fail() -> None:
    raise SourceError(error(Position(Path("a.md"), 1, 1), "wrong", "rule"))


class OddError(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def fail_oddly() -> None:
    copyreg.dispatch_table.pop(OddError, None)  # tblib, which distributed brings along, makes it again all the same
    raise OddError("a", "b")


def fail_without_name() -> None:
    class LocalError(Exception):
        pass

    raise LocalError("lost")


def loop() -> None:
    while True:
        pass


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def eat() -> int:
    return len(bytearray(worker.MEMORY_BYTES * 2))


def eat_slowly() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 20))


def doze(seconds: float, word: str = "") -> str:
    time.sleep(seconds)
    return word


def raise_signal(number: int) -> None:
    faulthandler.disable()  # pytest has enabled it
    os.kill(os.getpid(), number)
    time.sleep(10)


def where() -> tuple[int, int]:
    time.sleep(0.02)
    return os.getpid(), os.getppid()


def sleeping_pid(_: int) -> int:
    return where()[0]


def make_cycles(count: int) -> None:
    for _ in range(count):
        knot: list[object] = [bytearray(1000)]
        knot.append(knot)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def watch_forks() -> None:
    """Have the process die that forks while it has threads."""
    fork = os.fork

    def watched() -> int:
        if sum(1 for _ in Path("/proc/self/task").iterdir()) != 1:
            os._exit(99)
        return fork()

    os.fork = watched


def is_running(pid: int) -> bool:
    """Tell whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def assert_gone(*pids: int) -> None:
    end = time.monotonic() + 5
    while any(map(is_running, pids)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(is_running, pids))


def complaint(job: concurrent.futures.Future[object]) -> str:
    with pytest.raises(StyleError) as caught:
        job.result(20)
    assert caught.value.diagnostics[0].rule == "layout-limits"
    return str(caught.value)


def tell_and_doze() -> None:
    """Say on the standard output who works here, and hang."""
    children = Path(f"/proc/{os.getppid()}/task/{os.getppid()}/children").read_text()
    os.write(1, f"{os.getppid()} {children}\n".encode())
    time.sleep(60)


@contextlib.contextmanager
def working_pool() -> Iterator[Pool]:
    """Give a pool of two workers, and see that none of its processes is left."""
    with Pool(2, QUIET) as pool:
        assert pool._template
        template = pool._template._pid
        workers = [pool.submit(os.getpid).result()]
        yield pool
        with contextlib.suppress(RuntimeError, StyleError):
            workers += pool.map(sleeping_pid, range(4))
    with pytest.raises(ProcessLookupError):
        os.kill(template, 0)  # it is not there, not even as a zombie
    assert_gone(*workers)
    assert not [thread for thread in threading.enumerate() if thread.name == "publish-pool"]
