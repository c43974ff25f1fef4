"""Generations of a publication: what is seen of it, built anew with each change and swapped as a whole.

Pages come first, the EPUB and the web page behind them, what lint and the press twin's preflight find last. A source
that cannot be built leaves the last good pages where they are, with its errors beside them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from publish.base.diagnostics import Diagnostic, PublishError, Severity, sort_diagnostics
from publish.base.records import dataclass
from publish.build.finished import FinishedFile
from publish.build.jobs import prepare
from publish.build.preview.earlier import Earlier
from publish.build.preview.open_epub import OpenEpub
from publish.build.preview.page_pictures import PagePictures
from publish.build.production import Production
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from publish.preflight.report.tracing import Tracer
from publish.publication.project import Project

_LEFT_OPEN = 3
"""Generations whose pages can still be asked for: a browser may be half-way through one."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What is seen at a time.

    Attributes:
        number: Counts up with each swap.
        pages: PDFs for the screen, by name.
        books: EPUBs, by name.
        sites: Web pages, by the name of their file or folder, each with its files by their paths.
        findings: What is wrong, in the order of its places.
        failed: Whether the sources as they are cannot be built, so that what is seen is what they were.
        joined: Whether pages face each other, as those of a book and a bulletin do.
        title: Of the publication, or the name of its folder.
    """

    number: int = 0
    pages: Mapping[str, PagePictures] = field(default_factory=dict)
    books: Mapping[str, OpenEpub] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    failed: bool = False
    joined: bool = False
    title: str = ""


class Generations:
    """The generations of a project, of which the last is the one to be seen.

    Attributes:
        root: Folder of the project.
        earlier: The pages as they were.
    """

    def __init__(self, root: Path, workers: Callable[[Project], Workers], language: str) -> None:
        """Begin with nothing.

        Args:
            root: Folder of the project.
            workers: Gives who does the heavy part for a project as it is now.
            language: Of the findings of lint: ``en`` or ``vi``.
        """
        self.root, self._workers, self._language = root, workers, language
        self.earlier = Earlier(root, workers)
        self._kept: list[Generation] = [Generation(title=root.name)]
        self._lock = threading.Lock()
        self._tracers: dict[int, Tracer] = {}

    @property
    def last(self) -> Generation:
        """The generation to be seen."""
        return self._kept[-1]

    def get(self, number: int) -> Generation:
        """Return a generation by its number.

        Raises:
            KeyError: If it is gone.
        """
        for generation in self._kept:
            if generation.number == number:
                return generation
        raise KeyError(number)

    def refresh(self, is_stale: Callable[[], bool] = lambda: False) -> Iterator[Generation]:
        """Build the project as it is now, and yield each generation when it is the one to be seen.

        Args:
            is_stale: Tells whether something has changed meanwhile, so that the rest is not worth its time.
        """
        found: tuple[Diagnostic, ...] = ()
        try:
            project = open_project(self.root, partly=True)
            sources = choose_sources(project, None)
            made = self._make(project, sources, "pdf")
            found = _findings(made)
            shown = replace(self.last, findings=found, failed=False, joined=project.kind.joined)
            yield self._swap(replace(shown, pages=self._open(made), title=project.title or self.root.name))
            for output in ("epub", "html", "press"):
                if is_stale():
                    return
                made = self._make(project, sources, output)
                found = (*found, *_findings(made))
                shown = replace(self.last, findings=_sorted(found))
                if output == "epub":
                    shown = replace(shown, books={file.path.name: OpenEpub(file.content) for file in made})
                elif output == "html":
                    shown = replace(shown, sites=_sites(made))
                yield self._swap(shown)
            if not is_stale() and (more := self._lint(project, sources)):
                yield self._swap(replace(self.last, findings=_sorted((*found, *more))))
        except PublishError as failure:
            yield self._swap(replace(self.last, findings=_sorted((*found, *failure.diagnostics)), failed=True))

    def tracer(self) -> Tracer:
        """Return what leads from words of the generation to be seen to its sources.

        Raises:
            PublishError: If the sources as they are now cannot be read.
        """
        number = self.last.number
        if number not in self._tracers:
            project = open_project(self.root, partly=True)
            jobs = prepare(project, choose_sources(project, None), _silent, self._workers(project))
            chapters = [chapter for job in jobs for chapter in job.chapters]
            self._tracers = {number: Tracer(project, chapters, jobs[0].assets)}
        return self._tracers[number]

    def _make(self, project: Project, sources: Sequence[Path], output: str) -> list[FinishedFile]:
        production = Production(project, tuple(sources), (output,), self._workers(project), _silent)
        files = [file for one in production.make() for file in one.files]
        first = replace(files[0], diagnostics=(*production.found, *files[0].diagnostics))
        return [first, *files[1:]]

    def _open(self, files: Sequence[FinishedFile]) -> dict[str, PagePictures]:
        """Return the pages of finished files; of those that are what they were, as they are."""
        self.earlier.see({file.path.name: file.content for file in files})
        before = self.last.pages
        return {
            file.path.name: known
            if (known := before.get(file.path.name)) and known.content == file.content
            else PagePictures(file.content)
            for file in files
        }

    def _lint(self, project: Project, sources: Sequence[Path]) -> list[Diagnostic]:
        from publish.editing.lint import LintOptions, lint, reports

        findings, _ = lint(project, sources, LintOptions(self._language))
        return [reports.as_diagnostic(finding, self._language) for finding in findings]

    def _swap(self, generation: Generation) -> Generation:
        """Have a generation be the one that is seen, and close those that nobody asks for any more."""
        with self._lock:
            generation = replace(generation, number=self.last.number + 1)
            self._kept.append(generation)
            gone, self._kept = self._kept[:-_LEFT_OPEN], self._kept[-_LEFT_OPEN:]
            in_use = {id(pages) for kept in self._kept for pages in kept.pages.values()}
            for pages in {id(pages): pages for old in gone for pages in old.pages.values()}.values():
                if id(pages) not in in_use:
                    pages.close()
        return generation


def _findings(files: Sequence[FinishedFile]) -> tuple[Diagnostic, ...]:
    return tuple(found for file in files for found in file.diagnostics)


def _sites(files: Sequence[FinishedFile]) -> dict[str, dict[str, bytes]]:
    """Return web pages by the names of their folders; one that stands alone is a folder of its own."""
    sites: dict[str, dict[str, bytes]] = {}
    for file in files:
        site, _, path = file.name.partition("/")
        sites.setdefault(site, {})[path or site] = file.content
    return sites


def _sorted(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings in the order of their places, each once, errors before all else."""
    once = sort_diagnostics(dict.fromkeys(findings))
    return tuple(sorted(once, key=lambda one: one.severity is not Severity.ERROR))


def _silent(_: str) -> None:
    """Report nothing: what is built is seen."""
