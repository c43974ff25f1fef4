"""A new project as an import makes it: ``publish.toml``, articles and figures, written whole or not at all."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from publish.base.diagnostics import Diagnostic, OutputError, Position, error, os_reason
from publish.base.messages import SOURCE_LANGUAGE, say
from publish.base.records import dataclass
from publish.importing.balance import Balance
from publish.publication.assets.folders import find_assets
from publish.publication.kind import Kind
from publish.reader.source import UNPRINTABLE

if TYPE_CHECKING:
    from publish.publication.model import Article
    from publish.reader.reading import Readings

TO_FILL_IN = say("to be filled in")
"""Said of facts that the input does not have and a project needs."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an import.

    Attributes:
        today: Day of publication of what has none.
        kind: Kind of publication; None for the one that the input looks like.
        kinds: All kinds by their names.
        headings: How crossheads of a text without marks are found: ``look``, ``styles`` or ``none``.
        changes: How tracked changes are taken: ``accept``, ``reject`` or ``show``.
        body: The element of a page that has the article, named as CSS does; empty where it is to be found.
        readings: Takes in the articles that are read back; None where nobody looks at them again.
        earlier: The project of an earlier import of the same input, whose decisions are kept; None if there is none.
    """

    today: datetime.date
    kind: str | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    headings: str = "look"
    changes: str = "accept"
    earlier: Path | None = None
    body: str = ""
    readings: Readings | None = None

    def read_back(self, name: str, text: str, language: str) -> Article | None:
        """Return the article that a text is, which will be a file below ``source/``; None for one without words."""
        from publish.reader.reading import Readings

        path = self.earlier / "source" / name if self.earlier else Path(name)
        kind = self.kinds.get(self.kind) if self.kind else None
        return (self.readings or Readings()).text(path, text, language, kind.fact_keys() if kind else ()).article

    @property
    def joined(self) -> bool:
        """Whether publications of the kind that is asked for have several articles."""
        return self.kind is not None and self.kinds[self.kind].joined


ALONE, TOGETHER = "article", "book"
"""Kinds of publication that one text and several are, where none is asked for."""

OFFICIAL = "official"
"""The kind of publication that official documents are."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part of a book or rubric of a bulletin: its title and its articles, as paths below ``source/``."""

    title: str
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project that is not on disk yet.

    Attributes:
        files: Everything below ``source/`` but ``publish.toml``, by path with ``/``.
        contents: Articles and parts in their order; none of an article by itself.
        notes: Comments behind lines of ``publish.toml``, by key, such as what is to be filled in.
        sections: Further sections of ``publish.toml``: texts, numbers, flags and days by key.
    """

    kind: str
    title: str
    date: datetime.date
    files: Mapping[str, bytes]
    language: str = "vi"
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    front: tuple[str, ...] = ()
    contents: tuple[str | NewPart, ...] = ()
    back: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an input.

    Attributes:
        project: The project that it amounts to.
        balance: What became of each of its atoms.
        notes: What was decided by look, for those who ask for every step.
    """

    project: NewProject
    balance: Balance
    notes: tuple[Diagnostic, ...] = ()


def render_config(project: NewProject) -> str:
    """Return the ``publish.toml`` of a project."""
    lines = ["[publication]", _line(project, "kind", project.kind)]
    texts = ("title", "subtitle", "language", "publisher", "rights")
    lines += [_line(project, key, getattr(project, key)) for key in texts if getattr(project, key)]
    if project.creators:
        lines.append(_line(project, "creators", project.creators))
    lines.append(_line(project, "date", project.date))
    for key in ("front", "contents", "back"):
        if items := getattr(project, key):
            lines += [f"{key} = [", *(f"  {_value(item)}," for item in items), "]"]
    for section, values in project.sections.items():
        lines += ["", f"[{section}]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


def _line(project: NewProject, key: str, value: object) -> str:
    note = f"  # {one_line(project.notes[key])}" if key in project.notes else ""
    return f"{key} = {_value(value)}{note}"


def _value(value: object) -> str:
    if isinstance(value, NewPart):
        return f"{{ title = {_value(value.title)}, contents = {_value(value.contents)} }}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date | int | float):
        return str(value)
    if isinstance(value, str):
        return json.dumps(one_line(value), ensure_ascii=False)
    if isinstance(value, Iterable):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"publish.toml has no value like {value!r}")


def one_line(text: str) -> str:
    """Return a text on one line, without what no page can show."""
    return " ".join(UNPRINTABLE.sub("", text).split())


def check_place(folder: Path, *, force: bool) -> None:
    """See that a project may be written to a folder.

    Raises:
        OutputError: If something is there and must stay.
    """
    if os.path.lexists(folder) and not _is_empty(folder) and not force:
        hint = say("name another folder with --into; with --force a copy of it is kept beside")
        raise OutputError(error(Position(folder), say("is there already"), "file-exists", hint))


def write_project(
    folder: Path, imported: Imported, source: str, *, force: bool = False, language: str = SOURCE_LANGUAGE
) -> tuple[Path, ...]:
    """Write a new project with its balance, ``import.json`` and ``import.html``, and return the files that matter.

    What was there before is renamed with ``force``: ``NAME.old``, ``NAME.old-2`` …

    Raises:
        OutputError: If something is there already without ``force``, or the project cannot be written.
    """
    check_place(folder, force=force)
    balance, project = imported.balance, imported.project
    files = {f"source/{name}": content for name, content in project.files.items()}
    files["source/publish.toml"] = render_config(project).encode()
    files["import.json"] = balance.as_json().encode()
    files["import.html"] = balance.as_html(find_assets(folder), source, folder.name, language).encode()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            made.chmod(0o755)
            for name, content in files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _take_place(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as failure:
        message = say("cannot be written: {reason}", reason=os_reason(failure))
        raise OutputError(error(Position(folder), message, "output")) from failure
    return folder / "source" / "publish.toml", folder / "import.html"


def _take_place(made: Path, folder: Path) -> None:
    """Put a finished folder where it belongs; what is there keeps another name."""
    if os.path.lexists(folder) and not _is_empty(folder):
        old, number = folder.with_name(f"{folder.name}.old"), 1
        while os.path.lexists(old):
            number += 1
            old = folder.with_name(f"{folder.name}.old-{number}")
        folder.rename(old)
    elif os.path.lexists(folder):
        folder.rmdir()
    made.rename(folder)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and next(folder.iterdir(), None) is None
