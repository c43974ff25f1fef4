"""What is made of a project as it was at one moment, stage by stage: what is looked at comes first.

The sources are read once, and the printed pages are laid out once; who judges them, and what else is made of the same
sources, comes when it is asked for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, PublishError
from publish.build.finished import FinishedFile
from publish.build.jobs import prepare
from publish.build.looks import with_looks
from publish.build.rendering import Rendering, claim_name
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from publish.preflight.report.tracing import Tracer
from publish.publication.assets.printers import DEFAULT, Printer, find_printer
from publish.publication.project import Project

OUTPUTS = ("pdf", "epub", "html", "press")
"""What is made, to be seen or to be judged."""


class OutdatedError(Exception):
    """The sources are others by now, and nobody wants to see what was to be made of these."""


class Stages:
    """The sources of a project, read, and what is made of them.

    Attributes:
        project: The project.
        found: What was found in the sources.
    """

    def __init__(self, root: Path, workers: Callable[[Project], Workers]) -> None:
        """Read the sources.

        Args:
            root: Folder of the project.
            workers: Gives who does the heavy part for a project as it is now.

        Raises:
            PublishError: With all findings, if one of them is an error.
        """
        self.project = open_project(root, partly=True)
        self._sources = choose_sources(self.project, None)
        self._workers = workers(self.project)
        self._is_outdated = False
        with self._told_together():
            self._jobs = prepare(self.project, self._sources, self._go_on, self._workers, OUTPUTS)
        self.found = tuple(found for job in self._jobs for found in job.diagnostics)
        self._renderings = [Rendering(job, self._workers, self._go_on, passing=True) for job in self._jobs]

    def end(self) -> None:
        """Have whatever is being made end at its next step; any thread may ask for it."""
        self._is_outdated = True
        self._renderings = []  # the pages of a large book

    def make(self, output: str, *, judged: bool = True) -> list[FinishedFile]:
        """Return the files of an output, made once: first as they are, if that is asked for, then judged.

        Raises:
            PublishError: If it cannot be made.
            OutdatedError: If that was ended.
        """
        names: set[str] = set()
        made = []
        with self._told_together():
            for rendering in self._renderings:
                files = rendering.make(output, judged=judged)
                claim_name(files[0].name, names, rendering.job)
                made += files
        self._go_on("")
        return made

    @property
    def printer(self) -> Printer:
        """Who prints the pages.

        Raises:
            SourceError: If there is no such printer.
        """
        project = self.project
        return find_printer(self._jobs[0].assets, project.press.printer or DEFAULT, Position(project.config))

    def lint(self, language: str) -> list[Diagnostic]:
        """Return what ``publish lint`` says in a language, ``en`` or ``vi``."""
        from publish.editing.lint import LintOptions, lint, reports

        findings, _ = lint(self.project, self._sources, LintOptions(language))
        self._go_on("")
        return [reports.as_diagnostic(finding, language) for finding in findings]

    def tracer(self) -> Tracer:
        """Return what leads from words to the sources."""
        chapters = [chapter for job in self._jobs for chapter in job.chapters]
        return Tracer(self.project, chapters, self._jobs[0].assets)

    def _go_on(self, _: str) -> None:
        if self._is_outdated:
            raise OutdatedError

    @contextlib.contextmanager
    def _told_together(self) -> Iterator[None]:
        """Have what the block fails for told with what is wrong with styles and layouts."""
        try:
            yield
        except PublishError as failure:
            found = with_looks(failure, self.project, self.project.kind, OUTPUTS, self._workers.call)
            raise found from failure.__cause__
