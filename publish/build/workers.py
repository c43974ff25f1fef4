"""Who does the heavy part of the work: one worker for an article, many for a publication."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from publish.base.cache import Cache, NoCache
from publish.base.workers.progress import followed
from publish.outputs.commission import Workers
from publish.publication.project import Project

Report = Callable[[str], None]
"""Told what is being done, one step at a time."""


@contextlib.contextmanager
def hire_workers(
    project: Project, warm_up: str, arguments: Sequence[Any], jobs: int, keep: bool, report: Report
) -> Iterator[Workers]:
    """Give the workers for a project; they end with the block.

    Args:
        project: What is going to be made.
        warm_up: What workers do first, ``module:function``.
        arguments: Arguments of that function.
        jobs: How many workers there are for a publication; one is enough for an article.
        keep: Whether finished work is kept for the next time, and that of the last time used.
        report: Told what is being laid out, and what it is at where that takes long.
    """
    store = Cache() if keep else NoCache()
    if not project.kind.joined:
        from publish.base.workers.worker import hire_worker

        with followed(report), hire_worker(warm_up, *arguments) as call:
            yield Workers(call, store=store)
    else:
        from publish.base.workers.pool import Pool
        from publish.outputs.pdf.layouter import Layouter

        readers = Pool(jobs, "publish.editing.preparation:load_reader", late=True)
        with followed(report), Pool(jobs, warm_up, *arguments) as pool, readers:
            layouter = Layouter(pool, store, report)
            yield Workers(lambda task, *rest: pool.submit(task, *rest).result(), layouter, store, readers)
    if store.problem:
        report(store.problem)
