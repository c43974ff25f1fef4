"""Records are what dataclasses are, made faster."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    days: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    days: tuple[int, ...] = ()


def test_records_are_equal_by_kind_and_values() -> None:
    assert Place("a", days=(1,)) == Place("a", days=(1,))
    assert Place("a") != Place("b")
    assert Place("a") != Other("a")
    assert {Place("a"), Place("a"), Place("b")} == {Place("b"), Place("a")}


def test_records_are_frozen_and_closed() -> None:
    with pytest.raises(FrozenInstanceError):
        Place("a").name = "b"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        Place("a").town = "b"  # type: ignore[attr-defined]


def test_records_are_copied_pickled_and_shown() -> None:
    place = Place("a", days=(1, 2))
    assert place == copy.copy(place) == pickle.loads(pickle.dumps(place))
    assert Place("b", days=(1, 2)) == replace(place, name="b")
    assert "Place(name='a', days=(1, 2))" == repr(place)
    assert ["name", "days"] == [one.name for one in fields(place)]


@dataclass(frozen=True, slots=True)
class Market(Place):
    wares: list[str] = field(default_factory=list)
    town: str = "Lạng Sơn"


@dataclass(frozen=True, slots=True)
class Trimmed:
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.strip())


def test_records_are_put_right_when_they_are_made() -> None:
    assert "a" == Trimmed(" a ").name
    assert "b" == replace(Trimmed("a"), name=" b").name


def test_records_take_what_dataclasses_take() -> None:
    one, other = Market("a", days=(1,)), Market("a", ["mật ong"], "Cao Bằng")
    assert (["mật ong"], "Cao Bằng", ()) == (other.wares, other.town, other.days)
    assert [] == one.wares
    assert one.wares is not Market("b").wares
    assert Market("a", ["x"], days=(1,)) == replace(one, wares=["x"])
    for arguments, keywords in (((), {}), (("a", [], "b", ()), {}), (("a",), {"place": 1})):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            Market(*arguments, **keywords)  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        del one.town  # type: ignore[misc]
    match other:
        case Market(name, wares, town):
            assert ("a", ["mật ong"], "Cao Bằng") == (name, wares, town)
