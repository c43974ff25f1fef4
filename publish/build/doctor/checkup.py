"""What is found of one thing that publishing needs, and how all of it is told."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Sequence

from publish.base.records import dataclass


class Condition(enum.StrEnum):
    """How a thing is found."""

    GOOD = "good"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is found of one thing.

    Attributes:
        name: What was looked at.
        condition: Whether the thing can be used.
        said: Version or size of what is good; else what is wrong.
        cost: What cannot be done without it; empty for what is good.
        remedy: The command for this machine that helps, or what to do where no command can; empty for what is good.
        required: Whether nothing can be published without it.
        place: File or folder, if the thing is one.
    """

    name: str
    condition: Condition
    said: str = ""
    cost: str = ""
    remedy: str = ""
    required: bool = False
    place: str = ""


def good(name: str, said: str, place: object = "", *, required: bool = False) -> Checkup:
    """Return that a thing can be used."""
    return Checkup(name, Condition.GOOD, said, required=required, place=str(place))


def missing(name: str, cost: str, remedy: str, *, said: str = "", required: bool = False) -> Checkup:
    """Return that a thing is not there."""
    return Checkup(name, Condition.MISSING, said, cost, remedy, required)


def broken(name: str, said: str, cost: str, remedy: str, place: object = "", *, required: bool = False) -> Checkup:
    """Return that a thing is there but cannot be used, or not to the full."""
    return Checkup(name, Condition.BROKEN, said, cost, remedy, required, str(place))


def is_fit(found: Sequence[Checkup]) -> bool:
    """Tell whether all that is required is good."""
    return all(one.condition is Condition.GOOD for one in found if one.required)


def render_text(found: Sequence[Checkup], *, quiet: bool = False, places: bool = False) -> list[str]:
    """Return what was found as lines, and their count.

    Args:
        found: What was found.
        quiet: Leave out what is good, and the count.
        places: Say where each thing is.
    """
    lines = []
    for one in found:
        if one.condition is not Condition.GOOD or not quiet:
            lines += _lines(one, places)
    return lines if quiet else [*lines, "", _count(found)]


def _lines(one: Checkup, places: bool) -> list[str]:
    """Return the lines of one thing: what it is, what it costs, what helps."""
    indent = " " * 9
    where = f" ({one.place})" if places and one.place else ""
    if one.condition is Condition.GOOD:
        return [f"{one.condition:<8} {one.name} {one.said}".rstrip() + where]
    mark = ", required" if one.required else ""
    first = f"{one.condition:<8} {one.name}{mark}"
    lines = [f"{first}: {one.said}{where}" if one.said else f"{first}{where}"]
    return [*lines, *(f"{indent}{text}" for text in (one.cost, f"-> {one.remedy}" if one.remedy else "") if text)]


def _count(found: Sequence[Checkup]) -> str:
    """Return how many things are good, missing and broken."""
    counted = Counter(one.condition for one in found)
    told = ", ".join(f"{counted[condition]} {condition}" for condition in Condition if counted[condition])
    return (
        f"{told}; all that is required is good" if is_fit(found) else f"{told}; something required is missing or broken"
    )


def render_json(found: Sequence[Checkup]) -> str:
    """Return what was found as one object of JSON."""
    keys = ("name", "condition", "said", "cost", "remedy", "required", "place")
    things = [{key: getattr(one, key) for key in keys} for one in found]
    return json.dumps({"fit": is_fit(found), "found": things}, indent=2, ensure_ascii=False)
