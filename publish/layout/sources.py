"""Know from a box on a page where its text stands in the sources.

The XHTML of printed pages carries the line of each block in ``data-line`` (``12:1``), and where it is made of several
files the address of the file in ``data-file``; neither is seen on the pages.
"""

from __future__ import annotations

from typing import Any

from publish.base.diagnostics import Position
from publish.base.files import path_of_address


def line_of(position: Position) -> str:
    """Return the attribute that tells where a block stands in its file, with a space before it; empty if unknown."""
    return f' data-line="{position.line}:{position.column}"' if position.line else ""


def file_of(position: Position) -> str:
    """Return the attribute that tells in which file the blocks of an element stand, with a space before it."""
    return f' data-file="{position.file.absolute().as_uri()}"'


def place_of(element: Any, around: Position) -> Position:
    """Return the place of an element, or of what is around it where the element does not tell."""
    if file := element.get("data-file"):
        around = Position(path_of_address(file), 1, 1)
    if line := element.get("data-line"):
        number, _, column = line.partition(":")
        return Position(around.file, int(number), int(column))
    return around


def first_words(element: Any) -> str:
    """Return the words that an element begins with, as a message shows them (:func:`excerpt`)."""
    return excerpt(" ".join(" ".join(element.itertext()).split()))


def excerpt(text: str, most: int = 60) -> str:
    """Return a text as a message shows it: so many letters of it, and an ellipsis for the others."""
    return f"{text[:most]}…" if len(text) > most else text
