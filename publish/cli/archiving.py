"""Many projects on the command line: their progress, their findings, and how the whole ends."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from publish.base.diagnostics import ExitCode, short_path
from publish.base.messages import say
from publish.build.archive import Run, hire
from publish.build.rebuild import BUILT, FAILED, Options, Result
from publish.cli.console import ABORTED, Console


def build_archive(
    console: Console,
    places: Sequence[str],
    workers: int,
    scheduler: str | None,
    paper: tuple[float, float] | None,
    cache: bool,
    rebuild: bool,
) -> None:
    """Build projects, tell what became of each, and end with the exit code of the worst."""
    options = Options(paper, cache, console.strict, rebuild)
    with hire(workers, scheduler, console.step) as crew:
        run = Run(places, options, crew, console.step)
        with _stop_on_signal(run, console):
            for result in run.results():
                _tell(console, result)
    console.clear()
    if console.verbosity >= 0 or run.summary.code:
        console.tell(run.summary.words())
    if run.stopped:
        console.tell(ABORTED)
    if code := ExitCode.ABORTED if run.stopped else run.summary.code:
        click.get_current_context().exit(code)


def _tell(console: Console, result: Result) -> None:
    """Print where a project was built, or that it was not, and what was found in it."""
    place = short_path(Path(result.place))
    if result.state == BUILT:
        console.result(Path(result.place, "dist"))
    elif result.state == FAILED:
        console.clear()
        console.tell(say("{place}: not built", place=place), fg="red")
    else:
        console.step(say("{place} is unchanged", place=place))
    console.show(result.diagnostics)


@contextlib.contextmanager
def _stop_on_signal(run: Run, console: Console) -> Iterator[None]:
    """Have the first Ctrl-C, or SIGTERM, stop the run after the projects that are being built; the second ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, frame: object) -> None:
        restore()
        run.stop()
        console.clear()
        console.tell(say("finishing what is being built; once more to end at once"))

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()
