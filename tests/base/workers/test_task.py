"""A worker that comes to its limits says what it was doing, and to what."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.base.diagnostics import Position, StyleError
from publish.base.workers import worker
from publish.base.workers.pool import Pool
from publish.base.workers.task import Task
from tests.support.folders import ROOT

PACKAGE = ROOT / "publish"
PASS_ON = ("base/workers/", "build/cluster.py")
QUIET = "os:getpid"
ENDS = "ended its process with exit code 3"


def complaint(failure: StyleError) -> tuple[Position, str]:
    (found,) = failure.diagnostics
    return found.position, found.message


@pytest.mark.parametrize("doing", ["judging the pages", "drawing the cover"])
@pytest.mark.parametrize("given", [(), (Position(Path("other.md")), Path("another.md"))])
def test_the_message_is_of_the_task_and_not_of_its_arguments(doing: str, given: tuple[object, ...]) -> None:
    at = Position(Path("bai.md"), 3, 1)
    with worker.hire_worker(QUIET) as call, pytest.raises(StyleError) as caught:
        call(Task(end, doing, at), *given)
    assert (at, f"{doing} {ENDS}") == complaint(caught.value)


def end(*_: object) -> None:
    os._exit(3)


def test_a_pool_says_it_too() -> None:
    at = Position(Path("bai.md"))
    with Pool(1, QUIET) as pool:
        failure = pool.submit(Task(end, "reading it", at)).exception()
        assert isinstance(failure, StyleError)
        assert (at, f"reading it {ENDS}") == complaint(failure)
        failure = pool.submit(os._exit, 3).exception()
        assert isinstance(failure, StyleError)
        assert f"a worker {ENDS}" == complaint(failure)[1]


def test_a_task_is_called_as_its_function_is() -> None:
    assert (2, 1) == Task(divmod, "dividing", Position(Path("a")))(7, 3)
    with worker.hire_worker(QUIET) as call:
        assert {"a": 1} == call(Task(dict, "making a table", Position(Path("a"))), a=1)


def test_all_that_goes_to_a_worker_is_a_task() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): list(unnamed(path)) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {} == {name: calls for name, calls in found.items() if calls and not name.startswith(PASS_ON)}


def unnamed(path: Path) -> Iterator[str]:
    """Calls that hand a function to a worker and do not say what it does."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        handed = node.args[1 if name.endswith("self.start") else 0 :][:1]
        is_to_worker = name == "call" or name.endswith((".submit", ".share", "self.start", "tools.call"))
        if is_to_worker and handed and isinstance(handed[0], ast.Name | ast.Attribute | ast.Call):
            given = ast.unparse(handed[0])
            if given != "task" and not given.startswith("Task("):
                yield ast.unparse(node)
