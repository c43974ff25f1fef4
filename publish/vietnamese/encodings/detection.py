"""Tell which old encoding a text is in, by how many of its words become possible syllables.

The thresholds of gain, lead and foreign words were measured by the makers of ``viparse`` on 48 documents. The others
keep out texts in other languages, as tried on the messages of 190 languages in the catalogues of a Debian system.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from publish.vietnamese.encodings.mojibake import has_mojibake
from publish.vietnamese.encodings.single_byte import DECODERS, decode_unicode, is_unicode, read_bytes
from publish.vietnamese.letters import FOREIGN, MARKED, normalise
from publish.vietnamese.syllables import is_syllable, split_words, syllable_share

CANDIDATES = ("tcvn3", "vni", "viscii", "windows-1258")
LEAST_CHARACTERS = 24
RIGHT_ALREADY, GAIN, LEAD, MOST_FOREIGN = 0.9, 0.15, 0.05, 0.05
LEAST_SHARE, LEAST_MARKED_SHARE, LEAST_GAINED = 0.7, 0.8, 3

_SAMPLE, _SLICES = 65_536, 16
_LINE = re.compile("[^\r\n]+")
_MARKED_VOWEL = re.compile(f"[{''.join(sorted(MARKED - set('đĐ')))}]")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text seems to be.

    Attributes:
        encoding: Name of the encoding; None for Unicode, or if nothing fits.
        confidence: Share of the words that are possible syllables once it is decoded, 0 to 1.
    """

    encoding: str | None
    confidence: float


def guess_encoding(data: bytes | str) -> Guess:
    """Return the encoding that makes most syllables of a text, if it does so clearly; judged by 64 KB of it.

    Lines that are Vietnamese already, or have letters of another script, do not count, and if the others are of many
    kinds each is judged for itself, so that a few lines from an old file are found among others.
    """
    sample = _sample(read_bytes(data))
    whole = syllable_share(sample)
    if (isinstance(data, str) or decode_unicode(data) is not None) and has_mojibake(sample):
        return Guess("mojibake", syllable_share(DECODERS["mojibake"](sample)))
    lines = [line for line in _LINE.findall(sample) if not is_unicode(line) and syllable_share(line) < RIGHT_ALREADY]
    guesses = [_judge("\n".join(lines))]
    if not guesses[0].encoding and len(lines) > 1:
        guesses = [guess for guess in map(_judge, lines) if guess.encoding]
    counts = Counter(guess.encoding for guess in guesses)
    best = counts.most_common(1)[0][0] if counts else None
    return next((guess for guess in guesses if best and guess.encoding == best), Guess(None, whole))


def _judge(text: str) -> Guess:
    """Return the encoding that makes most syllables of a text; none if it is not clearly better than the others."""
    if text.isascii() or len(text) < LEAST_CHARACTERS:
        return Guess(None, 0.0)
    raw = syllable_share(text)
    shares = {name: _share(normalise(DECODERS[name](text)), text) for name in CANDIDATES}
    best, second = sorted(shares, key=lambda name: shares[name], reverse=True)[:2]
    clear = shares[best] >= max(raw + GAIN, shares[second] + LEAD, LEAST_SHARE)
    return Guess(best, shares[best]) if clear else Guess(None, raw)


def _share(decoded: str, text: str) -> float:
    """Return the share of syllables, or 0 if a text cannot be Vietnamese or hardly changes.

    Such a text has long words, words with foreign letters, or words with marks that are no syllables.
    """
    words = split_words(decoded)
    foreign = sum(len(word) > 7 or not set(FOREIGN).isdisjoint(word.lower()) for word in words)
    marked = [word for word in words if _MARKED_VOWEL.search(word)]
    right = [word for word in marked if is_syllable(word)]
    gained = {word for word in right if len(word) > 1}.difference(split_words(text))
    if foreign > MOST_FOREIGN * len(words) or len(right) < LEAST_MARKED_SHARE * len(marked):
        return 0.0
    return syllable_share(decoded) if len(gained) >= LEAST_GAINED else 0.0


def _sample(text: str) -> str:
    """Return a text, or if it is long, slices of it taken evenly."""
    if len(text) <= _SAMPLE:
        return text
    step, size = len(text) // _SLICES, _SAMPLE // _SLICES
    return " ".join(text[start : start + size] for start in range(0, step * _SLICES, step))
