"""The worker answers, fails and dies without taking its caller along."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from publish.base.diagnostics import Diagnostic, Position, SourceError, StyleError, error
from publish.base.messages import translate
from publish.base.workers import worker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")


def nothing() -> None:
    return None


def note(word: str) -> None:
    os.environ["PUBLISH_TEST"] = word


def fail() -> None:
    raise SourceError(error(Position(Path("a.md"), 1, 1), "wrong", "rule"))


def read_source(content: bytes) -> tuple[Diagnostic, ...]:
    from publish.reader.reading import read_article

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.md")
        path.write_bytes(content)
        return read_article(path, "vi").diagnostics


def stop() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat() -> int:
    return len(bytearray(worker.MEMORY_BYTES * 2))


def loop() -> None:
    while True:
        time.sleep(0.01)


def test_a_call_gives_the_result() -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call:
        assert call(divmod, 7, 3) == (2, 1)
        assert len(call(bytes, 5_000_000)) == 5_000_000


def test_the_preparation_runs_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLISH_TEST", raising=False)
    with worker.hire_worker(f"{__name__}:note", "ready") as call:
        assert call(os.getenv, "PUBLISH_TEST") == "ready"
    assert "PUBLISH_TEST" not in os.environ


def test_a_failure_comes_back_with_its_findings() -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call, pytest.raises(SourceError) as caught:
        call(fail)
    assert caught.value.diagnostics[0].rule == "rule"


def test_what_a_worker_finds_can_be_told_in_another_language() -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call:
        found = call(read_source, b"---\nheadline: [a]\n---\n")
    told = [(translate(one.message, "vi"), translate(one.hint, "vi")) for one in found]
    assert ("headline không phải là văn bản", "đặt văn bản bắt đầu bằng dấu ngoặc vào trong dấu ngoặc kép") in told


def test_an_unexpected_failure_tells_where_it_happened() -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call, pytest.raises(ZeroDivisionError) as caught:
        call(divmod, 1, 0)
    assert "Traceback" in caught.value.__notes__[0]


@pytest.mark.parametrize("deed", [stop, eat])
def test_a_worker_that_dies_is_an_error_with_a_reason(deed: object) -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call, pytest.raises(StyleError) as caught:
        call(deed)
    assert caught.value.diagnostics[0].rule == "layout-limits"


def test_a_worker_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WALL_SECONDS", 0.3)
    with worker.hire_worker(f"{__name__}:nothing") as call, pytest.raises(StyleError):
        call(loop)


def test_the_process_is_gone_after_the_block() -> None:
    with worker.hire_worker(f"{__name__}:nothing") as call:
        pid = call(os.getpid)
        assert pid != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_started_early_is_the_one_that_is_hired() -> None:
    worker.start(f"{__name__}:nothing")
    early = worker._early
    assert early
    with worker.hire_worker(f"{__name__}:fail") as call:
        assert call(os.getpid) == early._pid
    assert worker._early is None
