"""Find marks that stand twice or alone, pairs of words without their dash, and text in an old encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.letters import MARKED, WORD
from publish.vietnamese.problems.findings import RuleMatch
from publish.vietnamese.syllables import is_syllable

_REPEATED = re.compile(r"(?<=[^\W\d_])(?:,[ ]?,|;[ ]?;|:[ ]:(?!\w)|,\.(?!\.)|\.\.(?![.\w/]))")
_OPEN_LIST = re.compile(r"v\.v$")

_PAIRS = {"“": "”", "(": ")", "[": "]", "«": "»"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_BRACKET = re.compile(r"[“”()\[\]«»]|\n[ \t]*\n")
_LABEL = re.compile(r"(?:^|[\s(;,.:“–])(?:[\wđ]{1,3}|[IVXLC]{1,7}|[\d.]{1,8})$")
_LAST = re.compile(r"[.;,!?…)]{0,4}(?:\Z|\n[ \t]*\n)")
_FACES = frozenset(":;=-")
_OPENING, _ENDING = ("“", "‘", "«", '"', "'"), ("”", "’", "»", '"', "'")

_PIECE = re.compile(r"[^ \n\t]+")
_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")
_TAIL = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in range(0x80, 0xC0))
_MANGLED = re.compile(f"[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}")
_TCVN = re.compile(r"(?:[a-zA-Z][µ¸¶·¹¼½¾¨©ª¬®§]|[®§])(?=[a-zµ¸¶·¹¼½¾¨©ª«¬®])")
_VNI = re.compile("[aeouyAEOUY][äåøûüÄÅØÛÜ]|[öôÖÔ][øïùûõØÏÙÛÕ]")

_LISTED = re.compile(r",(?:…|\.{3})|(?:…|\.{3})[,;:]")

KNOWN_PAIR = re.compile(r"\b((?:[Kk]inh tế|[Vv]ăn h(?:óa|oá)|[Cc]hính trị)) (xã hội)\b(?! (?:chủ nghĩa|hóa|hoá|học))")
"""Pairs of words that the Party and state press writes with a dash, here without it."""


def mark_findings(text: str) -> Iterator[RuleMatch]:
    """Yield marks that stand twice; a full stop behind v.v. ends both."""
    for match in _REPEATED.finditer(text):
        if match[0] == ".." and _OPEN_LIST.search(text, max(0, match.start() - 3), match.start()):
            continue
        yield RuleMatch("repeated-mark", *match.span())


def bracket_findings(text: str) -> Iterator[RuleMatch]:
    """Yield quotes and brackets without partner in their paragraph, and quotes that face the wrong way.

    An opening quote at the start of a paragraph may go on in the next one, and one at the end come from another; a
    bracket behind a) or 1) has no partner, nor has one that is spoken of: “(”.
    """
    opened: list[tuple[str, int]] = []
    found: dict[int, str | None] = {}
    for match in _BRACKET.finditer(text):
        mark, start = match[0], match.start()
        if mark[0] == "\n":
            _leave_alone(opened, found)
        elif _is_mentioned(text, start):
            continue
        elif mark == "“" and opened and opened[-1][0] == "“" and _is_stuck_to_left(text, start):
            found[start] = "”"
            opened.pop()
        elif mark == "”" and not opened and _is_stuck_to_right(text, start):
            found[start] = "“"
            opened.append(("“", start))
        elif mark in _PAIRS:
            opened.append((mark, start))
        elif not _closes(mark, opened, found) and not _is_label(text, start):
            found[start] = None
    _leave_alone(opened, found)
    for offset, wanted in sorted(found.items()):
        if wanted or not _is_across_paragraphs(text, offset):
            yield RuleMatch("unbalanced-quotes", offset, offset + 1, wanted, wanted or "", sure=False)


def _leave_alone(opened: list[tuple[str, int]], found: dict[int, str | None]) -> None:
    """Note that nothing closes what is open, at the end of a paragraph."""
    for _, offset in opened:
        found.setdefault(offset, None)
    opened.clear()


def _closes(mark: str, opened: list[tuple[str, int]], found: dict[int, str | None]) -> bool:
    """Close the last bracket that a mark belongs to, with those inside it left alone; tell whether there is one."""
    partner = _CLOSING[mark]
    if all(other != partner for other, _ in opened[-3:]):
        return False
    while (last := opened.pop())[0] != partner:
        found.setdefault(last[1], None)
    return True


def _is_across_paragraphs(text: str, offset: int) -> bool:
    """Tell whether a quote opens at the start of a paragraph or closes at the end of one."""
    if text[offset] in "“«":
        return not text[max(0, offset - 2) : offset].strip("\n")
    return text[offset] in "”»" and _LAST.match(text, offset + 1) is not None


def _is_mentioned(text: str, offset: int) -> bool:
    """Tell whether a bracket is none: alone between quotes, behind a backslash, in a path or a face made of marks."""
    before, after = text[max(0, offset - 2) : offset].strip(), text[offset + 1 : offset + 3].strip()
    if text[offset] not in "()[]":
        return False
    if text[offset - 1 : offset] in (":", ";") and not text[offset + 1 : offset + 2].isalnum():
        return True
    quoted = before[-1:] in _OPENING and after[:1] in _ENDING
    return quoted or before.endswith("\\") or (before.endswith("/") and text[offset] in "([" and after[:1].isalpha())


def _is_stuck_to_left(text: str, offset: int) -> bool:
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    return not (before.isspace() or after.isalnum())


def _is_stuck_to_right(text: str, offset: int) -> bool:
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    return (not before or before in " \n([") and after.isalnum()


def legacy_findings(text: str) -> Iterator[RuleMatch]:
    """Yield pieces of text in an old encoding or of UTF-8 that was read as Windows-1252.

    Only the second kind comes with a correction; for the others two pieces in a paragraph are needed, so that a name
    such as Citroën or 5 µm is none.
    """
    if text.isascii():
        return
    old = [name for name, pattern in (("TCVN3", _TCVN), ("VNI", _VNI)) if len(pattern.findall(text)) > 1]
    if not old and not _CONTROL.search(text) and not _MANGLED.search(text):
        return
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece.isascii():
            continue
        decoded = _MANGLED.sub(_decode, piece)
        if decoded != piece and not all(is_syllable(word) for word in WORD.findall(piece)):
            yield RuleMatch("legacy-text", *match.span(), decoded)
        elif _CONTROL.search(piece):
            yield RuleMatch("legacy-text", *match.span(), None, "C1")
        elif name := next((name for name in old if _PATTERNS[name].search(piece)), None):
            yield RuleMatch("legacy-text", *match.span(), None, name)


_PATTERNS = {"TCVN3": _TCVN, "VNI": _VNI}
_SIGNS = MARKED | frozenset("“”‘’–—…")


def _decode(match: re.Match[str]) -> str:
    """Return the letter that two or three characters of Windows-1252 stand for; the characters if it is none."""
    code = b"".join(letter.encode("latin-1" if ord(letter) < 0x100 else "cp1252") for letter in match[0])
    try:
        letter = code.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return letter if letter in _SIGNS else match[0]


def list_findings(text: str) -> Iterator[RuleMatch]:
    """Yield an ellipsis with another mark beside it; both are allowed, and a house may want one of them."""
    for match in _LISTED.finditer(text):
        yield RuleMatch("ellipsis-with-mark", *match.span())


def pair_findings(text: str) -> Iterator[RuleMatch]:
    """Yield pairs of words that the Party and state press writes with a dash: kinh tế – xã hội, văn hóa – xã hội."""
    for match in KNOWN_PAIR.finditer(text):
        yield RuleMatch("pair-dash", *match.span(), f"{match[1]} – {match[2]}", sure=False)


def _is_label(text: str, offset: int) -> bool:
    """Tell whether a closing bracket ends a label such as a), 1) or 2.1), or a face made of marks."""
    if text[offset] not in ")]":
        return False
    before = text[max(0, offset - 9) : offset]
    return before[-1:] in _FACES or _LABEL.search(before) is not None
