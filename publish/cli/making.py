"""The commands that make files and check them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publish.base.diagnostics import Diagnostic
from publish.base.messages import say, words_of
from publish.cli.console import Console, cores, with_console

if TYPE_CHECKING:
    from publish.build.finished import FinishedFile
    from publish.build.production import Production
    from publish.build.up_to_date import Made
    from publish.outputs.commission import Workers
    from publish.publication.project import Project

WARM_UP = "publish.kinds.loading:warm_up"
"""What the worker does while the text is read."""


class PaperType(click.ParamType[tuple[float, float]]):
    """A trim size: ``A4``, ``A5`` or ``148mm x 210mm``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """Return width and height in millimetres."""
        from publish.publication.settings import read_paper

        if isinstance(value, tuple):
            return value
        try:
            return read_paper(value)
        except ValueError as failure:
            self.fail(words_of(failure), param, ctx)


_source = click.argument("source", type=click.Path(path_type=Path), required=False)
_paper = click.option("--paper", type=PaperType(), help="Trim size: A4, A5 or 148mm x 210mm.  [default: publish.toml]")
_twin = click.option(
    "--for",
    "twin",
    metavar="TWIN",
    help="screen, press, or a printer of styles/printers/.  [default: screen and press]",
)
_draft = click.option("--draft", is_flag=True, help="Leave the place of missing photographs open.")
_output = click.option("-o", "--output", type=click.Path(), help="Where to write; - is stdout.  [default: dist/NAME]")
_open = click.option("--open", "open_", is_flag=True, help="Open the result.")
_workers = click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Pages are laid out N at a time.  [default: cores]",
)
_cache = click.option(
    "--cache/--no-cache", default=True, show_default=True, help="Keep what was laid out for the next time."
)


@click.command()
@_source
@_output
@_twin
@_paper
@_draft
@_open
@_workers
@_cache
@with_console
def pdf(
    console: Console,
    source: Path | None,
    output: str | None,
    twin: str | None,
    paper: tuple[float, float] | None,
    draft: bool,
    open_: bool,
    workers: int | None,
    cache: bool,
) -> None:
    """Make the PDFs of SOURCE, by default of the whole project: one for the screen and one for the press.

    \b
    Example: publish pdf source/lang-son-2020.md --for press --paper A5
    """
    if twin is None and output == "-":
        twin = "screen"
    formats = {None: ("pdf", "press"), "screen": ("pdf",)}.get(twin, ("press",))
    printer = twin if twin not in (None, "screen", "press") else ""
    _render_each(console, formats, source, output, paper, draft, open_, workers, cache, printer or "")


@click.command()
@_source
@_output
@_open
@_workers
@_cache
@with_console
def epub(
    console: Console, source: Path | None, output: str | None, open_: bool, workers: int | None, cache: bool
) -> None:
    """Make the EPUB of SOURCE, by default of the whole project.

    \b
    Example: publish epub -o article.epub source/lang-son-2020.md
    """
    _render_each(console, ("epub",), source, output, None, False, open_, workers, cache)


@click.command()
@_source
@_output
@_open
@_workers
@_cache
@with_console
def html(
    console: Console, source: Path | None, output: str | None, open_: bool, workers: int | None, cache: bool
) -> None:
    """Make the web page of SOURCE, by default of the whole project: one file, or of a book or bulletin a small site.

    \b
    Example: publish html -o article.html source/lang-son-2020.md
    """
    _render_each(console, ("html",), source, output, None, False, open_, workers, cache)


@click.command()
@_source
@_output
@_open
@with_console
def docx(console: Console, source: Path | None, output: str | None, open_: bool) -> None:
    """Make the Word file of SOURCE, by default of the whole project, for an editor and a signer to work in.

    What is changed in it comes back into the source with publish import --update.

    \b
    Example: publish docx source/lang-son-2020.md
    """
    _render_each(console, ("docx",), source, output, None, False, open_, None, True)


@click.command()
@_output
@_paper
@_draft
@_open
@_workers
@_cache
@with_console
def cover(
    console: Console,
    output: str | None,
    paper: tuple[float, float] | None,
    draft: bool,
    open_: bool,
    workers: int | None,
    cache: bool,
) -> None:
    """Make the cover of a book for the press: back, spine and front on one sheet.

    The spine is as wide as the finished pages and the papers in [cover] make it.

    \b
    Example: publish cover -o cover.pdf
    """
    from publish.kinds.projects import open_project

    if "cover" not in open_project(Path()).kind.takes:
        raise click.UsageError(say('only a book has a cover; write kind = "book" in [publication]'))
    _render_each(console, ("cover",), None, output, paper, draft, open_, workers, cache)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@_paper
@_workers
@_cache
@click.option("--rebuild", is_flag=True, help="Of many projects, build those too that have not changed.")
@click.option("--scheduler", metavar="ADDRESS", help="Build on the Dask cluster whose scheduler is there.")
@with_console
def build(
    console: Console,
    sources: tuple[str, ...],
    paper: tuple[float, float] | None,
    workers: int | None,
    cache: bool,
    rebuild: bool,
    scheduler: str | None,
) -> None:
    """Make all outputs, with manifest.json and SHA256SUMS, in dist/.

    SOURCE is an article or a project. Of several projects, or a folder or URL of projects, those that have changed are
    built, N at a time.

    \b
    Example: publish build archive/2025 archive/2026
    """
    from publish.build.archive import is_archive
    from publish.build.finished import write
    from publish.build.rendering import with_manifest

    if scheduler or is_archive(sources):
        from publish.cli.archiving import build_archive

        _tell_engine(console)
        build_archive(console, sources or (".",), workers or cores(), scheduler, paper, cache, rebuild)
        return
    source = Path(sources[0]) if sources else None
    with _hire(console, source, paper, workers, cache) as (project, hired):
        production = _begin(console, None, source, project, hired)
        made = [file for one in production.make() for file in one.files]
    production.demand_unchanged()
    files = with_manifest(made, production.facts)
    write(files, console.step)
    _finish(console, production.found, files)


@contextlib.contextmanager
def _hire(
    console: Console,
    source: Path | None,
    paper: tuple[float, float] | None,
    count: int | None,
    cache: bool,
    printer: str = "",
) -> Iterator[tuple[Project, Workers]]:
    """Give the project and its workers, who have been loading the engine since the program started."""
    from dataclasses import replace

    from publish.build.workers import hire_workers
    from publish.kinds.projects import open_project

    _tell_engine(console)
    start = source or Path()
    project = open_project(start, paper, partly=True)
    if printer:
        _demand_printer(project, printer)
        project = replace(project, press=replace(project.press, printer=printer))
    with hire_workers(project, WARM_UP, (project.setting,), count or cores(), cache, console.step) as workers:
        yield project, workers


def _tell_engine(console: Console) -> None:
    """With ``-v``, say where the engine is left to itself, since it is not the one that we know."""
    if console.verbosity > 0:
        from publish.layout.engine import left_out

        for what in left_out():
            console.step(what)


def _demand_printer(project: Project, printer: str) -> None:
    """See that there is a printer of that name."""
    from publish.publication.assets.folders import find_assets
    from publish.publication.assets.printers import list_printers

    if printer not in (names := list_printers(find_assets(project.root))):
        choices = ", ".join(("screen", "press", *names))
        message = say("{name!r} is neither a twin nor a printer; choose from {choices}", name=printer, choices=choices)
        raise click.BadParameter(message, param_hint="'--for'")


def _render_each(
    console: Console,
    outputs: Sequence[str],
    source: Path | None,
    target: str | None,
    paper: tuple[float, float] | None,
    draft: bool,
    open_: bool,
    count: int | None,
    cache: bool,
    printer: str = "",
) -> None:
    """Make outputs of the publication, or of each article, and write them."""
    from publish.build.finished import place, write

    with _hire(console, source, paper, count, cache, printer) as (project, workers):
        production = _begin(console, outputs, source, project, workers, draft)
        made = production.make()
    files = _in_order(made)
    if target == "-":
        if len(files) > 1:
            raise click.UsageError(say("-o - takes one article; name it"))
        console.settle(production.found)
        click.echo(files[0].content, nl=False)
        return
    files = place(files, target)
    write(files, console.step)
    _finish(console, production.found, files)
    if open_:
        for file in _entries(files):
            click.launch(str(file.path))


def _begin(
    console: Console,
    outputs: Sequence[str] | None,
    source: Path | None,
    project: Project,
    workers: Workers,
    draft: bool = False,
) -> Production:
    """Return the work that is asked for; with ``--strict`` a warning ends the command before anything is made."""
    from publish.build.production import Production
    from publish.build.sources import choose_sources

    production = Production(project, choose_sources(project, source), outputs, workers, console.step, draft=draft)
    if console.strict:
        console.settle(production.found)
    return production


def _in_order(made: Sequence[Made]) -> list[FinishedFile]:
    """Return the files of one article after the other."""
    return [file for files in zip(*(one.files for one in made), strict=True) for file in files]


def _finish(console: Console, found: Sequence[Diagnostic], files: Sequence[FinishedFile]) -> None:
    """Print the warnings and the finished files."""
    told = (diagnostic for file in files for diagnostic in file.diagnostics)
    console.settle(dict.fromkeys((*found, *told)))  # twins may be told of the same
    for file in _entries(files):
        console.result(file.path)


def _entries(files: Sequence[FinishedFile]) -> Iterator[FinishedFile]:
    """Yield the files that are handed on by themselves, and of those that are read together the first."""
    seen = set()
    for file in files:
        if file.folder not in seen:
            yield file
        if file.folder:
            seen.add(file.folder)
