"""What is found of one thing that publishing needs, and how all of it is told."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Sequence

from publish.base.messages import SOURCE_LANGUAGE, Message, join_messages, say, translate
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


def render_text(
    found: Sequence[Checkup], language: str = SOURCE_LANGUAGE, *, quiet: bool = False, places: bool = False
) -> list[tuple[Condition | None, str, str]]:
    """Return what was found as lines, each with its condition and the word for that, and their count.

    Args:
        found: What was found.
        language: Of the text.
        quiet: Leave out what is good, and the count.
        places: Say where each thing is.
    """
    lines: list[tuple[Condition | None, str, str]] = []
    for one in found:
        if one.condition is not Condition.GOOD or not quiet:
            first, *others = (translate(line, language) for line in _lines(one, places))
            word = translate(_WORDS[one.condition], language)
            lines += [(one.condition, word, f"{' ' * (8 - len(word))} {first}"), *((None, "", line) for line in others)]
    return lines if quiet else [*lines, (None, "", ""), (None, "", translate(_count(found), language))]


_WORDS = {Condition.GOOD: say("good"), Condition.MISSING: say("missing"), Condition.BROKEN: say("broken")}


def _lines(one: Checkup, places: bool) -> list[str]:
    """Return the lines of one thing: what it is, what it costs, what helps."""
    indent = " " * 9
    where = f" ({one.place})" if places and one.place else ""
    if one.condition is Condition.GOOD:
        return [join_messages([join_messages(filter(None, (one.name, one.said)), " "), where], "")]
    first: str = say("{name}, required", name=one.name) if one.required else one.name
    if one.said:
        first = say("{name}: {said}", name=first, said=one.said)
    lines = [join_messages([first, where], "")]
    lines += [join_messages([indent, one.cost], "")] if one.cost else []
    return [*lines, *([join_messages([indent, "-> ", one.remedy], "")] if one.remedy else [])]


def _count(found: Sequence[Checkup]) -> Message:
    """Return how many things are good, missing and broken."""
    counted = Counter(one.condition for one in found)
    told = join_messages(
        say("{count} {condition}", count=counted[condition], condition=_WORDS[condition])
        for condition in Condition
        if counted[condition]
    )
    if is_fit(found):
        return say("{counts}; all that is required is good", counts=told)
    return say("{counts}; something required is missing or broken", counts=told)


def render_json(found: Sequence[Checkup]) -> str:
    """Return what was found as one object of JSON."""
    keys = ("name", "condition", "said", "cost", "remedy", "required", "place")
    things = [{key: getattr(one, key) for key in keys} for one in found]
    return json.dumps({"fit": is_fit(found), "found": things}, indent=2, ensure_ascii=False)
