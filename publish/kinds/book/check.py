"""Check what a book needs beside its articles: the book data of the law, the cover, a glyph for each letter of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, Severity, error, warning
from publish.base.messages import say
from publish.base.units import MM_PER_INCH
from publish.kinds.book.book_data import Imprint, missing_fields
from publish.kinds.book.settings import Cover, book_of
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import FONTS, Assets
from publish.publication.assets.fonts import missing_characters
from publish.publication.assets.images import DRAWING, check_picture, measure_picture
from publish.publication.assets.papers import read_stocks, unknown_paper
from publish.publication.project import Project
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of

LEAST_PPI = 300
"""Fewer pixels to the inch are seen in print (page brief: at least 300 at the size of the print)."""


def check_settings(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with the book data and the cover, at the keys that say them.

    Raises:
        AssetError, StyleError: If the fonts or papers cannot be read.
    """
    text, book = read_config(project.config), book_of(project)
    if book.imprint:
        places = {
            section: Position(project.config, line_of(text, "", section), 1) for section in ("publication", "imprint")
        }
        yield from _imprint(book.imprint, project, places)
    if book.cover:
        yield from _cover(book.cover, project, assets, text)
    yield from _glyphs(project, assets, text)


def _imprint(imprint: Imprint, project: Project, places: Mapping[str, Position]) -> Iterator[Diagnostic]:
    """The statutory fields; an error for a book under the law, else a warning."""
    tell = error if imprint.official else warning
    for key, what in missing_fields(imprint, project.creators, project.publisher):
        section = "publication" if key == "publisher" else "imprint"
        yield tell(
            places[section],
            say("the book data lack {what}", what=what),
            "missing-book-data",
            say("add {key} = … to [{section}]", key=key, section=section),
        )


def _cover(cover: Cover, project: Project, assets: Assets, text: str) -> Iterator[Diagnostic]:
    """The papers and the picture of the cover."""
    stocks = read_stocks(assets)
    for key, name in (("inside_paper", cover.inside_paper), ("cover_paper", cover.cover_paper)):
        if name not in stocks and cover.spine_mm is None:
            yield unknown_paper(name, stocks, Position(project.config, line_of(text, "cover", key), 1))
    if cover.image:
        position = Position(project.config, line_of(text, "cover", "image"), 1)
        yield from _image(cover.image, project, position)


def _image(image: Path, project: Project, at: Position) -> Iterator[Diagnostic]:
    name = image.name
    if not image.resolve().is_relative_to(project.root.resolve()):
        yield error(
            at,
            say("picture outside the project: {name}", name=name),
            "image-outside-project",
            say("copy it into source/figures/"),
        )
        return
    if not image.is_file():
        yield error(at, say("picture not found: {name}", name=name), "missing-image", say("the path starts at source/"))
        return
    found = list(check_picture(image, name, at))
    yield from found
    if any(one.severity is Severity.ERROR for one in found):
        return
    picture = measure_picture(image)
    if picture.media_type == DRAWING:
        return
    ppi = picture.width / (project.page.trim_mm[0] / MM_PER_INCH)
    if ppi < LEAST_PPI:
        message = say(
            "the picture of the cover has {ppi:.0f} pixels to the inch at its width: {name}", ppi=ppi, name=name
        )
        yield warning(at, message, "coarse-image", say("give one of {least} at least", least=LEAST_PPI))


def _glyphs(project: Project, assets: Assets, text: str) -> Iterator[Diagnostic]:
    """Every letter of the book data and of the blurb has a glyph."""
    faces, book = find_faces(assets), book_of(project)
    for section, facts in (("imprint", book.imprint), ("cover", book.cover)):
        for entry in fields(facts) if facts else ():
            for character in sorted(missing_characters(_letters(getattr(facts, entry.name)), faces)):
                position = Position(project.config, line_of(text, section, entry.name), 1)
                message = say("no font has {letter} (U+{code:04X})", letter=character, code=ord(character))
                yield error(
                    position,
                    message,
                    "missing-glyph",
                    say("put a font that has it into {folder}/ beside source/", folder=FONTS),
                )


def _letters(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\n", " ")
    return " ".join(_letters(item) for item in value) if type(value) is tuple else ""


def check_output(project: Project, output: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file that only a book can have wrong: nothing."""
    yield from ()
