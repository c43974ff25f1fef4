"""The settings of a book: its book data, and what is on its cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic
from publish.base.filenames import find_file, read_file
from publish.base.messages import say
from publish.base.records import dataclass
from publish.kinds.book import book_data
from publish.kinds.book.book_data import Imprint
from publish.publication.assets.accent import HOUSE_RED, Accent, read_accent
from publish.publication.kind import Config, Readers
from publish.publication.project import Project
from publish.publication.settings import LENGTH, read_length
from publish.publication.toml_values import shaped


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a book as the printer binds it: back, spine and front on one sheet.

    Attributes:
        image: Picture on the front, absolute; None for a front of type alone.
        blurb: Text on the back; an empty line ends a paragraph.
        accent: Colour of the spine and of what stands out.
        inside_paper, cover_paper: Papers of ``styles/papers.toml``.
        spine_mm: Width of the spine as the printer gave it; None to reckon it.
    """

    image: Path | None = None
    blurb: str = ""
    accent: Accent = HOUSE_RED
    inside_paper: str = "offset-70"
    cover_paper: str = "couche-250"
    spine_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a project says of its book.

    Attributes:
        imprint: The book data of the law; None where there is no ``[imprint]``.
        cover: What is on the cover; None where there is no ``[cover]``.
    """

    imprint: Imprint | None = None
    cover: Cover | None = None


def book_of(project: Project) -> Book:
    """Return what a project says of its book."""
    return project.own if isinstance(project.own, Book) else Book()


def read(values: Mapping[str, Mapping[str, Any]], config: Config) -> tuple[Book, list[Diagnostic]]:
    """Return what the sections of a book say; whether their files are there, the checks look."""
    imprint = Imprint(**values["imprint"]) if "imprint" in values else None
    if "cover" not in values:
        return Book(imprint), []
    given = dict(values["cover"])
    image, spine_mm = given.pop("image", None), given.pop("spine", None)
    file = find_file(config.root / "source" / image) if image else None
    return Book(imprint, Cover(file, spine_mm=spine_mm, **given)), []


def files(project: Project) -> tuple[Path, ...]:
    """Return the files that its settings name."""
    cover = book_of(project).cover
    return (cover.image,) if cover and cover.image else ()


def outputs(project: Project) -> tuple[str, ...]:
    """Return the outputs that ``publish build`` makes: a book with a ``[cover]`` goes to the printer with it."""
    formats = project.formats
    return (*formats, "cover") if book_of(project).cover and "pdf" in formats else formats


# Reading -------------------------------------------------------------------------------------------------------------


@shaped(type="string")
def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(say("a text in quotes"))
    return value


@shaped(type="string", pattern=r"^\s*(#[0-9a-fA-F]{6}|cmyk(\s+[0-9]{1,3}){4})\s*$")
def _accent(value: object) -> Accent:
    return read_accent(_text(value))


@shaped(type="string", pattern=LENGTH)
def _spine(value: object) -> float:
    spine = read_length(_text(value))
    if not 1 <= spine <= 100:
        raise ValueError(say("a spine of {value} cannot be bound; 1mm to 100mm", value=value))
    return spine


_COVER: Mapping[str, Callable[[object], Any]] = {
    "image": read_file,
    "blurb": _text,
    "accent": _accent,
    "inside_paper": _text,
    "cover_paper": _text,
    "spine": _spine,
}

SECTIONS: Mapping[str, Readers] = {"imprint": book_data.KEYS, "cover": _COVER}
"""Sections of ``publish.toml`` that are a book's own."""
