"""Emoji that are written with several characters: which they are, and whether a font has one sign for them.

Sources: Unicode Technical Standard 51, 1.4.9 (the regular expression) and 2.2 (skin tones).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from publish.base.messages import say
from publish.publication.assets.subsetting import shape

_SIGN = "[\u00a9\u00ae\u203c-\u2bff\u3030-\u3299\U0001f000-\U0001faff]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_PART = f"{_SIGN}(?:\ufe0f|{_TONE})?"
SEQUENCE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|{_PART}[\U000e0020-\U000e007f]+"  # the flag of a part of a country
    f"|{_PART}(?:\u200d{_PART})+"
    f"|{_SIGN}(?:\ufe0f|{_TONE})"
)
"""An emoji of several characters."""

_NO_FLAG = "\U0001f1fd\U0001f1fd"  # of XX, which is no country


def letters(text: str) -> str:
    """Return the characters of a text that belong to emoji: those that only emoji have, and what joins them."""
    keys = "0123456789#*" if "\u20e3" in text else ""
    return "".join(sorted({each for each in text if re.fullmatch(f"{_SIGN}|[{_JOINERS}]", each) or each in keys}))


_JOINERS = "\u200d\u20e3\ufe0f\U000e0020-\U000e007f"


def unset_sequences(text: str, font: Path) -> Iterator[tuple[int, str, str]]:
    """Yield emoji that a font has no sign of its own for: their place, the emoji, and what to say of it.

    Args:
        text: Any text.
        font: The font that sets emoji.
    """
    found = list(SEQUENCE.finditer(text))
    content = font.read_bytes() if found else b""
    for match in found:
        emoji = match[0]
        glyphs, plain = shape(content, emoji), re.sub(_TONE, "", emoji)
        if glyphs is None:
            return
        if len(glyphs) > 1 or not all(glyphs) or (emoji[0] >= "\U0001f1e6" and glyphs == shape(content, _NO_FLAG)):
            yield match.start(), emoji, say("an emoji that is printed in its parts: {emoji}", emoji=emoji)
        elif plain not in ("", emoji) and glyphs == shape(content, plain):
            yield match.start(), emoji, say("an emoji that is printed without its skin tone: {emoji}", emoji=emoji)
