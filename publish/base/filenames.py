"""Know which texts can be the name of a file at all, so that no system call fails on one that cannot."""

from __future__ import annotations

import os
from pathlib import Path

LONGEST, LONGEST_PART = 1000, 255
"""Characters of a path, and bytes of each part of it, that every file system takes."""


def is_file_name(name: str) -> bool:
    """Tell whether a file could have this name, which may lead through folders."""
    parts = [os.fsencode(part) for part in name.split("/")]
    usual = name.isprintable() or min(name) >= " "
    return bool(name.strip()) and usual and len(name) <= LONGEST and max(map(len, parts)) <= LONGEST_PART


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
