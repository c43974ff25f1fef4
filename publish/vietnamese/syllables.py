"""What a Vietnamese syllable can be: onset, rhyme and tone.

The grammar finds what is impossible, not what is wrong: it allows 18,496 syllables with tones, of which some 6,600 are
in use. Of the 6,631 entries of the hunspell list it takes all but 38, which are loans, acronyms and one mistake.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from publish.vietnamese.letters import count_tones, split_tone

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"

ONSETS = tuple(_ONSETS.split())
"""Initial consonants; a syllable may have none."""

_OPEN = """a e ê i o ô ơ u ư y ia ua ưa ai ay ây ao au âu eo êu iu iêu oi ôi ơi ui ưi ươi uôi ưu ươu oa oe uê uy uơ
oai oay oao oeo uây uya uyu uêu yêu"""

_NASAL = """am ăm âm em êm im iêm om ôm ơm um ưm uôm ươm an ăn ân en ên in iên on ôn ơn un ưn uôn ươn
ang ăng âng eng iêng ong ông ung ưng uông ương anh ênh inh oam oăm oem oan oăn oen oang oăng oanh oong ôông
uân uâng uên uênh uyn uynh uyên uơn uơm yêm yên yêng"""

_STOPPED = """ap ăp âp ep êp ip iêp op ôp ơp up ưp ươp uôp at ăt ât et êt it iêt ot ôt ơt ut ưt uôt ươt
ac ăc âc ec iêc oc ôc uc ưc uôc ươc ach êch ich ooc ôôc oap oat oăt oet oac oăc oach uât uyêt uyt uyp uêch uych
uơt uêt yêt"""

RHYMES = frozenset(f"{_OPEN} {_NASAL} {_STOPPED}".split())
"""Rhymes without tones, as they are written behind an onset, and those with yê that start a syllable."""

STOPPED = frozenset(_STOPPED.split())
"""Rhymes that end in p, t, c or ch and have no other tone than sắc and nặng."""

_AFTER_QU = frozenset(rhyme[1:] for rhyme in RHYMES if rhyme[0] in "ou" and rhyme[1:2] in set("aăâeêiơy")) | frozenset(
    rhyme for rhyme in RHYMES if rhyme[0] in "aăâeêiơ" and rhyme[:2] not in ("ia", "iê")
) | {"oang", "oăt", "ôc"}  # fmt: skip
"""Rhymes behind qu: its u is their medial, or they have none of their own; quoàng, quoắt and quốc are written so."""

LONGEST = 24
"""Characters that a syllable can have: seven letters, of which two carry marks, however they are taken apart."""

_SHARP_TONES = frozenset("\u0301\u0323")


class Syllable(NamedTuple):
    """A syllable in its parts, in lower case; ``onset`` may be empty, ``tone`` is a combining mark or empty."""

    onset: str
    rhyme: str
    tone: str


def _spellings() -> dict[str, tuple[str, str]]:
    """Return every syllable without tone, as it is written, in its parts; giu is gi and u, not gi and iu."""
    table: dict[str, tuple[str, str]] = {}
    for rhyme in sorted(RHYMES | _AFTER_QU, key=lambda rhyme: (rhyme[0] == "i", rhyme)):
        for onset in ("", *ONSETS):
            if _agree(onset, rhyme):
                table.setdefault(_write(onset, rhyme), (onset, rhyme))
    return table


def _agree(onset: str, rhyme: str) -> bool:
    """Tell whether a rhyme can stand behind an onset as both are written."""
    if onset == "qu":
        return rhyme in _AFTER_QU
    if rhyme not in RHYMES:
        return False
    front = rhyme[0] in "eêiy"
    match onset:
        case "":
            return rhyme[:2] != "iê"
        case "gi":
            return rhyme[0] != "y"
        case "k":
            return front and rhyme[:2] != "yê"
        case "gh" | "ngh":
            return rhyme[0] in "eêi"
        case "c" | "g" | "ng":
            return not front
    return rhyme[:2] != "yê"


def _write(onset: str, rhyme: str) -> str:
    """Return onset and rhyme in one word; the i of gi is not written twice."""
    return onset[:1] + rhyme if onset == "gi" and rhyme[0] == "i" else onset + rhyme


SPELLINGS = _spellings()
"""Onset and rhyme of each possible syllable, by its spelling without tone and in lower case."""


def split_syllable(word: str) -> Syllable | None:
    """Return the parts of a word if it is a possible syllable, else None; its case does not matter, its tone does.

    A syllable has one tone at most.

    Where the tone stands does not matter: ``place_tones`` knows about that.
    """
    if not 0 < len(word) <= LONGEST:
        return None
    toneless, tone = split_tone(word.lower())
    parts = SPELLINGS.get(toneless)
    if parts is None or (parts[1] in STOPPED and tone not in _SHARP_TONES) or (tone and count_tones(word) > 1):
        return None
    return Syllable(*parts, tone)


def is_syllable(word: str) -> bool:
    """Tell whether a word is a possible Vietnamese syllable, in any case and form of Unicode."""
    return split_syllable(word) is not None


_BETWEEN = re.compile("[\\s\\d!-/:-@\\[-`{-~\u2010-\u2027\u2030-\u205e]+")


def split_words(text: str) -> list[str]:
    """Return the words of a text in any encoding: all that stands between spaces, digits and common marks."""
    return [word for word in _BETWEEN.split(text) if word]


def syllable_share(text: str) -> float:
    """Return the share of the words of a text that are possible syllables, 0 to 1."""
    words = split_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
