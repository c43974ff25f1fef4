"""Leaders of tabs: the dots or the rule that Word draws up to a tab stop, mostly to write upon (ECMA-376-1, 17.3.1.37).

Which stop a tab goes to depends on how far the line has come, which only its layout tells: it is reckoned from the
number of letters, as near as the choice among a few stops needs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importing.word.styles import Properties
from publish.importing.word.xml import Element, full, number

_SIGNS = {"dot": ".", "middleDot": ".", "hyphen": ".", "underscore": "_", "heavy": "_"}
"""What stands for each leader; hyphens would be read as a dash."""

_WIDTHS = {".": 65, "_": 120}
"""Width of such a sign in type of 13 points, in twentieths of a point."""

_LETTER = 125  # the width of a letter, as that of a sign
_FEWEST, _MOST = 3, 60
_DEFAULT = 720  # the distance of the stops behind the last that the paragraph has
_PAGE_NUMBER = re.compile(r"[\s.]*[\divxlIVXL]+[\s.]*")


class Leaders:
    """The tab stops of a paragraph, and how far its line has come."""

    def __init__(self, element: Element, known: Sequence[Properties]) -> None:
        """Start a paragraph.

        Args:
            element: The paragraph.
            known: Its properties, from what is said at the place up to the defaults.
        """
        self._element = element
        self._stops = _stops(known)
        self._at, self._told = number(_first_line(known)), 0

    def draw(self, tab: Element, before: str) -> str:
        """Return what is drawn up to the stop that a tab goes to; empty for a gap.

        Args:
            tab: The tab.
            before: The words of the line up to there.
        """
        self._at += _LETTER * max(0, len(before) - self._told)
        behind = (each for each in self._stops if each[0] > self._at)
        stop, kind = next(behind, (self._at - self._at % _DEFAULT + _DEFAULT, ""))
        kind = tab.get(full("w:leader"), kind)  # of a tab that names its own, w:ptab
        room, self._at = stop - self._at, stop
        sign = "" if _leads_to_page_number(self._element, tab) else _SIGNS.get(kind, "")
        drawn = sign * max(_FEWEST, min(_MOST, room // _WIDTHS[sign])) if sign else ""
        self._told = len(before) + len(drawn or "\t")
        return drawn


def _stops(known: Sequence[Properties]) -> list[tuple[int, str]]:
    """Return the stops of a paragraph from the left to the right, each with its leader."""
    found: dict[int, str] = {}
    for properties in reversed(known):
        for each in properties.get(full("w:tabs"), ()):
            place = number(each.get(full("w:pos")))
            if each.get(full("w:val")) == "clear":
                found.pop(place, None)
            elif each.get(full("w:val")) != "bar":
                found[place] = each.get(full("w:leader"), "")
    return sorted(found.items())


def _first_line(known: Sequence[Properties]) -> str | None:
    """Return where the first line begins, in twentieths of a point."""
    indents = (properties.get(full("w:ind")) for properties in known)
    return next((said for each in indents if each is not None and (said := each.get(full("w:firstLine")))), None)


def _leads_to_page_number(paragraph: Element, tab: Element) -> bool:
    """Tell whether all that stands behind a tab is the number of a page, as in contents typed by hand."""
    everything = iter(paragraph.iter(full("w:t"), full("w:tab"), full("w:ptab")))
    for each in everything:
        if each is tab:
            break
    return bool(_PAGE_NUMBER.fullmatch("".join(each.text or "" for each in everything)))
