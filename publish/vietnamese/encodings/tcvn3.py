"""Turn text in TCVN3, the encoding of the ABC fonts (.VnTime, .VnTimeH), into Unicode with its capitals.

The fonts have no capitals with tones. Headings were set in fonts that draw small letters as capitals, and the first
letter of a sentence was left small or set in such a font too; both are capitals again here where the text proves it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from publish.vietnamese.encodings.tables import CP1252_BYTES, TCVN3, TCVN_CAPITALS
from publish.vietnamese.letters import split_tone
from publish.vietnamese.syllables import LONGEST, is_syllable
from publish.vietnamese.tones import place_tone

_CAPITALS = TCVN_CAPITALS | {code: TCVN_CAPITALS[byte] for code, byte in CP1252_BYTES.items() if byte in TCVN_CAPITALS}
_WHOLE: Mapping[int, str | int] = {**TCVN3, **_CAPITALS}

_LINE = re.compile("[^\r\n]+")
_TOKEN = re.compile(f"[A-Za-z{re.escape(''.join(map(chr, TCVN3)))}]+")
_WIDE_TOKEN = re.compile(f"[A-Za-z{re.escape(''.join(map(chr, _WHOLE)))}]+")
_CAPITAL_CODES = frozenset(map(chr, _CAPITALS))
_ROMAN = re.compile("[IVXLCDM]+")

_LINE_START = re.compile('^[ \t]*[“‘"(]*([^\\W\\d_])', re.MULTILINE)
_AFTER_STOP = re.compile('(?<=[^\\W_A-Z][^\\W_A-Z][.!?]) +[“‘"(]*([^\\W\\d_])')
_LEAST_STARTS, _MOST_SMALL = 3, 0.1


def decode_tcvn3(text: str, capitals: bool = False) -> str:
    """Return a text whose bytes were read as Latin-1 or Windows-1252 in Unicode.

    A word whose ASCII letters are capitals, two or more, is raised as a whole, and with it single letters beside it or
    the whole line. The first letter of a sentence is raised if nearly all sentences of the text start with a capital.

    Args:
        text: The text.
        capitals: Whether all of it was set in a capital font.
    """
    table = _WHOLE if _has_own_capitals(text) else TCVN3
    if capitals:
        return text.translate(table).upper()
    return _raise_starts(_LINE.sub(lambda line: _decode_line(line[0], table), text))


def _has_own_capitals(text: str) -> bool:
    """Tell whether codes outside the ABC fonts are capitals, as they are in the whole of TCVN 5712, not quotes."""
    found = [token for token in _WIDE_TOKEN.findall(text) if not _CAPITAL_CODES.isdisjoint(token)]
    return 2 * sum(map(_is_capitalised, found)) > len(found)


def _is_capitalised(token: str) -> bool:
    """Tell whether a word is a syllable with its capitals and its tone in place once it is decoded."""
    word = token.translate(_WHOLE)
    if not 1 < len(word) <= LONGEST or not is_syllable(word) or place_tone(word) != word:
        return False
    return word.isupper() or word.istitle()


def _decode_line(line: str, table: Mapping[int, str | int]) -> str:
    if line.isascii():
        return line.translate(table)
    tokens = list(_TOKEN.finditer(line))
    if all(not _has_small(token[0]) for token in tokens) and any(_is_heading(token[0]) for token in tokens):
        return line.translate(table).upper()
    parts: list[str] = []
    done = 0
    for token in _capitals(line, tokens):
        parts += line[done : token.start()].translate(table), token[0].translate(table).upper()
        done = token.end()
    return "".join((*parts, line[done:].translate(table)))


def _capitals(line: str, tokens: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the words of a line that were set in a capital font."""
    sure = [_is_raised(token[0]) for token in tokens]
    beside = [not line[one.end() : two.start()].strip(" ") for one, two in itertools.pairwise(tokens)]
    within = False
    for index, token in enumerate(tokens):
        after = index > 0 and beside[index - 1]
        before = index < len(tokens) - 1 and beside[index] and sure[index + 1]
        within = sure[index] or (not _has_small(token[0]) and after and (within or before))
        if within:
            yield token


def _is_raised(token: str) -> bool:
    """Tell whether a word was set in a capital font: two ASCII capitals or more, no small letter, and a marked one."""
    return _count_capitals(token) > 1 and not _has_small(token) and not token.isascii()


def _is_heading(token: str) -> bool:
    """Tell whether a word shows that its line is in capitals; a number or an abbreviation such as BNV does not."""
    if _count_capitals(token) < 2 or len(token) > LONGEST or _ROMAN.fullmatch(token):
        return False
    return is_syllable(token.translate(TCVN3))


def _count_capitals(token: str) -> int:
    return sum(letter.isascii() and letter.isupper() for letter in token)


def _has_small(token: str) -> bool:
    return any(letter.isascii() and letter.islower() for letter in token)


def _raise_starts(text: str) -> str:
    """Return a text whose sentences start with capitals if those do that could have one: ảnh, ủy, but not ông, đây.

    Lines are told from sentences within them, since the lines of a letter may end anywhere.
    """
    starts = [list(pattern.finditer(text)) for pattern in (_LINE_START, _AFTER_STOP)]
    capitals = [sum(match[1].isupper() for match in kind) for kind in starts]
    if sum(capitals) < _LEAST_STARTS:
        return text
    raised: list[int] = []
    for kind, large in zip(starts, capitals, strict=True):
        lost = [match.start(1) for match in kind if match[1].islower() and split_tone(match[1])[1]]
        if len(kind) - large - len(lost) <= _MOST_SMALL * large:
            raised += lost
    return _raise(text, sorted(raised))


def _raise(text: str, offsets: list[int]) -> str:
    """Return a text with some of its letters as capitals."""
    parts: list[str] = []
    done = 0
    for offset in offsets:
        parts += text[done:offset], text[offset].upper()
        done = offset + 1
    return "".join((*parts, text[done:]))
