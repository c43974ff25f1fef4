"""Build many projects, each whole in a worker of its own; what is finished stays finished, whatever ends the run.

A project whose ``dist/`` was made by this program from the source as it stands is passed over, so a run that was
stopped goes on where it was. Who runs the jobs, a pool of this machine or a cluster, makes no difference here.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path

from publish.base.diagnostics import ExitCode, Position, PublishError, Severity, error, short_path
from publish.base.messages import Message, say
from publish.base.workers.pool import Inline, Pool
from publish.base.workers.task import Task
from publish.build import remote
from publish.build.rebuild import BUILT, FAILED, UNCHANGED, Options, Result, build_project
from publish.build.workers import Report

WARM_UP = "publish.build.rebuild:warm_up"
"""What the workers have done before their first project."""

WORST = (
    ExitCode.ABORTED,
    ExitCode.ENGINE,
    ExitCode.STYLE,
    ExitCode.ASSET,
    ExitCode.SOURCE,
    ExitCode.CONFORMANCE,
    ExitCode.WRITTEN,
)
"""Exit codes of projects from the worst on; that of the archive is the first that occurs."""


def find_projects(places: Iterable[str]) -> Iterator[str]:
    """Yield the projects that are named, and those in folders that are named, one at a time and in order.

    A project is a folder with a ``source/``. A folder without any stands for itself, as does one that cannot be read:
    building it says what is wrong. Links are followed where they lead to a project.
    """
    for place in places:
        if remote.is_url(place):
            yield from remote.find_projects(place)
        else:
            yield from _find_below(Path(place).absolute())


def _find_below(start: Path) -> Iterator[str]:
    waiting, found = [start], False
    while waiting:
        folder = waiting.pop()
        try:
            below = _subfolders(folder)
        except OSError:
            below = ["source"]
        if "source" in below:
            found = True
            yield str(folder)
        else:
            waiting += [folder / name for name in reversed(below)]
    if not found:
        yield str(start)


def _subfolders(folder: Path) -> list[str]:
    """Return the names of the folders in a folder, in order; of links only those to a project."""
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and entry.is_dir()
            and (entry.name == "source" or not entry.is_symlink() or Path(entry.path, "source").is_dir())
        )


def is_archive(places: Sequence[str]) -> bool:
    """Tell whether more is named than one project or article: several, a URL, or a folder of projects."""
    if len(places) != 1:
        return len(places) > 1
    folder = Path(places[0])
    if remote.is_url(places[0]):
        return True
    if not folder.is_dir() or (folder / "source").is_dir():
        return False
    return any(Path(place, "source").is_dir() for place in _find_below(folder.absolute()))


@dataclass(slots=True)
class Summary:
    """Counts of a run; it grows with the number of rules, not of projects."""

    states: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    codes: set[ExitCode] = field(default_factory=set)

    def add(self, result: Result) -> None:
        """Count a project."""
        self.states[result.state] += 1
        self.codes.add(result.code)
        if result.state == FAILED:
            self.rules.update(found.rule for found in result.diagnostics if found.severity is Severity.ERROR)

    @property
    def code(self) -> ExitCode:
        """The exit code of the worst project."""
        return next((code for code in WORST if code in self.codes), ExitCode.WRITTEN)

    def words(self) -> Message:
        """Return ``3 built, 2 unchanged, 1 failed (missing-image 2)``."""
        built, unchanged, failed = (self.states[state] for state in (BUILT, UNCHANGED, FAILED))
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(self.rules.items(), key=lambda x: (-x[1], x[0])))
        counts = say(
            "{built} built, {unchanged} unchanged, {failed} failed", built=built, unchanged=unchanged, failed=failed
        )
        return say("{counts} ({rules})", counts=counts, rules=rules) if rules else counts


@dataclass(frozen=True, slots=True)
class Crew:
    """Who builds.

    Attributes:
        executor: Runs the jobs.
        ahead: How many jobs it is given at a time, so that none of it waits for the next.
    """

    executor: Executor
    ahead: int


@contextlib.contextmanager
def hire(workers: int, scheduler: str | None, report: Report) -> Iterator[Crew]:
    """Give the workers of this machine, or those of a cluster; their work ends with the block.

    Args:
        workers: How many there are on this machine.
        scheduler: Address of the cluster's scheduler; None for this machine.
        report: Told when no worker of the cluster is there yet.
    """
    if scheduler:
        from publish.build.cluster import AHEAD, connect

        with connect(scheduler, WARM_UP, report) as executor:
            yield Crew(executor, AHEAD)
    else:
        with Pool(workers, WARM_UP, fresh=True) as pool:
            yield Crew(pool, 2 * workers)


class Run:
    """One run over an archive; it holds no more than the projects that are being built."""

    def __init__(self, places: Sequence[str], options: Options, crew: Crew, report: Report) -> None:
        """Start with what is named on the command line, how, by whom, and who is told what is being built."""
        self.places, self.options, self.crew, self.report = places, options, crew, report
        self.summary = Summary()
        self.stopped = False
        self._jobs: dict[Future[Result], str] = {}

    def stop(self) -> None:
        """Begin no more projects; those that are being built on this machine are finished."""
        self.stopped = True
        for job in tuple(self._jobs):
            job.cancel()

    def results(self) -> Iterator[Result]:
        """Build, and yield what became of each project, in the order in which they are done."""
        left = sum(1 for _ in find_projects(self.places))
        places = find_projects(self.places)
        self._submit(places)
        while self._jobs:
            first = short_path(Path(next(iter(self._jobs.values()))))
            self.report(say("build {place} ({left} left)", place=first, left=left))
            done, _ = concurrent.futures.wait(self._jobs, return_when=concurrent.futures.FIRST_COMPLETED)
            for job in done:
                place = self._jobs.pop(job)
                if self.stopped and (job.cancelled() or job.exception()):
                    continue  # what has stopped this run may have ended the workers too
                result = _result(place, job)
                self.summary.add(result)
                left -= 1
                yield result
            del done, job
            self._submit(places)

    def _submit(self, places: Iterator[str]) -> None:
        while not self.stopped and len(self._jobs) < self.crew.ahead and (place := next(places, None)):
            executor = Inline() if remote.is_here_only(place) else self.crew.executor
            task = Task(build_project, say("building the project"), Position(Path(place)))
            self._jobs[executor.submit(task, place, self.options)] = place
        if self.stopped:
            self.stop()


def _result(place: str, job: Future[Result]) -> Result:
    """Return the result of a job that is done; a job that failed is a project that failed."""
    at = Position(Path(place))
    try:
        return job.result()
    except PublishError as failure:
        return Result(place, FAILED, failure.diagnostics, failure.exit_code)
    except concurrent.futures.CancelledError:
        found = error(at, say("the cluster gave it up: its scheduler is gone"), "workers", say("start the run again"))
        return Result(place, FAILED, (found,), ExitCode.ENGINE)
    except Exception as failure:  # a fault of the program in one project must not stop the others
        reason = f"{type(failure).__name__}: {failure}".splitlines()[0]
        message = say("the program failed: {reason}", reason=reason)
        hint = say("build it alone to see where, and report it")
        return Result(place, FAILED, (error(at, message, "fault", hint),), ExitCode.ABORTED)
