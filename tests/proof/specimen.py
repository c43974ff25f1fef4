"""A case of the proof."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from tests.proof.vocabulary import Words
from tests.proof.writing import Block


@dataclasses.dataclass(frozen=True)
class Specimen:
    """A case, such as ``code in link``; ``make`` writes it with words that no other specimen has."""

    name: str
    make: Callable[[Words], Block]
