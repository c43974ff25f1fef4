"""The atoms of a file, counted apart from its parser: words by paragraph, all else by name."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from publish.base.records import dataclass as record

_WORD = re.compile(r"[^\W_]+")


@record(frozen=True, slots=True)
class Atom:
    """The words of a paragraph that stand in one region: ``body``, ``note``, ``box``, ``deleted``, ``hidden``."""

    place: str
    region: str
    words: tuple[str, ...]


@dataclass
class Census:
    """The atoms of a file: words by paragraph, and how many there are of everything else."""

    atoms: list[Atom] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def words(self) -> Counter[str]:
        """Return how many words each region has."""
        found: Counter[str] = Counter()
        for atom in self.atoms:
            found[atom.region] += len(atom.words)
        return found


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters and NFC, without signs."""
    return list(_words_of(text))


@functools.lru_cache(maxsize=10_000)  # a line is asked for by the census, and again by the balance when it is read back
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(map(str.casefold, _WORD.findall(unicodedata.normalize("NFC", text))))
