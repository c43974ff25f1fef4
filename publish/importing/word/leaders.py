"""Leaders of tabs: the dots or the rule that a word processor draws up to a tab stop, mostly to write upon.

Those of Word are of ECMA-376-1, 17.3.1.37 and 17.3.1.38.

Which stop a tab goes to depends on how far the line has come, which only its layout tells: it is reckoned from the
number of letters, as near as the choice among a few stops needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from publish.importing.shaping.tree import Piece, plain
from publish.importing.word.styles import Properties
from publish.importing.word.xml import Element, full, number

DOTS, RULE = ".", "_"
"""What stands for a leader; hyphens would be read as a dash."""

_WIDTHS = {DOTS: 65, RULE: 120}
"""Width of such a sign in type of 13 points, in twentieths of a point."""

_SIGNS = {"dot": DOTS, "middleDot": DOTS, "hyphen": DOTS, "underscore": RULE, "heavy": RULE}
_LETTER = 125  # the width of a letter, as that of a sign
_FEWEST, _MOST = 3, 60
_DEFAULT = 720  # the distance of the stops behind the last that the paragraph has
_PAGE_NUMBER = re.compile(r"[\s.]*[\divxlIVXL]+[\s.]*")


class Leaders:
    """The tab stops of a paragraph, and how far its line has come."""

    def __init__(self, stops: Sequence[tuple[int, str]], first: int, behind: Callable[[Element], str]) -> None:
        """Start a paragraph.

        Args:
            stops: Where each stop is, in twentieths of a point, and what is drawn up to it: :data:`DOTS`,
                :data:`RULE` or nothing.
            first: Where the first line begins.
            behind: Gives the words of the paragraph behind a tab.
        """
        self._stops, self._at, self._told, self._behind = sorted(stops), first, 0, behind
        self._any = any(sign for _, sign in stops)

    def draw(self, tab: Element, line: Sequence[Piece], own: str | None = None) -> str:
        """Return what is drawn up to the stop that a tab goes to; empty for a gap, as before the number of a page.

        Args:
            tab: The tab.
            line: What the line has up to it.
            own: What the tab itself says that is drawn; None if it says nothing.
        """
        if not (self._any or own):
            return ""
        before = plain(tuple(line))
        self._at += _LETTER * max(0, len(before) - self._told)
        further = (stop for stop in self._stops if stop[0] > self._at)
        stop, sign = next(further, (self._at - self._at % _DEFAULT + _DEFAULT, ""))
        room, self._at = stop - self._at, stop
        sign = sign if own is None else own
        drawn = ""
        if sign and not _PAGE_NUMBER.fullmatch(self._behind(tab)):
            drawn = sign * max(_FEWEST, min(_MOST, room // _WIDTHS[sign]))
        self._told = len(before) + len(drawn or "\t")
        return drawn


def read_leaders(paragraph: Element, known: Sequence[Properties]) -> Leaders:
    """Return the tab stops of a paragraph of a Word file.

    Args:
        paragraph: The paragraph.
        known: Properties of the paragraph, from what is said at the place up to the defaults.
    """

    def behind(tab: Element) -> str:
        words = iter(paragraph.iter(full("w:t"), full("w:tab"), full("w:ptab")))
        for each in words:
            if each is tab:
                break
        return "".join(each.text or "" for each in words)

    indents = (properties.get(full("w:ind")) for properties in known)
    first = next((said for each in indents if each is not None and (said := each.get(full("w:firstLine")))), None)
    return Leaders(_stops(known), number(first), behind)


def own_leader(tab: Element) -> str | None:
    """Return what is drawn up to a tab that says so itself, ``w:ptab``; None if it says nothing."""
    said = tab.get(full("w:leader"))
    return None if said is None else _SIGNS.get(said, "")


def _stops(known: Sequence[Properties]) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    for properties in reversed(known):
        for each in properties.get(full("w:tabs"), ()):
            place, kind = number(each.get(full("w:pos"))), each.get(full("w:val"))
            if kind == "clear":
                found.pop(place, None)
            elif kind != "bar":
                found[place] = _SIGNS.get(each.get(full("w:leader"), ""), "")
    return [*found.items()]
