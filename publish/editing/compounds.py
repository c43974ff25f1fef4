"""Keep words of several syllables whole in display type; the only door to underthesea, which is an extra.

Vietnamese puts its spaces between syllables. In a justified column a line may end at any of them; in headings,
captions, pull quotes and tables a reader stumbles when it ends inside a word.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re

LONGEST = 22
"""Characters of a compound that stays whole; a longer one would tear holes into narrow lines."""

EXTRA = "words"
"""What brings underthesea."""


def is_installed() -> bool:
    """Tell whether the extra is there; nothing is imported yet."""
    return importlib.util.find_spec("underthesea") is not None


@functools.lru_cache(maxsize=10_000)
def glue(text: str) -> str:
    """Return a line with U+00A0 between the syllables of each word, one character for one.

    Word boundaries are those of underthesea's CRF model (VLSP 2013; it works without a network), which gives back its
    words with tones in the old style.
    """
    from publish.vietnamese.tones import place_tones  # whoever only asks whether this is installed does without

    plain = place_tones(text.replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " "), "old")
    glued, start = list(text.replace("\N{WORD JOINER}", "")), 0
    for word in _tokenize(plain):
        found = plain.find(word, start)
        if found < 0 or " " not in word:
            continue
        start = found + len(word)
        if len(word) <= LONGEST:
            for space in re.finditer(" ", word):
                glued[found + space.start()] = "\N{NO-BREAK SPACE}"
    made = iter(glued)
    return "".join(old if old == "\N{WORD JOINER}" else max(next(made), old) for old in text)


def _tokenize(text: str) -> list[str]:
    words: list[str] = importlib.import_module("underthesea").word_tokenize(text)
    return words
