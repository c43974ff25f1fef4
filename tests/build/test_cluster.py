"""The same jobs on a real Dask cluster, one of whose workers is killed, and projects that stand at URLs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base import cache
from publish.base.workers import worker
from publish.build import remote
from publish.cli import main
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="the extra cluster is not installed")

CONFIG = '[page]\npaper = "A5"\n\n[text]\ncompounds = false\n\n[output]\nformats = ["pdf"]\n'
Runner = Callable[..., Any]


def add_projects(folder: Path, count: int) -> None:
    for number in range(count):
        source = folder / f"bai-{number}" / "source"
        source.mkdir(parents=True)
        (source / "publish.toml").write_text(CONFIG, encoding="utf-8")
        text = f"---\nheadline: Bài {number}\npublished: 2026-01-15\n---\n\n" + "Một đoạn văn. " * 400 + "\n"
        (source / "bai.md").write_text(text, encoding="utf-8")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers, all of them processes of their own on the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    options = ["--host", "127.0.0.1", "--no-dashboard"]
    environment = os.environ | {"PUBLISH_CACHE": str(tmp_path / "cache")}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:], *options]
        return subprocess.Popen(
            command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    scheduler = start("dask_scheduler", "--port", str(port))
    workers = [start("dask_worker", address, "--nthreads", "1", "--nworkers", "1", "--no-nanny") for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def contents(folder: Path) -> dict[str, bytes]:
    """The files by name, without the temporary ones that a worker leaves that is killed while it writes."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_nothing_is_lost_with_a_worker_that_is_killed(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = cluster
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    add_projects(tmp_path / "here", 10)
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    command = [sys.executable, "-m", "publish", "build", "--scheduler", address, "there"]
    build = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "there").glob("*/dist/SHA256SUMS")) and time.monotonic() < deadline:
        assert build.poll() is None, build.communicate()
        time.sleep(0.05)
    workers[0].send_signal(signal.SIGKILL)
    out, err = build.communicate(timeout=90)
    assert 0 == build.returncode, err
    built, unchanged, failed = map(int, re.findall(r"\d+", err.splitlines()[-1]))
    assert (len(out.splitlines()), 10 - built, 0) == (built, unchanged, failed)  # it may die between file and report
    monkeypatch.chdir(tmp_path)
    assert 0 == run("build", "here").exit_code
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_scheduler_that_is_not_there_is_an_error(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.build.cluster.CONNECT_SECONDS", 1)
    add_projects(tmp_path, 1)
    result = run("build", "--scheduler", "tcp://127.0.0.1:9", str(tmp_path / "bai-0"))
    assert 6 == result.exit_code
    assert "no scheduler answers" in result.stderr


def test_a_project_at_a_url_is_built_and_its_files_put_back(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    add_projects(tmp_path / "here", 2)
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    result = run("build", (tmp_path / "there").as_uri())
    assert 0 == result.exit_code, result.stderr
    monkeypatch.chdir(tmp_path)
    assert 0 == run("build", "here").exit_code
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_projects_in_memory_are_built(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import fsspec

    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    memory = fsspec.filesystem("memory")
    add_projects(tmp_path, 1)
    memory.put(str(tmp_path / "bai-0" / "source"), "/archive/bai/source", recursive=True)
    result = run("build", "memory://archive/bai")
    assert 0 == result.exit_code, result.stderr
    names = {Path(name).name for name in memory.ls("/archive/bai/dist", detail=False)}
    assert {"bai.pdf", "manifest.json", "SHA256SUMS"} == names
    again = run("build", "memory://archive/bai")
    assert 0 == again.exit_code
    assert re.search(r"1 unchanged", again.stderr)


GUIDE = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", re.findall(r"^\$ ((?:publish|dask) .+)$", GUIDE, re.MULTILINE))
def test_the_commands_and_options_that_the_guide_names_exist(line: str) -> None:
    program, command, *words = line.split()
    if program == "publish":
        options = {option for parameter in main.commands[command].params for option in parameter.opts}
    else:
        call = [sys.executable, "-m", "dask", command, "--help"]
        options = set(re.findall(r"--[\w-]+", subprocess.run(call, capture_output=True, text=True, check=True).stdout))
    assert {word for word in words if word.startswith("-")} <= options


def test_the_limits_that_the_guide_names_are_those_of_the_program() -> None:
    assert f"{worker.CPU_SECONDS} seconds of a processor, {worker.WALL_SECONDS} seconds in all" in GUIDE
    assert f"{worker.MEMORY_BYTES >> 30} GB; one" in GUIDE
    assert f"{remote.MOST_FILES:,} files and {remote.MOST_BYTES >> 30} GB" in GUIDE
    assert ("PUBLISH_CACHE" in GUIDE, cache.VARIABLE) == (True, "PUBLISH_CACHE")
