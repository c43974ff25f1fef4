"""Lead an article through the house: read, check, render, write. The commands call this and nothing below it."""

from __future__ import annotations

import importlib
import json
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.base.cache import digest
from publish.base.diagnostics import Diagnostic, Position, Severity, SourceError, error, sort_diagnostics, warning
from publish.base.program_digest import file_digest, programs_digest
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.build import manifest
from publish.build.acceptance import for_cover, join_parts, judge_file, prepare_judge, remember_part
from publish.build.output import Output
from publish.build.workers import Report, Tools
from publish.editing import compounds
from publish.editing.preparation import prepare_sources
from publish.editing.references import resolve_article, resolve_chapters
from publish.editing.rules import FACT_RULES, check_article, failure_of
from publish.outputs import find_writer, name_file
from publish.preflight.findings import as_diagnostic
from publish.publication.assets.folders import Assets, find_assets
from publish.publication.assets.fonts import read_faces
from publish.publication.assets.printers import DEFAULT, find_printer
from publish.publication.model import Article, Citation, Figure, IndexMark, walk
from publish.publication.project import Project
from publish.publication.publication import Chapter, Publication, name_chapters
from publish.publication.settings import line_of, read_config

if TYPE_CHECKING:
    from publish.outputs.pdf.layouter import Layouter


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

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are named in it or in its project: pictures, and the list of works."""
        project = self.project
        named = [node.file for node in walk(self.articles) if isinstance(node, Figure)]
        works = project.root / "source" / project.bibliography.file if project.bibliography.file else None
        cover = project.cover.image if project.cover else None
        return tuple(file for file in (*named, cover, project.bulletin.nameplate, works) if file)

    @property
    def formats(self) -> tuple[str, ...]:
        """What ``publish build`` makes of it: a book that has a ``[cover]`` goes to the printer with it."""
        formats = self.project.formats
        bound = isinstance(self.subject, Publication) and self.project.kind == "book" and self.project.cover
        return (*formats, "cover") if bound and "pdf" in formats else formats


def prepare(
    project: Project, sources: Iterable[Path], report: Report, tools: Tools | None = None, formats: Sequence[str] = ()
) -> list[Job]:
    """Read and check articles; everything wrong in all of them is told at once.

    Args:
        project: Their project.
        sources: Files.
        report: Told what is being done.
        tools: Who does the heavy part, and has what was done before.
        formats: What is going to be made of them.

    Returns:
        A job for each article, or one for all of them where they make one publication.

    Raises:
        PublishError: With all findings, if one of them is an error.
    """
    sources = tuple(sources)
    whole = project.kind != "article" and sources == project.sources
    assets = find_assets(project.root)
    report(f"read {sources[0].name if len(sources) == 1 else f'{len(sources)} articles'}")
    layouter = tools.layouter if tools else None
    if tools and layouter:
        reading, load = tools.readers or layouter.executor, lambda: _load_makers(project, formats, whole)
        prepared = prepare_sources(project, sources, reading, layouter.store, load)
    else:
        prepared = prepare_sources(project, sources)
    jobs, findings = [], [*project.faults]
    for number, ready in enumerate(prepared):
        found = [*ready.diagnostics, *(_check_compounds(project) if number == 0 else ())]
        if article := ready.article:
            if not article.published and project.date:
                article = replace(article, published=project.date)
            found += check_article(article, project, assets, FACT_RULES)
            jobs.append(Job(article, project, assets, tuple(sort_diagnostics(found))))
        findings += found
    own = _check_publication(project, assets) if whole else []
    findings += own
    chapters: tuple[Chapter, ...] = ()
    if len(jobs) == len(sources) and not project.faults:  # else a reference may lead to an article that is not there
        jobs, chapters, found = _resolve(project, jobs, whole, complete=sources == project.sources)
        findings += found
        own += found
    if failure := failure_of(sort_diagnostics(findings)):
        raise failure
    return [_gather(project, jobs, chapters, own)] if whole else jobs


def _load_makers(project: Project, formats: Sequence[str], whole: bool) -> None:
    """Import what makes formats of a publication, or of its articles, and judges them, while others read."""
    if project.kind == "book" and whole:
        importlib.import_module("publish.editing.back_matter")
    for format_ in formats:
        find_writer(f"{_kind(project)}.{format_}" if whole else format_)
    if any(format_ != "epub" for format_ in formats):
        importlib.import_module("publish.preflight.judging")


def _kind(project: Project) -> str:
    """Return how the writers of a publication call it."""
    return "bulletin" if project.kind == "bulletin" else "publication"


def _resolve(
    project: Project, jobs: Sequence[Job], whole: bool, complete: bool
) -> tuple[list[Job], tuple[Chapter, ...], list[Diagnostic]]:
    """Number the articles, resolve their references and word their citations.

    Returns:
        Their jobs, the chapters that they are where they make one publication, and what leads nowhere.
    """
    findings: list[Diagnostic] = []
    chapters = _chapters(project, jobs) if whole else ()
    if project.kind == "book" and whole:
        from publish.editing.back_matter import add_back_matter

        chapters, findings = resolve_chapters(chapters, project)
        chapters, more = add_back_matter(chapters, project, jobs[0].assets)
        return list(jobs), chapters, findings + more
    articles = []
    for job in jobs:
        article, found = resolve_article(job.articles[0], project)
        articles.append(article)
        findings += found
    more = []
    if project.bibliography.file or any(isinstance(node, Citation | IndexMark) for node in walk(tuple(articles))):
        from publish.editing.back_matter import add_works  # citations are rare, and what words them is large

        articles, more = add_works(articles, project, jobs[0].assets, complete)
    resolved = [replace(job, subject=article) for job, article in zip(jobs, articles, strict=True)]
    resolved[0] = replace(resolved[0], diagnostics=(*resolved[0].diagnostics, *more))
    findings += more
    return resolved, _chapters(project, resolved) if whole else (), findings


def _chapters(project: Project, jobs: Sequence[Job]) -> tuple[Chapter, ...]:
    """Return the articles of a project in their places."""
    source = project.root / "source"
    names = name_chapters([section.path.relative_to(source).with_suffix("").parts for section in project.sections])
    return tuple(
        Chapter(name, job.articles[0], section.place, section.part)
        for name, section, job in zip(names, project.sections, jobs, strict=True)
    )


def _check_compounds(project: Project) -> Iterator[Diagnostic]:
    """Warn if words are to stay whole in headings and nothing is there that knows words."""
    if project.text.compounds and not compounds.is_installed():
        message = "words of several syllables cannot be kept whole in headings"
        yield warning(Position(project.config), message, "no-compounds", compounds.INSTALL)


def _check_publication(project: Project, assets: Assets) -> list[Diagnostic]:
    """Return what a publication of many articles lacks."""
    if project.title.strip():
        from publish.kinds.book.check import check_book
        from publish.kinds.bulletin.check import check_bulletin

        return list((check_book if project.kind == "book" else check_bulletin)(project, assets))
    text, hint = read_config(project.config), 'add title = "…" to [publication]'
    line = line_of(text, "publication", "title") if project.title else line_of(text, "", "publication")
    at = Position(project.config, line, 1)
    return [error(at, f"a {project.kind} needs a title", "missing-title", hint)]


def _gather(project: Project, jobs: Sequence[Job], chapters: tuple[Chapter, ...], own: Sequence[Diagnostic]) -> Job:
    """Return the publication that chapters make, dated like the last of them unless the project is.

    What was found on the publication itself is ``own``.
    """
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
    found = [*own, *(diagnostic for job in jobs for diagnostic in job.diagnostics)]
    return Job(publication, project, jobs[0].assets, tuple(sort_diagnostics(found)))


def choose_sources(project: Project, given: Path | None) -> tuple[Path, ...]:
    """Return the articles to work on: the one given, else those of the project, which a folder stands for.

    Raises:
        SourceError: If there is none.
    """
    if given and not given.is_dir():
        return (given.absolute(),)
    if project.sources:
        return project.sources
    if project.faults:
        raise SourceError(project.faults)
    hint = "write an article as source/NAME.md, or start with 'publish new NAME'"
    raise SourceError(error(Position(project.root / "source"), "no article to publish", "missing-source", hint))


def render(job: Job, format_: str, tools: Tools, report: Report, *, draft: bool = False) -> Output:
    """Return an article or a publication in one format, named after it, for the project's ``dist/``."""
    name = job.subject.name
    report(f"make {name_file(name, format_)}")
    if isinstance(job.subject, Article):
        content = _render_article(job, job.subject, format_, tools, draft)
    else:
        content = _render_publication(job, format_, tools, draft)
    found: tuple[Diagnostic, ...] = ()
    if job.project.kind == "bulletin" and format_ == "pdf":
        from publish.kinds.bulletin.check import check_length

        found = tuple(check_length(job.project, content))
    judged: tuple[Diagnostic, ...] = ()
    if format_ != "epub":
        report(f"judge {name_file(name, format_)}")
        judged = _judge(job, format_, content, tools)
    rejected = any(diagnostic.severity is Severity.ERROR for diagnostic in judged)
    return Output(job.project.dist / name_file(name, format_), content, found + judged, rejected)


def _judge(job: Job, format_: str, content: bytes, tools: Tools) -> tuple[Diagnostic, ...]:
    """Return what the preflight finds in a PDF: pages that it has judged before, and that are the same, it knows."""
    project, store = job.project, tools.layouter.store if tools.layouter else None
    printer = None
    if format_ != "pdf":
        name = project.press.printer or DEFAULT
        printer = find_printer(job.assets, name, Position(project.config))
        printer = for_cover(printer) if format_ == "cover" else printer
    trim = None if format_ == "cover" else project.page.trim_mm
    key = digest("judged", str(project.root), job.subject.name, format_, repr(printer), programs_digest())
    kept = store.get(key) if store else None
    known = kept or b""
    if tools.layouter and not known:
        task = Task(remember_part, "judging the pages", job.subject.position)
        known = join_parts(tools.layouter.share(task, content, printer, trim))
    findings, remembered = judge_file(content, printer, trim, known)
    if store and remembered != kept:
        store.put(key, remembered)
    file = project.dist / name_file(job.subject.name, format_)
    found = tuple(as_diagnostic(finding, file) for finding in findings)
    return _trace(job, content, found) if found else ()


def _trace(job: Job, content: bytes, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what the preflight finds at the lines of the source that it comes from."""
    from publish.preflight.report.page_views import read_lines  # few files have findings
    from publish.preflight.report.tracing import Tracer

    subject = job.subject
    articles = (
        [("article", subject)] if isinstance(subject, Article) else [(c.name, c.article) for c in subject.chapters]
    )
    tracer = Tracer(job.project, articles, job.assets)
    lines = {page: read_lines(content, page) for page in {one.spot.page for one in found if one.spot} if page}
    return tuple(tracer.trace(one, lines.get(one.spot.page if one.spot else 0, ())) for one in found)


def _render_article(job: Job, article: Article, format_: str, tools: Tools, draft: bool) -> bytes:
    """Return an article in one format; the press twin is made of the screen twin, which is kept for it."""
    more: dict[str, object] = {}
    if format_ == "press":
        more = {"twin": tools.twins.get(article.name), "keep": tools.keep}

    loading: list[threading.Thread] = []

    def call(task: Task[..., Any], *arguments: Any) -> Any:
        if format_ != "epub" and not loading:
            loading.append(prepare_judge())
        return tools.call(task, *arguments)

    content = find_writer(format_)(article, job.project, job.assets, draft=draft, call=call, **more)
    for thread in loading:
        thread.join()
    if format_ == "pdf":
        tools.twins[article.name] = content
    return content


def _render_publication(job: Job, format_: str, tools: Tools, draft: bool) -> bytes:
    """Return a publication in one format; one of which nothing has changed is taken as it was."""
    assert tools.layouter, "hire gives one for a publication"
    page = job.project.page
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    asked = json.dumps([draft, page.trim_mm, page.bleed_mm, epoch, str(job.project.root)])
    parts = [part for name, path in sorted(_files([job]).items()) for part in (name, file_digest(path))]
    tools.layouter.subject = digest("publication", asked, programs_digest(), *parts)
    key = kept_under(tools.layouter, format_, job.project)
    content = tools.layouter.store.get(key)
    if content is None:
        loading = prepare_judge() if format_ != "epub" else None
        write = find_writer(f"{_kind(job.project)}.{format_}")
        content = write(job.subject, job.project, job.assets, tools.layouter, draft=draft, call=tools.call)
        tools.layouter.store.put(key, content)
        if loading:
            loading.join()
    return content


def kept_under(layouter: Layouter, format_: str, project: Project) -> str:
    """Return the key under which the publication that was rendered is kept in a format."""
    return digest(format_, layouter.subject, repr(project.press))


def build(jobs: Sequence[Job], tools: Tools, report: Report) -> list[Output]:
    """Return all outputs of the jobs, with the manifest and checksums of the whole.

    Raises:
        SourceError: If two articles would make the same file.
    """
    outputs: dict[Path, Output] = {}
    for job in jobs:
        for format_ in job.formats:
            output = render(job, format_, tools, report)
            if output.path in outputs:
                raise SourceError(error(job.subject.position, f"two articles make {output.path.name}", "same-output"))
            outputs[output.path] = output
    project = jobs[0].project
    contents = {output.path.name: output.content for output in outputs.values()}
    described = manifest.describe_files(contents, facts_of(jobs))
    return [*outputs.values(), *(Output(project.dist / name, content) for name, content in described.items())]


def facts_of(jobs: Sequence[Job]) -> dict[str, object]:
    """Return what the manifest says of the outputs; where it says the same, making them again gives the same bytes."""
    width, height = jobs[0].project.page.trim_mm
    facts: dict[str, object] = {"generator": f"publish {__version__}", "source": source_digest(jobs)}
    facts["trim"] = f"{width:g}mm x {height:g}mm"
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        facts["source_date_epoch"] = epoch
    return facts


def source_digest(jobs: Sequence[Job]) -> str:
    """Return one SHA-256 over all that the outputs are made from: what is in ``source/``, styles and fonts.

    It is the same in any folder: files are named from the project, styles and fonts from their own folders.
    """
    return manifest.digest_files(_files(jobs))


def _files(jobs: Sequence[Job]) -> dict[str, Path]:
    """Return all files that the outputs are made from, by name."""
    project, assets = jobs[0].project, jobs[0].assets
    articles = [article for job in jobs for article in job.articles]
    paths = [article.position.file for article in articles]
    paths += [file for job in jobs for file in job.files]
    paths += [path for path in (project.root / "source").rglob("*") if path.is_file() and path.name[0] != "."]
    files = {path.relative_to(project.root).as_posix(): path for path in paths if path.is_relative_to(project.root)}
    for folder in reversed(assets.styles):
        files |= {f"styles/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    faces = read_faces(assets.style("fonts.css"))
    return files | {f"fonts/{face.path.name}": face.path for face in faces}
