"""A Word file to a new project."""

from __future__ import annotations

from pathlib import Path

from publish.importing.manuscript import importer as manuscript
from publish.importing.project import Imported, Request
from publish.importing.shaping.making import make_project
from publish.importing.word.census import take_census
from publish.importing.word.reading import read_word


def read(path: Path, request: Request) -> Imported:
    """Return the project that a Word file amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    content = path.read_bytes()
    if manuscript.is_ours(path, content) and request.changes == "accept":
        return manuscript.read(path, content, request)
    text = read_word(path, content, request.changes)
    return make_project(path, request, text, take_census(content))
