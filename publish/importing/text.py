"""A plain text to a new project: decoded from whatever it is in, its paragraphs told apart."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.making import make_project
from publish.importing.project import Imported, Request
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Look, Para, ParsedText, TextRun
from publish.vietnamese.encodings import decode, detect_legacy
from publish.vietnamese.encodings.single_byte import decode_unicode

LARGEST = 20_000_000
"""Bytes that a text may have."""

_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "windows-1258": "Windows-1258"}
_LINE_SPACE = 240
"""Space of an empty line in twentieths of a point."""

_LONG_LINE = 120
"""Characters from which on a line is a paragraph and not a part of one that somebody has broken."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that a text amounts to, and the balance.

    Raises:
        SourceError: If it is too long, or has no words.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        message = say("the file has more than {largest} MB", largest=LARGEST // 1000000)
        raise SourceError(error(Position(path), message, "source-too-large", say("split the text into several")))
    ledger = Ledger()
    text = _decode(content, path, ledger)
    paras = list(_paragraphs(text, path.name))
    parsed = ParsedText(ledger, lambda _: b"", list(paras), plain=True)
    census = Census()
    for number, line in enumerate(text.split("\n"), 1):
        if words := tuple(words_of(line)):
            census.atoms.append(Atom(f"{path.name}:{number}", "body", words))
    census.counts["paragraph"] = len(paras)
    return make_project(path, request, parsed, census)


def _decode(content: bytes, path: Path, ledger: Ledger) -> str:
    """Return a text in Unicode with line feeds, and take note of the encoding that it was in."""
    known = decode_unicode(content)
    if b"\0" in content[:4096]:
        for wide_encoding in ("utf-16-le", "utf-16-be"):
            wide = content.decode(wide_encoding, "replace")
            if "\ufffd" not in wide and "\0" not in wide:
                known = wide
                break
    raw: bytes | str = content if known is None else known
    name = detect_legacy(raw)
    text = known or ""
    if name in _NAMES:
        text = decode(raw, name or "")
        ledger.change(say("encoding"), path.name, say("decoded from {names}", names=_NAMES[name or ""]))
    elif known is None or name == "mojibake":
        text = decode(raw, "auto")
        ledger.change(say("encoding"), path.name, say("mended: it was saved in a wrong encoding"))
    return re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text.lstrip("\ufeff"))


def _paragraphs(text: str, name: str) -> Iterator[Para]:
    """Yield the paragraphs of a text: between empty lines, or, where lines are long or no line is empty, each line."""
    lines = [line.strip(" \t\u00a0\u200b") for line in text.strip().split("\n")]
    broken = _is_broken(lines)
    pieces: list[str] = []
    start, gap = 1, 0
    for number, line in enumerate([*lines, ""], 1):
        if pieces and (not line or not broken or _begins(line)):
            yield _para(" ".join(pieces), f"{name}:{start}", gap)
            pieces, gap = [], 0
        if not line:
            gap += 1
        else:
            start = start if pieces else number
            pieces.append(line)


def _is_broken(lines: list[str]) -> bool:
    """Tell whether the paragraphs of a text are broken into lines of a page's width."""
    full = [len(line) for line in lines if line]
    inner = [len(one) for one, two in itertools.pairwise(lines) if one and two]
    if len(inner) * 3 < len(full) or not inner or not any(not line for line in lines):
        return False
    return max(full) <= _LONG_LINE and statistics.median(inner) >= 50


_MARK = re.compile(r"(?:[-–•*+]|\(?(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)]|(?:Chương|CHƯƠNG|Điều|Mục|Phần) [\dIVX]+)\s")


def _begins(line: str) -> bool:
    """Tell whether a line begins a paragraph by itself: an item of a list, or a part of a text."""
    return _MARK.match(line) is not None


def _para(text: str, place: str, gap: int) -> Para:
    return Para((TextRun(text, Look()),), place, before=max(0, gap - 1) * _LINE_SPACE)
