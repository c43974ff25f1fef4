"""What makes the outputs besides the source: a digest of our own code and of the libraries that it follows."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
from pathlib import Path

from publish import __version__

_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "markdown-it-py", "Jinja2", "pikepdf")
_EXTRAS = ("bibtexparser", "citeproc-py")  # where they are installed


@functools.cache
def programs_digest() -> str:
    """Return one SHA-256 over the code of this package and the versions of its libraries: another, other outputs."""
    from importlib import metadata  # which an article does without

    digest = hashlib.sha256(__version__.encode())
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\0".encode())
    for name in _EXTRAS:
        with contextlib.suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\0".encode())
    digest.update(f"{_pango_version()} {_harfbuzz_version()}".encode())
    return digest.hexdigest()


def _pango_version() -> int:
    """Return the version of Pango as it says itself; 0 where its library has another name."""
    try:
        return int(ctypes.CDLL("libpango-1.0.so.0").pango_version())
    except OSError:
        return 0


def _harfbuzz_version() -> str:
    """Return the version of HarfBuzz, which shapes the text and cuts the fonts down; empty as above."""
    version = (ctypes.c_uint * 3)()
    try:
        ctypes.CDLL("libharfbuzz.so.0").hb_version(*(ctypes.byref(version, 4 * place) for place in range(3)))
    except OSError:
        return ""
    return ".".join(map(str, version))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read once as long as it does not change."""
    facts = path.stat()
    return _digest_as_it_is(path, facts.st_mtime_ns, facts.st_size)


@functools.lru_cache(maxsize=4096)
def _digest_as_it_is(path: Path, changed: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
