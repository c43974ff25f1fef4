"""Know the project that a finished file comes from, and with it what its findings are led back to."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from publish.base.cache import Cache
from publish.base.diagnostics import Diagnostic, Position, PublishError
from publish.base.records import dataclass
from publish.editing.preparation import prepare_sources
from publish.kinds.projects import read_project
from publish.outputs import OUTPUTS, manifest
from publish.preflight.report.tracing import Tracer
from publish.publication.assets.folders import Assets, bundled, find_assets
from publish.publication.assets.printers import DEFAULT, Printer, find_printer
from publish.publication.project import CONFIG, Project, find_root
from publish.publication.publication import name_chapters

_LARGEST = 64 << 20  # bytes of a member of an EPUB


@dataclass(frozen=True, slots=True)
class Home:
    """Where a file lies.

    Attributes:
        root: The project, or the folder of the file.
        project: None outside of a project, and where its settings cannot be read.
        assets: Styles and printers.
    """

    root: Path
    project: Project | None
    assets: Assets


class Homes:
    """Knows the projects that files lie in; each is read once."""

    def __init__(self) -> None:
        """Start knowing none."""
        self._homes: dict[Path, Home] = {}
        self._tracers: dict[tuple[Path, str], Tracer | None] = {}
        self._digests: dict[Path, dict[str, str]] = {}

    def find(self, file: Path) -> Home:
        """Return where a file lies."""
        root = find_root(file)
        if root not in self._homes:
            project = None
            if (root / CONFIG).is_file() or (root / "source").is_dir():
                try:
                    project = read_project(root)
                except (PublishError, OSError, RecursionError):
                    project = None
            self._homes[root] = Home(root, project, find_assets(root))
        return self._homes[root]

    def printer(self, file: Path) -> tuple[Printer, tuple[Diagnostic, ...]]:
        """Return the printer of the project of a file, else the default; and what is wrong with the former."""
        home = self.find(file)
        name = home.project.press.printer if home.project else ""
        at = Position(home.project.config if home.project else file)
        try:
            return find_printer(home.assets, name or DEFAULT, at), ()
        except PublishError as failure:
            return find_printer(Assets((bundled("styles"),), ()), DEFAULT, at), failure.diagnostics

    def owner(self, file: Path) -> tuple[Project, str] | None:
        """Return the project that made a file, and the name that the file is made under; None if none did.

        A file is a project's own if it lies in ``dist/`` and ``manifest.json`` lists its content, or else its name is
        that of an output.
        """
        home = self.find(file)
        if home.project is None or file.parent != home.project.dist:
            return None
        project = home.project
        names = [project.name] if project.kind.joined else [path.stem for path in project.sources]
        outputs = OUTPUTS.values()
        name = next((name for name in names if any(file.name == output.name_file(name) for output in outputs)), "")
        return (home.project, name) if name or self._is_listed(file) else None

    def tracer(self, file: Path) -> Tracer | None:
        """Return what leads the findings in a file back to their source; None for the files of others."""
        owner = self.owner(file)
        if owner is None:
            return None
        project, name = owner
        if (project.root, name) not in self._tracers:
            self._tracers[project.root, name] = _read(project, name, self.find(file).assets)
        return self._tracers[project.root, name]

    def _is_listed(self, file: Path) -> bool:
        """Tell whether the manifest beside a file lists it as it is."""
        wanted = self._listed(file.parent).get(file.name)
        try:
            return wanted is not None and hashlib.sha256(file.read_bytes()).hexdigest() == wanted
        except OSError:
            return False

    def _listed(self, folder: Path) -> dict[str, str]:
        """Return the checksums in the manifest of a folder, by name."""
        if folder not in self._digests:
            try:
                entries = manifest.read_entries((folder / manifest.MANIFEST).read_bytes())
                self._digests[folder] = {str(entry["name"]): str(entry["sha256"]) for entry in entries}
            except (OSError, ValueError, KeyError, TypeError):
                self._digests[folder] = {}
        return self._digests[folder]


def _read(project: Project, name: str, assets: Assets) -> Tracer | None:
    """Return what knows the articles of an output."""
    sources = project.sources
    if not project.kind.joined:
        sources = tuple(path for path in sources if path.stem == name) or sources
    try:
        prepared = prepare_sources(project, sources, None, Cache())
    except (PublishError, OSError):
        return None
    folder = project.root / "source"
    names = ["article"] * len(sources)
    if project.kind.joined:
        names = name_chapters([path.relative_to(folder).with_suffix("").parts for path in sources])
    articles = [(name, ready.article) for name, ready in zip(names, prepared, strict=True) if ready.article]
    return Tracer(project, articles, assets)


def trace_outputs(found: Sequence[Diagnostic], tracer: Tracer) -> list[Diagnostic]:
    """Return what validators found in EPUBs of a project, each finding at its place in the source."""
    readers: dict[Path, Callable[[str], bytes]] = {}
    traced = []
    for one in found:
        if one.spot and one.spot.member:
            file = one.spot.file
            if file not in readers:
                readers[file] = reader_of(file)
            one = tracer.trace(one, (), readers[file])
        traced.append(one)
    return traced


def reader_of(file: Path) -> Callable[[str], bytes]:
    """Return what reads members of an EPUB, also by the end of their path as Ace names them; none is empty."""
    kept: dict[str, bytes] = {}

    def read(member: str) -> bytes:
        if member not in kept:
            try:
                with zipfile.ZipFile(file) as archive:
                    names = archive.namelist()
                    name = member if member in names else next(n for n in names if n.endswith(f"/{member}"))
                    with archive.open(name) as stream:
                        kept[member] = stream.read(_LARGEST)
            except Exception:  # an archive can be anything
                kept[member] = b""
        return kept[member]

    return read
