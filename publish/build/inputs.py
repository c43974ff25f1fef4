"""What outputs are made from: one list of files, and one digest of them, for whoever asks if anything has changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from publish import __version__
from publish.base.cache import digest
from publish.base.program_digest import file_digest, programs_digest
from publish.base.records import dataclass
from publish.editing import compounds
from publish.publication.assets.dropped_fonts import find_faces, find_licence
from publish.publication.assets.folders import bundled, find_assets
from publish.publication.project import Project


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that outputs are made from.

    Attributes:
        project: What ``publish.toml`` says, with what the command line says instead.
        sources: The articles that are asked for.
        named: Files that these articles and the project name: pictures, the list of works. They are known once the
            articles have been read; those below ``source/`` are looked at in any case.
        draft: Whether missing photographs leave their places open.
    """

    project: Project
    sources: tuple[Path, ...]
    named: tuple[Path, ...] = ()
    draft: bool = False

    def files(self) -> dict[str, Path]:
        """Return the files by names that are the same in any folder.

        What is in ``source/`` is named from the project, styles and fonts from their own folders: fonts by their whole
        path there, since two may have one file name.

        Raises:
            StyleError: If ``fonts.css`` names no font.
        """
        project, assets = self.project, find_assets(self.project.root)
        below = (path for path in (project.root / "source").rglob("*") if path.name[0] != "." and path.is_file())
        paths = [*project.sources, *self.sources, *self.named, *below]
        files = {name: path for path in paths if (name := _name_below(path, project.root))}
        for folder in reversed(assets.styles):
            files |= {f"styles/{_name(path, folder)}": path for path in folder.rglob("*") if path.is_file()}
        own = bundled("fonts")
        for face in find_faces(assets):
            place = own if face.path.is_relative_to(own) else project.root
            prefix = "fonts" if place == own else "project"
            name = _name(face.path, place) if face.path.is_relative_to(place) else face.path.as_posix()
            files[f"{prefix}/{name}"] = face.path
            if place != own and (licence := find_licence(face.path)) and licence.is_relative_to(project.root):
                files[f"project/{_name(licence, project.root)}"] = licence
        return files

    def source_digest(self) -> str:
        """Return one SHA-256 over the names and contents of the files, in the order of the names.

        A file that has gone since they were listed, as by another name, counts without contents.

        Raises:
            OSError: If a file cannot be read.
        """
        found = hashlib.sha256()
        for name, path in sorted(self.files().items()):
            with contextlib.suppress(FileNotFoundError):
                found.update(f"{name}\0{file_digest(path)}\0".encode())
        return found.hexdigest()

    def facts(self) -> dict[str, object]:
        """Return what the manifest says of the outputs.

        With the same program and libraries, the same facts give the same bytes.
        """
        width, height = self.project.page.trim_mm
        facts: dict[str, object] = {"generator": f"publish {__version__}", "source": self.source_digest()}
        facts["trim"] = f"{width:g}mm x {height:g}mm"
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            facts["source_date_epoch"] = epoch
        return facts

    def state(self) -> str:
        """Return one digest of all that makes a difference to any output.

        That is the facts of the manifest, what is asked for on the command line, this program with its libraries, and
        where the project is, which findings name.
        """
        project = self.project
        asked = [_name(path, project.root) for path in self.sources]
        how = [self.draft, repr(project.page), repr(project.press), str(project.root), compounds.is_installed()]
        return digest("state", json.dumps([self.facts(), asked, how]), programs_digest())


def with_named(inputs: Inputs, named: Iterable[Path]) -> Inputs:
    """Return the inputs with the files that the articles name, now that they have been read."""
    return Inputs(inputs.project, inputs.sources, tuple(dict.fromkeys(named)), inputs.draft)


def _name(path: Path, folder: Path) -> str:
    return _name_below(path, folder) or path.as_posix()


def _name_below(path: Path, folder: Path) -> str:
    """Return how a file is named from a folder; empty if it does not lie below it."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return ""
