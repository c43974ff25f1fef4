"""A task that comes to its limits is told at the block that it was at."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from publish.base.diagnostics import Position, StyleError
from publish.base.workers import progress, worker
from publish.base.workers.task import Task
from publish.layout import engine
from tests.support.paragraphs import SENTENCE, lay_out

AT = Position(Path("source/a.md"), 1, 1)

pytest.importorskip("resource", reason="no fork on Windows")


def sleep_at(file: str, line: str) -> None:
    progress.at(file, line)
    time.sleep(60)


def count_on(line: str) -> str:
    for _ in range(3):
        progress.at("", line)
    return line


@pytest.mark.parametrize(
    ("file", "place"),
    [("", Position(AT.file, 12, 3)), (Path("/a b/Bài.md").as_uri(), Position(Path("/a b/Bài.md"), 12, 3))],
)
def test_a_task_that_is_stopped_is_told_where_it_was(
    monkeypatch: pytest.MonkeyPatch, file: str, place: Position
) -> None:
    monkeypatch.setattr(worker, "WALL_SECONDS", 1.0)
    hired = worker.Worker()
    try:
        with pytest.raises(StyleError) as caught:
            hired.call(Task(sleep_at, "laying out the pages", AT), file, "12:3")
    finally:
        hired.close()
    (found,) = caught.value.diagnostics
    assert place == found.position
    assert "laying out the pages took more than 1 s and was stopped; it was at this block" == found.message


def nap_at(file: str, line: str) -> None:
    progress.at(file, line)
    time.sleep(0.7)


def test_those_who_wait_for_a_slow_task_are_told_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SLOW_SECONDS", 0.3)
    told: list[str] = []
    with progress.followed(told.append), worker.hire_worker("os:getpid") as call:
        call(Task(nap_at, "laying out the pages", AT), "", "12:3")
        call(Task(time.sleep, "judging the pages", AT), 0.4)
        call(Task(os.getpid, "counting", AT))
    assert "laying out the pages for 0 s, now at source/a.md:12:3" == told[0]
    assert "judging the pages for 0 s, now at source/a.md" == told[-1]
    assert 3 == len(told)


def test_nobody_is_told_of_what_nobody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SLOW_SECONDS", 0.1)
    told: list[str] = []
    with worker.hire_worker("os:getpid") as call:
        call(Task(nap_at, "laying out the pages", AT), "", "12:3")
        with progress.followed(told.append):
            call(os.getpid)
    assert [] == told


def test_a_task_that_tells_where_it_is_gives_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    hired = worker.Worker()
    try:
        assert ["1:1", "2:1"] == [hired.call(count_on, line) for line in ("1:1", "2:1")]
    finally:
        hired.close()


def test_the_engine_tells_the_blocks_that_it_lays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.load()
    told: list[progress.Progress] = []
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    monkeypatch.setattr(progress, "_next", 0.0)
    monkeypatch.setattr(progress, "_tell", told.append)
    lay_out(f'<p data-line="3:1">{SENTENCE}</p><div data-file="file:///b.md"><p data-line="5:1">{SENTENCE}</p></div>')
    assert [("", "3:1"), ("file:///b.md", "5:1")] == list(dict.fromkeys(told))
