"""Say what a bulletin says of itself: the nameplate at the head of page 1, the imprint at the foot of the last page."""

from __future__ import annotations

from typing import NamedTuple

from publish.base.dates import format_date, format_long_date
from publish.kinds.bulletin.settings import bulletin_of
from publish.publication.project import Project
from publish.publication.publication import Publication
from publish.publication.words import words


class Line(NamedTuple):
    """One fact of the imprint: what it is, empty where the text says so itself, and the fact."""

    label: str
    text: str


def page_words(language: str) -> dict[str, str]:
    """Return the words that the layouts of a bulletin place: those of every page, and its own."""
    return {**words(language), **words(language, "bulletin")}


def issue_title(publication: Publication, project: Project) -> str:
    """Return the name of the issue, for the metadata of the files: *Thung Lũng, số 2 (38)*."""
    number = bulletin_of(project).number
    word = words(publication.language, "bulletin")["number"].lower()
    return f"{publication.title}, {word} {number}" if number else publication.title


def running_title(publication: Publication, project: Project) -> str:
    """Return what stands over rectos: number and month of the issue, *Số 2 (38) · Tháng 2/2026*."""
    own, number = words(publication.language, "bulletin"), bulletin_of(project).number
    month = own["month"].format(publication.date)
    return f"{own['number']} {number} · {month}" if number else month


def nameplate(publication: Publication, project: Project) -> dict[str, object]:
    """Return the values of the nameplate, by their names in the layouts."""
    bulletin = bulletin_of(project)
    return {
        "title": publication.title,
        "language": publication.language,
        "words": page_words(publication.language),
        "organ": bulletin.organ or publication.publisher,
        "number": bulletin.number,
        "slogan": bulletin.slogan,
        "day": format_long_date(publication.date, publication.language),
    }


def imprint_lines(publication: Publication, project: Project) -> tuple[Line, ...]:
    """Return the imprint: what the law asks for, then how to reach the editors, as far as it is known.

    Source: Luật Báo chí 2016, Điều 34.
    """
    bulletin, own, language = bulletin_of(project), words(publication.language, "bulletin"), publication.language
    licence = own["licence"].format(bulletin.licence) if bulletin.licence else ""
    if licence and bulletin.licence_date:
        licence = own["licensed"].format(licence, format_date(bulletin.licence_date, language))
    width, height = (f"{side / 10:g}".replace(".", ",") for side in project.page.trim_mm)
    copies = f"{bulletin.print_run:,}".replace(",", ".") if language.startswith("vi") else f"{bulletin.print_run:,}"
    facts = {
        "organ": bulletin.organ or publication.publisher,
        "responsible": bulletin.responsible,
        "printer": bulletin.printer,
        "print_run": own["copies"].format(copies) if bulletin.print_run else "",
        "periodicity": bulletin.periodicity,
        "trim": f"{width} × {height} cm",
        "address": bulletin.address,
        "phone": bulletin.phone,
        "email": bulletin.email,
    }
    lines = [Line("", licence), *(Line(own[name], text) for name, text in facts.items()), Line("", publication.rights)]
    return tuple(line for line in lines if line.text)
