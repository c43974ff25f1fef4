"""The pool does its jobs whatever becomes of its workers, and leaves no process behind."""

from __future__ import annotations

import concurrent.futures
import contextlib
import faulthandler
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish import worker
from publish.diagnostics import EngineError, Position, SourceError, StyleError, error
from publish.pool import Pool

resource = pytest.importorskip("resource", reason="no fork on Windows")

QUIET = "test_pool:nothing"


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


@pytest.fixture
def pool() -> Iterator[Pool]:
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


def complaint(job: concurrent.futures.Future[object]) -> str:
    with pytest.raises(StyleError) as caught:
        job.result(20)
    assert caught.value.diagnostics[0].rule == "layout-limits"
    return str(caught.value)


# The contract of an executor -----------------------------------------------------------------------------------------


def test_jobs_give_their_results(pool: Pool) -> None:
    jobs = [pool.submit(divmod, number, 7) for number in range(100)]
    assert [divmod(number, 7) for number in range(100)] == [job.result() for job in jobs]
    assert len(pool.submit(bytes, 5_000_000).result()) == 5_000_000
    assert pool.submit(len, bytes(5_000_000)).result() == 5_000_000
    assert pool.submit(dict, self=1, fn=2).result() == {"self": 1, "fn": 2}


def test_map_keeps_the_order(pool: Pool) -> None:
    assert ["a", "b", "c"] == list(pool.map(doze, [0.2, 0.1, 0.0], "abc"))
    with pytest.raises(TimeoutError):
        list(pool.map(doze, [0.5], timeout=0.05))


def test_jobs_run_at_once_and_in_other_processes(pool: Pool) -> None:
    pids = {job.result()[0] for job in [pool.submit(where) for _ in range(20)]}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_a_worker_is_forked_only_when_it_is_needed() -> None:
    with Pool(4, QUIET) as pool:
        assert not pool._places
        assert len({pool.submit(where).result()[0] for _ in range(5) if not time.sleep(0.05)}) == 1


def test_the_preparation_is_done_once_and_known_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLISH_TEST", raising=False)
    with Pool(2, "test_pool:note", "ready") as pool:
        jobs = [pool.submit(where) for _ in range(4)]
        assert len({job.result()[1] for job in jobs}) == 1  # the template
        assert pool.submit(os.getenv, "PUBLISH_TEST").result() == "ready"
    assert "PUBLISH_TEST" not in os.environ


def test_a_preparation_that_fails_leaves_the_jobs_to_say_so() -> None:
    for name in ("test_pool:fail", "no_such_module:load"):
        with Pool(1, name) as pool:
            assert pool.submit(divmod, 7, 3).result() == (2, 1)


def test_a_preparation_that_dies_fails_the_jobs() -> None:
    with Pool(2, "os:_exit", 3) as pool:
        jobs = [pool.submit(divmod, 7, 3) for _ in range(3)]
        assert "exit code 3" in complaint(jobs[0]) + complaint(jobs[1])
        complaint(jobs[2])


def test_failures_come_back_as_themselves(pool: Pool) -> None:
    with pytest.raises(SourceError) as caught:
        pool.submit(fail).result()
    assert caught.value.diagnostics[0].rule == "rule"
    failure = pool.submit(divmod, 1, 0).exception()
    assert isinstance(failure, ZeroDivisionError)
    assert "Traceback" in failure.__notes__[0]
    with pytest.raises(SystemExit):
        pool.submit(sys.exit, 3).result()


@pytest.mark.parametrize(("deed", "words"), [(fail_oddly, "OddError: ab"), (fail_without_name, "LocalError: lost")])
def test_a_failure_that_does_not_pickle_is_told_in_words(pool: Pool, deed: Callable[[], None], words: str) -> None:
    failure = pool.submit(deed).exception()
    assert isinstance(failure, RuntimeError)
    assert words in str(failure)
    assert "Traceback" in failure.__notes__[0]


def test_what_does_not_pickle_fails_its_own_job(pool: Pool) -> None:
    pid = pool.submit(os.getpid).result()
    assert pool.submit(lambda: 1).exception()  # the function
    assert pool.submit(threading.Lock).exception()  # the result
    assert pool.submit(len, threading.Lock()).exception()  # an argument
    assert pid in {pool.submit(os.getpid).result() for _ in range(4)}


def test_waiting_jobs_can_be_cancelled() -> None:
    with Pool(1, QUIET) as pool:
        running = pool.submit(doze, 0.2, "done")
        waiting = pool.submit(doze, 0)
        assert waiting.cancel()
        assert "done" == running.result()
        assert not running.cancel()
        assert pool.submit(doze, 0, "next").result() == "next"


def test_shutdown_waits_for_all_or_drops_what_waits() -> None:
    for drop in (False, True):
        pool = Pool(1, QUIET)
        jobs = [pool.submit(doze, 0.1, "done") for _ in range(3)]
        while not jobs[0].running():
            time.sleep(0.001)
        pool.shutdown(cancel_futures=drop)
        assert all(job.done() for job in jobs)
        assert [False, drop, drop] == [job.cancelled() for job in jobs]
        with pytest.raises(RuntimeError, match="after shutdown"):
            pool.submit(doze, 0)
        pool.shutdown()


def test_shutdown_need_not_wait() -> None:
    pool = Pool(1, QUIET)
    job = pool.submit(doze, 0.2, "done")
    pool.shutdown(wait=False)
    assert not job.done()
    assert job.result() == "done"
    pool.shutdown()
    assert_gone(pool._template._pid if pool._template else 0)


def test_a_pool_that_was_never_used_ends() -> None:
    with Pool(3, QUIET):
        pass
    with pytest.raises(ValueError, match="at least one"):
        Pool(0, QUIET)


def test_results_are_not_kept(pool: Pool) -> None:
    job = pool.submit(Result)
    reference = weakref.ref(job.result())
    del job
    gc.collect()
    assert reference() is None


class Result:
    """An object that can be watched."""


def test_the_worker_that_was_started_early_is_the_template() -> None:
    worker.start(QUIET)
    early = worker._early
    assert early
    with Pool(1, QUIET) as pool:
        assert pool.submit(where).result()[1] == early._pid
    assert worker._early is None


def test_without_fork_the_jobs_run_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with Pool(4, "test_pool:fail") as pool:
        assert pool.submit(os.getpid).result() == os.getpid()
        assert isinstance(pool.submit(fail).exception(), SourceError)
        assert [1, 2] == list(pool.map(abs, (-1, 2)))
    with pytest.raises(RuntimeError):
        pool.submit(os.getpid)


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
        time.sleep(0.05)
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
    with pytest.raises(ZeroDivisionError), Pool(2, "test_pool:doze", 60) as pool:
        job = pool.submit(divmod, 7, 3)
        time.sleep(0.1)
        raise ZeroDivisionError
    assert time.monotonic() - begin < 5
    complaint(job)


PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv[1])
from publish import worker
from publish.pool import Pool
import test_pool

other = worker.Worker() if sys.argv[2] == "worker first" else None
pool = Pool(2, "test_pool:watch_forks")
with pool:
    idle, template = pool.submit(test_pool.where).result()
    other = other or worker.Worker()
    busy = pool.submit(test_pool.tell_and_doze)
    while True:
        time.sleep(0.01)  # a signal just before a long sleep would be seen after it
"""


def tell_and_doze() -> None:
    """Say on the standard output who works here, and hang."""
    children = Path(f"/proc/{os.getppid()}/task/{os.getppid()}/children").read_text()
    os.write(1, f"{os.getppid()} {children}\n".encode())
    time.sleep(60)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("order", ["worker first", "pool first"])
def test_no_process_outlives_its_parent(number: signal.Signals, order: str) -> None:
    command = [sys.executable, "-W", "error", "-c", PROGRAM, str(Path(__file__).parent), order]
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
import test_pool
from publish.diagnostics import StyleError
from publish.pool import Pool

test_pool.watch_forks()
with Pool(2, "test_pool:watch_forks") as pool:
    assert [0] * 50 == list(pool.map(abs, [0] * 50))
    test_pool.complaint(pool.submit(os._exit, 1))
    assert [0] * 50 == list(pool.map(abs, [0] * 50))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_no_process_forks_while_it_has_threads() -> None:
    """In a program of its own: other tests may have left threads of their libraries here."""
    subprocess.run([sys.executable, "-c", WATCHED, str(Path(__file__).parent)], check=True, timeout=60)


def test_a_program_that_does_not_shut_down_ends_all_the_same() -> None:
    program = "from publish.pool import Pool; import time; Pool(2, 'os:getpid').submit(time.sleep, 60)"
    begin = time.monotonic()
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=10)
    assert time.monotonic() - begin < 5
