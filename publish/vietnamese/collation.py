"""The alphabetical order of Vietnamese, for indexes and lists: letters first, then tones, then case.

Sources: CLDR 48, collation ``vi`` on its root, as ICU 78 sorts by it. The tones of ICU come in the order of the
dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from publish.vietnamese.letters import QUALITY_MARKS, normalise

_SIGNS = (
    "\t\n\v\f\r\x85\u2028\u2029 ‾_‗-‒–—―⁓,;⁏:!¡?¿‽.·⁕⁖⁘⁙⁚⁛⁜⁝⁞'‹›\"«»()[]{}⁅⁆‖§¶⁋@*⁎⁑/\\&⁊#%‰‱†‡•‣‧⁃⁌⁍′‵‸※‿⁔⁀⁐⁁⁂"
    "`´^¯¨¸°©®℗℘℞℥℧℮←→↑↓↔↕↖↗↘↙⇐⇑⇒⇓⇔∀∂∃∅∆∇∈∋∎∏∑+±÷×<=>¬|¦~−∓∕⁄∗∘∙√∝∞∟∠∥∧∨∩∪∫∴∵∼≃≅≈≡≤≥≪≫⊂⊃⊆⊇⊕⊖⊗⊥⋅⋯¤¢$£¥₠₡₢₣₤₥₦₩₪₫€₭₮₱₲₴₵₸₹₺₽₿"
)
"""White space, punctuation, symbols and currencies in their order; others of them come behind."""

_LETTERS = "aăâbcdđeêǝfgƣhiıjklmnŋoôơpqrstuưvwxyzʒþ"
"""The alphabet, with f, j, w and z in their Latin places and some letters of other languages that stand alone."""

_MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304\u0335"
"""Marks in their order: the tones come before the marks of other languages."""

_MADE_OF = {
    **{"æ": "a\u0335e", "œ": "o\u0335e", "ß": "s\u0335s", "ſ": "s\u0335"},
    **{"ð": "d\u0335", "ħ": "h\u0335", "ł": "l\u0335", "ø": "o\u0338"},
    **{quote: f"'{mark}" for quote, mark in zip("‘’‚‛", _MARKS, strict=False)},
    **{quote: f'"{mark}' for quote, mark in zip("“”„‟", _MARKS, strict=False)},
}
"""What differs from other letters or signs as a letter does from the same with a mark."""

_IGNORED = frozenset(["Cc", "Cf", "Cn", "Cs"])
_SMALL, _CAPITAL, _VARIANT = "\x01", "\x02", "\x03"
_UNMARKED, _OTHER_MARK = "\x01", "\xff"
_OTHER_SIGN, _DIGIT, _LETTER, _OTHER_LETTER = 0x1000, 0x2000, 0x2010, 0x3000

_RANKS = {sign: chr(rank) for rank, sign in enumerate(_SIGNS, 1)}
_RANKS |= {letter: chr(rank) for rank, letter in enumerate(_LETTERS, _LETTER)}
_MARK_RANKS = {mark: chr(rank) for rank, mark in enumerate(_MARKS, 2)}


def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key by which texts come into the order of a Vietnamese dictionary or index.

    White space comes before punctuation, symbols, digits and letters, so that "Lê Vy" stands before "Lên". Letters of
    other languages stand with the one they are made from (é is e with sắc, ñ is n), other scripts behind Latin. Texts
    that differ in nothing but their form of Unicode have the same key.

    Returns:
        What the letters are, what their marks are, and which are capitals, as strings to compare one after the other.
    """
    primary: list[str] = []
    secondary: list[str] = []
    tertiary: list[str] = []
    for letter, marks, case in _elements(normalise(text, "NFD")):
        rank = _rank(letter)
        if rank:
            primary.append(rank)
            secondary.append(_UNMARKED)
            tertiary.append(case)
        secondary += [_MARK_RANKS.get(mark) or _OTHER_MARK + mark for mark in marks]
        tertiary += _SMALL * len(marks)
    return "".join(primary), "".join(secondary), "".join(tertiary)


def _elements(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each letter of a text in NFD, small and with its mark of quality, the marks behind it, and its case."""
    start, size = 0, len(text)
    while start < size:
        first = end = start if unicodedata.combining(text[start]) else start + 1
        while end < size and unicodedata.combining(text[end]):
            end += 1
        *others, last = _letters(text[start]) if first > start else [""]
        case = _case(text[start])
        for other in others:
            yield other[0], other[1:], case
        yield *_qualify(last, text[first:end]), case
        start = end


def _letters(character: str) -> list[str]:
    """Return what a character is made of, small letters and signs, each with the marks that are part of it."""
    small = character.lower()
    if small in _RANKS:
        return [small]
    parts: list[str] = []
    for part in _MADE_OF.get(small) or unicodedata.normalize("NFKD", character).lower():
        if parts and unicodedata.combining(part):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _case(character: str) -> str:
    small = character.lower()
    if small not in _RANKS and unicodedata.normalize("NFKD", small) != small:
        return _VARIANT
    return _SMALL if small == character else _CAPITAL


def _qualify(letter: str, marks: str) -> tuple[str, str]:
    """Return a letter with the mark that makes another letter of it (ă, ê, ơ), and the marks that are left.

    As in canonical composition a mark counts if no other mark of its class stands before it.
    """
    classes: set[int] = set()
    for index, mark in enumerate(marks):
        combining = unicodedata.combining(mark)
        if mark in QUALITY_MARKS and combining not in classes:
            whole = unicodedata.normalize("NFC", letter + mark)
            if whole in _RANKS:
                return whole, marks[:index] + marks[index + 1 :]
        classes.add(combining)
    return letter[:1], letter[1:] + marks


def _rank(letter: str) -> str:
    """Return the place of a letter or sign in the order; empty if it counts for nothing."""
    if not letter or letter in _RANKS:
        return _RANKS.get(letter, "")
    category = unicodedata.category(letter)
    if category == "Nd":
        return chr(_DIGIT + unicodedata.digit(letter))
    if category in _IGNORED:
        return ""
    if category[0] in "PSZ":
        return chr(_OTHER_SIGN) + letter
    return chr(_OTHER_LETTER) + letter
