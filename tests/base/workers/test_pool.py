"""The pool does its jobs in other processes, as an executor does."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest

from publish.base.diagnostics import SourceError
from publish.base.workers import worker
from publish.base.workers.pool import Pool
from tests.support.deeds import (
    QUIET,
    assert_gone,
    complaint,
    doze,
    fail,
    fail_oddly,
    fail_without_name,
    where,
    working_pool,
)

pytest.importorskip("resource", reason="no fork on Windows")


@pytest.fixture
def pool() -> Iterator[Pool]:
    with working_pool() as pool:
        yield pool


# The contract of an executor -----------------------------------------------------------------------------------------


def test_jobs_give_their_results(pool: Pool) -> None:
    jobs = [pool.submit(divmod, number, 7) for number in range(100)]
    assert [divmod(number, 7) for number in range(100)] == [job.result() for job in jobs]
    assert len(pool.submit(bytes, 5_000_000).result()) == 5_000_000
    assert pool.submit(len, bytes(5_000_000)).result() == 5_000_000
    assert pool.submit(dict, self=1, fn=2).result() == {"self": 1, "fn": 2}


def test_a_late_pool_forks_with_its_first_job(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    take = worker.take
    monkeypatch.setattr(worker, "take", lambda prepare, *rest: taken.append(prepare) or take(prepare, *rest))
    with Pool(2, QUIET, late=True):
        pass
    assert [] == taken
    with Pool(2, QUIET, late=True) as pool:
        jobs = [pool.submit(where) for _ in range(4)]
        assert os.getpid() not in {job.result()[0] for job in jobs}
    assert [QUIET] == taken


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
    with Pool(2, "tests.support.deeds:note", "ready") as pool:
        jobs = [pool.submit(where) for _ in range(4)]
        assert len({job.result()[1] for job in jobs}) == 1  # the template
        assert pool.submit(os.getenv, "PUBLISH_TEST").result() == "ready"
    assert "PUBLISH_TEST" not in os.environ


def test_a_preparation_that_fails_leaves_the_jobs_to_say_so() -> None:
    for name in ("tests.support.deeds:fail", "no_such_module:load"):
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
    with Pool(4, "tests.support.deeds:fail") as pool:
        assert pool.submit(os.getpid).result() == os.getpid()
        assert isinstance(pool.submit(fail).exception(), SourceError)
        assert [1, 2] == list(pool.map(abs, (-1, 2)))
    with pytest.raises(RuntimeError):
        pool.submit(os.getpid)
