"""The command that lists the fonts of a project, and makes their specimen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.diagnostics import Diagnostic, SourceError, short_path
from publish.cli.console import Console, printable, with_console

if TYPE_CHECKING:
    from publish.publication.assets.families import FontFamily
    from publish.publication.project import Project

SHOWN = 40
"""Letters that are told of those that a family lacks."""


@click.command()
@click.argument("source", type=click.Path(path_type=Path), required=False, metavar="[PROJECT]")
@click.option(
    "--specimen",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.pdf",
    help="Make a PDF with a page for each family.",
)
@with_console
def fonts(console: Console, source: Path | None, specimen: Path | None) -> None:
    """List the fonts of PROJECT: families, files, licences, and the letters of its articles that each lacks.

    A letter that one family lacks is set in another that has it; letters that none has are told at the end.

    \b
    Example: publish fonts --specimen build/fonts.pdf
    """
    from publish.kinds.projects import open_project
    from publish.publication.assets.families import find_families
    from publish.publication.assets.folders import find_assets

    project = open_project(source or Path(), partly=True)
    assets = find_assets(project.root)
    families = find_families(assets)
    if specimen:
        from publish.base.files import write_files
        from publish.build.specimen import make_specimen

        console.step(f"lay out {len(families)} families")
        write_files({specimen.absolute(): make_specimen(families, assets)})
        console.result(specimen.absolute())
        return
    letters, unread = _letters(project)
    for line in _tell(families, letters, len(project.sources)):
        click.echo(printable(line))
    if unread:
        raise SourceError(unread)


def _letters(project: Project) -> tuple[frozenset[str], list[Diagnostic]]:
    """Return the letters of all articles of a project, and why some cannot be read."""
    from publish.editing.rules import printed_text
    from publish.publication.assets.fonts import is_invisible
    from publish.reader.reading import read_article

    letters: set[str] = set()
    unread: list[Diagnostic] = []
    for path in project.sources:
        reading = read_article(path, project.language)
        if reading.article:
            letters.update(printed_text(reading.article, project))
        else:
            unread += reading.diagnostics
    return frozenset(letter for letter in letters if not is_invisible(letter)), unread


def _tell(families: tuple[FontFamily, ...], letters: frozenset[str], articles: int) -> list[str]:
    """Return what there is to tell of families, as lines."""
    from publish.publication.assets.families import UNUSED

    lines = []
    for family in families:
        whose = "the project's own" if family.own else "bundled"
        lines += [f"{family.name}: {family.use}; {whose}"]
        for file in family.files:
            lines.append(f"    {file.weight:<4} {file.style:<7} {short_path(file.path)}")
        where = f" ({short_path(family.licence)})" if family.licence else ""
        lines.append(f"    licence: {family.terms or 'none found beside it'}{where}")
        if articles:
            lines.append(_lack("lacks", family.lacks(letters), letters))
            if uneven := family.lacks_in_some(letters):
                lines.append(_lack("some of its files lack", uneven, letters))
    if articles:
        used = [family for family in families if family.use != UNUSED]
        nowhere = "".join(sorted(set(letters).intersection(*(family.lacks(letters) for family in used))))
        told = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in nowhere)
        lines.append(f"no font that is used has {told}" if nowhere else "every letter of the articles has a font")
    return lines


def _lack(what: str, lacking: str, letters: frozenset[str]) -> str:
    """Return which letters of the articles are lacking, the first of many."""
    if not lacking:
        return f"    {what} no letter of the articles"
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    return f"    {what} {len(lacking)} of the {len(letters)} letters of the articles: {' '.join(lacking[:SHOWN])}{more}"
