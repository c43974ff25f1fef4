"""Vietnamese text: repair, tones, syllables, old encodings, typography, lines, order and problems.

It takes text, and gives text, edits or problems: pure functions that read no file, know nothing of the rest of the
program and need the standard library alone. Each is loaded when it is first used, and takes a time that grows with the
length of its text. It may import nothing of ours.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "repair": "repairs.repairs",
    "place_tones": "tones",
    "is_syllable": "syllables",
    "decode": "encodings",
    "detect_legacy": "encodings",
    "typeset": "typography",
    "keep_together": "nobreak",
    "official_form": "problems.official",
    "split_credit": "structure",
    "split_enumeration": "structure",
    "sort_key": "collation",
    "find_problems": "problems",
    "find_mixed": "problems.consistency",
}

__all__ = sorted([*_HOMES, "prepare"])


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    function = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = function
    return function


def prepare(text: str, tones: str = "keep", ranges: str = "tight", dash: str = "en") -> str:
    """Return a paragraph ready for the page: repaired, its tones in place, typeset, its words kept together."""
    from publish.vietnamese.nobreak import keep_together
    from publish.vietnamese.repairs.repairs import repair
    from publish.vietnamese.tones import place_tones
    from publish.vietnamese.typography import typeset

    return keep_together(typeset(place_tones(repair(text), tones), ranges, dash))
