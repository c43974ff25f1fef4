"""Where the tone stands in a syllable, in the old style (hòa, thúy) and the new one (hoà, thuý).

The styles differ in open syllables on oa, oe and uy only. The new one is the rule of the schoolbooks (Quyết định
1989/QĐ-BGDĐT of 2018, Điều 8); press and laws use both, so that neither is a mistake.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from publish.vietnamese.letters import WORD, add_tone, count_tones, split_tone
from publish.vietnamese.syllables import LONGEST, split_syllable

STYLES = ("keep", "old", "new")

_VARYING = frozenset(["oa", "oe", "uy"])
_CODA = re.compile("(?:ch|ng|nh|[cmnpt])$")


def place_tones(text: str, style: str = "keep") -> str:
    """Return a text whose tones stand where they belong.

    Words that are no Vietnamese syllables stay as they are, and so do words with two tones.

    Args:
        text: Any text.
        style: ``old`` or ``new``, or ``keep`` to move only marks that neither style knows (Vịêt, đựơc, qúy).

    Raises:
        ValueError: For any other style.
    """
    if style not in STYLES:
        raise ValueError(f"no style of tones: {style!r}; there are {', '.join(STYLES)}")
    return WORD.sub(lambda match: match[0] if len(match[0]) > LONGEST else place_tone(match[0], style), text)


@functools.lru_cache(maxsize=20_000)
def place_tone(word: str, style: str = "keep") -> str:
    """Return one word with its tone in place; the word itself if nothing moves."""
    if word.isascii():
        return word
    syllable = split_syllable(word)
    written = unicodedata.normalize("NFC", word)
    if syllable is None or not syllable.tone or count_tones(written) != 1:
        return word
    start = len(written) - len(syllable.rhyme)
    old, new = (start + offset for offset in _places(syllable.onset, syllable.rhyme))
    toneless = split_tone(written)[0]
    here = next(index for index, letter in enumerate(written) if letter != toneless[index])
    if style == "keep" and here in (old, new):
        return word
    place = old if style == "old" else new
    if place == here:
        return word
    return toneless[:place] + add_tone(toneless[place], syllable.tone) + toneless[place + 1 :]


def tone_style(word: str) -> str | None:
    """Return ``old`` or ``new`` for a word that is written differently in the two styles, else None."""
    if word.isascii():
        return None
    syllable = split_syllable(word)
    if syllable is None or not syllable.tone or syllable.rhyme not in _VARYING or syllable.onset == "qu":
        return None
    return "old" if place_tone(word, "old") == word else "new"


def _places(onset: str, rhyme: str) -> tuple[int, int]:
    """Return the offset in a rhyme where the old and the new style put the tone."""
    coda = _CODA.search(rhyme)
    vowels = rhyme[: coda.start()] if coda else rhyme
    if not coda and rhyme in _VARYING and onset != "qu":
        return 0, 1
    place = _place(vowels, bool(coda))
    return place, place


def _place(vowels: str, closed: bool) -> int:
    """Return which of the vowels carries the tone where both styles agree."""
    if len(vowels) == 1:
        return 0
    if vowels == "ưu":
        return 0
    if "ươ" in vowels:
        return vowels.index("ơ")
    marked = [index for index, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0
