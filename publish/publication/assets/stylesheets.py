"""Stylesheets as they are handed to the engine, and when the files that they are made of were changed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from publish.base.records import dataclass

_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?([^"')\s;]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A stylesheet.

    Attributes:
        path: The file it comes from.
        text: What the file would say, where that is made on the way; else None.
        letters: Regular expression of what a page must have for the stylesheet to be of use; empty for any page.
    """

    path: Path
    text: str | None = None
    letters: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made of: its own, and those that it imports, which may be none."""
        return () if self.text is not None else tuple(dict.fromkeys(_with_imports(self.path, ())))

    @property
    def changed(self) -> tuple[int, ...]:
        """When each of its files was changed, in nanoseconds."""
        return tuple(map(_changed, self.files))


def _with_imports(path: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    yield path
    if path not in above:
        for other in _imports(path, _changed(path)):
            yield from _with_imports(other, (*above, path))


@functools.lru_cache(maxsize=64)
def _imports(path: Path, changed: int) -> tuple[Path, ...]:
    """Return the files that a stylesheet imports, as far as they can be read; those of other machines never are."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ()  # who needs it says why
    return tuple(path.parent / unquote(address) for address in _IMPORT.findall(text) if ":" not in address)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0
