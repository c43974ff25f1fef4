"""Lead an article through the house: read, check, render, write. The commands call this and nothing below it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import __version__, compounds, dist
from publish.assets import Assets, find_assets
from publish.check import check_article, failure_of
from publish.diagnostics import Diagnostic, OutputError, Position, SourceError, error, sort_diagnostics, warning
from publish.fonts import read_faces
from publish.model import Article, Figure, walk
from publish.project import Project
from publish.publication import Chapter, Publication, name_chapters
from publish.typesetting import Style, typeset_article
from publish.worker import Call
from publish.writers import find_writer

if TYPE_CHECKING:
    from publish.writers.layouter import Layouter

Report = Callable[[str], None]
"""Told what is being done, one step at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """An article, or a publication of many, that is ready to be rendered, and what was found on the way.

    Attributes:
        subject: It, typeset.
        diagnostics: Warnings; an error would have kept the job from being.
    """

    subject: Article | Publication
    project: Project
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles of it."""
        if isinstance(self.subject, Article):
            return (self.subject,)
        return tuple(chapter.article for chapter in self.subject.chapters)


@dataclass(frozen=True, slots=True)
class Tools:
    """Who does the heavy part of the work.

    Attributes:
        call: Calls a function in a worker.
        layouter: Lays out the fragments of publications; None where there are only articles.
    """

    call: Call
    layouter: Layouter | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: where it goes and what is in it."""

    path: Path
    content: bytes


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
        from publish.worker import hire as hire_one

        with hire_one(warm_up, *arguments) as call:
            yield Tools(call)
        return
    from publish.cache import Cache, NoCache
    from publish.pool import Pool
    from publish.writers.layouter import Layouter

    with Pool(jobs, warm_up, *arguments) as pool:
        cache = Cache() if keep else NoCache()
        yield Tools(lambda function, *rest: pool.submit(function, *rest).result(), Layouter(pool, cache, report))
        if cache.problem:
            report(cache.problem)


def prepare(project: Project, sources: Iterable[Path], report: Report) -> list[Job]:
    """Read and check articles; everything wrong in all of them is told at once.

    Returns:
        A job for each article, or one for all of them where they make one publication.

    Raises:
        PublishError: With all findings, if one of them is an error.
    """
    from publish.reader import read_article

    sources = tuple(sources)
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
    whole = project.kind != "article" and sources == project.sources
    findings += _check_publication(project) if whole else []
    if failure := failure_of(sort_diagnostics(findings)):
        raise failure
    return [_gather(project, jobs)] if whole else jobs


def _check_publication(project: Project) -> list[Diagnostic]:
    """Return what a publication of many articles lacks."""
    if project.title:
        return []
    hint = 'add title = "…" to [publication]'
    return [error(Position(project.config), f"a {project.kind} needs a title", "missing-title", hint)]


def _gather(project: Project, jobs: Sequence[Job]) -> Job:
    """Return the publication that the articles of a project make, dated like the last of them unless the project is."""
    source = project.root / "source"
    names = name_chapters([section.path.relative_to(source).with_suffix("").parts for section in project.sections])
    chapters = tuple(
        Chapter(name, article, section.place, section.part)
        for name, section, job in zip(names, project.sections, jobs, strict=True)
        for article in job.articles
    )
    days = [day for chapter in chapters for day in (chapter.article.updated, chapter.article.published) if day]
    publication = Publication(
        project.name,
        project.title,
        project.subtitle,
        project.creators,
        project.publisher,
        project.rights,
        project.language,
        project.date or max(days),
        project.parts,
        chapters,
        Position(project.config),
    )
    found = [diagnostic for job in jobs for diagnostic in job.diagnostics]
    return Job(publication, project, jobs[0].assets, tuple(sort_diagnostics(found)))


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


def render(job: Job, format_: str, tools: Tools, report: Report, *, draft: bool = False) -> Output:
    """Return an article or a publication in one format, named after it, for the project's ``dist/``."""
    name = job.subject.name
    report(f"make {name}.{format_}")
    if isinstance(job.subject, Article):
        content = find_writer(format_)(job.subject, job.project, job.assets, draft=draft, call=tools.call)
    else:
        write = find_writer(f"publication.{format_}")
        content = write(job.subject, job.project, job.assets, tools.layouter, draft=draft, call=tools.call)
    return Output(job.project.dist / f"{name}.{format_}", content)


def build(jobs: Sequence[Job], tools: Tools, report: Report) -> list[Output]:
    """Return all outputs of the jobs, with the manifest and checksums of the whole.

    Raises:
        SourceError: If two articles would make the same file.
    """
    outputs: dict[Path, Output] = {}
    for job in jobs:
        for format_ in job.project.formats:
            output = render(job, format_, tools, report)
            if output.path in outputs:
                raise SourceError(error(job.subject.position, f"two articles make {output.path.name}", "same-output"))
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
    articles = [article for job in jobs for article in job.articles]
    paths = [article.position.file for article in articles]
    paths += [node.file for node in walk(tuple(articles)) if isinstance(node, Figure) and node.file]
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
    files = {article.position.file for job in jobs for article in job.articles}
    if not found and files == set(project.sources):
        found += _check_digest(project.dist / dist.MANIFEST, source_digest(jobs))
    names = [f"{job.subject.name}.{format_}" for job in jobs for format_ in project.formats]
    made = [project.dist / name for name in names if (project.dist / name).is_file()]
    asked, missing = [], []
    for validator in find_validators():
        fitting = [file for file in made if file.suffix == validator.suffix]
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
