"""A Word file to a new project."""

from __future__ import annotations

from pathlib import Path

from publish.importing.making import make_project
from publish.importing.manuscript.part import find_told
from publish.importing.project import Imported, Request
from publish.importing.word.census import take_census
from publish.importing.word.package import Package
from publish.importing.word.reading import read_word


def read(path: Path, request: Request) -> Imported:
    """Return the project that a Word file amounts to, and the balance.

    Raises:
        SourceError: If nothing can be made of it.
    """
    content = path.read_bytes()
    if request.changes == "accept" and find_told(Package(path, content)):
        from publish.importing.manuscript import importer as manuscript  # few files are ours

        return manuscript.read(path, content, request)
    return make_project(path, request, read_word(path, content, request.changes), take_census(content))
