"""The command that checks: articles and what was made of them, or finished files of any origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from publish.base.diagnostics import (
    ConformanceError,
    Diagnostic,
    ExitCode,
    Position,
    Severity,
    SourceError,
    error,
    os_reason,
    short_path,
)
from publish.base.messages import say, words_of
from publish.cli.console import Console, cores, with_console

if TYPE_CHECKING:
    from publish.preflight.report.inspection import Inspected, InspectionOrder
    from publish.preflight.report.origin import Homes

FORMATS = ("text", "json", "sarif", "html")
MOST_PICTURES, ALL_PICTURES = 40, 400
"""Pages that are drawn of a file, and of all files together."""


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE]...")
@click.option(
    "--for",
    "printer",
    metavar="PRINTER",
    help="screen, or a printer of styles/printers/.  [default: what a file says of itself]",
)
@click.option("--page", "measured", is_flag=True, help="Measure how the pages of PDFs are set instead.")
@click.option(
    "--regime",
    metavar="REGIME",
    help="Measure official documents, PDF or Word, by a regime of styles/regimes/ instead, such as nd30.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="How findings are told.  [default: text]")
@click.option("-o", "--output", type=click.Path(), help="Where the report goes.  [default: stdout]")
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Files are checked N at a time.  [default: cores]",
)
@with_console
def check(
    console: Console,
    files: tuple[Path, ...],
    printer: str | None,
    measured: bool,
    regime: str | None,
    format_: str | None,
    output: str | None,
    workers: int | None,
) -> None:
    """Check the articles, then the files of dist/ with the validators that are installed.

    Of PDFs and EPUBs, or a folder of them, whoever made them, check the finished files: PDFs as a printer does, EPUBs
    by our rules, EPUBCheck and Ace. What we made is led back to the line of the source.

    With --page, measure how PDFs are set: spaces, last lines, widows, feet, grid, rivers. It tells and does not judge.
    With --regime, measure official documents of anybody: size, place, rules and spaces of each component.

    \b
    Example: publish check order.pdf --for vn-offset --format html -o report.html
    """
    if measured and printer:
        raise click.UsageError(say("--page measures what no printer asks for; leave --for out"))
    if regime and (measured or printer):
        raise click.UsageError(say("--regime measures official documents; leave --page and --for out"))
    finished = _choose(files, official=bool(regime))
    if finished is None:
        if printer or format_ or output or measured or regime:
            message = say(
                "--for, --page, --regime, --format and --output are for finished files; name a PDF or an EPUB"
            )
            raise click.UsageError(message)
        _check_project(console, files[0] if files else None)
        return
    format_ = format_ or _guess_format(output)
    if measured:
        finished = [file for file in finished if file.suffix.lower() != ".epub"]
        if not finished:
            raise click.UsageError(say("--page measures PDFs; name one, or a folder with some"))
    if regime:
        finished = [file for file in finished if file.suffix.lower() != ".epub"]
        if not finished:
            raise click.UsageError(say("--regime measures PDFs and files of Word; name one, or a folder with some"))
    asked = _Asked(printer or "", measured, regime or "")
    _check_files(console, finished, asked, format_, output, workers or cores())


def _choose(given: Sequence[Path], *, official: bool) -> list[Path] | None:
    """Return the finished files to check; None for an article or a project.

    Args:
        given: Files and folders.
        official: Whether files of Word are asked for too, and no EPUBs.

    Raises:
        SourceError: If one does not exist.
        UsageError: If articles stand among finished files.
    """
    from publish.base.filenames import find_file
    from publish.preflight.official import WORD_SUFFIXES
    from publish.preflight.report.inspection import SUFFIXES, is_finished, list_files
    from publish.reader import is_source

    suffixes = (".pdf", *WORD_SUFFIXES) if official else SUFFIXES
    found: dict[Path, None] = {}
    others = []
    for path in given:
        whole = find_file(path.absolute())
        _demand(path, whole, alone=len(given) == 1)
        if whole.is_dir():
            files = [] if _is_source(whole) else list_files(whole, suffixes)
            found |= dict.fromkeys(files)
            others += [] if files else [path]
        elif is_finished(whole) or (whole.exists() and not is_source(whole)):
            found[whole] = None
        else:
            others.append(path)
    if others and (found or len(others) > 1):
        message = say("{name} is no finished file; check articles and projects one at a time", name=others[0])
        raise click.UsageError(message)
    return list(found) if found else None


def _demand(path: Path, whole: Path, alone: bool) -> None:
    """See that a finished file is there; what is said of an article that is not there, the reader knows better.

    Raises:
        SourceError: If it is not there.
    """
    from publish.preflight.report.inspection import SUFFIXES

    try:
        whole.stat()
    except (OSError, ValueError) as failure:
        if whole.suffix.lower() in SUFFIXES or not alone or not isinstance(failure, FileNotFoundError):
            reason = os_reason(failure) if isinstance(failure, OSError) else words_of(failure)
            raise SourceError(error(Position(path), reason, "missing-source")) from failure


def _is_source(folder: Path) -> bool:
    """Tell whether a folder is a project, or lies among the sources of one."""
    from publish.publication.project import CONFIG, find_root
    from publish.reader import is_gathered

    root = find_root(folder)
    articles = root / "source"
    if folder.is_relative_to(articles):
        return True
    return folder == root and ((root / CONFIG).is_file() or any(is_gathered(path) for path in articles.glob("*")))


def _guess_format(output: str | None) -> str:
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    return suffix if suffix in FORMATS else "text"


# Articles and dist/ --------------------------------------------------------------------------------------------------


def _check_project(console: Console, source: Path | None) -> None:
    from publish.build.dist_check import check_outputs
    from publish.build.jobs import prepare
    from publish.build.sources import choose_sources
    from publish.kinds.projects import open_project

    project = open_project(source or Path(), partly=True)
    jobs = prepare(project, choose_sources(project, source), console.step)
    if console.strict:
        console.settle(diagnostic for job in jobs for diagnostic in job.diagnostics)
    verdict = check_outputs(jobs, console.step)
    console.clear()
    for sentence in verdict.missing:
        console.tell(say("not checked by {what}", what=sentence))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in verdict.diagnostics):
        raise ConformanceError(verdict.diagnostics)
    console.settle([*verdict.diagnostics, *(diagnostic for job in jobs for diagnostic in job.diagnostics)])
    if verdict.asked and console.verbosity >= 0:
        console.tell(say("accepted by {validators}", validators=", ".join(verdict.asked)), err=False)


# Finished files ------------------------------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """What finished files are asked for.

    Attributes:
        printer: Whom they are for; empty for what they say of themselves.
        measured: Whether pages are only measured, how they are set.
        regime: Name of the regime that official documents are measured by; empty for other files.
    """

    printer: str
    measured: bool
    regime: str


def _check_files(
    console: Console,
    files: Sequence[Path],
    asked: _Asked,
    format_: str,
    output: str | None,
    workers: int,
) -> None:
    from publish.preflight.report.inspection import inspect_files
    from publish.preflight.report.origin import Homes
    from publish.publication.official.regimes import find_regime

    homes = Homes()
    pictures = min(MOST_PICTURES, max(1, ALL_PICTURES // len(files))) if format_ == "html" else 0
    if asked.printer:
        _demand_printer(homes, files, asked.printer)
    faults: dict[Diagnostic, None] = {}

    def order(file: Path) -> InspectionOrder:
        made = replace(_order(homes, file, asked.printer, pictures, faults), measured=asked.measured)
        if not asked.regime:
            return made
        return replace(made, regime=find_regime(homes.find(file).assets, asked.regime, Position(file)))

    inspected = inspect_files(files, order, homes, workers, console.step)
    _tell(console, inspected, list(faults), format_, output)
    worst = Severity.WARNING if console.strict else Severity.ERROR
    if any(found.severity <= worst for found in [*faults, *inspected.findings]):
        click.get_current_context().exit(ExitCode.CONFORMANCE)


def _demand_printer(homes: Homes, files: Sequence[Path], name: str) -> None:
    """See that there is a printer of that name for each of the files."""
    from publish.preflight.report.inspection import SCREEN
    from publish.publication.assets.printers import list_printers

    for file in files:
        if name != SCREEN and name not in (names := list_printers(homes.find(file).assets)):
            choices = ", ".join((SCREEN, *names))
            message = say("no such printer: {name!r}; choose from {choices}", name=name, choices=choices)
            raise click.BadParameter(message, param_hint="'--for'")


def _order(homes: Homes, file: Path, name: str, pictures: int, faults: dict[Diagnostic, None]) -> InspectionOrder:
    """Return how a file is to be judged; what is wrong with the settings of its project is added to the faults."""
    from publish.preflight.report.inspection import SCREEN, InspectionOrder
    from publish.publication.assets.printers import find_printer

    if name and name != SCREEN:
        printer = find_printer(homes.find(file).assets, name, Position(file))
    else:
        printer, wrong = homes.printer(file)
        faults |= dict.fromkeys(wrong)
    owner = homes.owner(file)
    if owner and file.stem.endswith("-cover"):  # one sheet, as wide as its spine makes it
        return InspectionOrder(replace(printer, page_multiple=1), name, None, own=True, pictures=pictures)
    return InspectionOrder(printer, name, owner[0].page.trim_mm if owner else None, owner is not None, pictures)


def _tell(console: Console, inspected: Inspected, faults: list[Diagnostic], format_: str, output: str | None) -> None:
    """Print the findings, or write the report."""
    from publish.preflight.report import rendering

    console.clear()
    report = ""
    if format_ != "text":
        if format_ == "html":
            report = rendering.render_html(inspected, console.language)
        else:
            report = {"json": rendering.render_json, "sarif": rendering.render_sarif}[format_](inspected)
        report = report.rstrip("\n") + "\n"
    elif output:
        from publish.base.diagnostics import render_human

        report = "".join(f"{line}\n" for line in _figures(inspected, console.language))
        report += "".join(f"{render_human(found, language=console.language)}\n" for found in inspected.findings)
    if output and output != "-":
        from publish.base.filenames import names_folder
        from publish.base.files import write_files

        suffix = "txt" if format_ == "text" else format_
        target = Path(output, f"report.{suffix}") if names_folder(output) else Path(output)
        write_files({target.absolute(): report.encode("utf-8", "replace")})
        console.result(target.absolute())
    elif report:
        click.echo(report.encode("utf-8", "replace"), nl=False)
    for sentence in inspected.missing:
        console.tell(say("not checked by {what}", what=sentence))
    if format_ == "text":
        if console.verbosity > 0:
            for inspection in inspected.files:
                for line in rendering.ink_table(inspection):
                    console.tell(line)
        if not output and console.verbosity >= 0:
            for figures in _figures(inspected, console.language):
                click.echo(figures)
        console.show([*faults, *inspected.findings])
    else:
        console.show(faults)
    if console.verbosity >= 0 and not (report and not output):
        console.tell(rendering.count_files(inspected), err=False)


def _figures(inspected: Inspected, language: str) -> Iterator[str]:
    """Yield the lines that tell how the pages of files are set, where that was measured."""
    from publish.preflight.report.typography_figures import typography_table

    for inspection in inspected.files:
        if inspection.typography:
            yield short_path(inspection.file)
            yield from typography_table(inspection.typography, language)
