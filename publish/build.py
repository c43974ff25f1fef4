"""Lead an article through the house: read, check, render, write. The commands call this and nothing below it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publish import __version__, compounds, dist
from publish.assets import Assets, find_assets
from publish.check import check_article, failure_of
from publish.diagnostics import Diagnostic, OutputError, Position, SourceError, error, sort_diagnostics, warning
from publish.fonts import read_faces
from publish.model import Article, Figure, walk
from publish.project import Project
from publish.typesetting import Style, typeset_article
from publish.worker import Call
from publish.writers import find_writer

Report = Callable[[str], None]
"""Told what is being done, one step at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """An article that is ready to be rendered, and what was found on the way.

    Attributes:
        article: The article, typeset.
        diagnostics: Warnings; an error would have kept the job from being.
    """

    article: Article
    project: Project
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: where it goes and what is in it."""

    path: Path
    content: bytes


def prepare(project: Project, sources: Iterable[Path], report: Report) -> list[Job]:
    """Read and check articles; everything wrong in all of them is told at once.

    Raises:
        PublishError: With all findings, if one of them is an error.
    """
    from publish.reader import read_article

    assets = find_assets(project.root)
    jobs, findings = [], []
    for source in sources:
        report(f"read {source.name}")
        reading = read_article(source, project.language)
        found = list(reading.diagnostics)
        if reading.article:
            article = reading.article
            if not article.published and project.date:
                article = replace(article, published=project.date)
            found += check_article(article, project, assets)
            style = _style(project, found)
            jobs.append(Job(typeset_article(article, style), project, assets, tuple(sort_diagnostics(found))))
        findings += found
    if failure := failure_of(sort_diagnostics(findings)):
        raise failure
    return jobs


def _style(project: Project, found: list[Diagnostic]) -> Style:
    """Return how the text of the project is typeset; a warning says what was asked for and cannot be done."""
    text = project.text
    glue = None
    if text.compounds is not False and compounds.is_installed():
        glue = compounds.glue
    elif text.compounds:
        message = "words of several syllables cannot be kept whole in headings"
        found.append(warning(Position(project.config), message, "no-compounds", compounds.INSTALL))
    return Style(text.ranges, text.dash, glue)


def choose_sources(project: Project, given: Path | None) -> tuple[Path, ...]:
    """Return the articles to work on: the one given, else those of the project.

    Raises:
        SourceError: If there is none.
    """
    if given:
        return (given.absolute(),)
    if project.sources:
        return project.sources
    hint = "write an article as source/NAME.md, or start with 'publish new NAME'"
    raise SourceError(error(Position(project.root / "source"), "no article to publish", "missing-source", hint))


def render(job: Job, format_: str, call: Call, report: Report, *, draft: bool = False) -> Output:
    """Return the article in one format, named after its source, for the project's ``dist/``."""
    report(f"make {job.article.name}.{format_}")
    content = find_writer(format_)(job.article, job.project, job.assets, draft=draft, call=call)
    return Output(job.project.dist / f"{job.article.name}.{format_}", content)


def build(jobs: Sequence[Job], call: Call, report: Report) -> list[Output]:
    """Return all outputs of the jobs, with the manifest and checksums of the whole.

    Raises:
        SourceError: If two articles would make the same file.
    """
    outputs: dict[Path, Output] = {}
    for job in jobs:
        for format_ in job.project.formats:
            output = render(job, format_, call, report)
            if output.path in outputs:
                raise SourceError(error(job.article.position, f"two articles make {output.path.name}", "same-output"))
            outputs[output.path] = output
    project = jobs[0].project
    facts = {"generator": f"publish {__version__}", "source": source_digest(jobs)}
    contents = {output.path.name: output.content for output in outputs.values()}
    described = dist.describe_files(contents, facts)
    return [*outputs.values(), *(Output(project.dist / name, content) for name, content in described.items())]


def write(outputs: Iterable[Output], report: Report) -> None:
    """Write finished files, all or none.

    Raises:
        OutputError: If one cannot be written.
    """
    outputs = list(outputs)
    report(f"write {len(outputs)} {'file' if len(outputs) == 1 else 'files'}")
    dist.write_files({output.path: output.content for output in outputs})


def source_digest(jobs: Sequence[Job]) -> str:
    """Return one SHA-256 over all that the outputs are made from: publish.toml, articles, pictures, styles and fonts.

    It is the same in any folder: files are named from the project, styles and fonts from their own folders.
    """
    project, assets = jobs[0].project, jobs[0].assets
    paths = [job.article.position.file for job in jobs]
    paths += [node.file for job in jobs for node in walk(job.article) if isinstance(node, Figure) and node.file]
    paths += [project.config] if project.config.is_file() else []
    files = {path.relative_to(project.root).as_posix(): path for path in paths if path.is_relative_to(project.root)}
    for folder in reversed(assets.styles):
        files |= {f"styles/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    faces = read_faces(assets.style("fonts.css"))
    return dist.digest_files(files | {f"fonts/{face.path.name}": face.path for face in faces})


def place(outputs: Sequence[Output], target: Path | None) -> list[Output]:
    """Return the outputs at the place that ``-o`` names: a folder takes all of them, a file name just one.

    Raises:
        OutputError: If there are several outputs for one file name.
    """
    if target is None:
        return list(outputs)
    target = target.absolute()
    if target.is_dir():
        return [replace(output, path=target / output.path.name) for output in outputs]
    if len(outputs) > 1:
        hint = "name an existing folder, or one article"
        raise OutputError(error(Position(target), f"one name for {len(outputs)} files", "output", hint))
    return [replace(output, path=target) for output in outputs]


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
    from publish.validators import find_validators, validate

    project = jobs[0].project
    report("compare dist/ with the source")
    found = dist.check_dist(project.dist)
    if not found and {job.article.position.file for job in jobs} == set(project.sources):
        found += _check_digest(project.dist / dist.MANIFEST, source_digest(jobs))
    names = [f"{job.article.name}.{format_}" for job in jobs for format_ in project.formats]
    files = [project.dist / name for name in names if (project.dist / name).is_file()]
    asked, missing = [], []
    for validator in find_validators():
        fitting = [file for file in files if file.suffix == validator.suffix]
        if lack := validator.missing():
            missing.append(f"{validator.name}: {lack}")
        elif fitting:
            report(f"ask {validator.name}")
            asked.append(validator.name)
            found += validate(validator, fitting)
    return Verdict(tuple(found), tuple(asked), tuple(missing))


def _check_digest(manifest: Path, digest: str) -> list[Diagnostic]:
    try:
        recorded = json.loads(manifest.read_bytes())["source"]
    except (OSError, ValueError, KeyError, TypeError):
        recorded = None
    if recorded == digest:
        return []
    hint = "run 'publish build'"
    return [error(Position(manifest), "dist/ was made from another source than this one", "stale-output", hint)]
