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
@click.option("--type", "type_", metavar="TYPE", help="Type of official document, such as quyết định or sao y.")
@functools.partial(with_console, language=_language)
def new(console: Console, folder: Path, kind: str, type_: str | None) -> None:
    """Start a project in the folder NAME: a sample that builds, to write over.

    With it come publish.toml, its schemas for editors, .gitignore, and a workflow of GitHub Actions that checks every
    push. The folder must be empty, or not there yet: nothing is overwritten.

    \b
    Example: publish new ban-tin --kind bulletin
             publish new quyet-dinh --kind official --type "quyết định"
    """
    from publish.kinds import KINDS
    from publish.kinds.samples import create_project, forms, languages

    home = folder.resolve() if folder.name == ".." else folder.absolute()
    language = click.get_current_context().params["lang"] or LANGUAGES[0]
    if language not in languages(KINDS[kind]):
        language = LANGUAGES[0]  # documents of Vietnamese offices are in Vietnamese
    if type_ is not None and not forms(KINDS[kind], language):
        raise click.UsageError(say("--type is of official documents; add --kind official"))
    form = _form(type_) if type_ is not None else ""
    for path in create_project(home, KINDS[kind], language, form):
        console.result(path)
    if console.verbosity >= 0:
        console.tell(say("next: publish build {folder}", folder=shlex.quote(short_path(home))))


def _form(name: str) -> str:
    """Return the form of the sample that a type of official document has; the letter is the sample itself.

    Raises:
        BadParameter: If there is no type of that name, or several.
    """
    from publish.publication.official.types import COPIES, LETTER, TYPES, plain_name, search_types

    found = search_types(name)
    if len(found) != 1:
        known = ", ".join(found or (*TYPES, *COPIES))
        message = say("no type of official document is called {name}; there are {known}", name=repr(name), known=known)
        raise click.BadParameter(message, param_hint="'--type'")
    return "" if found == (LETTER,) else plain_name(found[0]).replace(" ", "-")
