"""Articles read, checked and typeset: jobs that are ready to be rendered."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from publish.base.diagnostics import AssetError, Diagnostic, Position, StyleError, error, sort_diagnostics, warning
from publish.base.extras import install_extra
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.base.records import dataclass
from publish.build.sources import choose_sources
from publish.build.workers import Report
from publish.editing import compounds
from publish.editing.preparation import Prepared, check_source, prepare_sources
from publish.editing.references import rebuild, resolve_article, resolve_chapters
from publish.editing.rules import ASSET_RULES, FACT_RULES, check_article, failure_of
from publish.kinds import ARTICLE, kind_of_one
from publish.outputs import OUTPUTS
from publish.outputs.commission import Workers
from publish.outputs.output import TEXT
from publish.publication.assets.folders import Assets, find_assets
from publish.publication.kind import Kind
from publish.publication.model import Article, Citation, Figure, Icon, IndexMark, pictures, walk
from publish.publication.project import Project
from publish.publication.publication import Chapter, Publication, name_chapters
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of
from publish.reader.reading import Readings


@dataclass(frozen=True, slots=True)
class Job:
    """An article, or a publication of many, that is ready to be rendered, and what was found on the way.

    Attributes:
        subject: The article or the publication, typeset.
        diagnostics: Warnings; an error would have kept the job from being.
    """

    subject: Article | Publication
    project: Project
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]

    @property
    def kind(self) -> Kind:
        """The kind of what is rendered: a chapter that is asked for alone is an article."""
        return kind_of_one(self.project.kind) if isinstance(self.subject, Article) else self.project.kind

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles of the job."""
        if isinstance(self.subject, Article):
            return (self.subject,)
        return tuple(chapter.article for chapter in self.subject.chapters)

    @property
    def chapters(self) -> list[tuple[str, Article]]:
        """All articles with the names that their places in files are found by."""
        if isinstance(self.subject, Article):
            return [(ARTICLE, self.subject)]
        return [(chapter.name, chapter.article) for chapter in self.subject.chapters]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are named in the articles or in their project: pictures, and the list of works."""
        project = self.project
        named = [node.file for node in pictures(self.articles) if node.file]
        works = project.works
        return (*named, *project.kind.module("settings").files(project), *((works,) if works else ()))

    @property
    def outputs(self) -> tuple[str, ...]:
        """What ``publish build`` makes of the job."""
        made: tuple[str, ...] = self.kind.module("settings").outputs(self.project)
        return made


SETTING_RULES = frozenset(["missing-date", "idle-bleed", "idle-span", "bleed-note"])
"""Rules on an article that depend on settings, and are left out where those could not be read."""


def prepare(
    project: Project,
    sources: Iterable[Path],
    report: Report,
    workers: Workers | None = None,
    outputs: Sequence[str] = (),
) -> list[Job]:
    """Read and check articles; everything wrong in all of them is told at once.

    Args:
        project: The project of the articles.
        sources: Files.
        report: Told what is being done.
        workers: Who does the heavy part, and has what was done before.
        outputs: What is going to be made of them.

    Returns:
        A job for each article, or one for all of them where they make one publication.

    Raises:
        PublishError: With all findings, if one of them is an error.
    """
    sources = tuple(sources)
    whole = project.kind.joined and sources == project.sources
    one, many = say("read {name}", name=sources[0].name), say("read {count} articles", count=len(sources))
    report(one if len(sources) == 1 else many)
    if workers and workers.layouter:
        reading, load = workers.readers or workers.layouter.executor, lambda: _load_makers(project, outputs, whole)
        prepared = prepare_sources(project, sources, reading, workers.store, load)
    else:
        prepared = prepare_sources(project, sources)
    return _judge(project, sources, prepared)


def check(project: Project, readings: Readings) -> list[Job]:
    """Check all articles of a project as :func:`prepare` does, without typesetting them.

    Args:
        project: The project.
        readings: Articles that were read before.

    Returns:
        The jobs, which nothing can be rendered of.

    Raises:
        PublishError: With all findings, if one of them is an error.
    """
    sources = choose_sources(project, None)
    return _judge(project, sources, [check_source(project, source, readings) for source in sources])


def _judge(project: Project, sources: tuple[Path, ...], prepared: Sequence[Prepared]) -> list[Job]:
    """Return the jobs that sources make, if nothing is wrong with any of them."""
    whole = project.kind.joined and sources == project.sources
    assets = find_assets(project.root)
    jobs, findings = [], [*project.faults]
    for number, ready in enumerate(prepared):
        found = [*ready.diagnostics, *(_found_by(lambda: _check_house(project, assets)) if number == 0 else ())]
        if article := ready.article:
            if not article.published and project.date:
                article = replace(article, published=project.date)
            article = _with_pictures(article)
            checked = check_article(article, project, assets, FACT_RULES)
            found += [one for one in checked if not (project.partly and one.rule in SETTING_RULES)]
            jobs.append(Job(article, project, assets, tuple(sort_diagnostics(found))))
        findings += found
    own = _found_by(lambda: _check_publication(project, assets)) if whole else []
    own = [one for one in own if not project.partly or one.rule in ASSET_RULES]
    findings += own
    chapters: tuple[Chapter, ...] = ()
    if len(jobs) == len(sources) and not project.faults:  # else a reference may lead to an article that is not there
        jobs, chapters, found = _resolve(project, jobs, whole, complete=sources == project.sources)
        findings += found
        own += found
    if failure := failure_of(sort_diagnostics(findings)):
        raise failure
    return [_gather(project, jobs, chapters, own)] if whole else jobs


def _found_by(check: Callable[[], Iterable[Diagnostic]]) -> list[Diagnostic]:
    """Return what a check finds; of a stylesheet or font that it must look at and that is not usable, that."""
    try:
        return list(check())
    except (AssetError, StyleError) as failure:
        return list(failure.diagnostics)


def _with_pictures(article: Article) -> Article:
    """Return an article whose pictures are named as the disk has written their names.

    What was read may be kept, and the letters of a name on a disk may change their form meanwhile.
    """
    files = {node.file for node in pictures(article) if node.file}
    moved = {file: found for file in files if (found := find_file(file)) != file}

    def change(node: Any) -> Any:
        known = isinstance(node, Figure | Icon) and node.file in moved
        return replace(node, file=moved[node.file]) if known else node

    return rebuild(article, change) if moved else article


def _load_makers(project: Project, outputs: Sequence[str], whole: bool) -> None:
    """Import what makes outputs of a publication, or of its articles, and judges them, while others read."""
    kind = project.kind if whole else kind_of_one(project.kind)
    if kind.linked:
        importlib.import_module("publish.editing.back_matter")
    for output in (OUTPUTS[name] for name in outputs):
        output.load()
        if output.takes != TEXT:
            kind.pages(output.takes)
        if output.judge:
            importlib.import_module("publish.preflight.judging")


def _resolve(
    project: Project, jobs: Sequence[Job], whole: bool, complete: bool
) -> tuple[list[Job], tuple[Chapter, ...], list[Diagnostic]]:
    """Number the articles, resolve their references and word their citations.

    Returns:
        Their jobs, the chapters that they are where they make one publication, and what leads nowhere.
    """
    findings: list[Diagnostic] = []
    chapters = _chapters(project, jobs) if whole else ()
    if project.kind.linked and whole:
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


def _check_house(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with the fonts of a project, and whether nothing knows the words that are to stay whole."""
    if assets.fonts:
        from publish.publication.assets.dropped_fonts import check_fonts  # most projects have none

        yield from check_fonts(assets)
    if project.text.compounds and not compounds.is_installed():
        message = say("words of several syllables cannot be kept whole in headings")
        yield warning(Position(project.config), message, "no-compounds", install_extra(compounds.EXTRA))


def _check_publication(project: Project, assets: Assets) -> list[Diagnostic]:
    """Return what a publication of many articles lacks."""
    found = list(project.kind.module("check").check_settings(project, assets))
    if project.title:
        return found
    text, hint = read_config(project.config), say('add title = "…" to [publication]')
    at = Position(project.config, max(line_of(text, "publication", "title"), line_of(text, "", "publication")), 1)
    return [error(at, say("a {kind} needs a title", kind=project.kind.name), "missing-title", hint), *found]


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
