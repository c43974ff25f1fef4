"""The decoders of the old Vietnamese encodings.

Each takes a text whose bytes someone read as Latin-1 or Windows-1252, which is what a copy out of an old Word file
gives, and makes Unicode of it; bytes are read so here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from publish.vietnamese.encodings.mojibake import mend_misread_1258, mend_mojibake
from publish.vietnamese.encodings.tables import CP1252_BYTES, VISCII, VNI_LETTERS, VNI_PAIRS, VPS
from publish.vietnamese.encodings.tcvn3 import decode_tcvn3
from publish.vietnamese.letters import normalise
from publish.vietnamese.tones import place_tones


def read_bytes(data: bytes | str) -> str:
    """Return bytes as text: UTF-8 or UTF-16 if they are that, else Windows-1252 with five bytes of Latin-1."""
    if isinstance(data, bytes):
        unicode = decode_unicode(data)
        data = data.decode("latin-1").translate(_CP1252_CHARACTERS) if unicode is None else unicode
    return normalise(data)


def decode_unicode(data: bytes) -> str | None:
    """Return bytes that are UTF-8, or UTF-16 by their byte order mark, as text; None for others."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16") if wide else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


_CP1252_CHARACTERS = {byte: chr(character) for character, byte in CP1252_BYTES.items()}


def is_unicode(text: str) -> bool:
    """Tell whether a text has a letter or mark that no byte stands for when it is read as Latin-1 or Windows-1252."""
    beyond = set(_BEYOND_LATIN1.findall(text))
    return any(
        ord(letter) not in CP1252_BYTES and (letter.isalpha() or unicodedata.combining(letter)) for letter in beyond
    )


_BEYOND_LATIN1 = re.compile("[^\0-\xff]")


# Encodings of one byte a letter ---------------------------------------------------------------------------------------


def _widen(table: Mapping[int, str]) -> Mapping[int, str]:
    """Return a table of bytes for text that was read as Latin-1 or as Windows-1252."""
    return {**table, **{code: table[byte] for code, byte in CP1252_BYTES.items() if byte in table}}


def _decode_with(table: Mapping[int, str]) -> Callable[[str], str]:
    return lambda text: text.translate(table)


_CP1258 = {byte: bytes([byte]).decode("cp1258", "replace") for byte in range(0x80, 0x100)}
_CP1258 = {byte: letter for byte, letter in _CP1258.items() if letter != "\ufffd"}

_WIDE_CP1258 = _widen(_CP1258)


def _decode_1258(text: str) -> str:
    """Return text whose tones are combining marks; where one stands behind a consonant, ì or ò of Latin-1 was meant."""
    return mend_misread_1258(normalise(text.translate(_WIDE_CP1258)))


# VNI and VIQR ---------------------------------------------------------------------------------------------------------

_VNI_PAIR = re.compile("|".join(map(re.escape, VNI_PAIRS)), re.IGNORECASE)


def _decode_vni(text: str) -> str:
    """Return text whose marks stand behind their letters."""
    parts: list[str] = []
    end = 0
    for match in _VNI_PAIR.finditer(text):
        letter = VNI_PAIRS[match[0].lower()]
        parts += text[end : match.start()].translate(VNI_LETTERS), letter.upper() if match[0][0].isupper() else letter
        end = match.end()
    return "".join((*parts, text[end:].translate(VNI_LETTERS)))


_VIQR = re.compile(
    r"\\(.)|(dd|DD|Dd)|([aeo])(\^)([`'?~.]?)|(a)(\()([`'?~.]?)|([ou])([+*])([`'?~.]?)|([aeiouy])([`'?~.])", re.I
)
_VIQR_MARKS = {
    **{"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"},
    **{"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"},
}


def _decode_viqr(text: str) -> str:
    """Return text whose marks are signs of ASCII (RFC 1456); a sign behind a backslash is itself."""
    decoded = _VIQR.sub(_viqr_letter, text)
    return place_tones(normalise(decoded))


def _viqr_letter(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2]:
        return "Đ" if match[2][0] == "D" else "đ"
    letter, *marks = (sign for sign in match.groups()[2:] if sign)
    return letter + "".join(_VIQR_MARKS[mark] for mark in marks)


DECODERS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": decode_tcvn3,
    "vni": _decode_vni,
    "viscii": _decode_with(_widen(VISCII)),
    "vps": _decode_with(_widen(VPS)),
    "windows-1258": _decode_1258,
    "viqr": _decode_viqr,
    "mojibake": mend_mojibake,
}
"""What turns a text, read as Latin-1 or Windows-1252, into Unicode."""
