"""Tell which old encoding a text is in, by how many of its words become possible syllables.

The thresholds were measured by the makers of ``viparse`` on 48 documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.vietnamese.legacy import DECODERS, decode_unicode, to_latin1
from publish.vietnamese.letters import FOREIGN
from publish.vietnamese.mojibake import has_mojibake
from publish.vietnamese.syllables import LONGEST, is_syllable

CANDIDATES = ("tcvn3", "vni", "viscii", "windows-1258")
LEAST_CHARACTERS = 24
RIGHT_ALREADY, GAIN, LEAD, MOST_FOREIGN = 0.9, 0.15, 0.05, 0.05

_SAMPLE, _SLICES = 65_536, 16
_PUNCTUATION = re.compile("[\\s\\d!-/:-@\\[-`{-~\u2010-\u2027\u2030-\u205e]+")


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
    """Return the encoding that makes most syllables of a text, if it does so clearly; judged by 64 KB of it."""
    text = decode_unicode(data) if isinstance(data, bytes) else data
    unicode = text is not None
    sample = _sample(to_latin1(data) if text is None else text)
    if unicode and has_mojibake(sample):
        return Guess("mojibake", syllable_share(DECODERS["mojibake"](sample)))
    raw = syllable_share(sample)
    if sample.isascii() or len(sample) < LEAST_CHARACTERS or raw >= RIGHT_ALREADY:
        return Guess(None, raw)
    shares = {name: _share(DECODERS[name](sample)) for name in CANDIDATES}
    best, second = sorted(shares, key=lambda name: shares[name], reverse=True)[:2]
    if shares[best] >= raw + GAIN and shares[best] >= shares[second] + LEAD:
        return Guess(best, shares[best])
    return Guess(None, raw)


def syllable_share(text: str) -> float:
    """Return the share of the words of a text that are possible syllables, 0 to 1."""
    words = _words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _share(decoded: str) -> float:
    """Return the share of syllables, or 0 for a text with too many words that no Vietnamese text has."""
    words = _words(decoded)
    foreign = sum(len(word) > 7 or not set(FOREIGN).isdisjoint(word.lower()) for word in words)
    return syllable_share(decoded) if foreign <= MOST_FOREIGN * len(words) else 0.0


def _words(text: str) -> list[str]:
    return [word if len(word) <= LONGEST else "?" for word in _PUNCTUATION.split(text) if word]


def _sample(text: str) -> str:
    """Return a text, or if it is long, slices of it taken evenly."""
    if len(text) <= _SAMPLE:
        return text
    step, size = len(text) // _SLICES, _SAMPLE // _SLICES
    return " ".join(text[start : start + size] for start in range(0, step * _SLICES, step))
