"""Mend what goes wrong with Vietnamese letters on their way from keyboard to file.

Marks in a wrong order, letters of other scripts that look alike, invisible characters, spaces of other kinds. What
stands there on purpose stays: Cyrillic and Greek words, Icelandic, Pinyin, Turkish, emoji, right-to-left text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.letters import is_normal
from publish.vietnamese.repairs.strange_letters import DIRECTION, JOINER, SEPARATOR, SPACE, STRANGE

_SUSPECT = re.compile(f"[{SEPARATOR}{SPACE}{JOINER}{DIRECTION}{STRANGE}\u0300-\u036f]")
_LINE = re.compile(f"[^\n{SEPARATOR}]+")


def repair(text: str) -> str:
    """Return a text in NFC with every letter the one that was meant; a text that is right comes back as it is.

    Two different tones on one syllable are left: nobody but the author knows which one is right.
    """
    while (mended := apply_edits(text, repairs(text))) != text:
        text = mended
    return text


def repairs(text: str) -> Iterator[Edit]:
    """Yield what :func:`repair` changes, in the order of the text.

    The rules are ``line-separator``, ``foreign-space``, ``invisible-character``, ``look-alike``, ``split-mark`` (a
    space before a combining mark), ``mark-order`` and ``not-nfc``.
    """
    if is_normal(text) and not _SUSPECT.search(text):
        return
    from publish.vietnamese.repairs.damage import line_edits  # most texts are right

    done = 0
    for match in _LINE.finditer(text):
        yield from _separators(text, done, match.start())
        done = match.end()
        line = match[0]
        if _SUSPECT.search(line) or not is_normal(line):
            for edit in line_edits(line):
                yield edit._replace(start=edit.start + match.start(), end=edit.end + match.start())
    yield from _separators(text, done, len(text))


def _separators(text: str, start: int, end: int) -> Iterator[Edit]:
    for offset in range(start, end):
        if text[offset] in SEPARATOR:
            yield Edit("line-separator", offset, offset + 1, "\n")
