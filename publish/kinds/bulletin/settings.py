"""Know what a bulletin says of itself, what the law asks of it, and how each of it is written.

A bulletin (bản tin) is what the Vietnamese Law on the Press calls so: Luật Báo chí số 103/2016/QH13, Điều 34. The law
that took its place on 1/7/2026 may word this in another way, so a missing field is an error only where the project
says ``official = true``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, error
from publish.base.filenames import find_file, read_file
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.kind import Config, Readers
from publish.publication.project import Project
from publish.publication.toml_values import read_date, read_flag, read_line, shaped

LAW = "Luật Báo chí 2016, Điều 34"
LARGEST_MM = (190.0, 270.0)
"""Largest trim of a bulletin, width × height (:data:`LAW`)."""
MOST_PAGES = 64
MOST_COPIES = 100_000_000


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a bulletin says of itself, and how it is set; empty and None are what was not given.

    Attributes:
        columns: 2 or 3; None for as many as the page takes.
        openings: Articles, absolute, that open on page 1 beside the lead and go on inside.
        number: Number of the issue, such as ``5`` or ``5 (128)``.
        organ: Who issues the bulletin.
        nameplate: A picture beside its name, absolute.
        licence, licence_date: Number and day of the licence.
        responsible: Who answers for the content.
        print_run: Copies; 0 when not given.
        official: Whether what the law asks for must be there.
    """

    columns: int | None = None
    openings: tuple[Path, ...] = ()
    number: str = ""
    organ: str = ""
    slogan: str = ""
    nameplate: Path | None = None
    licence: str = ""
    licence_date: datetime.date | None = None
    responsible: str = ""
    printer: str = ""
    print_run: int = 0
    periodicity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    official: bool = False


REQUIRED: Mapping[str, str] = {
    "organ": say("who issues it (cơ quan, tổ chức xuất bản)"),
    "licence": say("the number of the licence (số giấy phép)"),
    "licence_date": say("the day of the licence (ngày cấp giấy phép)"),
    "printer": say("the printer (nơi in)"),
    "print_run": say("the print run (số lượng in)"),
    "periodicity": say("how often it appears (kỳ hạn xuất bản)"),
    "responsible": say("who answers for it (người chịu trách nhiệm xuất bản)"),
}
"""What the head of page 1 and the foot of the last page must show beside name and date (:data:`LAW`)."""


def missing_fields(bulletin: Bulletin) -> Iterator[tuple[str, str]]:
    """Yield the key of each field that the law asks for and that is not given, and what it is."""
    for key, what in REQUIRED.items():
        if not getattr(bulletin, key):
            yield key, what


def bulletin_of(project: Project) -> Bulletin:
    """Return what a project says of its bulletin."""
    return project.own if isinstance(project.own, Bulletin) else Bulletin()


def read(values: Mapping[str, Mapping[str, Any]], config: Config) -> tuple[Bulletin, list[Diagnostic]]:
    """Return what ``[bulletin]`` says, its files absolute, and which of them are not there.

    Without sources, some of which are missing, the openings are not looked for among them.
    """
    given, folder, wrong = dict(values.get("bulletin", {})), config.root / "source", []
    names = given.pop("openings", ())
    openings = {name: find_file(folder / name) for name in names}
    for name, path in openings.items() if config.sources is not None else ():
        if path not in (config.sources or ()):
            position, hint = config.position("bulletin", "openings", name), say("name one of the contents")
            wrong.append(
                error(position, say("not an article of this bulletin: {name}", name=name), "missing-source", hint)
            )
    nameplate = find_file(folder / given.pop("nameplate")) if "nameplate" in given else None
    if nameplate:
        position, name = config.position("bulletin", "nameplate"), nameplate.name
        found = len(wrong)
        if not nameplate.resolve().is_relative_to(config.root.resolve()):
            hint = say("copy it into source/figures/")
            wrong.append(
                error(position, say("picture outside the project: {name}", name=name), "image-outside-project", hint)
            )
        elif not nameplate.is_file():
            hint = say("the path starts at source/")
            wrong.append(error(position, say("picture not found: {name}", name=name), "missing-image", hint))
        nameplate = nameplate if found == len(wrong) else None  # told once
    return Bulletin(openings=tuple(openings.values()), nameplate=nameplate, **given), wrong


def files(project: Project) -> tuple[Path, ...]:
    """Return the files that its settings name."""
    nameplate = bulletin_of(project).nameplate
    return (nameplate,) if nameplate else ()


def outputs(project: Project) -> tuple[str, ...]:
    """Return the outputs that ``publish build`` makes."""
    return project.formats


# Reading -------------------------------------------------------------------------------------------------------------


@shaped(anyOf=[{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"\S"}])
def read_number(value: object) -> str:
    """Return the number of an issue: ``5`` or ``"5 (128)"``.

    Raises:
        TypeError, ValueError: If it is something else.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(say("a number, or a text in quotes"))
    if not str(value).strip() or (isinstance(value, int) and value < 1):
        raise ValueError(say("issues are counted from 1"))
    return str(value).strip()


@shaped(type="integer", enum=[2, 3])
def read_columns(value: object) -> int:
    """Return the number of columns.

    Raises:
        TypeError, ValueError: If it is not 2 or 3.
    """
    if type(value) is not int:
        raise TypeError(say("a number without quotes"))
    if value not in (2, 3):
        raise ValueError(say("a bulletin is set in 2 or 3 columns, not in {value}", value=value))
    return value


@shaped(type="integer", minimum=1, maximum=MOST_COPIES)
def read_copies(value: object) -> int:
    """Return the number of copies.

    Raises:
        TypeError, ValueError: If it is no number above 0.
    """
    if type(value) is not int:
        raise TypeError(say("a number without quotes and dots, such as 1200"))
    if value < 1:
        raise ValueError(say("at least one copy is printed"))
    if value > MOST_COPIES:
        raise ValueError(say("{value:,} copies cannot be printed", value=value))
    return value


@shaped(type="array", items={"type": "string", "pattern": r"\S"}, minItems=1)
def _files(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise TypeError(say("a list of files in quotes"))
    return tuple(read_file(name) for name in value)


_READERS: Mapping[str, Callable[[object], Any]] = {
    "columns": read_columns,
    "openings": _files,
    "nameplate": read_file,
    "number": read_number,
    "licence_date": read_date,
    "print_run": read_copies,
    "official": read_flag,
}

KEYS: Mapping[str, Callable[[object], Any]] = {
    field: _READERS.get(field, read_line) for field in Bulletin.__dataclass_fields__
}
"""What each key of ``[bulletin]`` is read with."""

SECTIONS: Mapping[str, Readers] = {"bulletin": KEYS}
"""Sections of ``publish.toml`` that are a bulletin's own."""
