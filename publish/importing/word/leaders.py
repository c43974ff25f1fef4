"""The tab stops of a paragraph in a Word file, with their leaders (ECMA-376-1, 17.3.1.37 and 17.3.1.38)."""

from __future__ import annotations

from collections.abc import Sequence

from publish.importing.shaping.leaders import DOTS, RULE, Leaders
from publish.importing.word.styles import Properties
from publish.importing.word.xml import Element, full, number

_SIGNS = {"dot": DOTS, "middleDot": DOTS, "hyphen": DOTS, "underscore": RULE, "heavy": RULE}


class WordLeaders:
    """What is drawn up to the tab stops of a paragraph."""

    def __init__(self, element: Element, known: Sequence[Properties]) -> None:
        """Start a paragraph.

        Args:
            element: The paragraph.
            known: Its properties, from what is said at the place up to the defaults.
        """
        indents = (properties.get(full("w:ind")) for properties in known)
        first = next((said for each in indents if each is not None and (said := each.get(full("w:firstLine")))), None)
        self._element, self._leaders = element, Leaders(_stops(known), number(first))

    def draw(self, tab: Element, before: str) -> str:
        """Return what is drawn up to the stop that a tab goes to, behind the words of the line up to there."""
        words = iter(self._element.iter(full("w:t"), full("w:tab"), full("w:ptab")))
        for each in words:
            if each is tab:
                break
        behind = "".join(each.text or "" for each in words)
        own = tab.get(full("w:leader"))  # of a tab that names its own, w:ptab
        return self._leaders.draw(before, behind, own if own is None else _SIGNS.get(own, ""))


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
