"""A source file to an article of the model: a module and a row for each format.

It takes the path of a file, and gives the article with the place of each of its nodes, and what is wrong with it.
It may import ``publication``, ``vietnamese`` and ``base``.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from publish.base.records import dataclass

if TYPE_CHECKING:
    from publish.publication.model import Article
    from publish.reader.source import Source


class Format(Protocol):
    """A module that reads a format."""

    def read(self, source: Source, language: str) -> Article:
        """Return the article that a source holds; what is wrong with it, the source takes note of."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of a suffix are read.

    Attributes:
        module: Imported on use; a :class:`Format`.
        gathered: Whether such files in ``source/`` are articles where ``publish.toml`` names none.
    """

    module: str
    gathered: bool = False


_MARKDOWN = "publish.reader.markdown.article"

READERS: Mapping[str, Reader] = {
    ".md": Reader(_MARKDOWN, gathered=True),
    ".markdown": Reader(_MARKDOWN),
    ".txt": Reader(_MARKDOWN),
}
"""How articles are read, by the suffix of their files; a file of another suffix is read as the first."""


def find_reader(path: Path) -> Format:
    """Return the module that reads a file."""
    reader = READERS.get(path.suffix.lower()) or next(iter(READERS.values()))
    return cast(Format, importlib.import_module(reader.module))


def is_source(path: Path) -> bool:
    """Tell whether files of that suffix are articles."""
    return path.suffix.lower() in READERS


def is_gathered(path: Path) -> bool:
    """Tell whether a file in ``source/`` is an article where ``publish.toml`` names none."""
    return path.suffix in gathered_suffixes()


def gathered_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files in ``source/`` that are articles where ``publish.toml`` names none."""
    return tuple(suffix for suffix, reader in READERS.items() if reader.gathered)
