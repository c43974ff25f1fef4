"""Say what is wrong, where it stands and what to do; every other module reports through this one."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from publish.base.messages import SOURCE_LANGUAGE, Message, known_message, say, say_count, translate


class ExitCode(enum.IntEnum):
    """The codes with which the program ends; 2 is Click's own for wrong usage."""

    WRITTEN = 0
    ABORTED = 1
    USAGE = 2
    SOURCE = 3
    ASSET = 4
    STYLE = 5
    ENGINE = 6
    CONFORMANCE = 7
    DIFFERENT = 8


class Severity(enum.IntEnum):
    """How much a finding weighs; an error stops the build, a warning does so only with ``--strict``, a note never."""

    ERROR = 0
    WARNING = 1
    NOTE = 2


SEVERITIES = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.NOTE: say("note"),
}
"""What people call a severity."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file.

    Attributes:
        file: Path of the file.
        line: Line, counted from 1; 0 when the whole file is meant.
        column: Column in characters (code points), counted from 1; 0 when the whole line is meant.
    """

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, the file relative to the current folder where that is shorter."""
        parts = [short_path(self.file)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a finished file.

    Attributes:
        file: The file.
        page: Page of a PDF, counted from 1; 0 when the whole file is meant.
        box_mm: Left, top, width and height in millimetres, from the upper left corner of the page's trim; None for all
            of it.
        pages: All pages of the same fault.
        member: Path of a file in an EPUB.
        line, column: Line and column in that file, counted from 1; 0 when not known.
        text: Words at the place, or the markup of the element.
    """

    file: Path
    page: int = 0
    box_mm: tuple[float, float, float, float] | None = None
    pages: tuple[int, ...] = ()
    member: str = ""
    line: int = 0
    column: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        severity: Error or warning.
        position: Where; its file may be one that does not exist.
        message: What is wrong, in one line without a full stop.
        rule: Name of the rule in lower case and hyphens, such as ``missing-image``.
        hint: What to do about it; empty when the message says it all.
        length: Characters to underline from the position on.
        spot: Where in a finished file, which the message says as well; None when a source is at fault.
    """

    severity: Severity
    position: Position
    message: str
    rule: str
    hint: str = ""
    length: int = 1
    spot: Spot | None = field(default=None, compare=False)


class PublishError(Exception):
    """Base of every failure that has a reason a user can act on.

    PublishError
    ├── SourceError       the text or publish.toml is wrong            exit code 3
    ├── AssetError        an image, font or other file is not usable   exit code 4
    ├── StyleError        a layout or stylesheet is wrong              exit code 5
    ├── EngineError       a program or library is not installed        exit code 6
    ├── ConformanceError  a finished file fails a check                exit code 7
    └── OutputError       a result could not be written                exit code 1
    """

    exit_code = ExitCode.ABORTED

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        """Carry one finding or many."""
        if isinstance(diagnostics, Diagnostic):
            diagnostics = (diagnostics,)
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[PublishError], tuple[tuple[Diagnostic, ...]]]:
        """Let the failure cross from one process to another."""
        return type(self), (self.diagnostics,)


class SourceError(PublishError):
    """The text or ``publish.toml`` is wrong."""

    exit_code = ExitCode.SOURCE


class AssetError(PublishError):
    """An image, a font or another file that the source names is missing or not usable."""

    exit_code = ExitCode.ASSET


class StyleError(PublishError):
    """A layout or a stylesheet is wrong."""

    exit_code = ExitCode.STYLE


class EngineError(PublishError):
    """A library or program that the work needs is not installed."""

    exit_code = ExitCode.ENGINE


class ConformanceError(PublishError):
    """A finished file fails a check."""

    exit_code = ExitCode.CONFORMANCE


class OutputError(PublishError):
    """A result could not be written."""

    exit_code = ExitCode.ABORTED


WORST_FIRST = (
    *(ExitCode.ABORTED, ExitCode.ENGINE, ExitCode.STYLE),
    *(ExitCode.ASSET, ExitCode.SOURCE, ExitCode.CONFORMANCE),
)
"""Exit codes from the worst on; of several failures the first counts."""


def join_failures(failures: Sequence[PublishError]) -> PublishError:
    """Return one failure, of the worst kind, with the findings of all, each once."""
    worst = min(failures, key=lambda failure: WORST_FIRST.index(failure.exit_code))
    return type(worst)(dict.fromkeys(found for failure in failures for found in failure.diagnostics))


def error(position: Position, message: str, rule: str, hint: str = "", length: int = 1) -> Diagnostic:
    """Return a finding that stops the build."""
    return Diagnostic(Severity.ERROR, position, message, rule, hint, length)


def warning(position: Position, message: str, rule: str, hint: str = "", length: int = 1) -> Diagnostic:
    """Return a finding that does not stop the build."""
    return Diagnostic(Severity.WARNING, position, message, rule, hint, length)


def short_path(path: Path) -> str:
    """Return the path relative to the current folder if it lies below it, else as it is, always with ``/``."""
    text = path.as_posix()
    here = Path.cwd().as_posix() + "/"
    return text.removeprefix(here)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings by file and place, each once."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda d: (d.position, d.severity, d.rule, d.message))


def render_short(diagnostic: Diagnostic, language: str = SOURCE_LANGUAGE) -> str:
    """Return one line, ``file:line:column: error: message [rule]``, as editors and CI read it.

    They know it by the English word for the severity, which stands in every language.
    """
    return _line(diagnostic, diagnostic.severity.name.lower(), language)


def _line(diagnostic: Diagnostic, severity: str, language: str) -> str:
    message = translate(diagnostic.message, language)
    return _visible(f"{diagnostic.position}: {severity}: {message} [{diagnostic.rule}]")


def _visible(text: str) -> str:
    """Return a text on one line, with what would move the cursor of a terminal, or colour it, shown by its number."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\x{ord(match[0]):02x}", text)


def render_human(diagnostic: Diagnostic, lines: Sequence[str] | None = None, language: str = SOURCE_LANGUAGE) -> str:
    """Return the short line, the source line with the place underlined, and the hint.

    Args:
        diagnostic: The finding.
        lines: Lines of the file it stands in; read from disk by the caller, None when there are none to show.
        language: Language of :data:`publish.base.messages.LANGUAGES` that it is told in.
    """
    parts = [_line(diagnostic, translate(SEVERITIES[diagnostic.severity], language), language)]
    position = diagnostic.position
    if lines and 0 < position.line <= len(lines) and position.column:
        parts += _excerpt(lines[position.line - 1], position, diagnostic.length)
    if diagnostic.hint:
        hint = say("hint: {hint}", hint=diagnostic.hint)
        parts.append(f"  {_visible(translate(hint, language))}")
    return "\n".join(parts)


class Weighed(Protocol):
    """Whatever has a severity: a diagnostic, or a finding of the linter."""

    @property
    def severity(self) -> Severity:
        """How much it weighs."""


def summarise(findings: Sequence[Weighed], language: str = SOURCE_LANGUAGE) -> str:
    """Return the closing count, such as ``2 errors, 1 warning``; empty when there is nothing to count."""
    counts = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in findings)
        if count:
            counts.append(translate(count_of(severity, count), language))
    return ", ".join(counts)


def count_of(severity: Severity, count: int) -> Message:
    """Return how many findings there are of a severity, in words."""
    if severity is Severity.ERROR:
        return say_count("{count} error", "{count} errors", count)
    if severity is Severity.WARNING:
        return say_count("{count} warning", "{count} warnings", count)
    return say_count("{count} note", "{count} notes", count)


_EXCERPT_WIDTH = 100


def _excerpt(line: str, position: Position, length: int) -> list[str]:
    """Return the line and the marks under it; a long line is cut to a window around the place."""
    line = re.sub(r"[\x00-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", line.expandtabs(1))
    start = max(0, position.column - 1 - _EXCERPT_WIDTH // 2)
    window = line[start : start + _EXCERPT_WIDTH]
    indent = min(position.column - 1 - start, len(window))
    marks = "^" * max(1, min(length, len(window) - indent))
    number = str(position.line)
    return [f"  {number} | {window}", f"  {' ' * len(number)} | {' ' * indent}{marks}"]


def os_reason(failure: OSError) -> str:
    """Return the system's own words for a failure, such as ``no space left on device``."""
    reason = (os.strerror(failure.errno) if failure.errno else str(failure)).lower()
    return known_message(reason, _REASONS)


_REASONS = (
    *(say("no such file or directory"), say("file exists"), say("is a directory"), say("not a directory")),
    *(say("permission denied"), say("operation not permitted"), say("read-only file system")),
    *(say("no space left on device"), say("disk quota exceeded"), say("file too large"), say("input/output error")),
    *(say("file name too long"), say("too many levels of symbolic links"), say("directory not empty")),
    *(say("invalid argument"), say("too many open files"), say("cannot allocate memory")),
    *(say("device or resource busy"), say("text file busy"), say("invalid cross-device link")),
    *(say("address already in use"), say("connection refused"), say("connection timed out")),
)
"""What Linux says of the failures that writing and reading end in."""
