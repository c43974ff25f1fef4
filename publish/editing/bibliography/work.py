"""What a bibliography file holds: works that can be cited, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from publish.base.diagnostics import Position
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A work.

    Attributes:
        key: What citations call it.
        facts: The fields of the entry, in the terms of CSL JSON.
        position: Place of the entry.
    """

    key: str
    facts: Mapping[str, Any]
    position: Position


def is_date(parts: Sequence[int]) -> bool:
    """Tell whether numbers are a year, perhaps with month and day."""
    year, month, day = (*parts, 1, 1)[:3]
    return -9999 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31
