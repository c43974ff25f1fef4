"""Text in the encodings that Vietnamese had before Unicode: told apart, and decoded.

It takes bytes or a text that was read as Latin, and gives Unicode in NFC. Decoding comes before any other repair:
U+00AD, which is deleted elsewhere, is the letter ư in TCVN3.
It may import ``vietnamese`` alone.
"""

from __future__ import annotations

import re

from publish.vietnamese.encodings.detection import guess_encoding
from publish.vietnamese.encodings.mojibake import mend_misread_1258, mend_mojibake
from publish.vietnamese.encodings.single_byte import DECODERS, is_unicode, read_bytes
from publish.vietnamese.encodings.tcvn3 import decode_tcvn3
from publish.vietnamese.letters import normalise
from publish.vietnamese.syllables import syllable_share

NAMES = ("tcvn3", "vni", "viscii", "vps", "windows-1258", "viqr", "mojibake", "auto")
"""The encodings; ``mojibake`` is UTF-8 that was read as Windows-1252, ``auto`` finds out which one it is."""

_ALIASES = {
    **dict.fromkeys(("abc", "tcvn", "tcvn5712", "tcvn57121", "tcvn57122", "vscii"), "tcvn3"),
    **dict.fromkeys(("vniwindows", "vniwin"), "vni"),
    **dict.fromkeys(("cp1258", "1258", "win1258"), "windows-1258"),
}
_KNOWN = {re.sub("[^a-z0-9]", "", name): name for name in NAMES} | _ALIASES
_BY_BYTES = frozenset(["tcvn3", "vni", "viscii", "vps", "windows-1258"])


def decode(data: bytes | str, encoding: str, *, capitals: bool = False) -> str:
    """Return a text in Unicode, form NFC, its lines and spaces as they were.

    Bytes that are UTF-8, or UTF-16 with its mark, are a text whose letters are decoded. Lines of a text that are
    Vietnamese in Unicode already stay as they are among lines that are not.

    Args:
        data: Bytes, or text whose bytes were read as Latin-1 or Windows-1252.
        encoding: A name of :data:`NAMES` in any case, or a common alias; with ``auto`` Unicode is never touched.
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
    return guess_encoding(data).encoding


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
