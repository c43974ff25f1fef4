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
    Severity,
    render_human,
    render_short,
    short_path,
    sort_diagnostics,
    summarise,
)
from publish.base.messages import SOURCE_LANGUAGE, say, translate
from publish.cli.languages import chosen_language, language_option

Option = Callable[[Any], Any]


class Console:
    """What a command says: results on stdout, everything else on stderr.

    Attributes:
        verbosity: -1 errors only, 0 also warnings, 1 also each step.
        short: Whether findings take one line each, for editors and CI.
        strict: Whether a warning counts as an error.
        language: What messages are told in.
    """

    def __init__(
        self, verbosity: int = 0, short: bool = False, strict: bool = False, language: str = SOURCE_LANGUAGE
    ) -> None:
        """Start with what the options say."""
        self.verbosity = verbosity
        self.short = short
        self.strict = strict
        self.language = language
        self._progress = verbosity == 0 and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def step(self, what: str) -> None:
        """Say what is being done: a line each with ``-v``, else one line that is overwritten, on a terminal only."""
        if self.verbosity > 0:
            self.tell(what)
        elif self._progress:
            click.echo(f"\r\x1b[K{self.words(what)} …", err=True, nl=False)

    def words(self, message: str) -> str:
        """Return a message as this console tells it."""
        return translate(message, self.language)

    def tell(self, message: str, err: bool = True, fg: str | None = None) -> None:
        """Print a message on a line of its own, on stdout if it is the result that was asked for."""
        click.secho(self.words(message), err=err, fg=fg)

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
                render_short(diagnostic, self.language)
                if self.short
                else render_human(diagnostic, lines_of(diagnostic.position.file), self.language)
            )
            first, _, rest = text.partition("\n")
            click.secho(first, err=True, fg=COLOURS[diagnostic.severity])
            if rest:
                click.echo(rest, err=True)
        if count := summarise(found, self.language):
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


ABORTED = say("Aborted!")
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


def printable(text: str) -> str:
    """Return a text as stdout can have it: letters that its encoding lacks as their numbers."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def set_up(ctx: click.Context, quiet: bool, verbose: bool, short: bool, strict: bool, lang: str | None) -> Console:
    """Return the console; the group has it too, since that is where a failure is told."""
    root = ctx.find_root()
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        ctx.color = root.color = False
    console = Console(-1 if quiet else int(verbose), short, strict, chosen_language(ctx, lang))
    root.obj = console
    return console


def with_console(command: Callable[..., None], language: Option = language_option) -> Callable[..., None]:
    """Give a command the options that all share, and as its first argument the console that they make.

    Args:
        command: What the command does.
        language: The option ``--lang``, if that says more than how messages are told.
    """

    def run(
        ctx: click.Context,
        /,
        quiet: bool,
        verbose: bool,
        diagnostics: str,
        strict: bool,
        lang: str | None,
        **values: Any,
    ) -> None:
        command(set_up(ctx, quiet, verbose, diagnostics == "short", strict, lang), **values)

    decorated: Callable[..., None] = functools.update_wrapper(click.pass_context(run), command)
    for option in (language, *reversed(SHARED)):
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
