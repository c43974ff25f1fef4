"""Finished files, and the places where they go."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from publish.base import files
from publish.base.diagnostics import ConformanceError, Diagnostic, OutputError, Position, error
from publish.base.filenames import names_folder
from publish.base.messages import say, say_count
from publish.base.records import dataclass
from publish.build.workers import Report


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A finished file: where it goes, what is in it, and what was found wrong with it.

    Attributes:
        rejected: Whether the preflight keeps it out of ``dist/``.
        folder: The folder of all files that it is read with; None where it is read by itself.
        facts: What the manifest says of it beside its bytes.
    """

    path: Path
    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
    rejected: bool = False
    folder: Path | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Path of the file in the folder of the outputs: ``NAME.pdf``, ``NAME-web/index.html``."""
        return self.path.relative_to((self.folder or self.path).parent).as_posix()


def place(outputs: Sequence[FinishedFile], destination: str | os.PathLike[str] | None) -> list[FinishedFile]:
    """Return the outputs at the place that ``-o`` names: a folder takes all of them, a file name just one.

    A folder that is not there yet is told by the ``/`` at its end.

    Raises:
        OutputError: If there are several outputs for one file name.
    """
    if destination is None:
        return list(outputs)
    target = Path(destination).absolute()
    if names_folder(destination):
        return [_moved(output, target / (output.folder or output.path).name) for output in outputs]
    if len({output.folder for output in outputs}) == 1 and outputs[0].folder:
        return [_moved(output, target) for output in outputs]
    if _are_twins(outputs):
        screen, press = outputs
        beside = target.with_name(f"{target.stem}-press{target.suffix}")
        return [replace(screen, path=target), replace(press, path=beside)]
    if len(outputs) > 1:
        hint = say("name a folder, {name}/, or one article", name=target.name)
        message = say("one name for {count} files", count=len(outputs))
        raise OutputError(error(Position(target), message, "output", hint))
    return [replace(output, path=target) for output in outputs]


def _moved(output: FinishedFile, target: Path) -> FinishedFile:
    """Return an output at another place, which is that of its folder where it has one."""
    if output.folder is None:
        return replace(output, path=target)
    return replace(output, path=target / output.path.relative_to(output.folder), folder=target)


def _are_twins(outputs: Sequence[FinishedFile]) -> bool:
    """Return whether two outputs are the screen twin and the press twin of one publication."""
    return len(outputs) == 2 and outputs[1].path.name == f"{outputs[0].path.stem}-press.pdf"


def rejected_name(path: Path) -> Path:
    """Return where a file is left that may not enter ``dist/``."""
    return path.with_name(f"{path.stem}.rejected{path.suffix}")


def write(outputs: Iterable[FinishedFile], report: Report) -> None:
    """Write finished files, all or none; where the preflight rejects one, it alone is left beside its place.

    Raises:
        ConformanceError: If one is rejected; what was there before stays.
        OutputError: If one cannot be written.
    """
    outputs = list(outputs)
    if rejected := [output for output in outputs if output.rejected]:
        files.write_files({rejected_name(output.path): output.content for output in rejected})
        raise ConformanceError(found for output in rejected for found in output.diagnostics)
    report(say_count("write {count} file", "write {count} files", len(outputs)))
    files.write_files({output.path: output.content for output in outputs})
    for output in outputs:
        rejected_name(output.path).unlink(missing_ok=True)
    _sweep_folders(outputs)


def _sweep_folders(outputs: Sequence[FinishedFile]) -> None:
    """Remove from folders of several files those of another time, which nothing leads to any more.

    Only such names are looked at as stand there now: what somebody has put beside them stays.
    """
    written = {output.path for output in outputs}
    kinds = {(output.path.parent, output.path.suffix) for output in outputs if output.folder}
    for folder, suffix in sorted(kinds):
        for left in sorted(folder.glob(f"*{suffix}")):
            if left not in written and left.is_file():
                left.unlink()
