"""Signs that no font of the house has, as signs that one has: what a text is typed in has more of them than a book."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import find_assets
from publish.publication.assets.fonts import Face, missing_characters

_LIKE = {
    **{"＊": "•", "＃": "№", "｜": "¦"},
    **{"☒": "☑", "➔": "→", "➢": "▸", "➤": "▸", "★": "◆", "☆": "◇", "❖": "◆", "⬧": "◆", "❑": "□", "❍": "○", "⇔": "↔"},
    **{"∅": "Ø", "✂": "✗", "⬥": "◆", "⧫": "◆", "✏": "✓", "☞": "→", "⓪": "(0)", "❒": "□", "❏": "□", "❐": "□", "◻": "□"},
    **{"◼": "■", "⚫": "●", "⚪": "○", "🞄": "•", "✦": "◆", "✧": "◇", "➜": "→", "➡": "→", "⮚": "▸", "⁃": "–", "∙": "•"},
    **{chr(0x2460 + index): f"({index + 1})" for index in range(20)},
    **{chr(0x2776 + index): f"({index + 1})" for index in range(10)},
}
"""Signs that say the same, by those that office programs like."""

_SIGNS = ("So", "Sk", "Co", "Cn")
"""Categories of Unicode whose characters are no letters of any language."""


def with_glyphs(source: str, ledger: Ledger) -> str:
    """Return a source with only such signs as the fonts of the house have; letters of other scripts stay."""
    if source.isascii():
        return source
    faces = find_faces(find_assets(Path()))
    missing = missing_characters(set(source), faces)
    changed: dict[int, str] = {}
    for sign in sorted(missing):
        like = _LIKE.get(sign) or _plain(sign, faces)
        if not like:
            continue
        changed[ord(sign)] = like
        how = say(
            "no font of the house has {sign} (U+{ord:04X}): it became {like}", sign=sign, ord=ord(sign), like=like
        )
        ledger.change(say("sign"), "", how, f"{sign} " * source.count(sign), source.count(sign))
    return source.translate(changed) if changed else source


def _plain(sign: str, faces: Sequence[Face]) -> str:
    """Return a sign as the plain one that Unicode has for it, as with wide letters; a square for other signs."""
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and plain.strip() and plain not in _MARKS and not missing_characters(plain, faces):
        return plain
    return "\N{WHITE SQUARE}" if unicodedata.category(sign) in _SIGNS else ""


_MARKS = frozenset("*_`~^$[]{}<>|\\#=")
"""Signs that would be marks in the source."""
