"""Code inside a line, which no change of the text around it may touch."""

from __future__ import annotations

import re
from collections.abc import Callable

CODE = re.compile(r"(`+)(?!`)(?:.|\n)+?(?<!`)\1(?!`)")
_STAND_IN = re.compile("\ue000(\\d+)\ue001")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a text changed by a function that sees a sign in the place of each piece of code."""
    if "`" not in text:
        return change(text)
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    return _STAND_IN.sub(lambda found: kept[int(found[1])], change(CODE.sub(hide, text)))
