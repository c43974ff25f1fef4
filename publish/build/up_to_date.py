"""Recognise what was made from the same before, before any of it is read.

All that an output is made from is a set of files (:mod:`publish.build.inputs`): those below ``source/``, styles, fonts,
this program, and the pictures that articles name elsewhere in the project. Where their digest is that of another time,
so is the result.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.base.cache import Cache, digest
from publish.base.diagnostics import Diagnostic, Position, PublishError, Severity
from publish.base.messages import pack, unpack
from publish.base.program_digest import file_digest
from publish.base.records import dataclass
from publish.build.finished import FinishedFile
from publish.build.inputs import Inputs
from publish.outputs.manifest import check_dist, read_facts


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a project, or of some of its articles, as one output.

    Attributes:
        files: The finished files, one for each article or one for all.
        diagnostics: What was found in the source before they were made.
        facts: What the manifest says of them.
    """

    files: tuple[FinishedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    facts: Mapping[str, object]


class Memory:
    """What was made from inputs, as their files are now, by output."""

    def __init__(self, store: Cache, inputs: Inputs) -> None:
        """Start with what is kept, and what outputs are made from as far as it is known before anything is read.

        Of inputs that cannot be read nothing is known; who reads them says why.
        """
        self._store, self._inputs = store, inputs
        try:
            self._state = inputs.state()
        except (OSError, PublishError):
            self._state = ""

    def recall(self, outputs: Sequence[str]) -> list[Made] | None:
        """Return what was made from the same files as each output; None if one was not, or is not kept any more."""
        found = []
        for output in outputs if self._state else ():
            if (made := self._recall(output)) is None:
                return None
            found.append(made)
        return found or None

    def _recall(self, output: str) -> Made | None:
        if (kept := self._store.get(self._key(output))) is None:
            return None
        facts = json.loads(kept)
        if not all(_is(Path(name), known) for name, known in facts["named"]):
            return None
        files = []
        for path, found, folder, said in facts["files"]:
            if (content := self._store.get(self._key(output, path))) is None:
                return None
            within = Path(folder) if folder else None
            files.append(FinishedFile(Path(path), content, tuple(map(_unpack, found)), False, within, said))
        return Made(tuple(files), tuple(map(_unpack, facts["diagnostics"])), facts["facts"])

    def keep(self, output: str, made: Made, named: Iterable[Path]) -> None:
        """Keep what has been made, unless a file was rejected or the source has changed meanwhile.

        Args:
            output: Name of the output.
            made: What was made.
            named: Files that the articles name.
        """
        if not self._state or any(file.rejected for file in made.files) or self._inputs.state() != self._state:
            return
        for file in made.files:
            self._store.put(self._key(output, str(file.path)), file.content)
        facts = {
            "files": [
                [str(file.path), [_pack(found) for found in file.diagnostics], str(file.folder or ""), dict(file.facts)]
                for file in made.files
            ],
            "named": [[str(path), file_digest(path)] for path in dict.fromkeys(named)],
            "diagnostics": [_pack(found) for found in made.diagnostics],
            "facts": dict(made.facts),
        }
        self._store.put(self._key(output), json.dumps(facts).encode())

    def _key(self, output: str, file: str = "") -> str:
        return digest("made", output, file, self._state)


def is_dist(folder: Path, facts: Mapping[str, object]) -> bool:
    """Tell whether a ``dist/`` was made from what these facts say, and is whole."""
    return says(folder, facts) and not check_dist(folder)


def says(folder: Path, facts: Mapping[str, object]) -> bool:
    """Tell whether the manifest in a folder says this of its files."""
    return read_facts(folder) == dict(facts)


def _is(path: Path, known: str) -> bool:
    try:
        return file_digest(path) == known
    except OSError:
        return False


def _pack(found: Diagnostic) -> list[Any]:
    at = found.position
    message, hint = pack(found.message), pack(found.hint)
    return [found.severity, str(at.file), at.line, at.column, message, found.rule, hint, found.length]


def _unpack(facts: list[Any]) -> Diagnostic:
    severity, file, line, column, *rest = map(unpack, facts)
    return Diagnostic(Severity(severity), Position(Path(file), line, column), *rest)
