"""The command that compares two finished files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.diagnostics import ExitCode
from publish.base.messages import say
from publish.cli.console import Console, cores, printable, with_console

if TYPE_CHECKING:
    from publish.build.comparing.telling import Comparison

FORMATS = ("text", "json", "html")


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), help="How it is told.  [default: text]")
@click.option("-o", "--output", type=click.Path(), help="Where the report goes: a file, a folder, or - for stdout.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Draw with N workers.  [default: cores]")
@with_console
def compare(
    console: Console,
    old: Path,
    new: Path,
    format_: str | None,
    output: str | None,
    jobs: int | None,
) -> None:
    """Compare two finished files, OLD and NEW, two PDFs or two EPUBs of any origin.

    Each page or chapter that differs is a line. The report shows the pages of both side by side, with boxes round what
    differs; a page that only moved is told as moved. Ends with 0 if nothing differs, else with 8.

    \b
    Example: publish compare handed-on.pdf dist/book.pdf -o report.html
    """
    from publish.base.filenames import find_file
    from publish.base.workers.pool import Pool
    from publish.build.comparing.comparing import compare_files

    format_ = format_ or _guess_format(output)
    files = find_file(old.absolute()), find_file(new.absolute())
    console.step(say("compare {old} with {new}", old=files[0].name, new=files[1].name))
    with Pool(jobs or cores(), "publish.build.comparing.comparing:warm_up") as pool:
        found = compare_files(*files, pool.submit, pictured=format_ == "html")
    console.clear()
    _tell(console, found, format_, output)
    if not found.same:
        click.get_current_context().exit(ExitCode.DIFFERENT)


def _guess_format(output: str | None) -> str:
    if not output or output == "-":
        return "text"
    suffix = Path(output).suffix.lower()
    return {".json": "json", ".txt": "text"}.get(suffix, "html")


def _tell(console: Console, found: Comparison, format_: str, output: str | None) -> None:
    """Print what differs, and write the report where one is asked for."""
    from publish.build.comparing.telling import render_json, summary, tell

    language = console.language
    lines = list(tell(found, language))
    if format_ == "json":
        report = render_json(found)
    elif format_ == "html":
        from publish.build.comparing.report import render_html

        report = render_html(found, language)
    else:
        report = "\n".join(lines)
    to_file = bool(output) and output != "-"
    if to_file and output:
        from publish.base.filenames import names_folder
        from publish.base.files import write_files

        suffix = "txt" if format_ == "text" else format_
        target = Path(output, f"compare.{suffix}") if names_folder(output) else Path(output)
        target = target.absolute()
        _demand_other(target, found)
        write_files({target: (report.rstrip("\n") + "\n").encode("utf-8", "replace")})
    if format_ == "text" or to_file:
        for line in lines:
            click.echo(printable(line))
    else:
        click.echo((report.rstrip("\n") + "\n").encode("utf-8", "replace"), nl=False)
    if to_file:
        click.echo(str(target), err=True)
    if console.verbosity >= 0:
        console.tell(summary(found))


def _demand_other(target: Path, found: Comparison) -> None:
    """See that the report is not written over a file that it is about.

    Raises:
        OutputError: If it would be.
    """
    from publish.base.diagnostics import OutputError, Position, error

    if target.resolve() in {file.resolve() for file in found.files}:
        message = say("the report would be written over a file that it compares")
        raise OutputError(error(Position(target), message, "output", say("name another place with -o")))
