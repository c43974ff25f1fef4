"""The command that lists the fonts of a project, and makes their specimen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.diagnostics import Diagnostic, SourceError, short_path
from publish.base.messages import join_messages, say
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

        console.step(say("lay out {count} families", count=len(families)))
        write_files({specimen.absolute(): make_specimen(families, assets)})
        console.result(specimen.absolute())
        return
    letters, unread = _letters(project)
    for line in _tell(families, letters, len(project.sources)):
        click.echo(printable(console.words(line)))
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
        reading = read_article(path, project.language, project.kind.fact_keys())
        if reading.article:
            letters.update(printed_text(reading.article, project))
        else:
            unread += reading.diagnostics
    return frozenset(letter for letter in letters if not is_invisible(letter)), unread


def _tell(families: tuple[FontFamily, ...], letters: frozenset[str], articles: int) -> list[str]:
    """Return what there is to tell of families, as lines."""
    from publish.publication.assets.families import UNUSED

    lines: list[str] = []
    for family in families:
        whose = say("the project's own") if family.own else say("bundled")
        lines += [say("{name}: {use}; {whose}", name=family.name, use=family.use, whose=whose)]
        for file in family.files:
            lines.append(f"    {file.weight:<4} {file.style:<7} {short_path(file.path)}")
        terms = family.terms or say("none found beside it")
        if family.licence:
            terms = say("{terms} ({file})", terms=terms, file=short_path(family.licence))
        lines.append(_indented(say("licence: {terms}", terms=terms)))
        if articles:
            lines.append(_indented(_lack(family.lacks(letters), letters)))
            if uneven := family.lacks_in_some(letters):
                lines.append(_indented(_lack_in_some(uneven, letters)))
    if articles:
        used = [family for family in families if family.use != UNUSED]
        nowhere = "".join(sorted(set(letters).intersection(*(family.lacks(letters) for family in used))))
        told = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in nowhere)
        whole = say("every letter of the articles has a font")
        lines.append(say("no font that is used has {letters}", letters=told) if nowhere else whole)
    return lines


def _indented(line: str) -> str:
    return join_messages(["    ", line], "")


def _lack(lacking: str, letters: frozenset[str]) -> str:
    """Return which letters of the articles a family lacks, the first of many."""
    if not lacking:
        return say("lacks no letter of the articles")
    count, first = len(lacking), _first(lacking)
    return say(
        "lacks {count} of the {all} letters of the articles: {first}", count=count, all=len(letters), first=first
    )


def _lack_in_some(lacking: str, letters: frozenset[str]) -> str:
    """Return which letters of the articles some files of a family lack."""
    return say(
        "some of its files lack {count} of the {all} letters of the articles: {first}",
        count=len(lacking),
        all=len(letters),
        first=_first(lacking),
    )


def _first(lacking: str) -> str:
    first = " ".join(lacking[:SHOWN])
    more = len(lacking) - SHOWN
    return say("{letters} and {count} more", letters=first, count=more) if more > 0 else first
