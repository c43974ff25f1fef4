"""The pool does its jobs whatever becomes of its workers, and leaves no process behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from publish.base.diagnostics import EngineError
from publish.base.workers import worker
from publish.base.workers.pool import Pool
from tests.support.deeds import (
    QUIET,
    assert_gone,
    burn,
    complaint,
    doze,
    eat,
    eat_slowly,
    loop,
    make_cycles,
    raise_signal,
    resident_bytes,
    where,
    working_pool,
)
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource", reason="no fork on Windows")


@pytest.fixture
def pool() -> Iterator[Pool]:
    with working_pool() as pool:
        yield pool


# Limits and deaths ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def limited(monkeypatch: pytest.MonkeyPatch, **limits: float) -> Iterator[Pool]:
    for name, value in limits.items():
        monkeypatch.setattr(worker, name, value)
    with Pool(2, QUIET) as pool:
        yield pool


def test_an_endless_loop_fails_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with limited(monkeypatch, CPU_SECONDS=0) as pool:  # the system rounds up
        endless = pool.submit(loop)
        others = [pool.submit(doze, 0.01, "done") for _ in range(20)]
        assert ["done"] * 20 == [job.result() for job in others]
        assert "took more than 0 s of processor time" in complaint(endless)
        assert pool.submit(divmod, 7, 3).result() == (2, 1)


def test_processor_time_is_counted_for_each_job() -> None:
    with Pool(1, QUIET) as pool:
        before, _ = pool.submit(resource.getrlimit, resource.RLIMIT_CPU).result()
        assert worker.CPU_SECONDS <= before
        pool.submit(burn, 1.0).result()
        assert pool.submit(resource.getrlimit, resource.RLIMIT_CPU).result()[0] > before


def test_a_job_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with limited(monkeypatch, WALL_SECONDS=0.3) as pool:
        hanging = pool.submit(doze, 60)
        assert pool.submit(doze, 0.1, "done").result() == "done"
        assert "took more than 0.3 s and" in complaint(hanging)
        assert pool.submit(doze, 0.1, "done").result() == "done"


@pytest.mark.parametrize("deed", [eat, eat_slowly])
def test_a_memory_hog_fails_only_itself(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    with limited(monkeypatch, MEMORY_BYTES=1 << 29) as pool:
        hog = pool.submit(deed)
        others = [pool.submit(doze, 0.01, "done") for _ in range(20)]
        assert "took more than 0.5 GB of memory" in complaint(hog)
        assert ["done"] * 20 == [job.result() for job in others]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT])
def test_a_signal_is_named(pool: Pool, number: signal.Signals) -> None:
    assert f"was ended by {number.name}" in complaint(pool.submit(raise_signal, number))
    assert pool.submit(divmod, 7, 3).result() == (2, 1)


def test_a_job_that_leaves_is_told_with_its_code(pool: Pool) -> None:
    assert "ended its process with exit code 7" in complaint(pool.submit(os._exit, 7))
    assert "ended its process with exit code 0" in complaint(pool.submit(os._exit, 0))


def test_half_of_the_jobs_may_die(pool: Pool) -> None:
    jobs = [pool.submit(os._exit, 1) if number % 2 else pool.submit(doze, 0, "done") for number in range(40)]
    assert ["done"] * 20 == [job.result() for job in jobs[::2]]
    assert all("exit code 1" in complaint(job) for job in jobs[1::2])


def test_a_worker_that_dies_between_jobs_is_replaced_unnoticed() -> None:
    with Pool(1, QUIET) as pool:
        pid = pool.submit(os.getpid).result()
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        assert pid != pool.submit(os.getpid).result()
        assert_gone(pid)


def test_when_the_template_dies_the_workers_go_on() -> None:
    with Pool(1, QUIET) as pool:
        pid, template = pool.submit(where).result()
        os.kill(template, signal.SIGKILL)
        assert pid == pool.submit(os.getpid).result()
        complaint(pool.submit(os._exit, 1))
        assert "was ended by SIGKILL" in complaint(pool.submit(divmod, 7, 3))  # the template was
        complaint(pool.submit(divmod, 7, 3))
    assert_gone(pid, template)


def test_when_there_is_no_room_for_workers_the_jobs_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(origin: worker.Worker) -> None:
        raise BlockingIOError(11, "no")

    with Pool(1, QUIET) as pool:
        monkeypatch.setattr(worker, "Worker", refuse)
        with pytest.raises(EngineError, match="no more workers can be started: "):
            pool.submit(divmod, 7, 3).result()


def test_a_worker_does_not_grow_from_job_to_job() -> None:
    with Pool(1, QUIET) as pool:
        sizes = [
            pool.submit(resident_bytes).result() for _ in range(20) if not pool.submit(make_cycles, 20_000).result()
        ]
    assert sizes[-1] < sizes[3] + (40 << 20)


# No process is left --------------------------------------------------------------------------------------------------


def test_leaving_by_an_exception_ends_all_at_once() -> None:
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Pool(2, QUIET) as pool:
        pids = [pid for pair in pool.map(where_for, range(4)) for pid in pair]
        jobs = [pool.submit(doze, 60) for _ in range(6)]
        while not jobs[1].running():
            time.sleep(0.001)
        raise KeyboardInterrupt
    assert time.monotonic() - begin < 5
    assert "was " in complaint(jobs[0])
    assert all(job.cancelled() for job in jobs[2:])
    assert_gone(*pids)


def where_for(_: int) -> tuple[int, int]:
    return where()


def test_leaving_by_an_exception_while_the_engine_loads_ends_all_at_once() -> None:
    begin = time.monotonic()
    with pytest.raises(ZeroDivisionError), Pool(2, "tests.support.deeds:doze", 60) as pool:
        job = pool.submit(divmod, 7, 3)
        time.sleep(0.1)
        raise ZeroDivisionError
    assert time.monotonic() - begin < 5
    complaint(job)


PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv[1])
from publish.base.workers import worker
from publish.base.workers.pool import Pool
from tests.support import deeds

other = worker.Worker() if sys.argv[2] == "worker first" else None
pool = Pool(2, "tests.support.deeds:watch_forks")
with pool:
    idle, template = pool.submit(deeds.where).result()
    other = other or worker.Worker()
    busy = pool.submit(deeds.tell_and_doze)
    while True:
        time.sleep(0.01)  # a signal just before a long sleep would be seen after it
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("order", ["worker first", "pool first"])
def test_no_process_outlives_its_parent(number: signal.Signals, order: str) -> None:
    command = [sys.executable, "-W", "error", "-c", PROGRAM, str(ROOT), order]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as program:
        assert program.stdout
        pids = [int(word) for word in program.stdout.readline().split()]
        assert len(pids) >= 2
        program.send_signal(number)
        program.wait(10)
    assert program.returncode == -number
    assert_gone(*pids)


WATCHED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from tests.support import deeds
from publish.base.diagnostics import StyleError
from publish.base.workers.pool import Pool

deeds.watch_forks()
with Pool(2, "tests.support.deeds:watch_forks") as pool:
    assert [0] * 50 == list(pool.map(abs, [0] * 50))
    deeds.complaint(pool.submit(os._exit, 1))
    assert [0] * 50 == list(pool.map(abs, [0] * 50))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_no_process_forks_while_it_has_threads() -> None:
    """In a program of its own: other tests may have left threads of their libraries here."""
    subprocess.run([sys.executable, "-c", WATCHED, str(ROOT)], check=True, timeout=60)


def test_a_program_that_does_not_shut_down_ends_all_the_same() -> None:
    program = "from publish.base.workers.pool import Pool; import time; Pool(2, 'os:getpid').submit(time.sleep, 60)"
    begin = time.monotonic()
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=10)
    assert time.monotonic() - begin < 5
