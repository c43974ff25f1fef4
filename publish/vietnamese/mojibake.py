"""Mend text that went through the wrong encoding on its way: UTF-8 read as Windows-1252, Latin-1 read as Windows-1258."""

from __future__ import annotations

import re
import unicodedata

from publish.vietnamese.legacy_tables import CP1252_BYTES
from publish.vietnamese.letters import MARKED
from publish.vietnamese.syllables import LONGEST, is_syllable

_SIGNS = "".join(map(chr, CP1252_BYTES))
_RUN = re.compile(f"[\u00c2-\u00f4](?:[\u0080-\u00bf{re.escape(_SIGNS)}][\u00c2-\u00f4]?)+")
_TO_BYTES = CP1252_BYTES | {code: code for code in range(0x80, 0x100)}
_PLAUSIBLE = re.compile(
    f"[{''.join(sorted(MARKED))}\u00a0-\u00ff\u0300-\u036f\u2010-\u2064\u20a0-\u20bf\u2116\u2122\u2190-\u22ff\ufeff]+"
)
_TIMES = 3


def mend_mojibake(text: str) -> str:
    """Return a text in which UTF-8 that was read as Windows-1252, once or several times, is what it was.

    A run of characters is mended only if its bytes are strict UTF-8 of letters and signs that print in Latin script.
    """
    for _ in range(_TIMES):
        mended = _RUN.sub(_mend_run, text)
        if mended == text:
            break
        text = mended
    return text


def has_mojibake(text: str) -> bool:
    """Tell whether :func:`mend_mojibake` changes a text."""
    return any(_mend_run(match) != match[0] for match in _RUN.finditer(text))


def _mend_run(match: re.Match[str]) -> str:
    run = match[0]
    raw = bytes(_TO_BYTES[ord(character)] for character in run)
    try:
        decoded, rest = raw.decode("utf-8"), ""
    except UnicodeDecodeError as failure:
        decoded, rest = raw[: failure.start].decode("utf-8"), run[failure.start :]
    return decoded + rest if _PLAUSIBLE.fullmatch(decoded) and len(rest) < 2 else run


_AFTER_CONSONANT = re.compile("[bcdđghklmnpqrstvx][\u0300\u0301\u0309\u0323](?![\u0300-\u036f])", re.IGNORECASE)
_MEANT = {"\u0300": "Ì", "\u0301": "ì", "\u0309": "Ò", "\u0323": "ò"}
_WORD = re.compile("[^\\W\\d_]+(?:[\u0300-\u036f]+[^\\W\\d_]*)*")


def mend_misread_1258(text: str) -> str:
    """Return a text in which bytes of Latin-1 that were read as Windows-1258 are what they were: th́ is thì, c̣n is còn.

    There ì ò Ì Ò are combining marks, which stand behind a consonant then; ý and õ became ư and ơ, which none can tell.
    """
    if not re.search("[\u0300\u0301\u0309\u0323]", text):
        return text
    return _WORD.sub(lambda match: _mend_word(match[0]), text)


def _mend_word(word: str) -> str:
    if len(word) > LONGEST or not _AFTER_CONSONANT.search(word):
        return word
    mended = _AFTER_CONSONANT.sub(lambda match: match[0][0] + _MEANT[match[0][1]], word)
    return mended if is_syllable(unicodedata.normalize("NFC", mended)) else word
