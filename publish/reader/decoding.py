"""Turn the bytes of a source file into text, or say which encoding they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say

_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_SAMPLE = 65_536

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
    "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
)
"""What each character of TCVN3 stands for when its bytes are read as Latin-1."""
_VNI_LETTERS = str.maketrans("ñÑôÔöÖæÆóÓòÒîÎ", "đĐơƠưƯỉỈĩĨịỊỵỴ")
_VNI_MARKS = {
    "ø": "\u0300",
    "ù": "\u0301",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "à": "\u0302\u0300",
    "á": "\u0302\u0301",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "é": "\u0306\u0301",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


def decode_source(raw: bytes, path: Path) -> tuple[str, Diagnostic | None]:
    """Return the text of a file without byte order mark and with line feeds as line ends.

    Returns:
        The text, and an error that says what the bytes look like if they are not UTF-8; then the text is empty.
    """
    name, failed_at = _find_wide(raw), 0
    if name is None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as failure:
            failed_at = failure.start
            name = guess_encoding(raw[max(0, failed_at - 200) : failed_at + _SAMPLE])
        else:
            return unify_line_ends(text.removeprefix("\ufeff")), None
    before = unify_line_ends(raw[:failed_at].decode("utf-8").removeprefix("\ufeff"))
    position = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    if not name:
        return "", error(position, say("the file is not UTF-8"), "not-utf8", say("convert it to UTF-8"))
    message = say("the file is not UTF-8; it looks like {encoding}", encoding=name)
    return "", error(position, message, "not-utf8", say("convert it to UTF-8 from {encoding}", encoding=name))


def unify_line_ends(text: str) -> str:
    """Return the text with a line feed at each line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_wide(raw: bytes) -> str | None:
    """Return the name of an encoding of two or four bytes a character, seen by its mark or its zero bytes."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    sample = raw[:_SAMPLE]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return "UTF-16" if len(sample) > 3 and zeros * 5 > len(sample) else None


def guess_encoding(raw: bytes) -> str:
    """Return the name of the 8-bit encoding under which the bytes read most like Vietnamese; empty if none does."""
    shares = {name: _share_of_syllables(decode(raw)) for name, decode in _DECODERS.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.6 else ""


def _decode_1258(raw: bytes) -> str:
    return unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))


def _decode_tcvn3(raw: bytes) -> str:
    return raw.decode("latin-1").translate(_TCVN3)


def _decode_vni(raw: bytes) -> str:
    text = _VNI_PAIR.sub(lambda m: m[1] + _VNI_MARKS[m[2].lower()], raw.decode("cp1252", "replace"))
    return unicodedata.normalize("NFC", text.translate(_VNI_LETTERS))


_DECODERS: dict[str, Callable[[bytes], str]] = {
    "TCVN3 (ABC)": _decode_tcvn3,
    "VNI": _decode_vni,
    "Windows-1258": _decode_1258,
}


def _share_of_syllables(text: str) -> float:
    """Return how many of the words with other letters than a to z are shaped like Vietnamese syllables, 0 to 1."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", plain.translate(_TONES))
    tones = len(plain) - len(plain.translate(_TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None
