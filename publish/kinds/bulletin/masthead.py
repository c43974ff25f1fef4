"""Say what a bulletin says of itself: the nameplate at the head of page 1, the imprint at the foot of the last page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from publish.base.dates import format_date
from publish.kinds.bulletin.settings import bulletin_of
from publish.layout import xhtml
from publish.publication.project import Project
from publish.publication.publication import Publication

_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "bulletin": "Bản tin",
        "number": "Số",
        "inside": "Trong số này",
        "jump": "Xem tiếp trang",
        "continued": "Tiếp theo trang",
        "emblem": "Biểu trưng",
        "imprint": "Thông tin xuất bản",
        "licence": "Giấy phép xuất bản bản tin số",
        "licensed": "cấp ngày",
        "responsible": "Chịu trách nhiệm xuất bản:",
        "organ": "Cơ quan xuất bản:",
        "printer": "In tại:",
        "print_run": "Số lượng:",
        "copies": "bản",
        "periodicity": "Kỳ hạn xuất bản:",
        "trim": "Khổ:",
        "address": "Địa chỉ:",
        "phone": "Điện thoại:",
        "email": "Thư điện tử:",
    },
    "en": {
        "bulletin": "Bulletin",
        "number": "No.",
        "inside": "In this issue",
        "jump": "Continued on page",
        "continued": "Continued from page",
        "emblem": "Emblem",
        "imprint": "Imprint",
        "licence": "Licence No.",
        "licensed": "of",
        "responsible": "Responsible:",
        "organ": "Issued by:",
        "printer": "Printed by:",
        "print_run": "Print run:",
        "copies": "copies",
        "periodicity": "Appears",
        "trim": "Size:",
        "address": "Address:",
        "phone": "Telephone:",
        "email": "E-mail:",
    },
}
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class Line(NamedTuple):
    """One fact of the imprint: what it is, empty where the text says so itself, and the fact."""

    label: str
    text: str


def words(language: str) -> dict[str, str]:
    """Return the words that the pages of a bulletin add, beside those of every page."""
    own = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return {**xhtml.words(language), **own}


def issue_title(publication: Publication, project: Project) -> str:
    """Return the name of the issue, for the metadata of the files: *Thung Lũng, số 2 (38)*."""
    number = bulletin_of(project).number
    own = words(publication.language)["number"].lower()
    return f"{publication.title}, {own} {number}" if number else publication.title


def running_title(publication: Publication, project: Project) -> str:
    """Return what stands over rectos: number and month of the issue, *Số 2 (38) · Tháng 2/2026*."""
    day, number = publication.date, bulletin_of(project).number
    month = f"Tháng {day.month}/{day.year}" if publication.language.startswith("vi") else f"{day:%m}/{day.year}"
    return f"{words(publication.language)['number']} {number} · {month}" if number else month


def long_date(day: datetime.date, language: str) -> str:
    """Return a date as it stands in the nameplate, in Vietnamese with the day of the week."""
    if language.startswith("vi"):
        return f"{_WEEKDAYS[day.weekday()]}, ngày {day.day} tháng {day.month} năm {day.year}"
    return format_date(day, language)


def nameplate(publication: Publication, project: Project) -> dict[str, object]:
    """Return the values of the nameplate, by their names in the layouts."""
    bulletin = bulletin_of(project)
    return {
        "title": publication.title,
        "language": publication.language,
        "words": words(publication.language),
        "organ": bulletin.organ or publication.publisher,
        "number": bulletin.number,
        "slogan": bulletin.slogan,
        "day": long_date(publication.date, publication.language),
    }


def imprint_lines(publication: Publication, project: Project) -> tuple[Line, ...]:
    """Return the imprint: what the law asks for, then how to reach the editors, as far as it is known.

    Source: Luật Báo chí 2016, Điều 34.
    """
    bulletin, own, language = bulletin_of(project), words(publication.language), publication.language
    licence = f"{own['licence']} {bulletin.licence}" if bulletin.licence else ""
    if licence and bulletin.licence_date:
        between = ", " if language.startswith("vi") else " "
        licence += f"{between}{own['licensed']} {format_date(bulletin.licence_date, language)}"
    width, height = (f"{side / 10:g}".replace(".", ",") for side in project.page.trim_mm)
    copies = f"{bulletin.print_run:,}".replace(",", ".") if language.startswith("vi") else f"{bulletin.print_run:,}"
    facts = {
        "organ": bulletin.organ or publication.publisher,
        "responsible": bulletin.responsible,
        "printer": bulletin.printer,
        "print_run": f"{copies} {own['copies']}" if bulletin.print_run else "",
        "periodicity": bulletin.periodicity,
        "trim": f"{width} × {height} cm",
        "address": bulletin.address,
        "phone": bulletin.phone,
        "email": bulletin.email,
    }
    lines = [Line("", licence), *(Line(own[name], text) for name, text in facts.items()), Line("", publication.rights)]
    return tuple(line for line in lines if line.text)
