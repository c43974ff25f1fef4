"""Make all of one project in one go, unless it was made from the same before: the job that archives are made of."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from publish import __version__
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
from publish.base.records import dataclass
from publish.base.workers.pool import Inline
from publish.base.workers.worker import call_here
from publish.build import manifest, remote
from publish.build.jobs import Job, build, choose_sources, facts_of, prepare
from publish.build.output import Output, write
from publish.build.workers import Tools
from publish.publication.project import read_project

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
        place: Its folder or URL.
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
    from publish.layout import engine
    from publish.outputs import WRITERS
    from publish.publication.assets.folders import bundled
    from publish.publication.assets.fonts import characters, read_faces, subset

    engine.load()
    for module in ("publish.reader", "publish.outputs.pdf.layouter", *(module for module, _ in WRITERS.values())):
        importlib.import_module(module)
    if compounds.is_installed():
        compounds.glue("xuất bản")
    faces = read_faces(bundled("styles") / "fonts.css")
    for face in faces:
        characters(face.path)
    subset(faces[0], "a")


def build_project(place: str, options: Options) -> Result:
    """Build a project whole, in this process, and write its ``dist/``, unless it is unchanged.

    Args:
        place: Its folder, or the URL of its folder.
        options: How.
    """
    try:
        if options.version != __version__:
            hint = f"install publish {options.version} there"
            message = f"a worker runs publish {__version__}, not {options.version}"
            raise EngineError(error(Position(Path(place)), message, "version", hint))
        with _epoch(options.epoch):
            return _build_remote(place, options) if remote.is_url(place) else _build_local(place, options)
    except PublishError as failure:
        return Result(place, FAILED, failure.diagnostics, failure.exit_code)
    except OSError as failure:
        at = Path(failure.filename or place)
        found = error(Position(at), f"cannot be read: {os_reason(failure)}", "unreadable-source")
        return Result(place, FAILED, (found,), ExitCode.SOURCE)


def _build_local(place: str, options: Options) -> Result:
    root = Path(place)
    if not root.is_dir():
        message = "not a folder" if root.exists() else "no such folder"
        hint = "name projects by their folders; on a cluster every worker must see them under the same path"
        raise SourceError(error(Position(root), message, "missing-project", hint))
    jobs, tools = _read(root, options)
    facts = facts_of(jobs)
    folder = jobs[0].project.dist
    if not options.rebuild and _says(folder, facts) and not manifest.check_dist(folder):
        manifest.sweep(folder.iterdir())
        return Result(place, UNCHANGED)
    outputs = _make(jobs, tools, facts)
    write(outputs, _silent)
    manifest.sweep(folder.iterdir())
    return Result(place, BUILT, _found(jobs), bytes_written=_size(outputs))


def _build_remote(url: str, options: Options) -> Result:
    with remote.borrow(url) as copy:
        jobs, tools = _read(copy.root, options)
        facts = facts_of(jobs)
        if not options.rebuild and _says(jobs[0].project.dist, facts) and copy.is_whole():
            return Result(url, UNCHANGED)
        outputs = _make(jobs, tools, facts)
        copy.put_back({output.path.name: output.content for output in outputs})
        return Result(url, BUILT, copy.rename(_found(jobs)), bytes_written=_size(outputs))


def _read(root: Path, options: Options) -> tuple[list[Job], Tools]:
    """Read and check the articles of a project; with ``strict`` a warning is a failure."""
    from publish.base.cache import Cache, NoCache
    from publish.outputs.pdf.layouter import Layouter

    project = read_project(root)
    if options.trim_mm:
        project = replace(project, page=replace(project.page, trim_mm=options.trim_mm))
    cache = Cache() if options.cache else NoCache()
    tools = Tools(call_here, Layouter(Inline(), cache, _silent))
    jobs = prepare(project, choose_sources(project, None), _silent, tools)
    if options.strict and (found := _found(jobs)):
        raise ConformanceError(found)
    return jobs, tools


def _make(jobs: Sequence[Job], tools: Tools, facts: Mapping[str, object]) -> list[Output]:
    """Return all outputs.

    Raises:
        SourceError: If the source is not what it was before: it would be named as that of outputs it did not make.
    """
    outputs = build(jobs, tools, _silent)
    if facts_of(jobs) != facts:
        at = Position(jobs[0].project.root / "source")
        raise SourceError(error(at, "changed while it was being built", "source-changed", "build it again"))
    return outputs


def _says(folder: Path, facts: Mapping[str, object]) -> bool:
    """Tell whether the manifest in a folder says this of its files."""
    try:
        facts_then = json.loads((folder / manifest.MANIFEST).read_bytes())
        return {key: value for key, value in facts_then.items() if key != "files"} == facts
    except (OSError, ValueError, AttributeError):
        return False


def _found(jobs: Sequence[Job]) -> tuple[Diagnostic, ...]:
    return tuple(found for job in jobs for found in job.diagnostics)


def _size(outputs: Sequence[Output]) -> int:
    return sum(len(output.content) for output in outputs)


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
