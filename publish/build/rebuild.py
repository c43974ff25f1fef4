"""Make all of one project in one go, unless it was made from the same before: the job that archives are made of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path

from publish import __version__
from publish.base.cache import Cache, NoCache
from publish.base.diagnostics import (
    ConformanceError,
    Diagnostic,
    EngineError,
    ExitCode,
    Position,
    PublishError,
    SourceError,
    error,
    os_reason,
)
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.workers.pool import Inline
from publish.base.workers.worker import call_here
from publish.build import remote
from publish.build.finished import FinishedFile, write
from publish.build.production import Production
from publish.build.rendering import with_manifest
from publish.build.sources import choose_sources
from publish.build.up_to_date import is_dist, says
from publish.kinds import KINDS
from publish.kinds.projects import read_project
from publish.outputs import OUTPUTS, manifest
from publish.outputs.commission import Workers

BUILT, UNCHANGED, FAILED = "built", "unchanged", "failed"

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Options:
    """How projects are built, the same on every machine.

    Attributes:
        trim_mm: Trim size instead of that of ``publish.toml``.
        cache: Whether finished fragments are kept for the next time, and those of the last time used.
        strict: Whether a warning keeps a project from being built.
        rebuild: Whether projects that are unchanged are built too.
        epoch: ``SOURCE_DATE_EPOCH`` where the run was started.
        version: Version of the program that gives the jobs; another one makes other bytes.
    """

    trim_mm: tuple[float, float] | None = None
    cache: bool = True
    strict: bool = False
    rebuild: bool = False
    epoch: str | None = field(default_factory=lambda: os.environ.get(_EPOCH))
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one project.

    Attributes:
        place: The folder or the URL of the project.
        state: :data:`BUILT`, :data:`UNCHANGED` or :data:`FAILED`.
        diagnostics: What was found.
        code: The exit code that building it alone would have.
        bytes_written: Size of its outputs; 0 unless it was built.
    """

    place: str
    state: str
    diagnostics: tuple[Diagnostic, ...] = ()
    code: ExitCode = ExitCode.WRITTEN
    bytes_written: int = 0


def warm_up() -> None:
    """Load what every project needs, so that the workers, which are copies of this process, share it."""
    from publish.editing import compounds
    from publish.editing.preparation import load_reader
    from publish.layout import engine
    from publish.publication.assets.folders import bundled
    from publish.publication.assets.fonts import characters, read_faces, subset

    engine.load()
    load_reader()
    for kind in KINDS.values():
        for takes in kind.takes:
            kind.pages(takes)
    for output in OUTPUTS.values():
        output.load()
    if compounds.is_installed():
        compounds.glue("xuất bản")
    faces = read_faces(bundled("styles") / "fonts.css")
    for face in faces:
        characters(face.path)
    subset(faces[0], "a")


def build_project(place: str, options: Options) -> Result:
    """Build a project whole, in this process, and write its ``dist/``, unless it is unchanged.

    Args:
        place: The folder of the project, or the URL of its folder.
        options: How.
    """
    try:
        if options.version != __version__:
            hint = say("install publish {version} there", version=options.version)
            message = say("a worker runs publish {version}, not {wanted}", version=__version__, wanted=options.version)
            raise EngineError(error(Position(Path(place)), message, "version", hint))
        with _epoch(options.epoch):
            return _build_remote(place, options) if remote.is_url(place) else _build_local(place, options)
    except PublishError as failure:
        return Result(place, FAILED, failure.diagnostics, failure.exit_code)
    except OSError as failure:
        at = Path(failure.filename or place)
        found = error(Position(at), say("cannot be read: {reason}", reason=os_reason(failure)), "unreadable-source")
        return Result(place, FAILED, (found,), ExitCode.SOURCE)


def _build_local(place: str, options: Options) -> Result:
    root = Path(place)
    if not root.is_dir():
        message = say("not a folder") if root.exists() else say("no such folder")
        hint = say("name projects by their folders; on a cluster every worker must see them under the same path")
        raise SourceError(error(Position(root), message, "missing-project", hint))
    production = _begin(root, options)
    folder = production.project.dist
    if not options.rebuild and is_dist(folder, production.facts):
        manifest.sweep(folder.iterdir())
        return Result(place, UNCHANGED)
    files = _finish(production)
    write(files, _silent)
    manifest.sweep(folder.iterdir())
    return Result(place, BUILT, production.found, bytes_written=_size(files))


def _build_remote(url: str, options: Options) -> Result:
    with remote.borrow(url) as copy:
        production = _begin(copy.root, options)
        if not options.rebuild and says(production.project.dist, production.facts) and copy.is_whole():
            return Result(url, UNCHANGED)
        files = _finish(production)
        copy.put_back({file.name: file.content for file in files})
        return Result(url, BUILT, copy.rename(production.found), bytes_written=_size(files))


def _begin(root: Path, options: Options) -> Production:
    """Recognise a project, or read and check its articles; with ``strict`` a warning is a failure."""
    from publish.outputs.pdf.layouter import Layouter

    project = read_project(root, partly=True)
    if options.trim_mm:
        project = replace(project, page=replace(project.page, trim_mm=options.trim_mm))
    store = Cache() if options.cache else NoCache()
    workers = Workers(call_here, Layouter(Inline(), store, _silent), store)
    production = Production(project, choose_sources(project, None), None, workers, _silent, again=options.rebuild)
    if options.strict and production.found:
        raise ConformanceError(production.found)
    return production


def _finish(production: Production) -> list[FinishedFile]:
    """Return all files of ``dist/``."""
    made = [file for one in production.make() for file in one.files]
    production.demand_unchanged()
    return with_manifest(made, production.facts)


def _size(files: Sequence[FinishedFile]) -> int:
    return sum(len(file.content) for file in files)


def _silent(_: str) -> None:
    """Report nothing: the project is what is reported."""


@contextlib.contextmanager
def _epoch(value: str | None) -> Iterator[None]:
    """Have ``SOURCE_DATE_EPOCH`` say in the block what it says where the run was started."""
    before = os.environ.pop(_EPOCH, None)
    try:
        if value is not None:
            os.environ[_EPOCH] = value
        yield
    finally:
        os.environ.pop(_EPOCH, None)
        if before is not None:
            os.environ[_EPOCH] = before
