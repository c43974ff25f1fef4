"""Runs over many projects that are killed, stopped or made twice at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode
from publish.outputs.manifest import check_dist
from tests.support.archives import add_project, summary

pytestmark = pytest.mark.slow

Runner = Callable[..., Any]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(8):
        add_project(tmp_path / "many" / f"p{number}", number, "Một đoạn văn dài. " * 200)
    return tmp_path / "many"


def start(folder: Path) -> subprocess.Popen[str]:
    """Start a run over a folder, in a process group of its own."""
    command = [sys.executable, "-m", "publish", "build", str(folder), "--jobs", "2", "--no-cache"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def finished(folder: Path) -> list[Path]:
    """The projects that have a manifest; each of them must be whole."""
    dists = [path.parent for path in folder.rglob("manifest.json")]
    assert [] == [found for dist in dists for found in check_dist(dist)]
    return dists


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_that_was_killed_goes_on_where_it_was(many: Path, run: Runner) -> None:
    with start(many) as process:
        assert process.stdout
        first = process.stdout.readline()
        process.kill()
        process.communicate(timeout=20)  # at the end of file, no worker is left that could write
    assert first
    before = len(finished(many))
    assert 0 < before < 8
    result = run("build", many, "--no-cache")
    assert summary(result) == f"{8 - before} built, {before} unchanged, 0 failed"
    assert len(finished(many)) == 8


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_finishes_what_is_being_built(many: Path, number: signal.Signals) -> None:
    with start(many) as process:
        assert process.stdout
        process.stdout.readline()
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == ExitCode.ABORTED
    assert stderr.splitlines()[-1] == "Aborted!" and "Traceback" not in stderr
    assert 0 < len(finished(many)) < 8
    assert not list(many.rglob("dist/.*"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_twice_ends_at_once(many: Path) -> None:
    with start(many) as process:
        assert process.stdout
        process.stdout.readline()
        for _ in range(2):
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.3)
        _, stderr = process.communicate(timeout=10)
    assert process.returncode == ExitCode.ABORTED
    assert "Traceback" not in stderr
    finished(many)


def test_two_runs_at_once_do_not_harm_each_other(many: Path, run: Runner) -> None:
    with start(many) as one, start(many) as two:
        outputs = [process.communicate(timeout=60) for process in (one, two)]
    assert [0, 0] == [one.returncode, two.returncode], outputs
    assert len(finished(many)) == 8
    assert summary(run("build", many, "--no-cache")) == "0 built, 8 unchanged, 0 failed"
