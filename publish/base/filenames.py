"""Names of files and places: which can be one at all, which are the same, and how the disk has written them."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

LONGEST, LONGEST_PART = 1000, 255
"""Characters of a path, and bytes of each part of it, that every file system takes."""


def is_file_name(name: str) -> bool:
    """Tell whether a file could have this name, which may lead through folders."""
    parts = [os.fsencode(part) for part in name.split("/")]
    usual = name.isprintable() or min(name) >= " "
    return bool(name.strip()) and usual and len(name) <= LONGEST and max(map(len, parts)) <= LONGEST_PART


def composed(name: str) -> str:
    """Return a name in the form in which names are compared (NFC).

    Letters with separate marks (NFD) look the same, and which form is in a file the author does not see: editors and
    input methods write one, some file systems the other.
    """
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def composed_place(target: str) -> str:
    """Return ``file#place``, the place in the form in which names are compared.

    Editors write it as it is or with the percent signs of an address.
    """
    from urllib.parse import unquote

    file, mark, place = target.partition("#")
    return f"{file}{mark}{composed(unquote(place) if '%' in place else place)}"


def find_file(path: Path) -> Path:
    """Return a file or folder as the disk has written it, whichever form its letters have; as it is if there is none.

    Each part that is not there as it is written is looked for among those with the same letters.
    """
    if str(path).isascii() or not is_file_name(path.as_posix()) or os.path.lexists(path):
        return path
    folder = find_file(path.parent)
    if not path.name.isascii():
        with contextlib.suppress(OSError, ValueError):  # there may be none, or no folder to look in
            wanted = composed(path.name)
            return min(entry for entry in folder.iterdir() if composed(entry.name) == wanted)
    return folder / path.name


def glob_files(folder: Path, pattern: str) -> list[Path]:
    """Return what a pattern finds below a folder, sorted, whichever form the letters of the names have.

    Raises:
        OSError, ValueError: If it is no pattern.
    """
    if pattern.isascii() and not re.search(r"[?[]", pattern):
        return sorted(folder.glob(pattern))
    parts = composed(pattern).split("/")
    wide = "/".join(part if part in ("", ".", "..", "**") else "*" for part in parts)
    wanted = [part for part in parts if part not in ("", ".")]
    return [path for path in sorted(folder.glob(wide)) if _fits(path.relative_to(folder).parts, wanted)]


def _fits(names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether the parts of a path are those of a pattern; ``**`` stands for any number of folders."""
    if not wanted or not names:
        return not names and all(part == "**" for part in wanted)
    if wanted[0] == "**":
        return _fits(names, wanted[1:]) or _fits(names[1:], wanted)
    return fnmatch.fnmatchcase(composed(names[0]), wanted[0]) and _fits(names[1:], wanted[1:])


def names_folder(place: str | os.PathLike[str]) -> bool:
    """Tell whether a place to write to is a folder: it is there as one, or ends as no name of a file does."""
    text = os.fspath(place)
    return Path(text).is_dir() or text.endswith(("/", os.sep)) or text.replace(os.sep, "/").endswith(("/.", "/.."))


def read_file(value: object) -> str:
    """Return the name of a file as ``publish.toml`` gives it.

    Raises:
        TypeError: If it is no text.
        ValueError: If no file can have that name.
    """
    if not isinstance(value, str):
        raise TypeError("the name of a file in quotes")
    if not is_file_name(value):
        raise ValueError(f"no file can be called {value[:40]!r}{' …' if len(value) > 40 else ''}")
    return value
