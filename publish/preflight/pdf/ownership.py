"""Find out which marks of a page or form belong to elements of the tags (ISO 32000-1, 14.7.4)."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import pikepdf

from publish.base.records import dataclass
from publish.preflight.pdf.reading import items_of, key_of, lookup
from publish.preflight.pdf.structure import Structure

Key = tuple[int, int] | None
"""Number of the object of a page or form."""


class _All(Container[int]):
    """Every number of a mark."""

    def __contains__(self, number: object) -> bool:
        return number != -1


@dataclass(frozen=True, slots=True)
class Ownership:
    """The marks of a page or form, by their numbers.

    Attributes:
        owned: The marks that the parent tree leads from to the element that has them.
        named: The marks that elements have.
    """

    owned: Container[int]
    named: frozenset[int] = frozenset()


ALL = Ownership(_All())
"""The ownership in a file whose tags are not asked."""


class Owners:
    """The elements of a file, by the marks that they have."""

    def __init__(self, structure: Structure) -> None:
        """Begin with a structure that has been read."""
        self._structure = structure
        self._known: dict[Key, Ownership] = {}

    @property
    def holders(self) -> list[Key]:
        """All pages and forms that elements have marks of."""
        return list(self._structure.named)

    def named(self, holder: Key) -> frozenset[int]:
        """Return the marks that elements have on a page or form."""
        return frozenset(self._structure.named.get(holder, ()))

    def of(self, holder: Any) -> Ownership:
        """Return which marks of a page or form belong to elements."""
        key = key_of(holder)
        found = self._known.get(key)
        if found is None:
            named = self._structure.named.get(key, {})
            listed = items_of(self._structure.owner(lookup(holder, "/StructParents")))
            owned = frozenset(
                number
                for number, element in enumerate(listed)
                if number in named and _is_same(element, named[number].obj)
            )
            found = self._known[key] = Ownership(owned, frozenset(named))
        return found

    def is_spoken(self, holder: Key, number: int) -> bool:
        """Whether the element that has a mark says a text of its own for it."""
        element = self._structure.named.get(holder, {}).get(number)
        return element is not None and element.obj.get("/ActualText") is not None


def _is_same(element: Any, other: Any) -> bool:
    return isinstance(element, pikepdf.Dictionary) and key_of(element) in (None, key_of(other))
