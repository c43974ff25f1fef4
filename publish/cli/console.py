"""What commands say and how they end: the console, the options all share, the group that turns failures into codes."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from publish.base.diagnostics import (
    ConformanceError,
    Diagnostic,
    ExitCode,
    PublishError,
    Severity,
    render_human,
    render_short,
    short_path,
    sort_diagnostics,
    summarise,
)


class Console:
    """What a command says: results on stdout, everything else on stderr.

    Attributes:
        verbosity: -1 errors only, 0 also warnings, 1 also each step.
        short: Whether findings take one line each, for editors and CI.
        strict: Whether a warning counts as an error.
    """

    def __init__(self, verbosity: int = 0, short: bool = False, strict: bool = False) -> None:
        """Start with what the options say."""
        self.verbosity = verbosity
        self.short = short
        self.strict = strict
        self._progress = verbosity == 0 and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def step(self, what: str) -> None:
        """Say what is being done: a line each with ``-v``, else one line that is overwritten, on a terminal only."""
        if self.verbosity > 0:
            click.echo(what, err=True)
        elif self._progress:
            click.echo(f"\r\x1b[K{what} …", err=True, nl=False)

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._progress:
            click.echo("\r\x1b[K", err=True, nl=False)

    def result(self, path: Path) -> None:
        """Name a finished file."""
        self.clear()
        if self.verbosity >= 0:
            click.echo(short_path(path))

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print findings in order of their places, then their count."""
        self.clear()
        found = sort_diagnostics(diagnostics)
        if self.verbosity < 0:
            found = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
        for diagnostic in found:
            text = (
                render_short(diagnostic) if self.short else render_human(diagnostic, lines_of(diagnostic.position.file))
            )
            first, _, rest = text.partition("\n")
            click.secho(first, err=True, fg=COLOURS[diagnostic.severity])
            if rest:
                click.echo(rest, err=True)
        if count := summarise(found):
            click.echo(count, err=True)

    def settle(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print warnings; with ``--strict`` they end the command.

        Raises:
            ConformanceError: If there are warnings and they count as errors.
        """
        found = list(diagnostics)
        if self.strict and any(diagnostic.severity is not Severity.NOTE for diagnostic in found):
            raise ConformanceError(found)
        self.show(found)


COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@functools.lru_cache(maxsize=16)
def lines_of(path: Path) -> list[str]:
    """Return the lines of a text file for the excerpts; none if it cannot be read as text."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def locale_language() -> str:
    """Return the language of the messages that the locale asks for (POSIX: the first variable that is set counts)."""
    values = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "vi" if next(filter(None, values), "").lower().startswith("vi") else "en"


def printable(text: str) -> str:
    """Return a text as stdout can have it: letters that its encoding lacks as their numbers."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


class CommandGroup(click.Group):
    """The commands under one roof: a failure with a reason becomes its findings and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; anything but a :class:`PublishError` is a fault of the program and keeps its traceback."""
        try:
            return super().invoke(ctx)
        except PublishError as failure:
            (ctx.find_object(Console) or Console()).show(failure.diagnostics)
            ctx.exit(failure.exit_code)
        except KeyboardInterrupt:
            (ctx.find_object(Console) or Console()).clear()
            click.echo("Aborted!", err=True)
            ctx.exit(ExitCode.ABORTED)
        except BrokenPipeError:
            sys.stdout = None  # nobody reads on; Python must not try to flush
            ctx.exit(ExitCode.ABORTED)


def set_up(ctx: click.Context, quiet: bool, verbose: bool, short: bool, strict: bool) -> Console:
    """Return the console; the group has it too, since that is where a failure is told."""
    root = ctx.find_root()
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        ctx.color = root.color = False
    console = Console(-1 if quiet else int(verbose), short, strict)
    root.obj = console
    return console


def with_console(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and as its first argument the console that they make."""

    def run(ctx: click.Context, /, quiet: bool, verbose: bool, diagnostics: str, strict: bool, **values: Any) -> None:
        command(set_up(ctx, quiet, verbose, diagnostics == "short", strict), **values)

    decorated: Callable[..., None] = functools.update_wrapper(click.pass_context(run), command)
    for option in reversed(SHARED):
        decorated = option(decorated)
    return decorated


SHARED = (
    click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
    click.option("-v", "--verbose", is_flag=True, help="Print each step."),
    click.option(
        "--diagnostics",
        type=click.Choice(["human", "short"]),
        default="human",
        show_default=True,
        help="How findings are printed.",
    ),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
)
