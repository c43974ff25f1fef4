"""What a whole text does in one way: then it is a habit of whoever wrote it, and told once."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from publish.vietnamese.letters import MARKED, WORD

LEAST = 10
"""Places from which on something is a habit."""

SHARE = 0.5
"""Of all the places where it could be so."""

_PLACES: Mapping[str, str] = {
    "foreign-space": r"[ \u00a0\u2000-\u200a\u202f\u3000]",
    "straight-quote": "[\"'“”‘’«»]",
    "ellipsis": r"…|\.(?: ?\.){2,}",
    "space-before-mark": r"(?<=\w) *[,;:!?…%]",
    "missing-space": r"[,;:!?](?=\s|\w)",
    "double-space": r"(?<=[.!?:;]) +(?=\S)",
    "spaced-slash": r"(?<=\w) */ *(?=\w)",
    "spaced-hyphen": r"(?<=\S) +(?:-{1,3}|[–—]) +(?=\S)",
    "em-dash": r"(?<=\S) +(?:-{1,3}|[–—]) +(?=\S)",
    "range-hyphen": r"\d ?[-–—] ?\d",
    "range-dash": r"\d ?[-–—] ?\d",
    "dialogue-hyphen": r"(?m)^[-–—]",
    "english-grouping": r"\d[.,]\d{3}(?!\d)",
    "decimal-point": r"\d[.,]\d+",
    "ungrouped-number": r"\d{5,}|\d{2,3}(?:\.\d{3})+",
    "multiplication-sign": r"\d ?[xX×] ?\d",
    "degree": r"\d ?° ?C",
    "superscript": "m[23²³]",
}
"""Where each rule that can find a habit looks, whether what stands there is right or wrong."""


def count_places(rule: str, text: str) -> int:
    """Return how many places a text has at which a rule could find something; 0 for a rule that finds no habits."""
    if rule == "not-nfc":
        return _count_marked(text)
    if rule == "tone-style":
        return _count_toned(text)
    pattern = _PLACES.get(rule)
    return sum(1 for _ in re.finditer(pattern, text)) if pattern else 0


def is_habit(rule: str, count: int, text: str) -> bool:
    """Tell whether what a rule has found so many times in a text is a habit of the text: at most places it is so."""
    return count >= LEAST and count >= SHARE * count_places(rule, text) > 0


@functools.lru_cache(maxsize=8)
def _count_marked(text: str) -> int:
    """Return how many words have letters with marks."""
    return sum(not MARKED.isdisjoint(word) for word in unicodedata.normalize("NFC", text).split())


@functools.lru_cache(maxsize=8)
def _count_toned(text: str) -> int:
    """Return how many words have a tone whose place depends on the style."""
    from publish.vietnamese.tones import tone_style

    return sum(tone_style(match[0]) is not None for match in WORD.finditer(text))
