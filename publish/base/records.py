"""Frozen records that cost little to define: a drop-in for :func:`dataclasses.dataclass`.

``dataclass`` compiles up to six functions anew for each class, which is most of what a class costs; with some eighty
classes that was a twentieth of an article's whole time. Here all classes share them but for ``__init__``.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Any:
        """Return the decorator that makes a class a frozen record; both options are asked for, as readers know them."""
        define = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)
        assert frozen

        def make(kind: type) -> type:
            record: Any = define(kind)
            record.__init__ = _initializer(record)
            record.__eq__, record.__hash__ = _equal, _hash
            record.__setattr__, record.__delattr__ = _refuse_value, _refuse_end
            record.__getstate__, record.__setstate__ = _values_in_a_list, _take_values
            if "__repr__" not in kind.__dict__:
                record.__repr__ = _represent
            return record  # type: ignore[no-any-return]

        return make


def _initializer(kind: Any) -> Any:
    """Return the ``__init__`` of a record, compiled for its fields."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_none": dataclasses.MISSING}
    parameters: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for field in dataclasses.fields(kind):
        name, value, default = field.name, field.name, ""
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            value, default = f"_make_{name}() if {name} is _none else {name}", "=_none"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            default = f"=_default_{name}"
        parameters[bool(field.kw_only)].append(name + default)
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    keywords = ["*", *parameters[True]] if parameters[True] else []
    exec(
        f"def __init__({', '.join(['self', *parameters[False], *keywords])}):\n" + "\n".join(lines or [" pass"]), known
    )
    return known["__init__"]


def _refuse_value(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_end(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _values_in_a_list(self: Any) -> list[Any]:
    return [*_values(self)]


def _take_values(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, values, strict=True):
        object.__setattr__(self, name, value)


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
