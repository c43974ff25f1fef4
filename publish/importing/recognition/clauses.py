"""Plain lines that begin with a number: titles of parts that stand above text of their own, or clauses and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from publish.importing.recognition import openings
from publish.importing.shaping.paras import full_text
from publish.importing.shaping.tree import Para, TableBlock

_LONGEST_TITLE, _SHORTEST_TEXT = 20, 8
_FARTHEST, _MOST_COUNTED = 80, 30
"""Blocks among which the next number is looked for, and lines that are looked at to each side."""

_MARK = re.compile(r"(?P<number>[0-9]{1,2})(?P<sign>[.)/-])\s*(?=[^\W\d])")


def is_title_of_part(units: Sequence[object], index: int) -> bool:
    """Tell whether a line with a plain number, "1. Mục đích", is the title of a part and no item or clause.

    It is short and no sentence, and something of its own stands below it; so it is with the lines that count on from
    it, and below most of them that is running text.
    """
    para = units[index]
    if not isinstance(para, Para) or not _is_title(units, index) or _MARK.match(full_text(para)) is None:
        return False
    run = [index, *(place for step in (-1, 1) for place in islice(_run(units, index, step), _MOST_COUNTED))]
    return all(_is_title(units, place) for place in run) and 2 * sum(_is_over_text(units, each) for each in run) > len(
        run
    )


def _run(units: Sequence[object], index: int, step: int) -> Iterator[int]:
    """Yield the places of the lines that count on from a line, to one side."""
    para = units[index]
    match = _MARK.match(full_text(para)) if isinstance(para, Para) else None
    while match:
        number = int(match["number"]) + step
        place = next(_counted(units, index, step, number, match["sign"]), None)
        if place is None:
            return
        yield place
        index, para = place, units[place]
        match = _MARK.match(full_text(para)) if isinstance(para, Para) else None


def _counted(units: Sequence[object], index: int, step: int, number: int, sign: str) -> Iterator[int]:
    """Yield the places of the lines that have a number, from a place on to one side, up to another crosshead."""
    for place in range(index + step, max(-1, min(len(units), index + step * _FARTHEST)), step):
        para = units[place]
        if not isinstance(para, Para):
            continue
        match = _MARK.match(full_text(para))
        if match and (int(match["number"]), match["sign"]) == (number, sign):
            yield place
        elif openings.keyword_of(para.text) or all(piece.look.bold for piece in para.words):
            return


def _is_title(units: Sequence[object], index: int) -> bool:
    """Tell whether a line is short and no sentence, and what stands below it is its own and no next item."""
    para, after = units[index], units[index + 1] if index + 1 < len(units) else None
    before = units[index - 1] if index else None
    if not isinstance(para, Para) or not isinstance(after, Para | TableBlock):
        return False
    text = para.text.rstrip()
    if text[-1:] in ".;,?!…" or "?" in text or len(text.split()) > _LONGEST_TITLE:
        return False
    if isinstance(after, Para) and after.text[:1].islower() and not openings.has_number(after.text):
        return False
    near = [other for other in (before, after) if isinstance(other, Para)]
    if any(_MARK.match(full_text(each)) for each in near):
        return False
    return not isinstance(before, Para) or not before.text.rstrip().endswith(":")


def _is_over_text(units: Sequence[object], index: int) -> bool:
    """Tell whether running text or a table stands below a line."""
    para, after = units[index], units[index + 1]
    if not isinstance(para, Para) or not isinstance(after, Para):
        return isinstance(after, TableBlock)
    return len(after.text.split()) >= _SHORTEST_TEXT and len(after.text) > len(para.text)
