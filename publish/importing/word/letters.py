"""Letters that a font alone makes legible: Vietnamese in the fonts of old, and the signs of symbol fonts."""

from __future__ import annotations

import re

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.vietnamese.encodings import decode

_TCVN3 = re.compile(r"\.Vn(?P<name>.*)", re.IGNORECASE)
_VNI = re.compile(r"VNI[- ]|VNI$", re.IGNORECASE)
_CAPITALS = re.compile(r"H(?:[ _-]|\d|$)|H$")

SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")

_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_SIGNS = {
    "symbol": {
        **{0x20 + index: sign for index, sign in enumerate(_SYMBOL)},
        **{0xA0 + index: sign for index, sign in enumerate(_SYMBOL_HIGH)},
        **{0xF1: "〉", 0xF2: "∫", 0xF3: "⌠", 0xF4: "⎮", 0xF5: "⌡"},
    },
    "wingdings": {
        **{0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x50: "⚐"},
        **{0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖"},
        **{0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→"},
        **{0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗"},
        **{0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x76 + 0: "❖"},
        **{0x80: "⓪", **{0x81 + index: chr(0x2460 + index) for index in range(10)}},
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x97: "•", 0x98: "●"},
    "wingdings 3": {0x7D: "▶", 0x75: "▲", 0x76: "▼", 0x74: "◀", 0x84: "▸"},
}
"""Unicode for what the symbol fonts draw, by the code of the character."""


def legacy_encoding(font: str) -> tuple[str, bool] | None:
    """Return the old encoding that a font draws Vietnamese from, and whether it draws capitals; None for Unicode."""
    if match := _TCVN3.match(font):
        return "tcvn3", bool(_CAPITALS.search(match["name"]))
    return ("vni", False) if _VNI.match(font) else None


def decode_and_tell(text: str, encoding: tuple[str, bool], ledger: Ledger, place: str, how: str) -> str:
    """Return a text that a font of old shows in Unicode, its spaces as they were; take note of it where it changes."""
    name, capitals = encoding
    decoded = decode(text, name, capitals=capitals)
    if decoded != text:
        ledger.change(say("words"), place, how, text, len(text.split()) or 1)
    return decoded


def run_spaces_together(text: str) -> str:
    """Return a text as HTML and OpenDocument show it: one space where there are several, or a line end."""
    joined = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if joined and text[-1:].isspace() else ""
    return f"{before}{joined}{after}"


def sign(code: int, font: str) -> str | None:
    """Return the sign of a symbol font in Unicode; None if it is not known."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    return _SIGNS.get(font.lower(), {}).get(code)


def is_symbol_font(font: str) -> bool:
    """Tell whether the letters of a font are signs."""
    return font.lower() in SYMBOL_FONTS


def private_signs(text: str, font: str) -> tuple[str, int]:
    """Return a text with the signs for the private characters in it, and how many of them are not known.

    Word writes what a symbol font draws as U+F000 and its code; without the font it is nothing.
    """
    if not any(0xE000 <= ord(letter) <= 0xF8FF for letter in text):
        return text, 0
    unknown, letters = 0, []
    for letter in text:
        if not 0xE000 <= ord(letter) <= 0xF8FF:
            letters.append(letter)
            continue
        found = sign(ord(letter), font if is_symbol_font(font) else "symbol")
        unknown += found is None
        letters.append(found or "\N{WHITE SQUARE}")
    return "".join(letters), unknown
