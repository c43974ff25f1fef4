"""The command that starts a project."""

from __future__ import annotations

import functools
import shlex
from pathlib import Path

import click

from publish.base.diagnostics import short_path
from publish.base.messages import say
from publish.cli.console import Console, with_console
from publish.cli.importing import NAMES
from publish.cli.languages import OPTION

LANGUAGES = ("vi", "en")
"""Languages of the samples, known before the kinds are loaded."""

_language = click.option(
    OPTION,
    "lang",
    type=click.Choice(LANGUAGES),
    help="Language of the sample, and of the messages.  [default: vi, and the locale]",
)


@click.command()
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(NAMES), default=NAMES[0], show_default=True, help="Kind of publication.")
@functools.partial(with_console, language=_language)
def new(console: Console, folder: Path, kind: str) -> None:
    """Start a project in the folder NAME: a sample that builds, to write over.

    With it come publish.toml, its schemas for editors, .gitignore, and a workflow of GitHub Actions that checks every
    push. The folder must be empty, or not there yet: nothing is overwritten.

    \b
    Example: publish new ban-tin --kind bulletin
    """
    from publish.kinds import KINDS
    from publish.kinds.samples import create_project

    home = folder.resolve() if folder.name == ".." else folder.absolute()
    language = click.get_current_context().params["lang"] or LANGUAGES[0]
    for path in create_project(home, KINDS[kind], language):
        console.result(path)
    if console.verbosity >= 0:
        console.tell(say("next: publish build {folder}", folder=shlex.quote(short_path(home))))
