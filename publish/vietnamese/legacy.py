"""Turn text in an old Vietnamese encoding into Unicode.

A text may come as bytes, or as a string whose bytes someone read as Latin-1 or Windows-1252. Decoding comes before any
other repair: U+00AD, which is deleted elsewhere, is the letter ư in TCVN3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from publish.vietnamese.legacy_tables import CP1252_BYTES, TCVN3, VISCII, VNI_LETTERS, VNI_PAIRS, VPS
from publish.vietnamese.mojibake import mend_misread_1258, mend_mojibake
from publish.vietnamese.tones import place_tones

NAMES = ("tcvn3", "vni", "viscii", "vps", "windows-1258", "viqr", "mojibake", "auto")
"""The encodings; ``mojibake`` is UTF-8 that was read as Windows-1252, ``auto`` finds out which one it is."""

_ALIASES = {
    **{
        "abc": "tcvn3",
        "tcvn": "tcvn3",
        "tcvn5712": "tcvn3",
        "tcvn57121": "tcvn3",
        "vniwindows": "vni",
        "vniwin": "vni",
    },
    **{"cp1258": "windows-1258", "1258": "windows-1258"},
}
_KNOWN = {re.sub(r"[^a-z0-9]", "", name): name for name in NAMES} | _ALIASES


def decode(data: bytes | str, encoding: str, *, capitals: bool = False) -> str:
    """Return a text in Unicode, form NFC, its lines and spaces as they were.

    Args:
        data: Bytes, or text whose bytes were read as Latin-1 or Windows-1252.
        encoding: One of :data:`NAMES` in any case, or a common alias; with ``auto`` Unicode is never touched.
        capitals: For TCVN3, whether all of it was set in a capital font (.VnTimeH).

    Raises:
        ValueError: For an encoding that is not known.
    """
    name = encoding_name(encoding)
    if name == "auto":
        return _decode_whatever(data)
    text = to_latin1(data)
    if name == "tcvn3" and capitals:
        return unicodedata.normalize("NFC", text.translate(TCVN3).upper())
    return unicodedata.normalize("NFC", DECODERS[name](text))


def encoding_name(encoding: str) -> str:
    """Return the name of an encoding as it stands in :data:`NAMES`.

    Raises:
        ValueError: For one that is not known.
    """
    try:
        return _KNOWN[re.sub(r"[^a-z0-9]", "", encoding.lower())]
    except KeyError:
        raise ValueError(f"no encoding is called {encoding!r}; there are {', '.join(NAMES)}") from None


def detect_legacy(data: bytes | str) -> str | None:
    """Return the name of the encoding that a text is in; None if it is Unicode already, or nothing known.

    VPS and VIQR are not looked for: the one is too like VISCII, the other is plain ASCII.
    """
    from publish.vietnamese.detection import guess_encoding

    return guess_encoding(data).encoding


def _decode_whatever(data: bytes | str) -> str:
    text = decode_unicode(data) if isinstance(data, bytes) else data
    name = detect_legacy(data if text is None else text)
    if text is None or name not in (None, "mojibake"):
        return decode(data, name or "latin-1") if name else unicodedata.normalize("NFC", to_latin1(data))
    return unicodedata.normalize("NFC", mend_misread_1258(mend_mojibake(text)))


def decode_unicode(data: bytes) -> str | None:
    """Return bytes that are UTF-8, or UTF-16 by their byte order mark, as text; None for others."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16") if wide else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def to_latin1(data: bytes | str) -> str:
    """Return bytes as text in Windows-1252, its five undefined bytes as those of Latin-1."""
    if isinstance(data, str):
        return data
    text = data.decode("latin-1")
    return text.translate(_CP1252_CHARACTERS)


_CP1252_CHARACTERS = {byte: chr(character) for character, byte in CP1252_BYTES.items()}
_UNDEFINED = frozenset("\x81\x8d\x8f\x90\x9d")
_CONTROL = re.compile("[\x80-\x9f]")


def _with_table(text: str, table: Mapping[int, str]) -> str:
    """Return text by a table of bytes; a text with C1 controls was read as Latin-1, else as Windows-1252."""
    if set(_CONTROL.findall(text)) <= _UNDEFINED:
        return text.translate({**table, **{code: table[byte] for code, byte in CP1252_BYTES.items() if byte in table}})
    return text.translate(table)


def _decode_1258(text: str) -> str:
    return text.translate(_CP1258)


_CP1258 = {byte: bytes([byte]).decode("cp1258", "replace").replace("\ufffd", chr(byte)) for byte in range(0x80, 0x100)}
_CP1258 |= {code: _CP1258[byte] for code, byte in CP1252_BYTES.items()}

# TCVN3 ---------------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(f"[A-Za-z{re.escape(''.join(map(chr, TCVN3)))}]+")


def _decode_tcvn3(text: str) -> str:
    return "".join(map(_decode_tcvn3_line, text.splitlines(keepends=True)))


def _decode_tcvn3_line(line: str) -> str:
    """Return a line; the capital fonts draw small letters as capitals, so that words among capitals are raised."""
    if line.isascii():
        return line
    ascii_letters = [letter for letter in line if letter.isascii() and letter.isalpha()]
    if len(ascii_letters) > 1 and all(letter.isupper() for letter in ascii_letters):
        return line.translate(TCVN3).upper()
    tokens = list(_TOKEN.finditer(line))
    raised = [_is_raised(token[0]) for token in tokens]
    parts, end = [], 0
    for index, token in enumerate(tokens):
        word = token[0].translate(TCVN3)
        alone = 0 < index < len(tokens) - 1 and raised[index - 1] and raised[index + 1] and not _has_small(token[0])
        parts += line[end : token.start()].translate(TCVN3), word.upper() if raised[index] or alone else word
        end = token.end()
    return "".join((*parts, line[end:].translate(TCVN3)))


def _is_raised(token: str) -> bool:
    """Tell whether a word was set in a capital font: two ASCII capitals or more, no small letter, and a marked one."""
    capitals = sum(letter.isascii() and letter.isupper() for letter in token)
    return capitals > 1 and not _has_small(token) and not token.isascii()


def _has_small(token: str) -> bool:
    return any(letter.isascii() and letter.islower() for letter in token)


# VNI and VIQR --------------------------------------------------------------------------------------------------------

_VNI_PAIR = re.compile("|".join(map(re.escape, VNI_PAIRS)), re.IGNORECASE)


def _decode_vni(text: str) -> str:
    """Return text whose marks stand behind their letters."""
    parts = []
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
    return place_tones(unicodedata.normalize("NFC", decoded))


def _viqr_letter(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2]:
        return "Đ" if match[2][0] == "D" else "đ"
    letter, *marks = (sign for sign in match.groups()[2:] if sign)
    return letter + "".join(_VIQR_MARKS[mark] for mark in marks)


DECODERS: Mapping[str, Callable[[str], str]] = {
    "tcvn3": _decode_tcvn3,
    "vni": _decode_vni,
    "viscii": lambda text: _with_table(text, VISCII),
    "vps": lambda text: _with_table(text, VPS),
    "windows-1258": _decode_1258,
    "viqr": _decode_viqr,
    "mojibake": lambda text: mend_mojibake(text),
}
"""What turns a text, read as Latin-1 or Windows-1252, into Unicode."""
