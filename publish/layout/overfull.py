"""Find the lines on laid-out pages that are wider than their column.

The engine paints such a line over what stands beside it and says nothing. Words that are too long are broken before
(:mod:`publish.layout.engine.long_words`), so what is found here is what must not be broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.base.units import MM_PER_PX
from publish.layout.sources import excerpt, place_of

_SLACK = 2.0  # CSS pixels: what letters move when the engine shapes a line again that it has measured
_SMALLEST = 0.7  # of its size that a formula may have, to fit into its column
_LONGEST = 40  # letters of a line that a message shows
_HINT = say("shorten it, let it break with a space, or set it in a wider column")


def find_overfull(document: Any, at: Position) -> list[Diagnostic]:
    """Return an error for each line that is wider than its column, at the block in the source that it belongs to.

    Args:
        document: The laid-out document.
        at: Where to point for a line that no block of the source tells of.
    """
    found: dict[tuple[Position, str], Diagnostic] = {}
    for page in document.pages:
        for place, line, excess in _wide_lines(page._page_box, at):
            text = _text(line)
            message = say(
                "a line is {width:.1f} mm wider than its column: {words}",
                width=excess * MM_PER_PX,
                words=excerpt(text, _LONGEST),
            )
            found.setdefault((place, text), error(place, message, "overfull-line", _HINT))
    return list(found.values())


def _wide_lines(box: Any, at: Position) -> Iterator[tuple[Position, Any, float]]:
    """Yield the lines in a box that are too wide, where they come from, and by how many CSS pixels they are."""
    box = getattr(box, "_box", box)  # of what is placed absolutely
    if box.element is not None:
        at = place_of(box.element, at)
    for child in getattr(box, "children", ()):
        kind = type(child).__name__
        if kind == "LineBox":
            hung = getattr(child, "hangs", 0.0)  # on purpose (:mod:`publish.layout.lines.edges`)
            excess = child.position_x + child.width - hung - _spaces(child) - box.content_box_x() - box.width
            if excess > _SLACK and _text(child):
                yield at, child, excess
        if kind == "InlineReplacedBox" and child.element.get("class") == "formula" and _is_small(child):
            yield at, child, child.style["width"].value - child.width
        if kind != "TextBox":
            yield from _wide_lines(child, at)


def _spaces(line: Any) -> float:
    """Return how wide the spaces are that hang at the end of a line of code, in CSS pixels."""
    last = line
    while not hasattr(last, "text"):
        if not getattr(last, "children", ()):
            return 0.0
        last = last.children[-1]
    kept = len(last.text.rstrip(" "))
    return float(last.width * (len(last.text) - kept) / len(last.text)) if last.text else 0.0


def _is_small(box: Any) -> bool:
    """Tell whether a formula is much smaller than its text, since its column is narrower than it."""
    width = box.style["width"]
    return bool(width != "auto" and box.width < _SMALLEST * width.value)


def _text(box: Any) -> str:
    """Return the text of a line, and the words of formulas in it."""
    if box.element is not None and box.element.get("class") == "formula":
        return "".join(box.element.itertext())
    if hasattr(box, "text"):
        return str(box.text).replace("\N{ZERO WIDTH SPACE}", "")
    return "".join(map(_text, getattr(box, "children", ()))).strip()
