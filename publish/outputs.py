"""Finished files, and the places where they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from publish import dist
from publish.diagnostics import Diagnostic, OutputError, Position, error
from publish.records import dataclass
from publish.tools import Report


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: where it goes, what is in it, and what was found wrong with it."""

    path: Path
    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


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


def write(outputs: Iterable[Output], report: Report) -> None:
    """Write finished files, all or none.

    Raises:
        OutputError: If one cannot be written.
    """
    outputs = list(outputs)
    report(f"write {len(outputs)} {'file' if len(outputs) == 1 else 'files'}")
    dist.write_files({output.path: output.content for output in outputs})
