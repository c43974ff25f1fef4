"""The commands; the only module that prints, reads arguments or picks an exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish import __version__
from publish.diagnostics import (
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

if TYPE_CHECKING:
    from publish.build import Job, Output


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
                render_short(diagnostic) if self.short else render_human(diagnostic, _lines(diagnostic.position.file))
            )
            first, _, rest = text.partition("\n")
            click.secho(first, err=True, fg="red" if diagnostic.severity is Severity.ERROR else "yellow")
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
        if found and self.strict:
            raise ConformanceError(found)
        self.show(found)


@functools.cache
def _lines(path: Path) -> list[str]:
    """Return the lines of a text file for the excerpts; none if it cannot be read as text."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


WARM_UP = "publish.writers.sheets:warm_up"
"""What the worker does while the text is read."""


class Group(click.Group):
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


class PaperType(click.ParamType[tuple[float, float]]):
    """A trim size: ``A4``, ``A5`` or ``148mm x 210mm``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """Return width and height in millimetres."""
        from publish.project import read_paper

        if isinstance(value, tuple):
            return value
        try:
            return read_paper(value)
        except ValueError as failure:
            self.fail(str(failure), param, ctx)


def _set_up(ctx: click.Context, quiet: bool, verbose: bool, short: bool, strict: bool) -> Console:
    """Return the console; the group has it too, since that is where a failure is told."""
    root = ctx.find_root()
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        ctx.color = root.color = False
    console = Console(-1 if quiet else int(verbose), short, strict)
    root.obj = console
    return console


def _with_console(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and as its first argument the console that they make."""

    def run(ctx: click.Context, /, quiet: bool, verbose: bool, diagnostics: str, strict: bool, **values: Any) -> None:
        command(_set_up(ctx, quiet, verbose, diagnostics == "short", strict), **values)

    decorated: Callable[..., None] = functools.update_wrapper(click.pass_context(run), command)
    for option in reversed(_SHARED):
        decorated = option(decorated)
    return decorated


_SHARED = (
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

_source = click.argument("source", type=click.Path(path_type=Path), required=False)
_paper = click.option("--paper", type=PaperType(), help="Trim size: A4, A5 or 148mm x 210mm.  [default: publish.toml]")
_draft = click.option("--draft", is_flag=True, help="Leave the place of missing photographs open.")
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write; - is stdout.  [default: dist/NAME]"
)
_open = click.option("--open", "open_", is_flag=True, help="Open the result.")


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PUBLISH"},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Publish one structured text as a press-ready PDF and a store-ready EPUB.

    \b
    Example: publish build
    """


@main.command()
@_source
@_output
@_paper
@_draft
@_open
@_with_console
def pdf(
    console: Console,
    source: Path | None,
    output: Path | None,
    paper: tuple[float, float] | None,
    draft: bool,
    open_: bool,
) -> None:
    """Make the PDF of SOURCE, by default of every article of the project.

    \b
    Example: publish pdf source/lang-son-2020.md --paper A5
    """
    _render_each(console, "pdf", source, output, paper, draft, open_)


@main.command()
@_source
@_output
@_open
@_with_console
def epub(console: Console, source: Path | None, output: Path | None, open_: bool) -> None:
    """Make the EPUB of SOURCE, by default of every article of the project.

    \b
    Example: publish epub -o article.epub source/lang-son-2020.md
    """
    _render_each(console, "epub", source, output, None, False, open_)


@main.command()
@_source
@_paper
@_with_console
def build(console: Console, source: Path | None, paper: tuple[float, float] | None) -> None:
    """Make all outputs, with manifest.json and SHA256SUMS, in dist/.

    \b
    Example: publish build
    """
    from publish.worker import hire

    with hire(WARM_UP, source or Path(), paper) as call:
        from publish.build import build as build_outputs

        jobs = _prepare(console, source, paper)
        outputs = build_outputs(jobs, call, console.step)
    from publish.build import write

    write(outputs, console.step)
    _finish(console, jobs, outputs)


@main.command()
@_source
@_with_console
def check(console: Console, source: Path | None) -> None:
    """Check the articles, then the files of dist/ with the validators that are installed.

    \b
    Example: publish check --strict
    """
    from publish.build import check_outputs

    jobs = _prepare(console, source, None)
    verdict = check_outputs(jobs, console.step)
    console.clear()
    for sentence in verdict.missing:
        click.echo(f"not checked by {sentence}", err=True)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in verdict.diagnostics):
        raise ConformanceError(verdict.diagnostics)
    console.settle([*verdict.diagnostics, *(diagnostic for job in jobs for diagnostic in job.diagnostics)])
    if verdict.asked and console.verbosity >= 0:
        click.echo(f"accepted by {', '.join(verdict.asked)}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_with_console
def new(console: Console, folder: Path) -> None:
    """Start a project in FOLDER with an article to write over; nothing is overwritten.

    \b
    Example: publish new ban-tin
    """
    import datetime

    from publish.project import create_project

    for path in create_project(folder.absolute(), datetime.date.today()):
        console.result(path)


def _prepare(console: Console, source: Path | None, paper: tuple[float, float] | None) -> Sequence[Job]:
    """Read and check the articles; with ``--strict`` a warning ends the command before anything is made."""
    from publish.build import choose_sources, prepare
    from publish.project import open_project

    project = open_project(source or Path(), paper)
    jobs = prepare(project, choose_sources(project, source), console.step)
    if console.strict:
        console.settle(diagnostic for job in jobs for diagnostic in job.diagnostics)
    return jobs


def _render_each(
    console: Console,
    format_: str,
    source: Path | None,
    output: Path | None,
    paper: tuple[float, float] | None,
    draft: bool,
    open_: bool,
) -> None:
    """Make one format of each article and write it."""
    from publish.worker import hire

    with hire(WARM_UP, source or Path(), paper) as call:
        from publish.build import render

        jobs = _prepare(console, source, paper)
        outputs = [render(job, format_, call, console.step, draft=draft) for job in jobs]
    from publish.build import place, write

    if output and str(output) == "-":
        if len(outputs) > 1:
            raise click.UsageError("-o - takes one article; name it")
        console.settle(jobs[0].diagnostics)
        click.echo(outputs[0].content, nl=False)
        return
    outputs = place(outputs, output)
    write(outputs, console.step)
    _finish(console, jobs, outputs)
    if open_:
        for made in outputs:
            click.launch(str(made.path))


def _finish(console: Console, jobs: Sequence[Job], outputs: Sequence[Output]) -> None:
    """Print the warnings and the finished files."""
    console.settle(diagnostic for job in jobs for diagnostic in job.diagnostics)
    for output in outputs:
        console.result(output.path)
