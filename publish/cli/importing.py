"""The command that takes in what other systems have made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.diagnostics import (
    ConformanceError,
    Diagnostic,
    ExitCode,
    Position,
    PublishError,
    Severity,
    SourceError,
    error,
    summarise,
    warning,
)
from publish.base.messages import say
from publish.cli.console import Console, with_console

if TYPE_CHECKING:
    from publish.importing.balance import Balance

NAMES = ("article", "bulletin", "book", "official")
"""Names of the kinds of publication, known before the kinds are loaded."""


@click.command("import")
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="PROJECT",
    help="Folder of the new project.  [default: NAME-publish]",
)
@click.option("--kind", type=click.Choice(NAMES), help="Kind of publication.  [default: as it looks]")
@click.option(
    "--headings",
    type=click.Choice(("look", "styles", "none")),
    default="look",
    show_default=True,
    help="How the crossheads of a Word file are found: by style and look, by style alone, not at all.",
)
@click.option(
    "--changes",
    type=click.Choice(("accept", "reject", "show")),
    default="accept",
    show_default=True,
    help="What becomes of the tracked changes of a Word file.",
)
@click.option(
    "--body", default="", metavar="ELEMENT", help="Element of a page with the article: div.detail, #noi-dung."
)
@click.option(
    "--update",
    is_flag=False,
    flag_value=".",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="[PROJECT]",
    help="Of a Word file that publish docx made: carry what was changed in it into PROJECT.  [default: this folder]",
)
@click.option("--dry-run", is_flag=True, help="With --update: show what would change, and change nothing.")
@click.option("--force", is_flag=True, help="Take the place of a project that is there; it is kept as PROJECT.old.")
@with_console
def import_(
    console: Console,
    source: Path,
    into: Path | None,
    kind: str | None,
    headings: str,
    changes: str,
    body: str,
    update: Path | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Make a project of INPUT: a Word file, a book of mdBook, Quarto, MkDocs or Jupyter Book, a folder of Markdown.

    A text of Markdown, a notebook, a text of LibreOffice, a saved page, an EPUB and a plain text are read as well.

    Ends with a balance: what was kept, what was changed and how, what was left out and why; import.html in the new
    project has each with its place. With --strict nothing is written where anything was left out.

    With --update, what an editor changed in a Word file that publish docx made comes back into the source as a diff,
    which is shown and applied; nothing else is touched.

    \b
    Example: publish import so-tay-mdbook --into so-tay
    """
    import datetime
    import importlib

    from publish.importing import find_input
    from publish.importing.limits import hire_importer, read_input
    from publish.importing.project import Request, check_place, write_project
    from publish.importing.sniffing import NAMES as FORMATS
    from publish.importing.sniffing import sniff
    from publish.kinds import KINDS

    source = source.absolute()
    if not source.exists():
        raise SourceError(error(Position(source), say("no such folder or file"), "missing-source"))
    if update is not None:
        _update(console, source, update, dry_run)
        return
    if dry_run:
        raise click.UsageError(say("--dry-run goes with --update"))
    if find_input(source) is None:
        hint = say(
            "name a text of Word, LibreOffice or the web, one of Markdown, a plain text, or the folder of a book"
        )
        kind_of = sniff(source)
        message = say("nothing that can be imported")
        if kind_of in FORMATS:
            message = say("nothing that can be imported; it looks like {kind}", kind=FORMATS[kind_of])
        raise SourceError(error(Position(source), message, "unreadable-source", hint))
    name = source.resolve().name if source.is_dir() else source.resolve().stem
    target = (into or Path(f"{name or 'book'}-publish")).absolute()
    check_place(target, force=force)
    request = Request(datetime.date.today(), kind, KINDS, headings, changes, target, body)
    with hire_importer(source) as within_limits:
        console.step(say("reading"))
        importlib.import_module("publish.publication.assets.jinja")  # for the balance, while the other is busy
        imported = within_limits(read_input, source, request)
        console.clear()
        if console.verbosity > 0:
            console.show(imported.notes)
        if console.verbosity >= 0:
            for line in imported.balance.summary():
                console.tell(line, err=False)
        if console.strict and imported.balance.losses:
            raise ConformanceError(list(_losses(imported.balance, source)))
        console.step(say("writing"))
        for path in write_project(target, imported, source.name, force=force, language=console.language):
            console.result(path)
        if console.verbosity >= 0 and (count := within_limits(_lint, target, console.language)):
            console.tell(say("publish lint: {count}", count=count))
        faults = within_limits(_check, target)
    if faults:
        console.show(faults)
        click.get_current_context().exit(ExitCode.SOURCE)


def _update(console: Console, source: Path, folder: Path, dry_run: bool) -> None:
    """Show what has been changed in a Word file of ours, and change the source likewise."""
    import difflib

    from publish.base.files import write_files
    from publish.build.manuscripts import find_update
    from publish.kinds.projects import open_project

    project = open_project(folder)
    found = find_update(source, project, console.step)
    console.clear()
    for path, before in found.before.items():
        name = path.relative_to(project.root).as_posix()
        lines = difflib.unified_diff(
            before.splitlines(keepends=True), found.after[path].splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
        click.echo(
            "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines),
            nl=False,
        )
    new = {path: content for path, content in found.pictures.items() if not path.exists()}
    if not found.before and not new and console.verbosity >= 0:
        console.tell(say("nothing was changed in the text"))
    if not dry_run:
        write_files({path: text.encode() for path, text in found.after.items()} | new)
        for path in (*found.after, *new):
            console.result(path)


def _check(folder: Path) -> list[Diagnostic]:
    """Return the errors of a new project, which must be mended by hand."""
    from publish.build.jobs import check
    from publish.importing.limits import readings
    from publish.kinds.projects import open_project

    try:
        check(open_project(folder), readings())
    except PublishError as failure:
        return [found for found in failure.diagnostics if found.severity is Severity.ERROR]
    return []


def _losses(balance: Balance, source: Path) -> list[Diagnostic]:
    """Return what was left out as findings at their places."""
    found = []
    for entry in balance.losses:
        name, _, line = entry.place.rpartition(":")
        at = Position(Path(name), int(line)) if name and line.isdecimal() else Position(Path(entry.place or source))
        found.append(warning(at, say("left out: {what}: {how}", what=entry.what, how=entry.how), "left-out"))
    return found


def _lint(folder: Path, language: str) -> str:
    """Return how much the linter finds in a new project, in words; empty for nothing."""
    from publish.editing.lint import LintOptions, lint
    from publish.importing.limits import readings
    from publish.kinds.projects import open_project

    project = open_project(folder)
    findings, _ = lint(project, list(project.sources), LintOptions(), readings())
    return summarise(findings, language)
