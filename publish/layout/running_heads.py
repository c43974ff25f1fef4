"""Shorten running heads that are longer than their room, at a word and with an ellipsis.

The layouts give the head in an attribute of the element that sets it (``data-title`` of an article, say). How wide it
is only its layout shows, in whatever type the style sets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import Any

_OWNER = re.compile(r"<(?:article|main)\b[^>]*>")
_HEAD = re.compile(r'( data-(?:publication|title|part|bulletin|issue)=")([^"]*)(")')
_GAP = 16.0  # CSS pixels between two heads
_SLACK = 0.5
_ENDS = " ,;:.–-—("


def shorten_heads(html: str, document: Any) -> str:
    """Return the XHTML of a laid-out document with its running heads short enough for their room."""
    shorter = {text: head for page in document.pages for text, head in _shorten(page._page_box)}
    if not shorter:
        return html

    def change(match: re.Match[str]) -> str:
        head = shorter.get(_plain(unescape(match[2])))
        return match[0] if head is None else f"{match[1]}{escape(head)}{match[3]}"

    return _OWNER.sub(lambda owner: _HEAD.sub(change, owner[0]), html)


def _shorten(page: Any) -> Iterator[tuple[str, str]]:
    """Yield the heads of a page that are too long, and what they are shortened to."""
    heads = [head for head in map(_line, page.children) if head]
    for (text, width), room in zip(heads, _rooms([width for _, width in heads], page.width), strict=True):
        if width > room + _SLACK:
            yield text, cut(text, room / width)


def _line(box: Any) -> tuple[str, float] | None:
    """Return text and width of what stands over the page in a margin box; None for another box."""
    if not getattr(box, "at_keyword", "").startswith("@top"):
        return None
    boxes, text, width = [box], "", 0.0
    while boxes:
        child = boxes.pop()
        if hasattr(child, "text"):
            text, width = child.text + text, width + child.width
        boxes += getattr(child, "children", ())
    return (_plain(text), width) if text else None


def _rooms(widths: Sequence[float], room: float) -> list[float]:
    """Return the room of each head beside the others: what it wants, or an even share of what shorter ones leave."""
    rooms, left = [0.0] * len(widths), room - _GAP * (len(widths) - 1)
    for count, index in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        rooms[index] = min(widths[index], left / (len(widths) - count))
        left -= rooms[index]
    return rooms


def cut(text: str, share: float) -> str:
    """Return the first words of a text with an ellipsis, about so much of its letters; letters where no word fits."""
    most = max(1, int(len(text.rstrip("…")) * share) - 1)
    kept = text[:most]
    words = kept if text[most : most + 1].isspace() else kept.rpartition(" ")[0]
    return f"{(words or kept).rstrip(_ENDS)}…"


def _plain(text: str) -> str:
    return " ".join(text.split())
