"""The production of a project: what was made from the same files before is taken as it was, all else is made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, PublishError, SourceError, error
from publish.base.messages import say
from publish.build.inputs import Inputs
from publish.build.up_to_date import Made, Memory
from publish.build.workers import Report
from publish.kinds import kind_of_one
from publish.outputs.commission import Workers
from publish.publication.project import Project


class Production:
    """Outputs of a project, or of some of its articles, which are recognised or read at the start.

    Attributes:
        project: The project.
        found: What was found in its articles; an error would have kept the work from being.
        facts: What a manifest says of the outputs.
    """

    def __init__(
        self,
        project: Project,
        sources: tuple[Path, ...],
        outputs: Sequence[str] | None,
        workers: Workers,
        report: Report,
        *,
        draft: bool = False,
        again: bool = False,
    ) -> None:
        """Recognise the articles, or read and check them.

        Args:
            project: The project of the articles.
            sources: Files of the articles.
            outputs: Names of outputs; None for all that ``publish build`` makes.
            workers: Who does the heavy part, and keeps what was made.
            report: Told what is being done.
            draft: Whether missing photographs leave their places open.
            again: Whether what was made before is made again.

        Raises:
            PublishError: With all findings, if one of them is an error.
        """
        whole = project.kind.joined and sources == project.sources
        kind = project.kind if whole else kind_of_one(project.kind)
        self.project, self._workers, self._report, self._draft = project, workers, report, draft
        self._kind = kind
        self._outputs: Sequence[str] = outputs or kind.module("settings").outputs(project)
        self._memory = Memory(workers.store, Inputs(project, sources, draft=draft)) if workers.keeps else None
        self._recalled = self._memory.recall(self._outputs) if self._memory and not again else None
        self.found: tuple[Diagnostic, ...]
        self.facts: Mapping[str, object]
        if self._recalled:
            self.found, self.facts = self._recalled[0].diagnostics, self._recalled[0].facts
            return
        from publish.build.jobs import prepare  # what nothing has changed of needs no reader
        from publish.build.rendering import inputs_of

        with self._told_together():
            self._jobs = prepare(project, sources, report, workers, self._outputs)
        self._inputs = inputs_of(self._jobs, draft=draft)
        self.found = tuple(found for job in self._jobs for found in job.diagnostics)
        self.facts = self._inputs.facts()

    def make(self) -> list[Made]:
        """Return what is made as each output."""
        if self._recalled:
            return self._recalled
        from publish.build.rendering import render_each

        with self._told_together():
            files = render_each(self._jobs, self._outputs, self._workers, self._report, draft=self._draft)
        made = {output: Made(tuple(rendered), self.found, self.facts) for output, rendered in files.items()}
        for output, one in made.items() if self._memory else ():
            if self._memory:
                self._memory.keep(output, one, self._inputs.named)
        return list(made.values())

    @contextlib.contextmanager
    def _told_together(self) -> Iterator[None]:
        """Have what the block fails for told with what is wrong with styles and layouts."""
        try:
            yield
        except PublishError as failure:
            from publish.build.looks import with_looks  # what is right is not looked at twice

            found = with_looks(failure, self.project, self._kind, self._outputs, self._workers.call)
            raise found from failure.__cause__

    def demand_unchanged(self) -> None:
        """See that the source is what it was before it was made.

        Raises:
            SourceError: If it is not: a manifest would name it as that of files it did not make.
        """
        if not self._recalled and self._inputs.facts() != self.facts:
            at = Position(self.project.root / "source")
            message, hint = say("changed while it was being built"), say("build it again")
            raise SourceError(error(at, message, "source-changed", hint))
