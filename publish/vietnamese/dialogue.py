"""Tell speech from lists: in Vietnamese both are written as lines that begin with a hyphen.

Speech is made of sentences, and somebody says them: an item opens or ends with a word that only speech has (*Dạ*,
*Vâng*, *ạ*, *nhé*), names its speaker behind a dash, or follows a line that ends in a verb of saying and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_OPENING = (
    r"(?:(?:dạ|vâng|ừ|ờ|thưa|bẩm|lạy|ôi|ối|trời|trời ơi|này|ê|à|ồ|ơ|hả|hừ|chào|kìa|thôi|ủa|chao ôi|nè|ô|ái)[,.!?…]"
    r"|(?:dạ|thưa|bẩm|lạy|chào)(?: thưa| bẩm)? "
    r"(?:ông|bà|cô|chú|bác|cậu|mợ|anh|chị|em|cháu|con|thầy|cụ|mẹ|bố|ba|má|ngài)\b)"
)
_ENDING = frozenset(["ạ", "à", "nhé", "nhỉ", "hả", "ư", "nghen", "hén", "đấy", "chứ", "chăng", "kìa", "ơi", "hử"])
_SAYING = (
    r"\b(?:hỏi|nói|bảo|đáp|kêu|gọi|thưa|la|quát|hét|thét|mắng|gắt|reo|than|dặn|nhắc|giục|kể|cười|rủ|mời|khen|chê|gật|lắc"
    r"|nhủ|van|xin|thốt|thì thầm|thì thào|trả lời|lên tiếng|cất tiếng|ngắt lời|lẩm bẩm|càu nhàu|ngập ngừng|tiếp lời)\b"
)

_OPENED = re.compile(rf"\W*{_OPENING}", re.IGNORECASE)
_SENTENCE = re.compile(r"[“\"‘'(…]*(?=[^\W\d_])[^\W\d_].*[.?!…:][”\"’')]*\Z", re.DOTALL)
_LAST = re.compile(r"[^.?!…]*[.?!…]*\s*\Z")
_SPEAKER = re.compile(rf"[.?!…,] [-–—] [^.?!…]*{_SAYING}")
_WORD = re.compile(r"[^\W\d_]+")
_SAID = re.compile(_SAYING, re.IGNORECASE)


class HyphenList(NamedTuple):
    """A list in hyphens: the text of each item, None for one that is more than a text, and the text above the list."""

    items: tuple[str | None, ...]
    above: str


def find_speech(lists: Sequence[HyphenList]) -> list[bool]:
    """Tell which of the lists of a text are speech.

    A list is speech if all of its items are sentences that begin with a capital and one of them is certainly spoken.
    Where that is so of one list, and all lists of the text are made of such sentences, all of them are speech.
    """
    shaped = [all(item is not None and _is_sentence(item) for item in each.items) for each in lists]
    certain = [shape and _is_said(each) for shape, each in zip(shaped, lists, strict=True)]
    return shaped if all(shaped) and any(certain) else certain


def _is_sentence(text: str) -> bool:
    first = next(iter(_WORD.findall(text)), "")
    return first[:1].isupper() and _SENTENCE.match(text.strip()) is not None


def _is_said(each: HyphenList) -> bool:
    texts = [text for text in each.items if text is not None]
    if any(_is_spoken(text) for text in texts):
        return True
    sentence = _LAST.search(each.above.rstrip().removesuffix(":"))
    if not each.above.rstrip().endswith(":") or not sentence or not _SAID.search(sentence[0]):
        return False
    asked = sum(text.rstrip("”\"’' ").endswith("?") for text in texts)
    return len(texts) == 1 or 0 < asked < len(texts)


def _is_spoken(text: str) -> bool:
    """Tell whether a text has a word that only speech has, or names its speaker."""
    if _SPEAKER.search(text) or _OPENED.match(text):
        return True
    ends = [_WORD.findall(part.lower())[-1:] for part in re.split(r"[.?!…]|, ", text)]
    return any(end and end[0] in _ENDING for end in ends)
