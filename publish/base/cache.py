"""Keep finished pieces of work from one run to the next, each under the digest of all that it was made from.

A cache never fails: an entry that is missing, damaged or not readable is a miss, and a folder that cannot be used is
said once, in ``problem``. Any number of builds may use one folder at the same time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from publish.base.diagnostics import os_reason
from publish.base.messages import say

VARIABLE = "PUBLISH_CACHE"
"""The environment variable that names another folder."""

LIMIT_BYTES = 1 << 30

_MAGIC = b"publish\x01"
_HEAD_BYTES = len(_MAGIC) + hashlib.sha256().digest_size
_KEEP = 0.9  # what is left of the limit when room has been made
_STEP = 0.05  # what must be added to the limit's size before room is made again
_TOUCH_SECONDS = 3600
_STALE_SECONDS = 24 * 3600
_LEDGER = "ledger"
_SIZE = struct.Struct("<Q")
_KEY = re.compile(r"[0-9a-f]{64}")
_FOLDER = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(r"[0-9a-f]{62}")
_TEMPORARY = ".put-"


def digest(*parts: bytes | str) -> str:
    """Return the key of what is made from these parts and nothing else; no two lists of parts have the same."""
    sha = hashlib.sha256()
    for part in parts:
        kind, content = (b"s", part.encode("utf-8", "surrogatepass")) if isinstance(part, str) else (b"b", part)
        sha.update(kind + _SIZE.pack(len(content)))
        sha.update(content)
    return sha.hexdigest()


class Cache:
    """A folder of entries; threads may share one object.

    Attributes:
        folder: Where the entries stand.
        limit_bytes: What all entries may take; those that were not used for longest go first, those of this run never.
        hits: How often an entry was there.
        misses: How often it was not.
        problem: Why the cache could not be used, for the user to read; None as long as it can.
    """

    def __init__(self, folder: Path | None = None, limit_bytes: int = LIMIT_BYTES) -> None:
        """Open the cache; nothing is read or written before the first entry is.

        Args:
            folder: None for what ``PUBLISH_CACHE`` says, else the user's cache folder.
            limit_bytes: What all entries may take.
        """
        folder = folder or _default_folder()
        self.folder = folder.absolute()
        self.limit_bytes = limit_bytes
        self.hits = self.misses = 0
        self.problem: str | None = None
        if folder.parts[:1] == ("~",):  # where nobody is at home
            self.problem = say(
                "the cache in {folder} cannot be used: {reason}", folder=folder, reason=say("there is no home folder")
            )
        self._lock = threading.Lock()
        self._used: set[str] = set()
        self._total: int | None = None  # an estimate: what other builds add meanwhile is not in it
        self._room_at = limit_bytes

    def get(self, key: str) -> bytes | None:
        """Return the content kept under a key (see :func:`digest`), None if there is none or it is damaged."""
        content = self._read(key)
        with self._lock:
            if content is None:
                self.misses += 1
            else:
                self.hits += 1
                self._used.add(key)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a content, unless it is larger than the cache or the cache cannot be used."""
        path, size = self._path(key), _HEAD_BYTES + len(content)
        if self.problem or size > self.limit_bytes:
            return
        head = _head(key, content)
        try:
            for _ in range(2):
                with contextlib.suppress(FileNotFoundError):  # somebody has cleared the cache at this moment
                    self._write(path, head, content)
                    with self._lock:
                        self._used.add(key)
                        self._count(size)
                    return
        except OSError as failure:
            self._give_up(failure)

    def clear(self) -> int:
        """Remove all entries and nothing else; return how many bytes that freed."""
        freed = 0
        for file in self._files():
            freed += file.size if _remove(file.path) else 0
        _remove(self.folder / _LEDGER)
        for folder in self._folders():
            _remove_folder(folder)
        self._total = None
        return freed

    def size(self) -> int:
        """Return how many bytes the entries take."""
        return sum(file.size for file in self._files() if file.key)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key of the cache: {key}")
        return self.folder / key[:2] / key[2:]

    def _read(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            with path.open("rb") as stream:
                head, content = stream.read(_HEAD_BYTES), stream.read()
                age = time.time() - os.fstat(stream.fileno()).st_mtime
        except FileNotFoundError:
            return None
        except OSError as failure:
            self._give_up(failure)
            return None
        if head != _head(key, content):
            _remove(path)
            return None
        if abs(age) > _TOUCH_SECONDS:
            _touch(path)
        return content

    def _write(self, path: Path, *parts: bytes) -> None:
        """Write a file under a temporary name and rename it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # not exist_ok, which fails when it is removed at this moment
            path.parent.mkdir(mode=0o700)
        import tempfile

        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.writelines(parts)
            Path(temporary).replace(path)
        except BaseException:
            _remove(Path(temporary))
            raise

    def _give_up(self, failure: OSError) -> None:
        self.problem = self.problem or say(
            "the cache in {folder} cannot be used: {reason}", folder=self.folder, reason=os_reason(failure)
        )

    # Room: the ledger holds the size of each entry since room was last made, so that no run need look at all files.

    def _count(self, size: int) -> None:
        """Note an entry, and make room when the limit is passed; the lock is held."""
        ledger = self.folder / _LEDGER
        if self._total is None:
            self._total = _sum_ledger(ledger)
        with ledger.open("ab") as stream:
            stream.write(_SIZE.pack(size))
        if self._total is None:
            self._make_room()
            return
        self._total += size
        if self._total > self._room_at:
            self._make_room()

    def _make_room(self) -> None:
        """Remove what was not used for longest if there is too much, and what a killed run has left."""
        entries, stale = [], time.time() - _STALE_SECONDS
        for file in self._files():
            if file.key:
                entries.append(file)
            elif file.mtime < stale:
                _remove(file.path)
        total = sum(file.size for file in entries)
        if total > self.limit_bytes:
            for file in sorted(entries, key=lambda file: file.mtime):
                if total <= self.limit_bytes * _KEEP:
                    break
                if file.key not in self._used and _remove(file.path):
                    total -= file.size
        self._total = total
        self._room_at = max(self.limit_bytes, total + int(self.limit_bytes * _STEP))
        self._write(self.folder / _LEDGER, _SIZE.pack(total))

    def _folders(self) -> Iterator[Path]:
        for entry in _scan(self.folder):
            if _FOLDER.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)

    def _files(self) -> Iterator[_File]:
        """Give the entries and temporary files that are ours, whatever else lies there."""
        for folder in self._folders():
            for entry in _scan(folder):
                known = _ENTRY.fullmatch(entry.name)
                if not known and not entry.name.startswith(_TEMPORARY):
                    continue
                try:
                    facts = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                yield _File(folder.name + entry.name if known else "", Path(entry.path), facts.st_size, facts.st_mtime)


class NoCache(Cache):
    """Keeps nothing and finds nothing."""

    def _read(self, key: str) -> None:
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep nothing."""

    def clear(self) -> int:
        """Free nothing."""
        return 0

    def size(self) -> int:
        """Return 0."""
        return 0


class _File(NamedTuple):
    """A file of the cache; a temporary one has no key."""

    key: str
    path: Path
    size: int
    mtime: float


def _default_folder() -> Path:
    if named := os.environ.get(VARIABLE):
        return Path(named)
    import platformdirs

    try:
        return platformdirs.user_cache_path("publish")
    except RuntimeError:  # newer ones say so instead of returning the tilde
        return Path("~", ".cache", "publish")


def _head(key: str, content: bytes) -> bytes:
    """Return what stands before a content: who wrote it, and the digest of key and content."""
    sha = hashlib.sha256(key.encode())
    sha.update(content)
    return _MAGIC + sha.digest()


def _sum_ledger(path: Path) -> int | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    whole = len(content) // _SIZE.size * _SIZE.size
    sizes: Iterator[tuple[int]] = _SIZE.iter_unpack(content[:whole])
    return sum(size for (size,) in sizes)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _remove_folder(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.rmdir()


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.utime(path)
