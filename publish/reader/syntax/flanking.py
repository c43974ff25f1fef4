"""Emphasis beside quotes and brackets: ``**“dấu”**của``, ``**(ngoặc)**từ``.

CommonMark (6.2) lets marks between a sign and a letter only open or only close, by the side of the letter, so that
these are no emphasis. Where it leaves marks over they may do both, if fewer are left over then.
"""

from __future__ import annotations

import unicodedata

from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.state_inline import Delimiter

from publish.reader.syntax.forms import delimiter_lists

_MARKS = frozenset(map(ord, "*~="))
_QUOTES = "\"'"


def balance_marks(state: StateInline) -> None:
    """Join the marks that belong together, as CommonMark does, or else beside quotes and brackets as well."""
    for delimiters in delimiter_lists(state):
        again = [_copy(each) for each in delimiters]
        processDelimiters(state, delimiters)
        left = _count_left(delimiters)
        if left > 1 and sum(_widen(state, each) for each in again):
            processDelimiters(state, again)
            if _count_left(again) < left:
                delimiters[:] = again


def _copy(mark: Delimiter) -> Delimiter:
    return Delimiter(mark.marker, mark.length, mark.token, mark.end, mark.open, mark.close)


def _count_left(delimiters: list[Delimiter]) -> int:
    """Return how many marks belong to no other."""
    return len(delimiters) - 2 * sum(each.end >= 0 for each in delimiters)


def _widen(state: StateInline, mark: Delimiter) -> bool:
    """Let a mark open and close what it stands beside, and tell whether it could not before."""
    if mark.marker not in _MARKS or (mark.open and mark.close):
        return False
    before, behind = _around(state, mark)
    if mark.close and before.isalpha():
        category = unicodedata.category(behind)
        mark.open = category == "Pi" or behind in _QUOTES or (category == "Ps" and mark.length != 1)
        return mark.open  # one star before a bracket multiplies
    if mark.open and not isWhiteSpace(ord(before)) and not before.isalnum():
        ends = unicodedata.category(before) not in ("Ps", "Pi")
        mark.close = ends and (behind.isalpha() or (behind.isalnum() and mark.length != 1))
        return mark.close
    return False


def _around(state: StateInline, mark: Delimiter) -> tuple[str, str]:
    """Return the characters before and behind the row of a mark; a space at an end of the text."""
    start = end = state.tokens[mark.token].meta["start"]
    sign = chr(mark.marker)
    while start and state.src[start - 1] == sign:
        start -= 1
    while end < len(state.src) and state.src[end] == sign:
        end += 1
    return state.src[start - 1 : start] or " ", state.src[end : end + 1] or " "
