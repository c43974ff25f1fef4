"""Cut a content stream into instructions: one pass of a regular expression, a patient reader where that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.preflight.pdf.reading import TooLarge

SPACE = rb"\0\t\n\f\r "
NAME = rb"/[^\0\t\n\f\r ()<>\[\]{}/%]*+"
STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
HEX = rb"<[0-9A-Fa-f" + SPACE + rb"]*+>"
NUMBERS = rb"[-+.0-9" + SPACE + rb"]++"
ARRAY = rb"\[(?:" + rb"|".join((NUMBERS, STRING, HEX, NAME)) + rb")*+\]"
DICTIONARY = rb"<<(?:[^<>()\\]++|" + STRING + rb"|" + HEX + rb")*+>>"
OPERATOR = rb"[A-Za-z'\"][A-Za-z0-9*]*+"

INSTRUCTION = re.compile(
    rb"((?:" + rb"|".join((NUMBERS, NAME, STRING, HEX, ARRAY, DICTIONARY)) + rb")*+)(" + OPERATOR + rb")", re.S
)
_TOKEN = re.compile(
    rb"%[^\r\n]*+|" + rb"|".join((NAME, HEX, rb"<<|>>|[\[\]{}]", OPERATOR, rb"[-+.0-9]++", rb"[" + SPACE + rb"]++")),
    re.S,
)
_INLINE = re.compile(rb"(.{0,4096}?)[" + SPACE + rb"/\]>]ID[" + SPACE + rb"]", re.S)
_END = re.compile(rb"[" + SPACE + rb"]EI(?=[" + SPACE + rb"]|\Z)(?=[\t\n\f\r -~]{0,12}(?:[\t\n\f\r -~]|\Z))", re.S)
PARTS = re.compile(STRING + rb"|" + HEX + rb"|[-+.0-9]++", re.S)
"""Cuts the operand of a ``TJ`` or ``Tj`` into its strings and numbers."""

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.S)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_JUNK = re.compile(rb"[^" + SPACE + rb"/<>\[\]{}%(A-Za-z'\"0-9+.-]++")
MAX_PARTS = 100_000
"""How many parts the operands of one instruction have at most."""

WORDS = (b"true", b"false", b"null")


def instructions(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each operator with its operands, unread; an inline image is ``BI`` with its dictionary."""
    position, size, match = 0, len(data), INSTRUCTION.match
    while position < size:
        found = match(data, position)
        if found:
            operands, operator = found.groups()
            position = found.end()
        else:
            operands, operator, position = _patiently(data, position)
        if operator == b"BI":
            operands, position = _skip_image(data, position)
        if operator in WORDS:
            continue
        yield operator, operands


def _patiently(data: bytes, position: int) -> tuple[bytes, bytes, int]:
    """Return operands, operator and the end of an instruction with comments, nesting or faults; strings become hex."""
    parts: list[bytes] = []
    depth = 0
    while position < len(data):
        if len(parts) > MAX_PARTS:
            raise TooLarge
        if data[position] == 0x28:
            text, position = _nested(data, position)
            parts.append(b"<" + text.hex().encode() + b">")
            continue
        found = _TOKEN.match(data, position) or _JUNK.match(data, position)
        if not found:
            position += 1
            continue
        token, position = found[0], found.end()
        if token[:1] == b"%":
            parts.append(b" ")
        elif token[:1].isalpha() or token in (b"'", b'"'):
            if not depth and token not in WORDS:
                return b"".join(parts), token, position
            parts.append(token)
        else:
            depth = max(0, depth + (token in (b"<<", b"[")) - (token in (b">>", b"]")))
            parts.append(token)
    return b"", b"", position


def _nested(data: bytes, position: int) -> tuple[bytes, int]:
    """Return a string with balanced parentheses, unescaped, and where it ends."""
    depth, start, end = 0, position + 1, len(data)
    for found in re.compile(rb"\\.|[()]", re.S).finditer(data, position):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
        if depth > MAX_PARTS:
            raise TooLarge
        if not depth:
            end = found.start()
            break
    return _unescape(data[start:end]), end + 1


def _skip_image(data: bytes, position: int) -> tuple[bytes, int]:
    """Return the dictionary of an inline image and where its ``EI`` ends."""
    head = _INLINE.match(data, position)
    if not head:
        return b"", len(data)
    entries = data[position : head.end() - 3]
    start = head.end() + _raw_length(entries)
    end = _END.search(data, max(head.end(), start) - 1) or re.compile(rb"EI(?=[" + SPACE + rb"]|\Z)").search(
        data, start
    )
    return entries, end.end() if end else len(data)


def _raw_length(entries: bytes) -> int:
    """Return how many bytes the samples of an inline image have at least; 0 if they are packed."""
    if re.search(rb"/(?:F|Filter)\b", entries):
        return 0
    found = {
        name: int(value)
        for name, value in re.findall(rb"/(W|H|BPC|Width|Height|BitsPerComponent)\s+(\d{1,9})", entries)
    }
    width, height = found.get(b"W", found.get(b"Width", 0)), found.get(b"H", found.get(b"Height", 0))
    bits = found.get(b"BPC", found.get(b"BitsPerComponent", 1))
    count = 3 if b"RGB" in entries else 4 if b"CMYK" in entries else 1
    return height * ((width * count * bits + 7) // 8)


def floats(operands: bytes) -> list[float]:
    """Return the operands of an operator that takes numbers; what is no number is left out."""
    try:
        return [float(word) for word in operands.split()]
    except ValueError:
        return [number_of(word) for word in re.findall(rb"[-+]?[0-9]*\.?[0-9]+|[-+]?[0-9]+", operands)]


def number_of(word: bytes) -> float:
    """Return a number; 0 for what is none."""
    try:
        return float(word)
    except ValueError:
        return 0.0


def names(operands: bytes) -> list[str]:
    """Return the names among the operands, with their slash, as pikepdf spells them."""
    return [plain_name(name) for name in re.findall(NAME, operands)]


def plain_name(name: bytes) -> str:
    """Return a name with its ``#`` escapes read."""
    if b"#" in name:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)
    return name.decode("utf-8", "replace")


def parts_of(operands: bytes) -> list[bytes | float]:
    """Return the strings and numbers of a ``TJ`` or ``Tj`` in order."""
    return [string_of(part) if part[0] in b"(<" else number_of(part) for part in PARTS.findall(operands)]


def string_of(part: bytes) -> bytes:
    """Return what a string as it is written stands for."""
    if part[:1] == b"<":
        return _from_hex(part)
    return _unescape(part[1:-1]) if b"\\" in part else part[1:-1]


def _from_hex(hexed: bytes) -> bytes:
    digits = bytes(hexed[1:-1]).translate(None, b"\0\t\n\f\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescape(string: bytes) -> bytes:
    def replace(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 8) & 0xFF])
        return _ESCAPES.get(found[2], found[2])

    return _ESCAPE.sub(replace, string)
