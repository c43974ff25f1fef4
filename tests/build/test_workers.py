"""Those who build are told what workers are at that take long, of an article and of a publication."""

from __future__ import annotations

import dataclasses
import os
import time
from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.base.workers import progress
from publish.base.workers.task import Task
from publish.build.workers import hire_workers
from publish.kinds import KINDS
from publish.publication.project import Project

pytest.importorskip("resource", reason="no fork on Windows")


def nap_at(line: str) -> None:
    progress.at("", line)
    time.sleep(0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_who_builds_is_told_the_block_that_takes_long(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(progress, "SLOW_SECONDS", 0.3)
    told: list[str] = []
    project = dataclasses.replace(Project(Path.cwd()), kind=KINDS[kind])
    with hire_workers(project, "os:getpid", (), 1, False, told.append) as workers:
        workers.call(Task(os.getpid, "counting", Position(Path("a.md"))))
        assert [] == told
        workers.call(Task(nap_at, "laying out the pages", Position(Path("source/a.md"))), "12:3")
    assert ["laying out the pages for 0 s, now at source/a.md:12:3"] == told
