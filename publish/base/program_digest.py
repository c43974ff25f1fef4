"""What makes the outputs besides the source: a digest of our own code and of the libraries that it follows."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from publish import DISTRIBUTION, __version__

WITHOUT_EFFECT = frozenset(("benchmark", "check", "cluster", "test"))
"""Extras of ours whose libraries have no part in making an output."""

_PACKAGE = Path(__file__).parents[1]
_REQUIRES = re.compile(r"^Requires-Dist: *(.+)$", re.MULTILINE)
_PROVIDES = re.compile(r"^Provides-Extra: *(.+)$", re.MULTILINE)
_VERSION = re.compile(r"^Version: *(.+)$", re.MULTILINE)
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""\bextra *== *['"]([^'"]+)""")


@functools.cache
def programs_digest() -> str:
    """Return one SHA-256 over the code of this package and the versions of its libraries: another, other outputs."""
    digest = hashlib.sha256(__version__.encode())
    for name, path in sorted(_own_files(str(_PACKAGE))):
        digest.update(name.encode() + b"\0" + Path(path).read_bytes())
    for name, version in sorted(library_versions(required_names(_PACKAGE)).items()):
        digest.update(f"{name} {version}\0".encode())
    digest.update(f"{sys.version} {zlib.ZLIB_RUNTIME_VERSION}\0".encode())
    digest.update(f"{_pango_version()} {_harfbuzz_version()} {_littlecms_version()}".encode())
    return digest.hexdigest()


def _own_files(folder: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files of our code below a folder by name and path; pathlib takes three times as long for hundreds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield name + entry.name, entry.path
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _own_files(entry.path, f"{name}{entry.name}/")


def required_names(package: Path) -> list[str]:
    """Return the names of the distributions that ours asks for, those of its extras too that have a part in outputs.

    In a checkout they are those of ``pyproject.toml``: what was installed of it, if it was, may be older. What is
    neither a checkout nor installed says nothing of what it needs; all that is installed counts then.

    Args:
        package: The folder of the package.
    """
    if project := _own_project(package):
        extras = (lines for extra, lines in project["optional-dependencies"].items() if extra not in WITHOUT_EFFECT)
        return list(_names([*project["dependencies"], *(line for lines in extras for line in lines)]))
    header = _header(DISTRIBUTION)
    if header is None:
        return list(_installed(tuple(sys.path)))
    return list(_names(_REQUIRES.findall(header), WITHOUT_EFFECT))


def required_lines(package: Path, extra: str) -> list[str]:
    """Return the requirements of an extra of ours as they are written; none where nothing says them, as above.

    Args:
        package: The folder of the package.
        extra: Name of the extra.
    """
    if project := _own_project(package):
        return list(project["optional-dependencies"][extra])
    lines = _REQUIRES.findall(_header(DISTRIBUTION) or "")
    return [line.strip() for line in lines if (found := _EXTRA.search(line)) and found[1] == extra]


def dependency_lines(package: Path) -> list[str]:
    """Return the requirements that ours cannot do without, as they are written; none where nothing says them, as above.

    Args:
        package: The folder of the package.
    """
    if project := _own_project(package):
        return list(project["dependencies"])
    return [line.strip() for line in _REQUIRES.findall(_header(DISTRIBUTION) or "") if not _EXTRA.search(line)]


def extra_names(package: Path) -> list[str]:
    """Return the names of our extras, sorted; none where nothing says them, as above.

    Args:
        package: The folder of the package.
    """
    if project := _own_project(package):
        return sorted(project["optional-dependencies"])
    return sorted(name.strip() for name in _PROVIDES.findall(_header(DISTRIBUTION) or ""))


def _own_project(package: Path) -> dict[str, Any]:
    """Return what the ``pyproject.toml`` of a checkout says; nothing where the package is not in one of ours."""
    project = _read_project(package.parent / "pyproject.toml")
    return project if project.get("name") == DISTRIBUTION else {}


def _read_project(path: Path) -> dict[str, Any]:
    """Return what a ``pyproject.toml`` says of its project; nothing where there is none that can be read."""
    import tomllib

    try:
        project: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):
        return {}
    return project


def library_versions(names: Iterable[str]) -> Mapping[str, str]:
    """Return the versions of those distributions that are installed, and of all that they ask for in turn."""
    versions: dict[str, str] = {}
    waiting = list(names)
    seen = set()
    while waiting:
        name = _canonical(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        header = _header(name)
        if header is not None:
            versions[name] = found[1].strip() if (found := _VERSION.search(header)) else ""
            waiting += _names(_REQUIRES.findall(header))
    return versions


def _header(name: str) -> str | None:
    """Return what the metadata of a distribution says of it above its description; None if it is not installed.

    ``importlib.metadata`` takes three times as long: it looks through the path for each, and parses the whole.

    Args:
        name: In lower case, with hyphens.
    """
    entry = _installed(tuple(sys.path)).get(name)
    for file in (entry / "METADATA", entry / "PKG-INFO", entry) if entry else ():
        with contextlib.suppress(OSError):
            return file.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8", "replace")
    return None


@functools.cache
def _installed(path: tuple[str, ...]) -> Mapping[str, Path]:
    """Return where the metadata of each distribution on a path is, by name; the first of a name is what is imported."""
    found: dict[str, Path] = {}
    for folder in path:
        with contextlib.suppress(OSError):  # there may be none, or an archive
            for entry in sorted(Path(folder).iterdir()):
                if entry.suffix in (".dist-info", ".egg-info"):
                    found.setdefault(_canonical(entry.stem.partition("-")[0]), entry)
    return found


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _names(requirements: Iterable[str], without: frozenset[str] | None = None) -> Iterable[str]:
    """Yield what requirements name; those of extras only if some are said to count not, which are left out."""
    for line in requirements:
        extra = _EXTRA.search(line)
        if (not extra or (without is not None and extra[1] not in without)) and (name := _NAME.match(line)):
            yield name[0]


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


def _littlecms_version() -> int:
    """Return the version of Little CMS, where Pillow has none of its own to turn colours; 0 as above."""
    try:
        return int(ctypes.CDLL("liblcms2.so.2").cmsGetEncodedCMMversion())
    except OSError:
        return 0


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read once as long as it does not change."""
    facts = path.stat()
    return _digest_as_it_is(path, facts.st_mtime_ns, facts.st_size)


@functools.lru_cache(maxsize=4096)
def _digest_as_it_is(path: Path, changed: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
