"""The letters of Vietnamese: the alphabet, the marks of quality and tone, and how a letter comes apart.

Sources: TCVN 6909:2001 for the repertoire, 67 letters with marks in each case; CLDR 48 for the letters f, j, w and z,
which only foreign words have.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
"""The 29 letters in their order."""

FOREIGN = "fjwz"
"""Letters that no Vietnamese word has."""

VOWELS = "aăâeêioôơuưy"

CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"

QUALITY_MARKS = CIRCUMFLEX + BREVE + HORN
"""Marks that make another letter: â, ă, ơ."""

TONES: Mapping[str, str] = {
    "ngang": "",
    "huyền": "\u0300",
    "hỏi": "\u0309",
    "ngã": "\u0303",
    "sắc": "\u0301",
    "nặng": "\u0323",
}
"""The combining mark of each tone, in the order of the dictionaries (CLDR 48)."""

TONE_MARKS = "".join(TONES.values())

_TONED = {
    unicodedata.normalize("NFC", vowel + mark): (vowel, mark)
    for vowel in VOWELS + VOWELS.upper()
    for mark in TONES.values()
}

_TONELESS = str.maketrans({letter: vowel for letter, (vowel, mark) in _TONED.items() if mark})

MARKED = frozenset(letter for letter in (*_TONED, "đ", "Đ") if not letter.isascii())
"""The 134 letters beyond ASCII."""

LETTERS = MARKED | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Every letter that a Vietnamese page has, the four foreign ones included."""

WORD = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+")
"""A run of Latin letters and combining marks."""

_TELLING = frozenset(letter for letter in MARKED if letter in "ơưƠƯ" or letter >= "\u1ea0")


def split_tone(word: str) -> tuple[str, str]:
    """Return a word without its tone, in NFC, and the combining mark of the tone.

    The mark is empty for the level tone; of two marks the first is told and both are taken away.
    """
    word = unicodedata.normalize("NFC", word)
    toneless = word.translate(_TONELESS)
    if toneless == word:
        return word, ""
    return toneless, next(_TONED[letter][1] for letter in word if letter in _TONED and _TONED[letter][1])


def count_tones(word: str) -> int:
    """Return how many letters of a word, in any form of Unicode, carry a tone; more than one is a mistake."""
    return sum(1 for letter in unicodedata.normalize("NFC", word) if letter in _TONED and _TONED[letter][1])


def add_tone(letter: str, mark: str) -> str:
    """Return a vowel with a tone."""
    return unicodedata.normalize("NFC", letter + mark)


def has_vietnamese(text: str) -> bool:
    """Tell whether a text has a letter that no other national language has, such as ơ, ạ or ế."""
    return not _TELLING.isdisjoint(text)


_LONG_STACK = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u0f71-\u0f84"
    "\u1ab0-\u1abd\u1dc0-\u1dff\u20d0-\u20dc\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]{32,}"
)


def normalise(text: str, form: Literal["NFC", "NFD"] = "NFC") -> str:
    """Return a text in a form of Unicode, in a time that grows with its length only.

    Python's own function sorts the marks of a letter in a time that grows with the square of their number (CPython
    3.11 to 3.13, ``nfd_nfkd`` of unicodedata.c); marks that are sorted already cost it nothing.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, _LONG_STACK.sub(_sort_marks, text))


def is_normal(text: str) -> bool:
    """Tell whether a text is in NFC, in a time that grows with its length only."""
    return text.isascii() or (not _LONG_STACK.search(text) and unicodedata.is_normalized("NFC", text))


def _sort_marks(stack: re.Match[str]) -> str:
    """Return marks in canonical order (Unicode, 3.11, D108); a character of class 0 stays in its place."""
    groups = itertools.groupby(stack[0], key=lambda mark: unicodedata.combining(mark) > 0)
    return "".join("".join(sorted(group, key=unicodedata.combining) if marks else group) for marks, group in groups)
