"""Mend text that went through a wrong encoding: UTF-8 read as Windows-1252, Latin-1 read as Windows-1258."""

from __future__ import annotations

import functools
import re
import unicodedata

from publish.vietnamese.encodings.tables import CP1252_BYTES
from publish.vietnamese.letters import MARKED
from publish.vietnamese.syllables import LONGEST, is_syllable

TIMES = 3
"""How many times over a text may have been spoilt."""

_TO_BYTES = CP1252_BYTES | {code: code for code in range(0x80, 0x100)}
_LINE = re.compile("[^\r\n]+")
_REST = f"[\u0080-\u00bf{re.escape(''.join(map(chr, CP1252_BYTES)))}]"
_RUN = re.compile(f"(?:[\u00c2-\u00df]{_REST}|[\u00e0-\u00ef]{_REST}{{2}}|[\u00f0-\u00f4]{_REST}{{3}})+")
"""Characters that stand for the bytes of whole characters of UTF-8."""

_PLAUSIBLE = re.compile(
    f"[{''.join(sorted(MARKED))}\u0300-\u0303\u0306\u0309\u031b\u0323"
    "\u00a0-\u00ff\u2010-\u2064\u20a0-\u20bf\u2116\u2122\u2190-\u22ff\ufeff]+"
)
"""Letters of Vietnamese and its neighbours, their marks, and signs that print."""

_QUOTES = "\u00a0\u00ab\u00bb‘’‚‛“”„‹›•…–—"
_ENDING = re.compile(f"(?:[\u00c2-\u00f4][{_QUOTES}]+)+")
_MARKED_OFF = re.compile(f"(?:[\u00c2-\u00f4][{_QUOTES}°²³´·¹º©®™]+)+")
"""Letters and signs that may as well be what they are: XÃ” ends a quotation, or it is XÔ."""

_BEYOND_LATIN1 = re.compile(f"[{''.join(sorted(letter for letter in MARKED if letter > chr(0xFF)))}]")


def mend_mojibake(text: str) -> str:
    """Return a text in which UTF-8 that was read as Windows-1252, once or several times, is what it was.

    A run of characters is mended only if its bytes are strict UTF-8 of letters and signs that print in Latin script.
    Where a letter and the sign behind it may be meant, another run in the same line has to prove that they are not.
    """
    return _LINE.sub(lambda line: _mend_line(line[0]), text) if _RUN.search(text) else text


def has_mojibake(text: str) -> bool:
    """Tell whether :func:`mend_mojibake` changes a text."""
    return any(line[0] != _mend_line(line[0]) for line in _LINE.finditer(text) if _RUN.search(line[0]))


def _mend_line(line: str) -> str:
    mended = [(match, _mend_run(match[0])) for match in _RUN.finditer(line)]
    changed = [(match, run) for match, run in mended if run != match[0]]
    unicode = _BEYOND_LATIN1.search(line) is not None
    if all(_is_doubtful(match, unicode) for match, _ in changed):
        return line
    parts: list[str] = []
    done = 0
    for match, run in changed:
        parts += line[done : match.start()], run
        done = match.end()
    return "".join((*parts, line[done:]))


@functools.lru_cache(maxsize=2_000)
def _mend_run(run: str) -> str:
    """Return the last of what a run was before each of its misreadings that is plausible, else the run."""
    best = text = run
    for _ in range(TIMES):
        try:
            text = bytes(_TO_BYTES[ord(character)] for character in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
        if _PLAUSIBLE.fullmatch(text):
            best = text
    return best


def _is_doubtful(run: re.Match[str], unicode: bool) -> bool:
    """Tell whether a run may be letters with signs behind them; that is likelier where other letters are in Unicode."""
    if unicode:
        return _MARKED_OFF.fullmatch(run[0]) is not None
    behind = run.string[run.end() : run.end() + 1]
    return not behind.isalpha() and _ENDING.fullmatch(run[0]) is not None


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
