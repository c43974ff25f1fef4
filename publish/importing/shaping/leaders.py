"""Leaders of tabs: the dots or the rule that a word processor draws up to a tab stop, mostly to write upon.

Which stop a tab goes to depends on how far the line has come, which only its layout tells: it is reckoned from the
number of letters, as near as the choice among a few stops needs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

DOTS, RULE = ".", "_"
"""What stands for a leader; hyphens would be read as a dash."""

_WIDTHS = {DOTS: 65, RULE: 120}
"""Width of such a sign in type of 13 points, in twentieths of a point."""

_LETTER = 125  # the width of a letter, as that of a sign
_FEWEST, _MOST = 3, 60
_DEFAULT = 720  # the distance of the stops behind the last that the paragraph has
_PAGE_NUMBER = re.compile(r"[\s.]*[\divxlIVXL]+[\s.]*")


class Leaders:
    """The tab stops of a paragraph, and how far its line has come."""

    def __init__(self, stops: Sequence[tuple[int, str]], first: int) -> None:
        """Start a paragraph.

        Args:
            stops: Where each stop is, in twentieths of a point, and what is drawn up to it: :data:`DOTS`,
                :data:`RULE` or nothing.
            first: Where the first line begins.
        """
        self._stops, self._at, self._told = sorted(stops), first, 0

    def draw(self, before: str, behind: str, own: str | None = None) -> str:
        """Return what is drawn up to the stop that a tab goes to; empty for a gap, as before the number of a page.

        Args:
            before: The words of the line up to the tab.
            behind: The words of the line behind it.
            own: What the tab itself says that is drawn; None if it says nothing.
        """
        self._at += _LETTER * max(0, len(before) - self._told)
        further = (stop for stop in self._stops if stop[0] > self._at)
        stop, sign = next(further, (self._at - self._at % _DEFAULT + _DEFAULT, ""))
        room, self._at = stop - self._at, stop
        sign = sign if own is None else own
        drawn = ""
        if sign and not _PAGE_NUMBER.fullmatch(behind):
            drawn = sign * max(_FEWEST, min(_MOST, room // _WIDTHS[sign]))
        self._told = len(before) + len(drawn or "\t")
        return drawn
