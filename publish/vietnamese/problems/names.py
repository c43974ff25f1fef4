"""Names of several syllables in a text, and which of them are the same name in another spelling.

A tone or a mark makes another name of a Vietnamese one (Thanh Hoá is not Thành Hoá), so that only what never does is
left out of account: where the tone stands, i or y, hyphen or space, c or k. The names of other peoples, which no
Vietnamese syllable can be (Đắk Lắk, Đăk Lăk, Đắc Lắc), are compared without their marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from publish.vietnamese.letters import MARKED
from publish.vietnamese.problems.suggestions import skeleton
from publish.vietnamese.syllables import is_syllable
from publish.vietnamese.tones import place_tones

_UPPER = "A-Z" + "".join(sorted(letter for letter in MARKED if letter.isupper()))
_LOWER = "a-z" + "".join(sorted(letter for letter in MARKED if letter.islower()))
_PART = rf"[{_UPPER}][{_LOWER}]*"
_NAME = re.compile(rf"(?<![\w-]){_PART}(?:(?: {_PART})+|(?:-[{_UPPER}{_LOWER}][{_LOWER}]*)+)(?![\w-])")
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_Y_ALONE = re.compile(r"(?<=\b[hklmstv])[yýỳỷỹỵ]\b")
_LONGEST = 60


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and spelling of each run of capitalised syllables, and of each name with hyphens."""
    for match in _NAME.finditer(text):
        if len(match[0]) <= _LONGEST:
            yield match.start(), match[0]


def same_names(names: Collection[str]) -> Iterator[list[str]]:
    """Yield the spellings of each name that has several, in the order given.

    Spellings that differ in the style of tones alone count as one: they are a matter of the whole publication. Names
    without any mark are left to their own language (Add-in, Add-In).
    """
    near: dict[str, list[str]] = {}
    for name in names:
        near.setdefault(_loose_key(name), []).append(name)
    for group in near.values():
        if len(group) < 2 or all(name.isascii() for name in group):
            continue
        foreign = any(not _is_native(name) for name in group)
        same: dict[str, list[str]] = {}
        for name in group:
            same.setdefault("" if foreign else _strict_key(name), []).append(name)
        for spellings in same.values():
            if len({place_tones(name, "old") for name in spellings}) > 1:
                yield spellings


def _loose_key(name: str) -> str:
    """Return a name without marks, its hyphens as spaces, k as c and y as i."""
    return skeleton(name).replace("-", " ").replace("k", "c").replace("y", "i")


def _strict_key(name: str) -> str:
    """Return a name with its marks, its tones in the old style, hyphens as spaces and y alone as i."""
    plain = place_tones(name.lower().replace("-", " "), "old")
    return _Y_ALONE.sub(lambda match: match[0].translate(_Y), plain)


def _is_native(name: str) -> bool:
    return all(is_syllable(part) for part in re.split("[ -]", name))
