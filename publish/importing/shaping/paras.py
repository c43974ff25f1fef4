"""What paragraphs are by their styles and words: crossheads, captions, quotations, code, verse, rules."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.importing.shaping.tree import Anchored, Boxed, Break, Look, Para, Piece, PlacedPicture, TextRun, flat

_STYLED = re.compile(r"(?:heading|tiêu đề|đề mục|überschrift|titre|título) ?(?P<level>[1-9])$")
_QUOTE = ("quote", "intense quote", "block text", "quotation", "trích dẫn", "quotations")
_CODE = re.compile(r"(?:source )?code\b|preformatted|verbatim|html code")
_VERSE = re.compile(r"\b(?:verse|thơ|poem|poetry)\b")
_CAPTION = ("caption", "chú thích", "chú thích ảnh", "image caption", "figure", "table caption", "captioned figure")
_RULES = frozenset("_=~*-–—―─━")
"""Signs that lines are drawn with; points and spaces may stand between them."""


def is_rule(text: str) -> bool:
    """Tell whether a paragraph is a line drawn with signs."""
    seen = set(text)
    return len(text) >= 3 and not seen.isdisjoint(_RULES) and seen <= _RULES | set(". \u00a0")


def key_of(para: Para) -> str:
    """Return how ``import.toml`` calls a paragraph: the beginning of its text."""
    full = f"{para.label.text} {para.text}" if para.label else para.text
    return full[:80].strip()


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
