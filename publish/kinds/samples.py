"""Samples to start from: each kind of publication has one, in a folder for each language."""

from __future__ import annotations

import importlib.resources
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from publish.base.diagnostics import OutputError, Position, error, os_reason
from publish.base.filenames import is_file_name
from publish.base.files import write_files
from publish.base.messages import say
from publish.kinds.schemas import SCHEMAS
from publish.publication.kind import Kind

SAMPLE = "sample"
"""The folder of samples in the package of a kind, and beside this file, for what all kinds share."""

NAME = "NAME"
"""What stands in the name of a file for that of the project."""

FORMS = "forms"
"""The folder with other sources that a sample can have, one a file: of official documents there is one of each type."""

_SHARED = {"gitignore": ".gitignore", "check.yml": ".github/workflows/publish.yml"}
"""Files of every project, and where each of them goes; here they have names that no other program acts on."""


def languages(kind: Kind) -> tuple[str, ...]:
    """Return the languages in which a kind has a sample."""
    return tuple(sorted(path.name for path in _folder(kind).iterdir() if path.is_dir()))


def forms(kind: Kind, language: str) -> tuple[str, ...]:
    """Return the names of the other sources that the sample of a kind can have."""
    return tuple(sorted(path.stem for path in _files(_folder(kind) / language / FORMS)))


def create_project(folder: Path, kind: Kind, language: str, form: str = "") -> tuple[Path, ...]:
    """Write a project with the sample of a kind into a folder, and return its files; nothing is ever overwritten.

    Args:
        folder: The folder, absolute; it may be there if nothing is in it.
        kind: The kind of publication.
        language: A language of :func:`languages`.
        form: Name of :func:`forms` whose source stands instead of that of the sample.

    Raises:
        OutputError: If something is in the folder already, no folder can have that name, or it cannot be written.
    """
    _demand_room(folder)
    files = {folder / name: content for name, content in sorted(sample(kind, language, folder.name, form).items())}
    write_files(files)
    return tuple(files)


def sample(kind: Kind, language: str, name: str, form: str = "") -> Mapping[str, bytes]:
    """Return the files of the sample of a kind, by their paths in a project.

    Args:
        kind: The kind of publication.
        language: A language of :func:`languages`.
        name: Name of the project.
        form: Name of :func:`forms` whose source stands instead of that of the sample.
    """
    shared, own = Path(__file__).with_name(SAMPLE), _folder(kind) / language
    files = {target: (shared / file).read_bytes() for file, target in _SHARED.items()}
    named = ("publish", kind.name if kind.name in SCHEMAS else "article")
    files |= {f"schema/{schema}.schema.json": _as_text(SCHEMAS[schema]()) for schema in named}
    for folder in (own,) if kind.facts else (shared / language, own):  # documents of offices have no pictures
        files |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}
    files = {path: content for path, content in files.items() if not path.startswith(f"{FORMS}/")}
    if form:
        files[f"source/{NAME}.md"] = (own / FORMS / f"{form}.md").read_bytes()
    return {path.replace(NAME, name): content for path, content in files.items()}


def _demand_room(folder: Path) -> None:
    """See that a project can stand in a folder.

    Raises:
        OutputError: If it cannot.
    """
    try:
        folder.name.encode()
        usable = is_file_name(folder.name)
    except UnicodeEncodeError:
        usable = False
    if not usable:
        raise OutputError(
            error(Position(folder), say("no project can be called that"), "output", say("choose another name"))
        )
    try:
        taken = min(folder.iterdir(), default=None) if folder.is_dir() else folder if os.path.lexists(folder) else None
    except OSError as failure:
        raise OutputError(
            error(Position(folder), say("cannot be read: {reason}", reason=os_reason(failure)), "output")
        ) from failure
    if taken:
        what = (
            say("is there already")
            if taken == folder
            else say("the folder is not empty: {name} is in it", name=taken.name)
        )
        hint = say("choose another name, or an empty folder; nothing is overwritten")
        raise OutputError(error(Position(folder), what, "file-exists", hint))


def _folder(kind: Kind) -> Path:
    """Return the folder with the samples of a kind."""
    return Path(str(importlib.resources.files(kind.package))) / SAMPLE


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, but none that a file manager has left there."""
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _as_text(schema: Mapping[str, object]) -> bytes:
    """Return a schema as ``publish schema`` prints it."""
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()
