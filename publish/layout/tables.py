"""Have tables fit their page: columns as wide as their words want, then both columns, smaller type, a turned page.

A table is never wider than its words make it: its columns want the widest of their syllables and numbers, which are
never broken (:mod:`publish.layout.engine.long_words`). What needs more room than there is gets it step by step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.base.units import MM_PER_PX

TABLE = re.compile(r'(<div(?: id="[^"]*")? class="table)((?: [a-z]+)*")')
ROW = re.compile(r'(<tr)( class="long")?')

TYPES = {"": 1.0, "narrow": 7.6 / 8.8, "narrower": 6.6 / 8.8}
"""Classes of a table by the size of its type, and how wide it then is: the sizes of ``article/print.css``."""

_TURNED = re.compile(r'<div(?: id="[^"]*")? class="table[^"]* turned"(?:[^>]*)>.*?</div>', re.DOTALL)
_SLACK = 0.5  # CSS pixels


@dataclass(slots=True)
class FittedTable:
    """A table on its pages; lengths in CSS pixels.

    Attributes:
        given: Classes that the table has so far.
        at: Place of the table in the source.
        spans: Whether the table stands in columns that it may span.
        turns: Whether the table may stand on a page of its own.
        page: Width and height of the page's text.
        pages: Pages on which the table stands.
        room: Width that there is for the table.
        wanted: Width of the table.
        height: Height of the table.
    """

    given: tuple[str, ...]
    at: Position
    spans: bool
    turns: bool
    page: tuple[float, float]
    pages: set[int] = field(default_factory=set)
    room: float = 0.0
    wanted: float = 0.0
    height: float = 0.0

    @property
    def is_turned(self) -> bool:
        """Whether the table lies on its side."""
        return "turned" in self.given

    @property
    def fits(self) -> bool:
        """Whether there is room for the table."""
        high = self.is_turned and (self.height > self.page[0] + _SLACK or len(self.pages) > 1)
        return self.wanted <= self.room + _SLACK and not high

    @property
    def classes(self) -> str:
        """The end of the class attribute of the table: the classes that the table needs."""
        names = [name for name in self.given if name != "long"]
        if not self.fits:
            names = self._widen() or names
        long = "turned" not in names and ("long" in self.given or len(self.pages) > 1)
        return "".join(f" {name}" for name in (*(["long"] if long else []), *names)) + '"'

    def refuse(self) -> Diagnostic:
        """Return what is wrong with a table for which there is no room in any way."""
        wanted, room = (f"{length * MM_PER_PX:.0f}" for length in (self.wanted, self.room))
        message = say(
            "the table is {wanted} mm wide in the smallest type, and there is room for {room} mm",
            wanted=wanted,
            room=room,
        )
        if self.wanted <= self.room + _SLACK:
            height, width = (f"{length * MM_PER_PX:.0f}" for length in (self.height, self.page[0]))
            message = say(
                "the table is {height} mm high on a turned page, and there is room for {width} mm",
                height=height,
                width=width,
            )
        hint = say("divide it, give it fewer columns, or shorten the words of its cells")
        return error(self.at, message, "wide-table", hint)

    def _widen(self) -> list[str]:
        """Return the classes of the next way to set it in which it is likely to fit; nothing if there is none left."""
        ways = list(self._ways())
        now = [name for name in self.given if name != "long"]
        left = ways[ways.index(now) + 1 :] if now in ways else ways
        natural = self.wanted / self._scale(now)
        likely = [way for way in left if natural * self._scale(way) <= self._room(way) + _SLACK]
        return (likely or left[-1:] or [[]])[0]

    def _ways(self) -> Iterator[list[str]]:
        """Yield the classes of all ways to set it, the wider after the narrower."""
        across = ["across"] if self.spans else []
        if across:
            yield []
        for type_ in TYPES:
            yield across + ([type_] if type_ else [])
        for type_ in TYPES if self.turns else ():
            yield ([type_] if type_ else []) + ["turned"]

    def _room(self, way: list[str]) -> float:
        if "turned" in way:
            return self.page[1]
        return self.page[0] if "across" in way else self.room

    @staticmethod
    def _scale(way: list[str]) -> float:
        return next((TYPES[name] for name in way if name in TYPES), 1.0)


def turn_pages(html: str, height: float) -> str:
    """Return the XHTML with each table that is to be turned on a page of its own.

    Args:
        html: The page as XHTML; such a table stands right in ``div.body``.
        height: Height of the page's text, in CSS pixels.
    """
    opening = f'<div class="body turned" style="--room: {height:.2f}px">'

    def turn(match: re.Match[str]) -> str:
        return (
            match[0]
            if html.endswith(opening, 0, match.start())
            else f'</div>{opening}{match[0]}</div><div class="body">'
        )

    return _TURNED.sub(turn, html)


def may_turn(around: Any) -> bool:
    """Tell whether what is around a table is the text of an article, which may end and go on behind a page."""
    return around is not None and around.get("class") in ("body", "body turned")


def has_columns(box: Any) -> bool:
    """Tell whether what is in a box of the engine stands in columns."""
    return bool(box.style["column_count"] != "auto" or box.style["column_width"] != "auto")


def has_notes(element: Any) -> bool:
    """Tell whether notes are called in an element; the engine moves none out of what spans its columns."""
    return any(part.get("class") == "footnote" for part in element.iter())
