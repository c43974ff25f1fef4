"""Generations of a publication: what is seen of it, built anew with each change and swapped as a whole.

Pages come first; what their judge says, the EPUB, the web page, and what the press twin's preflight and lint find
follow. A source that cannot be built leaves the last good pages where they are, with its errors beside them.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, PublishError, Severity, error, os_reason, sort_diagnostics
from publish.base.messages import say
from publish.base.records import dataclass
from publish.build.finished import FinishedFile
from publish.build.preview.earlier import Earlier
from publish.build.preview.open_epub import OpenEpub
from publish.build.preview.page_pictures import PagePictures
from publish.build.preview.stages import OUTPUTS, OutdatedError, Stages
from publish.outputs.commission import Workers
from publish.preflight.ink.mupdf import find_spots
from publish.preflight.report.tracing import Tracer
from publish.publication.assets.printers import Printer
from publish.publication.project import Project

_LEFT_OPEN = 3
"""Generations whose pages can still be asked for: a browser may be half-way through one."""


@dataclass(frozen=True, slots=True)
class PressTwins:
    """The press twins.

    Attributes:
        printer: Who prints them.
        files: The PDFs, by name.
        spots: Names of their spot colours.
    """

    printer: Printer
    files: Mapping[str, bytes]
    spots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generation:
    """What is seen at a time.

    Attributes:
        number: Counts up with each swap.
        pages: PDFs for the screen, by name.
        books: EPUBs, by name.
        sites: Web pages, by the name of their file or folder, each with its files by their paths.
        press: What the pages become on the press; None as long as it is not made of them.
        findings: What is wrong, in the order of its places.
        failed: Whether the sources as they are cannot be built, so that what is seen is what they were.
        joined: Whether pages face each other, as those of a book and a bulletin do.
        title: Of the publication, or the name of its folder.
    """

    number: int = 0
    pages: Mapping[str, PagePictures] = field(default_factory=dict)
    books: Mapping[str, OpenEpub] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    press: PressTwins | None = None
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
        self._stages: Stages | None = None
        self._tracer: Tracer | None = None

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

    def show(self) -> Generation:
        """Return the pages of the project as it is now, or why it has none, as the generation to be seen."""
        self.end()
        found: tuple[Diagnostic, ...] = ()
        try:
            stages = Stages(self.root, self._workers)
            found = stages.found
            pages = self._open(stages.make("pdf", judged=False))
        except (PublishError, OSError) as failure:
            self._stages = None
            return self._swap(None, findings=_sorted((*found, *self._told(failure))), failed=True)
        self._stages, self._tracer = stages, None
        return self._swap(
            stages,
            pages=pages,
            press=None,
            findings=_sorted(found),
            failed=False,
            joined=stages.project.kind.joined,
            title=stages.project.title or self.root.name,
        )

    def follow(self) -> Iterator[Generation]:
        """Make what follows the pages that were shown last, and yield each generation when it is the one to be seen.

        It ends early when other pages are to be shown.
        """
        if (stages := self._stages) is None:
            return
        found = stages.found
        try:
            for output in OUTPUTS:
                made = stages.make(output)
                found = (*found, *_findings(made))
                yield self._swap(stages, findings=_sorted(found), **_seen(stages, output, made))
            if more := stages.lint(self._language):
                yield self._swap(stages, findings=_sorted((*found, *more)))
        except (PublishError, OSError) as failure:
            with contextlib.suppress(OutdatedError):
                yield self._swap(stages, findings=_sorted((*found, *self._told(failure))), failed=True)
        except OutdatedError:
            return

    def _told(self, failure: PublishError | OSError) -> tuple[Diagnostic, ...]:
        """Return what to say of a failure; a file that goes while it is read fails as the system says."""
        if isinstance(failure, PublishError):
            return failure.diagnostics
        at = Position(Path(failure.filename) if failure.filename else self.root)
        return (error(at, say("cannot be read: {reason}", reason=os_reason(failure)), "unreadable-source"),)

    def end(self) -> None:
        """Have what follows the pages that were shown last end at its next step."""
        if self._stages:
            self._stages.end()

    def tracer(self) -> Tracer | None:
        """Return what leads from words of the pages to be seen to their sources; None if these cannot be read."""
        stages = self._stages
        if self._tracer is None and stages:
            self._tracer = stages.tracer()
        return self._tracer

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

    def _swap(self, stages: Stages | None, **changes: Any) -> Generation:
        """Have the last generation, changed, be the one that is seen; close those that nobody asks for any more.

        Raises:
            OutdatedError: If it is made of other sources than those that are to be seen.
        """
        with self._lock:
            if stages is not self._stages:
                raise OutdatedError
            generation = replace(self.last, number=self.last.number + 1, **changes)
            self._kept.append(generation)
            gone, self._kept = self._kept[:-_LEFT_OPEN], self._kept[-_LEFT_OPEN:]
            in_use = {id(pages) for kept in self._kept for pages in kept.pages.values()}
            for pages in {id(pages): pages for old in gone for pages in old.pages.values()}.values():
                if id(pages) not in in_use:
                    pages.close()
        return generation


def _seen(stages: Stages, output: str, made: Sequence[FinishedFile]) -> dict[str, Any]:
    """Return what is seen of an output that follows the pages."""
    if output == "epub":
        return {"books": {file.path.name: OpenEpub(file.content) for file in made}}
    if output == "press":
        spots = dict.fromkeys(spot for file in made for spot in find_spots(file.content))
        return {"press": PressTwins(stages.printer, {file.path.name: file.content for file in made}, tuple(spots))}
    return {"sites": _sites(made)} if output == "html" else {}


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
