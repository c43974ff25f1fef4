"""Check what a bulletin needs beside its articles: what the law asks for, a nameplate, a glyph for each letter."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import fields

from publish.base.diagnostics import Diagnostic, Position, error, warning
from publish.base.messages import say
from publish.kinds.bulletin.settings import LARGEST_MM, LAW, MOST_PAGES, bulletin_of, missing_fields
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import FONTS, Assets
from publish.publication.assets.fonts import missing_characters
from publish.publication.assets.images import check_picture
from publish.publication.project import Project
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of


def check_settings(project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a bulletin says of itself, at the keys that say it.

    Raises:
        AssetError, StyleError: If the fonts cannot be read.
    """
    bulletin, text = bulletin_of(project), read_config(project.config)
    at = Position(project.config, line_of(text, "", "bulletin"), 1)
    tell = error if bulletin.official else warning
    for key, what in missing_fields(bulletin):
        yield tell(
            at,
            say("the bulletin lacks {what}; {law}", what=what, law=LAW),
            "missing-bulletin-data",
            say("add {key} = … to [bulletin]", key=key),
        )
    yield from _trim(project, text)
    if bulletin.nameplate:
        position = Position(project.config, line_of(text, "bulletin", "nameplate"), 1)
        yield from check_picture(bulletin.nameplate, bulletin.nameplate.name, position)
    faces = find_faces(assets)
    for entry in fields(bulletin):
        value = getattr(bulletin, entry.name)
        for character in sorted(missing_characters(value, faces)) if isinstance(value, str) else ():
            position = Position(project.config, line_of(text, "bulletin", entry.name), 1)
            message = say("no font has {letter} (U+{code:04X})", letter=character, code=ord(character))
            yield error(
                position,
                message,
                "missing-glyph",
                say("put a font that has it into {folder}/ beside source/", folder=FONTS),
            )


def _trim(project: Project, text: str) -> Iterator[Diagnostic]:
    """The largest trim of the law."""
    short, long = sorted(project.page.trim_mm)
    if short > LARGEST_MM[0] or long > LARGEST_MM[1]:
        key = "trim" if line_of(text, "page", "trim") > 1 else "paper"
        width, height = (f"{side:g}" for side in LARGEST_MM)
        message = say(
            "the page is larger than {width} × {height} mm, the largest of a bulletin ({law})",
            width=width,
            height=height,
            law=LAW,
        )
        hint = say('trim = "{width}mm x {height}mm" in [page]', width=width, height=height)
        yield warning(Position(project.config, line_of(text, "page", key), 1), message, "bulletin-trim", hint)


def check_output(project: Project, output: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file: a bulletin may have more pages than the law has it.

    Args:
        project: The bulletin.
        output: Name of the output.
        content: The file.
    """
    if output != "pdf":
        return
    pages = importlib.import_module("publish.outputs.pdf.cutting").count_pages(content)
    if pages > MOST_PAGES:
        message = say(
            "the bulletin has {pages} pages, more than {most} ({law})",
            pages=pages,
            most=MOST_PAGES,
            law=LAW,
        )
        yield warning(Position(project.config), message, "bulletin-length", say("make two issues of it"))
