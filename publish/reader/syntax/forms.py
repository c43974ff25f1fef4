"""Rules of the parser for words in other forms: struck out, marked, raised and lowered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_PAIRED = {"~": "strikethrough", "=": "mark"}


def paired(state: StateInline, silent: bool) -> bool:
    """Two marks that may open or close words, ``~~`` and ``==``; a longer row is a row of signs."""
    sign = state.src[state.pos]
    if silent or sign not in _PAIRED:
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=sign == "~")
    if scanned.length == 1:
        return False
    token = state.push("text", "", 0)
    token.content = sign * scanned.length
    if scanned.length == 2:
        place = len(state.tokens) - 1
        delimiter = Delimiter(ord(sign), length=0, token=place, end=-1, open=scanned.can_open, close=scanned.can_close)
        state.delimiters.append(delimiter)
    state.pos += scanned.length
    return True


def join_pairs(state: StateInline) -> None:
    """Make elements of the marks that belong together."""
    for delimiters in delimiter_lists(state):
        for opening in delimiters:
            kind = _PAIRED.get(chr(opening.marker))
            if kind and opening.end >= 0:
                ends = (opening, "styled_open", 1), (delimiters[opening.end], "styled_close", -1)
                for delimiter, name, nesting in ends:
                    token = state.tokens[delimiter.token]
                    token.type, token.nesting, token.content = name, nesting, ""  # type: ignore[assignment]
                    token.meta["kind"] = kind


def delimiter_lists(state: StateInline) -> Iterator[list[Delimiter]]:
    """Yield the marks of each level: those of the text, then those in each link, span and note."""
    yield state.delimiters
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            yield meta["delimiters"]


_RAISED = {
    "~": ("subscript", re.compile(r"~((?:\\[^\w\s]|[^\s~\\])+)~(?!~)")),
    "^": ("superscript", re.compile(r"\^((?:\\[^\w\s]|[^\s^\\])+)\^")),
}
_ENDS = ")]}*_>’”'\""
"""What words that something is raised behind may end with."""

_SIGNS = frozenset("+-−–*'′″°±∞†‡")
"""What may be raised or lowered without a letter or figure."""


def raised(state: StateInline, silent: bool) -> bool:
    """Words without a space, right behind others: ``H~2~O``, ``10^2^``; elsewhere ``~`` and ``^`` are signs."""
    start = state.pos
    sign = state.src[start]
    if sign not in _RAISED or not start:
        return False
    before, last = state.src[start - 1], state.tokens[-1].type if state.tokens and not state.pending else ""
    if not (before.isalnum() or before in _ENDS or last == "styled_close"):
        return False
    kind, pattern = _RAISED[sign]
    match = pattern.match(state.src, start, state.posMax)
    if not match or not (any(map(str.isalnum, match[1])) or _SIGNS.issuperset(match[1])):
        return False
    if not silent:
        limit, state.posMax = state.posMax, match.end() - 1
        state.push("styled_open", "", 1).meta["kind"] = kind
        state.pos = start + 1
        state.md.inline.tokenize(state)
        state.push("styled_close", "", -1)
        state.posMax = limit
    state.pos = match.end()
    return True
