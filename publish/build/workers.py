"""Who does the heavy part of the work: one worker for an article, many for a publication."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from publish.base.records import dataclass
from publish.base.workers.worker import Call

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from publish.outputs.pdf.layouter import Layouter
    from publish.publication.project import Project

Report = Callable[[str], None]
"""Told what is being done, one step at a time."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Who does the heavy part of the work.

    Attributes:
        call: Calls a function in a worker.
        layouter: Lays out the fragments of publications; None where there are only articles.
        keep: Whether finished work is kept for the next time.
        twins: Screen twins of articles by name, of which their press twins are made.
        readers: Read the sources of a publication; None where who lays out reads as well.
    """

    call: Call
    layouter: Layouter | None = None
    keep: bool = False
    twins: dict[str, bytes] = field(default_factory=dict)
    readers: Executor | None = None


@contextlib.contextmanager
def hire(
    project: Project, warm_up: str, arguments: Sequence[Any], jobs: int, keep: bool, report: Report
) -> Iterator[Tools]:
    """Give the tools for a project; the workers end with the block.

    Args:
        project: What is going to be made.
        warm_up: What workers do first, ``module:function``.
        arguments: What it is called with.
        jobs: How many workers there are for a publication; one is enough for an article.
        keep: Whether finished fragments are kept for the next time, and those of the last time used.
        report: Told what is being laid out.
    """
    if project.kind == "article":
        from publish.base.workers.worker import hire_worker

        with hire_worker(warm_up, *arguments) as call:
            yield Tools(call, keep=keep)
        return
    from publish.base.cache import Cache, NoCache
    from publish.base.workers.pool import Pool
    from publish.outputs.pdf.layouter import Layouter

    with (
        Pool(jobs, warm_up, *arguments) as pool,
        Pool(jobs, "publish.editing.preparation:load_reader", late=True) as readers,
    ):
        cache = Cache() if keep else NoCache()
        layouter = Layouter(pool, cache, report)
        yield Tools(lambda task, *rest: pool.submit(task, *rest).result(), layouter, keep, readers=readers)
        if cache.problem:
            report(cache.problem)
