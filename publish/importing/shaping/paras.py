"""What paragraphs are by their styles and words: crossheads, captions, quotations, code, verse, rules."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.importing.shaping.tree import (
    Anchor,
    Anchored,
    Boxed,
    Break,
    Call,
    Look,
    Para,
    Piece,
    PlacedPicture,
    TextRun,
    flat,
    plain,
)
from publish.vietnamese.letters import has_vietnamese

_STYLED = re.compile(r"(?:heading|tiêu đề|đề mục|überschrift|titre|título) ?(?P<level>[1-9])$")
_QUOTE = ("quote", "intense quote", "block text", "quotation", "trích dẫn", "quotations")
_CODE = re.compile(r"(?:source )?code\b|preformatted|verbatim|html code")
_VERSE = re.compile(r"\b(?:verse|thơ|poem|poetry)\b")
_CAPTION = ("caption", "chú thích", "chú thích ảnh", "image caption", "figure", "table caption", "captioned figure")
_SET_IN = 300
_LEAST_LINES, _MOST_SYLLABLES = 4, 10
_LEAST_FIT = 0.85
"""The share of the lines of a poem that have as many syllables as its metre says."""

_MOST_CAPITALS = 0.25
"""The share of the words inside of lines that begin with a capital; more of them are names."""

_RULES = frozenset("_=~*-–—―─━")
"""Signs that lines are drawn with; points and spaces may stand between them."""


def is_rule(text: str) -> bool:
    """Tell whether a paragraph is a line drawn with signs."""
    seen = set(text)
    return len(text) >= 3 and not seen.isdisjoint(_RULES) and seen <= _RULES | set(". \u00a0")


def full_text(para: Para) -> str:
    """Return the words of a paragraph behind the label that Word counts."""
    return f"{para.label.text} {para.text}" if para.label else para.text


def key_of(para: Para) -> str:
    """Return how ``import.toml`` calls a paragraph: the beginning of its text."""
    return full_text(para)[:80].strip()


def labelled(para: Para) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph behind the label that Word counts."""
    if not para.label or para.label.bullet:
        return para.pieces
    look = replace(para.words[0].look, hidden=False) if para.words else Look()
    return (TextRun(f"{para.label.text} ", look), *para.pieces)


def styled_level(para: Para) -> int | None:
    """Return the level that the style of a paragraph gives it in the outline, from 0; None for running text."""
    if para.outline is not None:
        return para.outline
    for name in para.styles:
        if match := _STYLED.match(name):
            return int(match["level"]) - 1
    return None


def is_caption_style(para: Para) -> bool:
    """Tell whether a paragraph has a style for captions."""
    return any(name in _CAPTION for name in para.styles)


def is_quote(para: Para) -> bool:
    """Tell whether a paragraph has a style for quotations."""
    return any(name in _QUOTE for name in para.styles)


def is_code(para: Para) -> bool:
    """Tell whether a paragraph has a style for code."""
    return any(_CODE.search(name) for name in para.styles)


def is_verse(para: Para) -> bool:
    """Tell whether a paragraph has a style for verse."""
    return any(_VERSE.search(name) for name in para.styles)


def verse_lines(para: Para) -> list[tuple[Piece, ...]]:
    """Return the lines of a paragraph that is a poem by its look; none of any other paragraph."""
    lines: list[list[Piece]] = [[]]
    for piece in para.pieces:
        if isinstance(piece, Break) and piece.kind == "line":
            lines.append([])
        elif isinstance(piece, TextRun | Call | Anchor):
            lines[-1].append(piece)
        else:
            return []
    found = [tuple(line) for line in lines if plain(tuple(line))]
    return found if not para.label and has_metre([plain(line) for line in found]) else []


def is_verse_line(para: Para) -> bool:
    """Tell whether a paragraph can be a line of a poem that has a paragraph for each line: set apart by its look."""
    apart = para.align == "center" or para.left >= _SET_IN or all(piece.look.italic for piece in para.words)
    plainly = all(isinstance(piece, TextRun | Call | Anchor) for piece in para.pieces)
    loud = all(piece.look.bold for piece in para.words)
    return bool(para.words) and apart and plainly and not loud and para.label is None and bool(_syllables(para.text))


def has_metre(lines: list[str]) -> bool:
    """Tell whether lines are a Vietnamese poem: syllables counted as poems count them, and worded as no list is.

    Lines of four to eight syllables, all alike; of six and eight by turns (lục bát); of seven, seven, six and eight
    (song thất lục bát).
    """
    counts = [_syllables(line) for line in lines]
    if len(lines) < _LEAST_LINES or not all(counts) or not has_vietnamese(" ".join(lines)):
        return False
    inner = [word for line in lines for word in line.split()[1:]]
    if sum(word[:1].isupper() for word in inner) > _MOST_CAPITALS * len(inner):
        return False
    ends = [line.rstrip()[-1] for line in lines]
    if not any(end in ",.!?…;" for end in ends) or sum(end == ":" for end in ends) * 4 > len(ends):
        return False
    if len({line.split()[0].casefold() for line in lines}) * 2 < len(lines):
        return False  # the items of a list begin alike
    patterns = [(count,) for count in range(4, 9)] + [(6, 8), (8, 6), (7, 7, 6, 8)]
    return any(_follows(counts, pattern) for pattern in patterns)


def _follows(counts: list[int], pattern: tuple[int, ...]) -> bool:
    fits = sum(count == pattern[index % len(pattern)] for index, count in enumerate(counts))
    return fits >= _LEAST_FIT * len(counts)


def _syllables(line: str) -> int:
    """Return how many syllables a line of a poem has; 0 for one that can be none."""
    words = re.findall(r"[^\W_]+", line)
    spoken = all(word.isalpha() for word in words) and not line.isupper() and not re.search(r"[@/:|()\t]", line[:-1])
    return len(words) if spoken and len(words) <= _MOST_SYLLABLES and not line.startswith(("-", "+", "•", "*")) else 0


def code_lines(para: Para) -> list[str]:
    """Return the lines of a paragraph of code."""
    text = "".join("\n" if isinstance(p, Break) else p.text if isinstance(p, TextRun) else "" for p in para.pieces)
    return text.split("\n")


def without_lifted(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces without the pictures and boxes among them."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Anchored):
            if inner := without_lifted(piece.pieces):
                found.append(replace(piece, pieces=inner))
        elif not isinstance(piece, PlacedPicture | Boxed):
            found.append(piece)
    return tuple(found)


def lifted(pieces: tuple[Piece, ...]) -> list[PlacedPicture | Boxed]:
    """Return the pictures and boxes among pieces."""
    return [piece for piece in flat(pieces) if isinstance(piece, PlacedPicture | Boxed)]
