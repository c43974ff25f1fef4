"""Know where a column may be spread: above which blocks, and which of its pictures may be higher.

A style says so: ``--stretch-above: 2`` allows two lines more above a block, and ``--stretch: 2`` a picture that is
higher by two lines, its sides cut off (``object-fit: cover``). What no rule allows stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.base.records import dataclass

ABOVE, HIGHER = "__stretch_above", "__stretch"
"""Properties of a style, as the engine calls them."""


@dataclass(frozen=True, slots=True)
class StretchPlace:
    """Where a column may be spread.

    Attributes:
        path: The boxes from the column down to the block, each with its number in the one around it.
        lines: How many lines may be added at most.
        picture: The picture that may be higher; None for space above the block.
    """

    path: tuple[tuple[Any, int], ...]
    lines: float
    picture: Any = None

    @property
    def block(self) -> Any:
        """The block that space is added above, or that holds the picture."""
        around, index = self.path[-1]
        return real_box(around.children[index])

    def spread(self, length: float) -> None:
        """Add so many CSS pixels: what stands below moves down, and what is around it grows."""
        if self.picture is not None:
            self.picture.height += length
        for level, (around, index) in enumerate(self.path):
            innermost = level == len(self.path) - 1
            for child in around.children[index + (not innermost or self.picture is not None) :]:
                child.translate(dy=length)
            if level:
                around.height += length


def find_places(column: Any) -> Iterator[StretchPlace]:
    """Yield where a column may be spread, from its head to its foot; never above what stands at its head."""
    yield from _places(column, (), at_head=True)


def _places(around: Any, path: tuple[tuple[Any, int], ...], *, at_head: bool) -> Iterator[StretchPlace]:
    for index, child in enumerate(getattr(around, "children", ())):
        child = real_box(child)
        if not child.is_in_normal_flow() or type(child).__name__ == "LineBox":
            at_head = False
            continue
        here = (*path, (around, index))
        if not at_head and (lines := _allowed(child, ABOVE)) and not _goes_on(child):
            yield StretchPlace(here, lines)
        if child.element_tag == "img" and (lines := _allowed(child, HIGHER)):
            yield StretchPlace(here, lines, child)
        elif type(child).__name__ == "BlockBox":
            yield from _places(child, here, at_head=at_head)
        at_head = False


def _allowed(box: Any, name: str) -> float:
    """Return how many lines the style of an element allows; what only its parent's style says does not count."""
    rule = getattr(box.style, "cascaded", {}).get(name)
    if rule is None:
        return 0.0
    tokens = [token for token in rule[0] if token.type == "number"]
    return max(0.0, float(tokens[0].value)) if tokens else 0.0


def _goes_on(box: Any) -> bool:
    """Tell whether a box is what is left of a block that began in the column before."""
    return bool(getattr(box, "remove_decoration_sides", None) and "top" in box.remove_decoration_sides)


def real_box(box: Any) -> Any:
    """Return the box itself, for what is placed absolutely."""
    return getattr(box, "_box", box)
