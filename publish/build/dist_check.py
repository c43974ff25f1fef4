"""Say whether the files of ``dist/`` are whole, made from this source, and accepted by the validators."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.build.jobs import Job
from publish.build.rendering import inputs_of
from publish.build.workers import Report
from publish.outputs import OUTPUTS, manifest


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of the files of ``dist/``.

    Attributes:
        diagnostics: What is wrong with them.
        asked: Names of the validators that looked at them.
        missing: A sentence for each validator that is not installed.
    """

    diagnostics: tuple[Diagnostic, ...]
    asked: tuple[str, ...]
    missing: tuple[str, ...]


def check_outputs(jobs: Sequence[Job], report: Report) -> Verdict:
    """Look for files of ``dist/`` that are missing, changed or older than the source, then ask the validators."""
    from publish.preflight.validators import find_validators, validate

    project = jobs[0].project
    report(say("compare dist/ with the source"))
    found = manifest.check_dist(project.dist)
    files = {article.position.file for job in jobs for article in job.articles}
    if not found and files == set(project.sources):
        found += _check_digest(project.dist / manifest.MANIFEST, inputs_of(jobs).source_digest())
    outputs = [(job, OUTPUTS[name]) for job in jobs for name in job.outputs]
    named = [(project.dist / output.name_file(job.subject.name), output) for job, output in outputs]
    made = [(file, output) for file, output in named if file.is_file()]
    asked, missing = [], []
    for validator in find_validators():
        fitting = [file for file, output in made if validator.name in output.validators]
        if lack := validator.missing():
            missing.append(say("{name}: {lack}", name=validator.name, lack=lack))
        elif fitting:
            report(say("ask {name}", name=validator.name))
            asked.append(validator.name)
            found += _trace(validate(validator, fitting), jobs)
    return Verdict(tuple(found), tuple(asked), tuple(missing))


def _trace(found: Sequence[Diagnostic], jobs: Sequence[Job]) -> list[Diagnostic]:
    """Return findings of validators at their places in the source."""
    from publish.preflight.report.origin import trace_outputs
    from publish.preflight.report.tracing import Tracer

    traced: list[Diagnostic] = []
    for job in jobs if found else ():
        names = {OUTPUTS[output].name_file(job.subject.name) for output in job.outputs}
        tracer = Tracer(job.project, job.chapters, job.assets)
        traced += trace_outputs([one for one in found if one.position.file.name in names], tracer)
    return traced


def _check_digest(file: Path, digest: str) -> list[Diagnostic]:
    if manifest.read_facts(file.parent).get("source") == digest:
        return []
    hint = say("run 'publish build'")
    return [error(Position(file), say("dist/ was made from another source than this one"), "stale-output", hint)]
