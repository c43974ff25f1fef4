"""Build projects that stand at a URL: copied here, and their ``dist/`` put back; the only door to fsspec, an extra.

Of a project only ``source/``, ``styles/`` and ``fonts/`` are copied, within limits, into a private temporary folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from publish.base.diagnostics import (
    Diagnostic,
    EngineError,
    OutputError,
    Position,
    PublishError,
    SourceError,
    error,
    os_reason,
)
from publish.base.extras import install_extra
from publish.base.messages import say
from publish.base.records import dataclass
from publish.outputs import manifest

FOLDERS = ("source", "styles", "fonts")
MOST_FILES = 10_000
MOST_BYTES = 2 << 30

_CHUNK = 1 << 20


def is_url(place: str) -> bool:
    """Tell whether a place is a URL and not a path; a drive of Windows has one letter."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", place) is not None


def is_here_only(place: str) -> bool:
    """Tell whether only this process sees a place."""
    return place.startswith("memory://")


def find_projects(url: str) -> Iterator[str]:
    """Yield the URLs of the projects at and below a URL, one at a time and in order; the URL itself if there are none.

    What cannot be listed is yielded as well: building it says what is wrong.
    """
    filesystem, root = _open(url)
    waiting, found = [root], False
    while waiting:
        folder = waiting.pop()
        try:
            entries = filesystem.ls(folder, detail=True)
        except Exception:  # each backend has exceptions of its own
            entries = [{"type": "directory", "name": f"{folder}/source"}]
        below = {PurePosixPath(entry["name"]).name for entry in entries if entry["type"] == "directory"}
        if "source" in below:
            found = True
            yield filesystem.unstrip_protocol(folder)
        else:
            waiting += [f"{folder.rstrip('/')}/{name}" for name in sorted(below, reverse=True) if name[:1] != "."]
    if not found:
        yield url


@dataclass(frozen=True, slots=True)
class Copy:
    """A project that was copied here.

    Attributes:
        url: URL of the project.
        root: The copy; of its ``dist/`` only manifest and checksums are there.
        filesystem: What reads and writes at the URL.
        path: Folder that the URL is read as.
    """

    url: str
    root: Path
    filesystem: Any
    path: str

    def is_whole(self) -> bool:
        """Tell whether the files that the manifest names are there, in their sizes, and the checksums are those."""
        try:
            content = (self.root / "dist" / manifest.MANIFEST).read_bytes()
            checksums = (self.root / "dist" / manifest.CHECKSUMS).read_text(encoding="utf-8")
            if f"{hashlib.sha256(content).hexdigest()}  {manifest.MANIFEST}" not in checksums.splitlines():
                return False
            entries = manifest.read_entries(content)
            sizes: dict[str, int] = {}
            for folder in {PurePosixPath(entry["name"]).parent for entry in entries}:
                found = self.filesystem.ls(str(PurePosixPath(self.path, "dist", folder)), detail=True)
                sizes |= {(folder / _name(entry)).as_posix(): entry["size"] for entry in found}
            return all(sizes.get(entry["name"]) == entry["bytes"] for entry in entries)
        except Exception:  # nothing is there, or not what this program has written; the backend may say so in its way
            return False

    def put_back(self, files: Mapping[str, bytes]) -> None:
        """Put finished files into ``dist/``: first under temporary names, then in their places, the manifest last.

        There is no manifest in between, so that nobody takes one half for the whole.

        Raises:
            OutputError: If the backend refuses.
        """
        folder, mark = f"{self.path}/dist", f".{secrets.token_hex(4)}"
        order = sorted(files, key=lambda name: name == manifest.MANIFEST)
        put: list[str] = []
        try:
            for place in sorted({str(PurePosixPath(folder, name).parent) for name in files}):
                self.filesystem.makedirs(place, exist_ok=True)
            for name in order:
                put.append(_hidden(f"{folder}/{name}", mark))
                self.filesystem.pipe_file(put[-1], files[name])
            if self.filesystem.exists(f"{folder}/{manifest.MANIFEST}"):
                self.filesystem.rm_file(f"{folder}/{manifest.MANIFEST}")
            for name in order:
                self._move(_hidden(f"{folder}/{name}", mark), f"{folder}/{name}", files[name])
        except Exception as failure:
            for left in put:
                with contextlib.suppress(Exception):
                    self.filesystem.rm_file(left)
            at = Position(Path(f"{self.url}/dist"))
            message = say("cannot be written: {reason}", reason=_reason(failure))
            raise OutputError(error(at, message, "output")) from failure

    def _move(self, temporary: str, path: str, content: bytes) -> None:
        """Give a file its name; where the backend cannot, put it once more."""
        try:
            self.filesystem.mv(temporary, path)
        except NotImplementedError:
            self.filesystem.pipe_file(path, content)
            self.filesystem.rm_file(temporary)

    def rename(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return findings in the copy as findings at the URL."""
        return tuple(replace(found, position=self._rename(found.position)) for found in diagnostics)

    def _rename(self, position: Position) -> Position:
        file = position.file
        if not file.is_relative_to(self.root):
            return position
        return replace(position, file=Path(self.url, file.relative_to(self.root)))


@contextlib.contextmanager
def borrow(url: str) -> Iterator[Copy]:
    """Give a copy of a project, which is gone with the block; a failure in it names the files at the URL.

    Raises:
        EngineError: If fsspec, or what it needs for such URLs, is not installed.
        SourceError: If the project is not there, cannot be read, or is out of all measure.
    """
    filesystem, path = _open(url)
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        copy = Copy(url.rstrip("/"), Path(folder).resolve(), filesystem, path.rstrip("/"))
        try:
            _fetch(copy)
            yield copy
        except PublishError as failure:
            raise type(failure)(copy.rename(failure.diagnostics)) from failure


def _open(url: str) -> tuple[Any, str]:
    at = Position(Path(url))
    try:
        fsspec = importlib.import_module("fsspec.core")
    except ImportError as failure:
        hint = install_extra("cluster")
        message = say("fsspec is not installed, which reads URLs")
        raise EngineError(error(at, message, "missing-engine", hint)) from failure
    try:
        filesystem, path = fsspec.url_to_fs(url)
    except ImportError as failure:
        message = say("cannot be opened: {reason}", reason=failure)
        raise EngineError(error(at, message, "missing-engine")) from failure
    except Exception as failure:
        message = say("cannot be opened: {reason}", reason=_reason(failure))
        raise SourceError(error(at, message, "missing-project")) from failure
    return filesystem, path


def _fetch(copy: Copy) -> None:
    """Copy what a project is made from, and what its ``dist/`` says of itself.

    Raises:
        SourceError: If there is no project, a link in it, or more than the limits allow.
    """
    at = Position(Path(copy.url))
    try:
        copy.filesystem.invalidate_cache()
        if not copy.filesystem.isdir(f"{copy.path}/source"):
            raise SourceError(error(at, say("no project: there is no source/"), "missing-project"))
        room = MOST_BYTES
        for count, entry in enumerate(_list(copy), 1):
            target = copy.root / _relative(entry, copy)
            target.parent.mkdir(parents=True, exist_ok=True)
            room -= _fetch_file(copy, entry["name"], target, room)
            if count > MOST_FILES or room < 0:
                message = say("more than {files:,} files or {room} GB", files=MOST_FILES, room=MOST_BYTES >> 30)
                raise SourceError(error(at, message, "project-too-large", say("is it one project?")))
    except PublishError:
        raise
    except Exception as failure:  # each backend has exceptions of its own
        message = say("cannot be read: {reason}", reason=_reason(failure))
        raise SourceError(error(at, message, "unreadable-source")) from failure
    (copy.root / "dist").mkdir()
    for name in (manifest.MANIFEST, manifest.CHECKSUMS):
        with contextlib.suppress(Exception):  # not built before
            _fetch_file(copy, f"{copy.path}/dist/{name}", copy.root / "dist" / name, _CHUNK)


def _list(copy: Copy) -> Iterator[dict[str, Any]]:
    """Yield the files of a project, folder by folder."""
    waiting = [f"{copy.path}/{name}" for name in FOLDERS]
    waiting = [folder for folder in waiting if copy.filesystem.isdir(folder)]
    while waiting:
        for entry in copy.filesystem.ls(waiting.pop(), detail=True):
            if entry.get("islink"):
                at = Position(Path(copy.url, _relative(entry, copy)))
                raise SourceError(error(at, say("a link, which is not followed at a URL"), "linked-file"))
            if entry["type"] == "directory":
                waiting.append(entry["name"])
            elif entry["type"] == "file" and not entry["name"].endswith("/"):
                yield entry


def _relative(entry: Mapping[str, Any], copy: Copy) -> PurePosixPath:
    """Return the path of an entry in its project.

    Raises:
        SourceError: If it is none that stays in there.
    """
    path = PurePosixPath(str(entry["name"]).removeprefix(copy.path).lstrip("/"))
    if path.parts[:1] in {(name,) for name in FOLDERS} and not {"..", "."} & {*path.parts} and "\\" not in str(path):
        return path
    message = say("not a file of the project: {path}", path=path)
    raise SourceError(error(Position(Path(copy.url)), message, "outside-project"))


def _fetch_file(copy: Copy, path: str, target: Path, room: int) -> int:
    """Copy one file, of a size that its backend may not know; return how large it is, or more than there is room."""
    size = 0
    with copy.filesystem.open(path, "rb") as stream, target.open("wb") as file:
        while size <= room and (chunk := stream.read(_CHUNK)):
            size += file.write(chunk)
    return size


def _name(entry: Mapping[str, Any]) -> str:
    return PurePosixPath(entry["name"]).name


def _reason(failure: Exception) -> str:
    return os_reason(failure) if isinstance(failure, OSError) else f"{type(failure).__name__}: {failure}"


def _hidden(path: str, mark: str) -> str:
    """Return the temporary name of a file, beside its own."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}{mark}"
