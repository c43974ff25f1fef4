"""Have the text that is copied out of a PDF be the text that was set.

A PDF has one text for each glyph of a font, and the engine takes the first that the glyph was set for. But a glyph may
stand for several characters, as a hyphen does or a Greek letter that is a sign as well, and fonts put characters
together and take them apart. Here a glyph says the most usual character that the font has it for, in whichever order
they come, and where something else was set, it is said beside the glyphs (ActualText, ISO 32000-1, 14.9.4). A hyphen
that divides a word at the end of a line is said as U+00AD (14.8.2.2.3), one of the source as itself, and a break of a
long word is said by nothing: poppler and MuPDF give these. pdfium makes U+0002 (U+FFFE in texts) of both hyphens where
a letter is before one and the line ends behind it, whatever a file says of them; only a character that was not set,
between the two, would keep it from that.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

CLOSING = b" EMC"
"""The end of what has a text of its own, told apart from that of a marked piece."""

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"
        "\N{INVISIBLE SEPARATOR}\N{INVISIBLE PLUS}",
    )
)
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What a glyph says that stands for nothing by itself."""

_TABLE: Mapping[int, str | None] = {**_INVISIBLE, ord("\N{NO-BREAK SPACE}"): " "}
_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_JOINED = range(0xFB00, 0xFB50)
"""Latin, Armenian and Hebrew letters that were joined by printers; as text they are the letters."""


TAB = "\N{INVISIBLE SEPARATOR}", "\N{INVISIBLE PLUS}"
"""What stands around the spaces that a tab of code is set as, so that it is copied as the tab that it was."""

_TAB = re.compile(f"{TAB[0]} *{TAB[1]}")


def plain(text: str) -> str:
    """Return a text as it is to be copied: composed, with plain spaces, without what only guides line breaks."""
    copied = (_TAB.sub("\t", text) if TAB[0] in text else text).translate(_TABLE)
    return copied if copied.isascii() else unicodedata.normalize("NFC", copied)


def set_text(text: str, style: Any) -> str:
    """Return what is to be copied of a line of the engine; a hyphen that it has added divides a word, no more."""
    hyphen = style["hyphenate_character"]
    added = text.endswith(f"\N{SOFT HYPHEN}{hyphen}") or (style["hyphens"] == "auto" and text.endswith(hyphen))
    return plain(text.removesuffix(hyphen)) + "\N{SOFT HYPHEN}" if added else plain(text)


def text_of_glyph(font: Any, number: int, text: str) -> str:
    """Return what a glyph says, the same in all parts of a publication.

    Args:
        font: The font of the engine.
        number: Number of the glyph.
        text: The text that it is set for here. A glyph that the font has for no character, or a private one,
            says that, in small letters, which stand for capitals as well in small capitals; a part of a letter says
            nothing by itself.
    """
    usual = _usual_texts(font).get(number)
    if usual and unicodedata.category(usual[0]) != "Co":
        return usual
    whole = plain(text).lower()
    return whole if whole and not any(map(unicodedata.combining, whole)) else _UNKNOWN


def _usual_texts(font: Any) -> dict[int, str]:
    """Return the text of each glyph that a font of the engine has for a character, found once."""
    known: dict[int, str] | None = vars(font).get("usual_texts")
    if known is None:
        known = font.usual_texts = _texts_of_glyphs(font.file_content, font.index)
    return known


@functools.lru_cache(maxsize=32)
def _texts_of_glyphs(content: bytes, index: int) -> dict[int, str]:
    """Return the text of each glyph that a font file has for a character, found once in a process."""
    from publish.publication.assets.character_maps import read_glyphs

    found: dict[int, str] = {}
    for code, glyph in sorted(read_glyphs(content, index).items(), key=lambda item: _rank(item[0])):
        found.setdefault(glyph, _as_text(chr(code)))
    return found


def _rank(code: int) -> tuple[bool, bool, int]:
    """Return how unusual a character is: those for private use and modifier letters come last."""
    category = unicodedata.category(chr(code))
    return category == "Co", category == "Lm", code


def _as_text(character: str) -> str:
    if ord(character) in _JOINED:
        return unicodedata.normalize("NFKC", character)
    return " " if character == "\N{NO-BREAK SPACE}" else character


# What the glyphs of a line do not say --------------------------------------------------------------------------------


class _Glyph(NamedTuple):
    """A glyph of a line: the operation that shows it, its place there, and what it says."""

    operation: int
    place: int
    says: str


def is_said_whole(text: str, begins: bool) -> bool:
    """Return whether a text, of code, has spaces that programs leave out: tabs, several in a row, or any before a line.

    Such a text is said by its mark (:mod:`publish.layout.tags.marking`): poppler gives one space, or none, for those
    that are glyphs, and hears nothing behind what is said within a mark.
    """
    return "  " in text or "\t" in text or (begins and text[:1] == " ")


def as_string(text: str) -> str:
    """Return a text as a string of a PDF (ISO 32000-1, 7.9.2.2)."""
    return "<" + f"\N{ZERO WIDTH NO-BREAK SPACE}{text}".encode("utf-16-be").hex() + ">"


def speak(stream: Any, start: int, text: str, *, whole: bool = False) -> None:
    """Say beside the glyphs of a line what they do not say themselves.

    Args:
        stream: The page of the engine.
        start: Where the operations of the line begin in it.
        text: What is to be copied.
        whole: Whether the mark around the line says all of it.
    """
    fonts = {font.hash: font for font in stream._fonts.values()}
    operations: dict[int, list[bytes]] = {}
    glyphs: list[_Glyph] = []
    unknown: list[tuple[int, Any, int]] = []
    font: Any = None
    for index in range(start, len(stream.stream)):
        item = stream.stream[index]
        if not isinstance(item, bytes):
            continue
        if item.endswith(b" Tf"):
            font = fonts.get(item.split(b" ", 1)[0][1:].decode())
        elif item.endswith(b"] TJ") and font and not font.bitmap:
            parts = operations[index] = _read(item)
            for place, part in enumerate(parts):
                if part[:1] == b"<":
                    number = int(part[1:-1], 16)
                    says = font.to_unicode[number] = text_of_glyph(font, number, font.to_unicode[number])
                    glyphs.append(_Glyph(index, place, says))
                    if says == _UNKNOWN:
                        unknown.append((len(glyphs) - 1, font, number))
    for order, drawn, number in unknown:
        says = drawn.to_unicode[number] = text_of_glyph(drawn, number, _between(glyphs, order, text))
        glyphs[order] = glyphs[order]._replace(says=says)
    if glyphs and not whole and "".join(glyph.says for glyph in glyphs) != text:
        _say(stream.stream, operations, _words(glyphs, text))


def _between(glyphs: Sequence[_Glyph], order: int, text: str) -> str:
    """Return what a glyph stands for that the engine has no text for, as for a sign of several characters.

    It is what the glyphs before it and the one behind it leave of the line; empty where they do not say all of that.
    """
    start = 0
    for glyph in glyphs[:order]:
        if not text.startswith(glyph.says, start):
            return ""
        start += len(glyph.says)
        start += len(text[start:]) - len(text[start:].lstrip(_SELECTORS))
    behind = glyphs[order + 1].says if order + 1 < len(glyphs) else ""
    end = text.find(behind, start + 1) if behind else len(text)
    return text[start:end] if end >= 0 and behind != _UNKNOWN else ""


_SELECTORS = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"
"""What says that a sign is text or an emoji, which has no glyph of its own."""


def unseen_words(fonts: Mapping[Any, Any], text: str, x: float, y: float, width: float) -> list[bytes]:
    """Return the operations that give a drawing words to copy: a letter that is not seen, as wide as the drawing.

    Readers copy what stands for glyphs, so where there are none nothing is copied, whatever is said of it. poppler
    puts it where the drawing stands; pdfium and MuPDF put it where the engine draws it, behind the text around.

    Args:
        fonts: The fonts of the engine.
        text: What is to be copied.
        x: Where the drawing begins, in the units of the page.
        y: Where its baseline is.
        width: How wide it is.
    """
    letters = ((font, glyph) for font in fonts.values() for glyph, said in font.to_unicode.items() if said.isalpha())
    font, glyph = next(letters, (None, 0))
    if not font or not font.widths.get(glyph):
        return []
    said = f"\N{ZERO WIDTH NO-BREAK SPACE}{plain(text)}".encode("utf-16-be").hex()
    place = f"{10_000 * width / font.widths[glyph]:.3f} Tz /{font.hash} 10 Tf 1 0 0 -1 {x:.3f} {y:.3f} Tm"
    shown = f"BT 3 Tr {place} [<{glyph:04x}>] TJ 0 Tr 100 Tz ET"
    return [f"/Span <</ActualText <{said}>>> BDC".encode(), shown.encode(), CLOSING]


def _read(item: bytes) -> list[bytes]:
    """Return the glyphs and the moves of an operation ``TJ``, each glyph by itself."""
    parts: list[bytes] = []
    for digits, move in _TOKEN.findall(item):
        parts += [b" " + move] if move else [b"<%b>" % digits[at : at + 4] for at in range(0, len(digits), 4)]
    return parts


def _words(glyphs: list[_Glyph], text: str) -> list[tuple[list[_Glyph], str]]:
    """Return the words that some glyphs do not say; all at once where spaces do not tell which glyphs are of which."""
    words: list[list[_Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.says == " ":
            words.append([])
        else:
            words[-1].append(glyph)
    pairs = list(zip(words, text.split(" "), strict=False))
    if len(words) != text.count(" ") + 1 or any(word and not own for own, word in pairs):
        pairs = [(glyphs, text)]
    return [(own, word) for own, word in pairs if "".join(glyph.says for glyph in own) != word]


def _say(items: list[Any], operations: dict[int, list[bytes]], said: list[tuple[list[_Glyph], str]]) -> None:
    """Say a text beside each of some rows of glyphs."""
    marks: dict[int, list[tuple[int, bytes]]] = {}
    for own, word in said:
        opening = f"/Span <</ActualText {as_string(word)}>> BDC".encode()
        marks.setdefault(own[0].operation, []).append((own[0].place, opening))
        marks.setdefault(own[-1].operation, []).append((own[-1].place + 1, CLOSING))
    for operation in sorted(marks, reverse=True):
        items[operation : operation + 1] = _cut(operations[operation], marks[operation])


def _cut(parts: list[bytes], marks: list[tuple[int, bytes]]) -> list[bytes]:
    """Return an operation ``TJ`` as several, with marks between them."""
    made: list[bytes] = []
    start = 0
    for place, mark in [*marks, (len(parts), b"")]:
        if shown := b"".join(parts[start:place]):
            made.append(b"[%b] TJ" % shown.replace(b"><", b""))
        made += [mark] if mark else []
        start = place
    return made
