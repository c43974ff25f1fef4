"""Find mistyped words: impossible syllables, tones out of place or twice, function words written twice.

A word that no syllable can be is no mistake in itself: names, loans, acronyms and words of other languages stand in
every text. One is reported when it has marks that are Vietnamese and comes near a possible syllable.
"""

from __future__ import annotations

import functools
import operator
import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from publish.vietnamese.letters import LETTERS, MARKED, WORD, count_tones, split_tone
from publish.vietnamese.problems.findings import RuleMatch
from publish.vietnamese.problems.suggestions import (
    SKELETONS,
    count_vowel_groups,
    nearest_syllables,
    skeleton,
    split_joined,
    sure_syllable,
)
from publish.vietnamese.protection import protected_spans
from publish.vietnamese.syllables import LONGEST, SPELLINGS, is_syllable
from publish.vietnamese.tones import place_tone

_DOUBLED = """
của và các những tại bị đã đang cũng rằng hoặc nhưng nếu vì bởi khi thuộc nhằm gồm ở với về theo việc sự
"""
"""Function words that no phrase has twice in a row; thì, là, mà, để begin words such as thì thầm, được ends verbs."""

_DOUBLE = re.compile(rf"(?<![\w-])({'|'.join(_DOUBLED.split())})([ \n]+)(\1)(?![\w-])", re.IGNORECASE)

_NATIVE = frozenset(letter for letter in MARKED if letter in "ăđĩũơưĂĐĨŨƠƯ" or letter >= "\u1ea0")
"""Letters that the other languages a Vietnamese text quotes hardly have."""

_FOREIGN_ONSET = re.compile(r"[bcdgkpsvfxh][lr]|[sx][^aeiouhy]|[bcdkp][^aeiouyh]|m[nl]|hm|tr[^aeiouy]")
"""How loans and the names of other peoples of the country begin: crếp, Krông, xteng, Mnông."""

_FOREIGN_CODA = re.compile(r"[bdđfjklrsvwxz]$")

_NATIVE_ONSET = re.compile("ng|nh|kh|th|tr|ph|ch|gh")
_WRONG_ONSET = re.compile("(?:ngh|gh)[aou]")
_IRREGULAR = frozenset("quọ xuyệc loẻng xoẻng khuắng ngoẩy".split())  # noqa: SIM905
"""Words of the dictionaries that the grammar of syllables leaves out."""

_HIGHLANDS = re.compile(r"\b(?:Cư|Ea|Ia|Chư|[ĐD][ăắa]k|Krông|Buôn|Plei|Kon|Bi|Y|H)[ -]$")
"""What stands before the second part of a place name of the Central Highlands: Cư Pơng, Bi Đup."""

_STRETCHED = re.compile(r"(.)\1\1$")
_INSIDE_CODE = frozenset("_@#\\'’&$=+*^~|<>")


class _Verdict(NamedTuple):
    """What is wrong with a word wherever it stands; a weak verdict needs Vietnamese words around it."""

    rule: str
    replacement: str | None
    wanted: str
    weak: bool = False


def word_findings(text: str, accepted: Collection[str] = ()) -> Iterator[RuleMatch]:
    """Yield the mistyped words of a text, in its order.

    Args:
        text: A paragraph.
        accepted: Words in NFC that are right as they are.
    """
    words = {word for word in WORD.findall(text) if not word.isascii() and len(word) <= LONGEST}
    suspects = {word: verdict for word in words if (verdict := _judge(word))}
    if accepted:
        suspects = {word: suspects[word] for word in suspects if unicodedata.normalize("NFC", word) not in accepted}
    if not suspects:
        return
    protected = iter([*protected_spans(text), (len(text) + 1, len(text) + 1)])
    start, end = next(protected)
    for match in WORD.finditer(text):
        verdict = suspects.get(match[0])
        if verdict is None:
            continue
        while end <= match.start():
            start, end = next(protected)
        if match.end() <= start and _is_plain(text, match, verdict):
            yield RuleMatch(verdict.rule, *match.span(), verdict.replacement, verdict.wanted)


def repetition_findings(text: str) -> Iterator[RuleMatch]:
    """Yield function words that stand twice in a row, also over a line end; the second one goes, with one space."""
    words = WORD.findall(text.lower())
    if not any(map(operator.eq, words, islice(words, 1, None))):
        return
    for match in _DOUBLE.finditer(text):
        if match[3].isupper() != match[1].isupper():
            continue
        if "\n" not in match[2]:
            yield RuleMatch("repeated-word", match.start(2), match.end(3), "", match[3])
        elif text[match.end() : match.end() + 1] == " ":
            yield RuleMatch("repeated-word", match.start(3), match.end() + 1, "", match[3])
        else:
            yield RuleMatch("repeated-word", *match.span(3), None, match[3])


@functools.lru_cache(maxsize=50_000)
def _judge(word: str) -> _Verdict | None:
    """Return what is wrong with a word; None for a word that is right or none of our business."""
    word = unicodedata.normalize("NFC", word)
    if not all(letter in LETTERS for letter in word):
        return None
    if count_tones(word) > 1:
        verdict = _judge_tones(word)
        if verdict:
            return verdict
    elif is_syllable(word):
        placed = place_tone(word, "keep")
        return _Verdict("misplaced-tone", placed, placed) if placed != word else None
    return _judge_form(word)


def _judge_tones(word: str) -> _Verdict | None:
    toneless = split_tone(word)[0].lower()
    if count_vowel_groups(word) > 1 or (toneless not in SPELLINGS and _NATIVE.isdisjoint(word)):
        return None
    tones = {mark for letter in word if (mark := split_tone(letter)[1])}
    one = sure_syllable(word) if len(tones) == 1 else None
    return _Verdict("two-tones", one, ", ".join(nearest_syllables(word)))


def _judge_form(word: str) -> _Verdict | None:
    """Return a verdict on a word that no syllable can be, if it looks like a slip."""
    lowered, bare = word.lower(), skeleton(word)
    groups = count_vowel_groups(bare)
    if len(word) < 2 or not groups or lowered in _IRREGULAR or _STRETCHED.search(bare):
        return None
    strong = not _NATIVE.isdisjoint(word)
    if word.islower():
        if groups == 2:
            return _verdict_on(word) if split_joined(lowered) else None
        near = groups == 1 and _is_near(bare, strong)
    elif word[1:].islower() or (word.isupper() and count_tones(word)):
        near = groups == 1 and (bare in SKELETONS or _WRONG_ONSET.match(bare) is not None)
    else:
        near = False
    return _verdict_on(word, not strong) if near else None


def _is_near(bare: str, strong: bool) -> bool:
    """Tell whether a word of one vowel group in lower case is a Vietnamese one mistyped, going by its letters."""
    if bare in SKELETONS or _WRONG_ONSET.match(bare):
        return True
    if _FOREIGN_ONSET.match(bare):
        return False
    return strong or (_NATIVE_ONSET.match(bare) is not None and not _FOREIGN_CODA.search(bare))


def _verdict_on(word: str, weak: bool = False) -> _Verdict | None:
    near = nearest_syllables(word)
    return _Verdict("impossible-syllable", sure_syllable(word), ", ".join(near), weak) if near else None


def _is_plain(text: str, match: re.Match[str], verdict: _Verdict) -> bool:
    """Tell whether a word stands as a word: not in a name with hyphens, not beside figures, not in code."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _INSIDE_CODE or after in _INSIDE_CODE or before.isalnum() or after.isalnum():
        return False
    if verdict.rule != "misplaced-tone" and "-" in (before, after):
        return False
    if after == "." and text[end + 1 : end + 2].isalnum():
        return False
    if verdict.rule == "impossible-syllable" and (after == "…" or text.startswith("...", end)):
        return False  # cut short, as who stammers speaks
    if text[start].isupper() and _HIGHLANDS.search(text, max(0, start - 8), start):
        return False
    around = text[max(0, start - 40) : start] + text[end : end + 40]
    return not verdict.weak or not _NATIVE.isdisjoint(around)
