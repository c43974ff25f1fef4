"""Frozen records that cost little to define: a drop-in for :func:`dataclasses.dataclass`.

``dataclass`` compiles ``__eq__``, ``__hash__`` and ``__repr__`` anew for each class, which is half of what a class
costs; with some seventy classes that was a twentieth of an article's whole time. Here all classes share them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Any:
        """Return the decorator that makes a class a frozen record; both options are asked for, as readers know them."""
        define = dataclasses.dataclass(frozen=frozen, slots=slots, eq=False, repr=False)

        def make(kind: type) -> type:
            record = define(kind)
            record.__eq__, record.__hash__ = _equal, _hash
            if "__repr__" not in kind.__dict__:
                record.__repr__ = _represent
            return record

        return make


def _values(record: Any) -> tuple[Any, ...]:
    return tuple([getattr(record, name) for name in record.__dataclass_fields__])


def _equal(self: object, other: object) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _represent(self: Any) -> str:
    names = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({names})"


__all__ = ["dataclass"]
