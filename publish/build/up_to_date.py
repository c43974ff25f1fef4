"""Recognise a publication of which nothing has changed before any of it is read.

All that a file is made from is a set of files: those below ``source/``, styles, fonts, this program, and the pictures
that articles name elsewhere in the project. Where their digest is that of another time, so is the result.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.base.cache import Cache, digest
from publish.base.diagnostics import Diagnostic, Position, Severity
from publish.base.program_digest import file_digest, programs_digest
from publish.base.records import dataclass
from publish.editing import compounds
from publish.publication.assets.folders import find_assets
from publish.publication.assets.fonts import read_faces
from publish.publication.project import Project


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a publication.

    Attributes:
        content: The file.
        before: What was found before it was made.
        after: What was found in it.
    """

    content: bytes
    before: tuple[Diagnostic, ...]
    after: tuple[Diagnostic, ...]


def look_at(project: Project) -> str:
    """Return a digest of all files that a publication is made from, and of how it is asked for."""
    page, epoch = project.page, os.environ.get("SOURCE_DATE_EPOCH", "")
    asked = [str(project.root), page.trim_mm, page.bleed_mm, epoch, compounds.is_installed(), repr(project.press)]
    parts = [part for path in _files(project) for part in (str(path), file_digest(path))]
    return digest(json.dumps(asked), programs_digest(), *parts)


class Memory:
    """What was made of a publication, as its files are now, in one format."""

    def __init__(self, store: Cache, seen: str, format_: str) -> None:
        """Start with what is kept, the digest of the publication (:func:`look_at`), and what is made of it."""
        self._store = store
        self._key = digest("recall", format_, seen)

    def recall(self) -> Made | None:
        """Return what was made of the same files; None if it was not, or is not kept any more."""
        if (kept := self._store.get(self._key)) is None:
            return None
        facts = json.loads(kept)
        content = self._store.get(facts["content"])
        unchanged = all(_is(Path(name), known) for name, known in facts["pictures"])
        if content is None or not unchanged:
            return None
        before, after = (tuple(_unpack(found) for found in facts[when]) for when in ("before", "after"))
        return Made(content, before, after)

    def keep(
        self, content: str, pictures: Iterable[Path], before: Sequence[Diagnostic], after: Sequence[Diagnostic]
    ) -> None:
        """Keep what has been made.

        Args:
            content: The key that the file is kept under.
            pictures: Files that the articles name.
            before: What was found before it was made.
            after: What was found in it.
        """
        facts = {
            "content": content,
            "pictures": [[str(path), file_digest(path)] for path in dict.fromkeys(pictures)],
            "before": [_pack(found) for found in before],
            "after": [_pack(found) for found in after],
        }
        self._store.put(self._key, json.dumps(facts).encode())


def _files(project: Project) -> Iterator[Path]:
    """Yield the files that are looked at in any case; where there is one more or one less, the key is another."""
    assets = find_assets(project.root)
    for folder in (project.root / "source", *assets.styles):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
    yield from project.sources
    yield from (face.path for face in read_faces(assets.style("fonts.css")))


def _is(path: Path, known: str) -> bool:
    try:
        return file_digest(path) == known
    except OSError:
        return False


def _pack(found: Diagnostic) -> list[Any]:
    at = found.position
    return [found.severity, str(at.file), at.line, at.column, found.message, found.rule, found.hint, found.length]


def _unpack(facts: list[Any]) -> Diagnostic:
    severity, file, line, column, *rest = facts
    return Diagnostic(Severity(severity), Position(Path(file), line, column), *rest)
