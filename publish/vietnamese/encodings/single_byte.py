"""Turn text in an old Vietnamese encoding into Unicode.

A text may come as bytes, or as a string whose bytes someone read as Latin-1 or Windows-1252, which is what a copy out
of an old Word file gives. Decoding comes before any other repair: U+00AD, which is deleted elsewhere, is the letter ư
in TCVN3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from publish.vietnamese.encodings.mojibake import mend_misread_1258, mend_mojibake
from publish.vietnamese.encodings.tables import CP1252_BYTES, VISCII, VNI_LETTERS, VNI_PAIRS, VPS
from publish.vietnamese.encodings.tcvn3 import decode_tcvn3
from publish.vietnamese.letters import normalise
from publish.vietnamese.syllables import syllable_share
from publish.vietnamese.tones import place_tones

NAMES = ("tcvn3", "vni", "viscii", "vps", "windows-1258", "viqr", "mojibake", "auto")
"""The encodings; ``mojibake`` is UTF-8 that was read as Windows-1252, ``auto`` finds out which one it is."""

_ALIASES = {
    **dict.fromkeys(("abc", "tcvn", "tcvn5712", "tcvn57121", "tcvn57122", "vscii"), "tcvn3"),
    **dict.fromkeys(("vniwindows", "vniwin"), "vni"),
    **dict.fromkeys(("cp1258", "1258", "win1258"), "windows-1258"),
}
_KNOWN = {re.sub("[^a-z0-9]", "", name): name for name in NAMES} | _ALIASES


def decode(data: bytes | str, encoding: str, *, capitals: bool = False) -> str:
    """Return a text in Unicode, form NFC, its lines and spaces as they were.

    Bytes that are UTF-8, or UTF-16 with its mark, are a text whose letters are decoded. Lines of a text that are
    Vietnamese in Unicode already stay as they are among lines that are not.

    Args:
        data: Bytes, or text whose bytes were read as Latin-1 or Windows-1252.
        encoding: A name in :data:`NAMES` in any case, or a common alias; with ``auto`` Unicode is never touched.
        capitals: For TCVN3, whether all of it was set in a capital font (.VnTimeH).

    Raises:
        ValueError: For an encoding that is not known.
    """
    name = encoding_name(encoding)
    if name == "auto":
        return _decode_whatever(data)
    text = read_bytes(data)
    decoded = decode_tcvn3(text, capitals) if name == "tcvn3" else DECODERS[name](text)
    decoded = normalise(decoded)
    return _keep_unicode(text, decoded) if name in _BY_BYTES and is_unicode(text) else decoded


def encoding_name(encoding: str) -> str:
    """Return the name of an encoding as it stands in :data:`NAMES`.

    Raises:
        ValueError: For one that is not known.
    """
    try:
        return _KNOWN[re.sub("[^a-z0-9]", "", encoding.lower())]
    except KeyError:
        raise ValueError(f"no encoding is called {encoding!r}; there are {', '.join(NAMES)}") from None


def detect_legacy(data: bytes | str) -> str | None:
    """Return the name of the encoding that a text is in; None if it is Unicode already, or nothing known.

    VPS and VIQR are not looked for: the one is too like VISCII, the other is plain ASCII.
    """
    from publish.vietnamese.encodings.detection import guess_encoding

    return guess_encoding(data).encoding


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


def _decode_whatever(data: bytes | str) -> str:
    name = detect_legacy(data)
    if name not in (None, "mojibake"):
        return decode(data, name or "")
    return normalise(mend_misread_1258(mend_mojibake(read_bytes(data))))


def _keep_unicode(text: str, decoded: str) -> str:
    """Return the decoded lines of a text if they are Vietnamese for it, else as they were.

    A line with letters of Unicode has to be much better: most of it was in the old encoding then.
    """
    lines = []
    for line, better in zip(text.split("\n"), decoded.split("\n"), strict=True):
        lines.append(better if line == better or _is_better(line, better) else line)
    return "\n".join(lines)


_VIETNAMESE, _CLEAR_GAIN = 0.6, 0.3


def _is_better(line: str, better: str) -> bool:
    share = syllable_share(better)
    return share >= _VIETNAMESE and share - syllable_share(line) > (_CLEAR_GAIN if is_unicode(line) else 0)


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

_BY_BYTES = frozenset(["tcvn3", "vni", "viscii", "vps", "windows-1258"])
