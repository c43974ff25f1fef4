"""Where the parts of a link or picture stand in its text: words, address, title, and attributes behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TITLE = re.compile(r"\s+(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\))", re.DOTALL)
_SPACED = re.compile(r"[^()\n\"']*\.\w{1,5}(?=\s*\)|\s+[\"'])")
_SIZE = re.compile(r"\s+=(\d*%?)x?(\d*%?)")
_BRACE = re.compile(r"\{(?:[^{}\"']|\"[^\"]*\"|'[^']*')*\}", re.DOTALL)


class LinkSpan(NamedTuple):
    """A link or picture in a text, by offsets.

    Attributes:
        words: Start and end of what stands in its brackets.
        address: Start and end of the address, its angle brackets included.
        target: The address, plain.
        title: The title; empty where there is none.
        attributes: What stands in braces behind it; empty where nothing does.
        end: Offset behind all of it.
        inner_end: Offset behind its round bracket.
    """

    words: tuple[int, int]
    address: tuple[int, int]
    target: str
    title: str
    attributes: str
    end: int
    inner_end: int


def link_at(text: str, start: int) -> LinkSpan | None:
    """Return the link ``[…](…)`` or picture ``![…](…)`` that starts at an offset; None if none does."""
    opening = start + 1 if text.startswith("![", start) else start
    close = _closing(text, opening)
    if close is None or not text.startswith("(", close + 1):
        return None
    here = close + 2
    while here < len(text) and text[here] in " \t\n":
        here += 1
    if text.startswith("<", here):
        end = text.find(">", here)
        if end < 0:
            return None
        target, address = text[here + 1 : end], (here, end + 1)
    else:
        end, depth = here, 0
        while end < len(text) and (text[end] not in " \t\n)" or (text[end] == ")" and depth)):
            if text[end] == "\\" and end + 1 < len(text):
                end += 1
            elif text[end] in "()":
                depth += 1 if text[end] == "(" else -1
            end += 1
        target, address = text[here:end], (here, end)
        spaced = _SPACED.match(text, here)  # a file with spaces in its name
        if spaced and " " in spaced[0]:
            target, address = spaced[0].strip(), (here, spaced.end())
    here, title = address[1], ""
    if size := _SIZE.match(text, here):
        here = size.end()
    if found := _TITLE.match(text, here):
        title, here = next(each for each in found.groups() if each is not None), found.end()
    if size := _SIZE.match(text, here):
        here = size.end()
    while here < len(text) and text[here] in " \t\n":
        here += 1
    if not text.startswith(")", here):
        return None
    brace = _BRACE.match(text, here + 1)
    end = brace.end() if brace else here + 1
    return LinkSpan((opening + 1, close), address, target, title, brace[0] if brace else "", end, here + 1)


def _closing(text: str, opening: int) -> int | None:
    """Return the offset of the bracket that ends the words of a link."""
    depth, here = 0, opening
    while here < len(text):
        sign = text[here]
        if sign == "\\":
            here += 1
        elif sign == "`" and (code := _CODE.match(text, here)):
            here = code.end() - 1
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if not depth:
                return here
        here += 1
    return None


def write_target(target: str) -> str:
    """Return an address as it stands in a link."""
    return f"<{target}>" if re.search(r"[\s()<>]", target) or not target else target
