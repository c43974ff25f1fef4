"""Jobs to finished files: kinds give pages, outputs make files of them, and the preflight judges these."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from publish.base.cache import digest
from publish.base.diagnostics import Diagnostic, Severity, SourceError, error
from publish.base.messages import say
from publish.base.program_digest import programs_digest
from publish.base.workers.task import Task
from publish.build.acceptance import find_judge, join_parts, judge_file, prepare_judge, remember_part
from publish.build.finished import FinishedFile
from publish.build.inputs import Inputs, with_named
from publish.build.jobs import Job
from publish.build.workers import Report
from publish.outputs import OUTPUTS, manifest
from publish.outputs.commission import Commission, Workers
from publish.outputs.output import TEXT, Output
from publish.outputs.pdf.printed import OnePiece
from publish.preflight.findings import as_diagnostic


class Rendering:
    """What is made of one job; pages that several outputs take are laid out once."""

    def __init__(
        self, job: Job, workers: Workers, report: Report, *, draft: bool = False, passing: bool = False
    ) -> None:
        """Start with a job.

        Args:
            job: What is rendered.
            workers: Who does the heavy part.
            report: Told what is being done.
            draft: Whether missing photographs leave their places open.
            passing: Whether the next rendering will be of other sources, so that what is on which page is not kept.
        """
        self.job, self.workers, self.report, self.draft, self._passing = job, workers, report, draft, passing
        self._taken: dict[str, Any] = {}
        self._made: dict[str, dict[str, bytes]] = {}
        self._loading: list[threading.Thread] = []
        self._remarked = False

    def make(self, name: str, *, judged: bool = True) -> list[FinishedFile]:
        """Return an output by its name as a finished file for the project's ``dist/``, or as several.

        What was made before is not made again: it may be asked for first as it is, then judged.
        """
        job, output = self.job, OUTPUTS[name]
        made = self._make(output)
        for thread in self._loading:
            thread.join()
        dist, (first, *others) = job.project.dist, made
        content = made[first]
        folder = dist / first.partition("/")[0] if "/" in first else None
        fitted = self._fitted(output)
        rest = [FinishedFile(dist / other, made[other], folder=folder) for other in others]
        if not judged:
            return [FinishedFile(dist / first, content, folder=folder, facts=fitted.facts if fitted else {}), *rest]
        found = tuple(job.kind.module("check").check_output(job.project, name, content))
        findings: tuple[Diagnostic, ...] = ()
        if output.judge:
            self.report(say("judge {name}", name=first))
            findings = self._judge(output, content)
        rejected = any(diagnostic.severity is Severity.ERROR for diagnostic in findings)
        told, facts = (fitted.findings, fitted.facts) if fitted else ((), {})
        return [FinishedFile(dist / first, content, (*told, *found, *findings), rejected, folder, facts), *rest]

    def _fitted(self, output: Output) -> OnePiece | None:
        """Return the pages that an output shows, if they are such as may be fitted; what was chosen is reported."""
        pages = self._taken.get("printed") if output.takes == "printed" else None
        if not isinstance(pages, OnePiece):
            return None
        if pages.remark and not self._remarked:
            self._remarked = True
            self.report(pages.remark)
        return pages

    def _make(self, output: Output) -> dict[str, bytes]:
        """Return the files of an output, made once."""
        if output.name not in self._made:
            job = self.job
            built = job.outputs if job.kind is job.project.kind else ()  # publish build makes none of a single chapter
            linked = [OUTPUTS[name] for name in output.links if name in built]
            beside = {name: len(content) for other in linked for name, content in self._make(other).items()}
            self.report(say("make {name}", name=output.name_file(job.subject.name)))
            if output.judge and self.workers.layouter:
                self._load_judge()
            workers = replace(self.workers, call=self._call) if output.judge else self.workers
            pages = self.pages(output.takes, workers)
            self._made[output.name] = output.make(pages, workers, job.subject.name, beside)
        return self._made[output.name]

    def pages(self, takes: str, workers: Workers) -> Any:
        """Return the pages that an output takes, as the kind gives them; they are laid out when they are needed."""
        if takes not in self._taken:
            job = self.job
            asked = Commission(job.subject, job.project, job.assets, workers, self.draft, self.state)
            if takes == TEXT:
                return asked
            printed = () if takes == "printed" else (self.pages("printed", workers),)
            self._taken[takes] = job.kind.pages(takes)(asked, *printed)
        return self._taken[takes]

    @functools.cached_property
    def state(self) -> str:
        """Digest of all that the job is made from; empty where nothing is kept."""
        if self._passing or not self.workers.keeps or self.workers.layouter is None:
            return ""
        return inputs_of([self.job], draft=self.draft).state()

    def _call(self, task: Task[..., Any], *arguments: Any) -> Any:
        """Have a task done by a worker; what judges is loaded meanwhile."""
        self._load_judge()
        return self.workers.call(task, *arguments)

    def _load_judge(self) -> None:
        if not self._loading:
            self._loading.append(prepare_judge())

    def _judge(self, output: Output, content: bytes) -> tuple[Diagnostic, ...]:
        """Return what the preflight finds: pages that it has judged before, and that are the same, it knows."""
        job, store = self.job, self.workers.store
        project, layouter = job.project, self.workers.layouter
        judge = find_judge(output.judge, project, job.assets)
        if layouter:
            made_by = (project.root, job.subject.name, output.name, repr(judge.printer), programs_digest())
            key = digest("judged", *map(str, made_by))
            kept = store.get(key)
            known = kept or b""
            if not known:
                task = Task(remember_part, say("judging the pages"), job.subject.position)
                known = join_parts(layouter.share(task, content, judge.printer, judge.trim_mm))
            findings, remembered = judge_file(content, judge.printer, judge.trim_mm, known)
            if remembered != kept:
                store.put(key, remembered)
        else:
            findings, _ = judge_file(content, judge.printer, judge.trim_mm, b"")
        if judge.regime:
            from publish.preflight.official.judging import judge_official

            findings += judge_official(content, judge.regime)
        file = project.dist / output.name_file(job.subject.name)
        found = tuple(as_diagnostic(finding, file) for finding in findings)
        return _trace(job, content, found) if found else ()


def _trace(job: Job, content: bytes, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what the preflight finds at the lines of the source that it comes from."""
    from publish.preflight.report.page_views import read_lines  # few files have findings
    from publish.preflight.report.tracing import Tracer

    tracer = Tracer(job.project, job.chapters, job.assets)
    lines = {page: read_lines(content, page) for page in {one.spot.page for one in found if one.spot} if page}
    return tuple(tracer.trace(one, lines.get(one.spot.page if one.spot else 0, ())) for one in found)


def render(job: Job, output: str, workers: Workers, report: Report, *, draft: bool = False) -> FinishedFile:
    """Return one output of a job (:class:`Rendering`), of several files the first."""
    return Rendering(job, workers, report, draft=draft).make(output)[0]


def inputs_of(jobs: Sequence[Job], *, draft: bool = False) -> Inputs:
    """Return what the outputs of jobs are made from."""
    articles = [article for job in jobs for article in job.articles]
    project = jobs[0].project
    sources = tuple(dict.fromkeys(article.position.file for article in articles))
    known = project.sources if set(sources) >= set(project.sources) else sources
    return with_named(Inputs(project, known, draft=draft), (file for job in jobs for file in job.files))


def render_each(
    jobs: Sequence[Job], outputs: Sequence[str], workers: Workers, report: Report, *, draft: bool = False
) -> dict[str, list[FinishedFile]]:
    """Return outputs of jobs by their names, a file for each job, or several.

    Raises:
        SourceError: If two articles would make the same file.
    """
    made: dict[str, list[FinishedFile]] = {output: [] for output in outputs}
    names: set[str] = set()
    for job in jobs:
        rendering = Rendering(job, workers, report, draft=draft)
        for output in outputs:
            files = rendering.make(output)
            claim_name(files[0].name, names, job)
            made[output] += files
    return made


def claim_name(name: str, names: set[str], job: Job) -> None:
    """Add the name of a file that a job makes to those of others.

    Raises:
        SourceError: If another job makes a file of that name.
    """
    if name in names:
        raise SourceError(error(job.subject.position, say("two articles make {name}", name=name), "same-output"))
    names.add(name)


def build(jobs: Sequence[Job], workers: Workers, report: Report) -> list[FinishedFile]:
    """Return all outputs of the jobs, with the manifest and checksums of the whole.

    Raises:
        SourceError: If two articles would make the same file.
    """
    made = render_each(jobs, jobs[0].outputs, workers, report)
    return with_manifest([file for files in made.values() for file in files], inputs_of(jobs).facts())


def with_manifest(files: Sequence[FinishedFile], facts: Mapping[str, object]) -> list[FinishedFile]:
    """Return finished files of one project, with a manifest that says these facts, and the checksums of the whole."""
    said = {file.name: file.facts for file in files}
    described = manifest.describe_files({file.name: file.content for file in files}, facts, said)
    folder = (files[0].folder or files[0].path).parent
    return [*files, *(FinishedFile(folder / name, content) for name, content in described.items())]
