"""Verse and quotations by their look: short lines that are set off, paragraphs that are drawn in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importing.recognition import openings
from publish.importing.shaping import captions, looks
from publish.importing.shaping.lists import read_entry
from publish.importing.shaping.paras import has_metre, is_verse_line, styled_level, verse_lines
from publish.importing.shaping.tree import Break, Para, Piece, TextRun, flat, plain
from publish.vietnamese.letters import has_vietnamese

_FEWEST_LINES, _SHORTEST, _LONGEST_LINE = 3, 2, 11
_LONGEST_SET_OFF, _SHORTEST_DRAWN = 9, 5
_INDENT = 360
"""Twentieths of a point by which a paragraph is drawn in."""

_SHORTEST_QUOTE = 12
_SAID = re.compile(r"[“\"].*[”\"][.,]?(?:\s*[\[(][^\])]*[\])]\.?)?")


def lines_of(para: Para) -> list[tuple[Piece, ...]]:
    """Return the lines of a paragraph that the writer ended himself."""
    lines: list[list[Piece]] = [[]]
    for piece in para.pieces:
        if isinstance(piece, Break) and piece.kind == "line":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [tuple(line) for line in lines if plain(tuple(line))]


def verse_at(units: Sequence[object], index: int, most: looks.Usual) -> tuple[int, int]:
    """Return how many paragraphs from a place on are lines of verse, 0 for none, and where such lines end."""
    first = units[index]
    if not isinstance(first, Para):
        return 0, index
    if verse_lines(first):
        return 1, index + 1
    (one, end), (other, far) = _metre_at(units, index), _set_off_at(units, index, most)
    return max(one, other), max(end, far)


def _metre_at(units: Sequence[object], index: int) -> tuple[int, int]:
    """Return how many paragraphs from a place on are set apart and have the syllables of a poem, and where they end."""
    first, end = units[index], index
    while end < len(units) and isinstance(other := units[end], Para) and is_verse_line(other):
        if not isinstance(first, Para) or not _alike(first, other):
            break
        end += 1
    found = has_metre([unit.text for unit in units[index:end] if isinstance(unit, Para)])
    return (end - index if found else 0), end


def _set_off_at(units: Sequence[object], index: int, most: looks.Usual) -> tuple[int, int]:
    """Return how many paragraphs from a place on are short lines set off, or couplets, and where they end."""
    first, end = units[index], index
    if not isinstance(first, Para):
        return 0, index
    while end < len(units) and isinstance(other := units[end], Para) and _may_be_verse(other) and _alike(first, other):
        end += 1
    paras = [unit for unit in units[index:end] if isinstance(unit, Para)]
    texts = [plain(line) for para in paras for line in lines_of(para)]
    return (end - index if texts and _are_verse(texts, first, most) else 0), end


def _are_verse(texts: Sequence[str], first: Para, most: looks.Usual) -> bool:
    """Tell whether lines are verse: couplets of six and eight, or set off, worded as no list is."""
    counts = [len(text.split()) for text in texts]
    if sum(text[-1] in ".:" for text in texts[:-1]) * 2 > len(texts) or _are_names(texts):
        return False
    if max(counts) > _LONGEST_SET_OFF or not has_vietnamese(" ".join(texts)):
        return False
    pairs = list(zip(counts[::2], counts[1::2], strict=False))
    if len(counts) % 2 == 0 and all(pair == (6, 8) for pair in pairs):
        return True
    if _is_set_off(first, most) and len(counts) >= _FEWEST_LINES:
        return True
    return first.left >= most.left + _INDENT and len(counts) > _FEWEST_LINES and min(counts) >= _SHORTEST_DRAWN


def _may_be_verse(para: Para) -> bool:
    """Tell whether each line of a paragraph may be one of a poem."""
    text = para.text
    if not text or para.label or para.align == "right" or styled_level(para) is not None:
        return False
    if any(piece.look.bold for piece in para.words) or read_entry(para) or captions.is_credit(text):
        return False
    if (
        re.search(r"[0-9:;_@/|=]|\.{3}|……", text)
        or openings.stands_on_a_form(text, looks.is_centred(para))
        or openings.has_number(text)
    ):
        return False
    if any(not isinstance(piece, TextRun | Break) for piece in flat(para.pieces)):
        return False
    lines = [plain(line) for line in lines_of(para)]
    return all(
        _SHORTEST <= len(line.split()) <= _LONGEST_LINE and line[0].isupper() and not line.isupper() for line in lines
    )


def _alike(one: Para, other: Para) -> bool:
    """Tell whether two paragraphs are set in the same way."""
    seen = [(para.align, para.left, looks.is_centred(para), para.words[0].look.italic) for para in (one, other)]
    return seen[0] == seen[1]


def _is_set_off(para: Para, most: looks.Usual) -> bool:
    """Tell whether a paragraph is slanted and in the middle or drawn in, or its lines were ended by the writer."""
    slanted = all(piece.look.italic for piece in para.words) and not most.slanted
    drawn = looks.is_centred(para) or para.left >= _INDENT
    return (slanted and drawn) or (len(lines_of(para)) >= _FEWEST_LINES and (slanted or drawn))


def _are_names(lines: Sequence[str]) -> bool:
    """Tell whether lines are names and items and not words: many words have a capital, or most lines begin alike."""
    words = [word for line in lines for word in line.split()]
    alike = len({line.split()[0].casefold() for line in lines}) * 2 < len(lines)
    return alike or sum(word[0].isupper() for word in words) * 2 > len(words)


def is_drawn_in(para: Para, before: object, most: looks.Usual, *, goes_on: bool = False) -> bool:
    """Tell whether a paragraph is a quotation by its look: drawn in on both sides, or slanted or quoted and drawn in.

    Args:
        para: The paragraph.
        before: What stands above it.
        most: What most of the text looks like.
        goes_on: Whether the paragraph above is one of a quotation.
    """
    if goes_on and isinstance(before, Para) and (before.left, before.right) != (para.left, para.right):
        return False
    if para.left < most.left + _INDENT or para.label or para.align in ("center", "right") or read_entry(para):
        return False
    if (len(para.text.split()) < _SHORTEST_QUOTE and not goes_on) or any(piece.look.bold for piece in para.words):
        return False
    if para.first < 0 or openings.has_number(para.text):
        return False
    if goes_on or para.right >= _INDENT or _SAID.fullmatch(para.text):
        return True
    if all(piece.look.italic for piece in para.words):
        return not most.slanted
    return isinstance(before, Para) and before.left < para.left and before.text.rstrip().endswith(":")
