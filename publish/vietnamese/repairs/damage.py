"""Mend one line that holds something strange; what else is in it tells whether a strange letter is meant."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from publish.vietnamese.edits import Edit
from publish.vietnamese.letters import BREVE, LETTERS, MARKED, QUALITY_MARKS, VOWELS, has_vietnamese, normalise
from publish.vietnamese.repairs.strange_letters import (
    ACCENTED,
    ALIKE,
    CARON,
    CYRILLIC,
    DIRECTION,
    EAST,
    ETH,
    GREEK,
    JOINER,
    MARKS,
    SPACE,
    STRANGE,
)
from publish.vietnamese.syllables import is_syllable

_RUN = re.compile(rf"[^\s{JOINER}{DIRECTION}]+(?: +(?=[{MARKS}])[^\s{JOINER}{DIRECTION}]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def line_edits(line: str) -> Iterator[Edit]:
    """Yield what to change in a line, in its order; offsets count from its start."""
    yield from _Line(line).edits()


class _Line:
    """A line under repair; what it holds elsewhere tells whether a strange letter is meant."""

    def __init__(self, line: str) -> None:
        self.line = line

    @functools.cached_property
    def pinyin(self) -> bool:
        return re.search("[āēīōūǖěǐǒǔǚĚǏǑǓǙ]", normalise(self.line)) is not None

    @functools.cached_property
    def turkish(self) -> bool:
        return re.search("[şğŞĞİ]", self.line) is not None

    @functools.cached_property
    def african(self) -> bool:
        return re.search("[ɛɔŋɣƒʋƐƆŊƔƑƲ]", self.line) is not None

    @functools.cached_property
    def vietnamese(self) -> bool:
        return has_vietnamese(normalise(self.line))

    @functools.cached_property
    def two_ways(self) -> bool:
        return any(unicodedata.bidirectional(character) in ("R", "AL") for character in self.line)

    def edits(self) -> Iterator[Edit]:
        """Yield what to change; offsets count from the start of the line."""
        found = [*self.invisible(), *self.spaces(), *self.runs()]
        end = 0
        for edit in sorted(found, key=lambda edit: edit.start):
            if edit.start >= end:
                yield edit
                end = edit.end

    def invisible(self) -> Iterator[Edit]:
        for match in _INVISIBLE.finditer(self.line):
            around = self.line[max(0, match.start() - 2) : match.end() + 1]
            if self.two_ways or (match[0][0] not in "\ufeff\u00ad" and _EASTERN.search(around)):
                continue
            yield Edit("invisible-character", match.start(), match.end(), "")

    def spaces(self) -> Iterator[Edit]:
        for match in _SPACES.finditer(self.line):
            around = self.line[max(0, match.start() - 1) : match.end() + 1]
            if "\u3000" in match[0] and _EASTERN.search(around.replace("\u3000", "")):
                continue
            yield Edit("foreign-space", match.start(), match.end(), " " * len(match[0]))

    def runs(self) -> Iterator[Edit]:
        for match in _RUN.finditer(self.line):
            run = match[0]
            if run.isascii():
                continue
            rule, mended = "", run
            for name, mend in (
                ("look-alike", self.replace_strange),
                ("split-mark", _join_marks),
                ("mark-order", _order_marks),
                ("not-nfc", normalise),
            ):
                before, mended = mended, mend(mended)
                rule = rule or (name if mended != before else "")
            if rule:
                yield _narrow(rule, match.start(), run, mended)

    def replace_strange(self, run: str) -> str:
        """Replace letters of other scripts, word by word."""
        run = _STROKE.sub(lambda match: "đĐ"[match[0][0] == "D"], run)
        return _WORD.sub(lambda match: self.replace_in_word(match[0]), run) if _ANY_STRANGE.search(run) else run

    def replace_in_word(self, word: str) -> str:
        strange = {letter for letter in word if ord(letter) in ALIKE} | ({"ǎ"} if "\u030c" in word else set())
        meant = {letter for letter in strange if self.is_meant(letter, word)}
        if not strange - meant:
            return word
        table = {code: new for code, new in ALIKE.items() if chr(code) in strange - meant}
        mended = word.translate(table)
        if "ǎ" not in meant:
            mended = _CARON_MARK.sub(f"\\1{BREVE}", mended)
        return mended

    def is_meant(self, letter: str, word: str) -> bool:
        """Tell whether a strange letter is at home in its word."""
        plain = _plain(word)
        if letter in CYRILLIC:
            return not _LATIN.search(word) or not _is_latin(plain)
        if letter in GREEK:
            return not _is_latin(plain) or (len(_LATIN.findall(word)) < 2 and not is_syllable(plain))
        if letter in ETH:
            return not _ONSET.fullmatch(word[: word.index(letter)]) and not has_vietnamese(plain)
        if letter in CARON:
            return self.pinyin or not (is_syllable(plain) or self.vietnamese)
        if letter == "ı" and self.turkish:
            return True
        if letter in "Ɖɖ":
            return self.african
        if letter in ACCENTED:
            return not (is_syllable(plain) or self.vietnamese)
        return not _LATIN.search(word) or not is_syllable(plain)


_INVISIBLE = re.compile(f"[{JOINER}{DIRECTION}]+")
_SPACES = re.compile(f"[{SPACE}]+")
_EASTERN = re.compile(f"[{EAST}]")
_STROKE = re.compile("[dD][\u0335\u0336]")
_ANY_STRANGE = re.compile(f"[{STRANGE}\u030c]")
_LATIN = re.compile("[A-Za-z\u00c0-\u00cf\u00d1-\u00d6\u00d8-\u00ef\u00f1-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_ONSET = re.compile("[^aăâeêioôơuưyAĂÂEÊIOÔƠUƯY\u0300-\u036f]*")
_CARON_MARK = re.compile("([aA][\u0300-\u036f]{,3}?)\u030c")
_CLUSTER = re.compile(f"[{VOWELS}{VOWELS.upper()}{''.join(sorted(MARKED))}][\u0300-\u036f]+")
_SPLIT = re.compile(f"(?<=[{VOWELS}{VOWELS.upper()}{''.join(sorted(MARKED - set('đĐ')))}{MARKS}]) +(?=[{MARKS}])")


def _plain(word: str) -> str:
    """Return a word with every strange letter replaced, in NFC with its marks in order."""
    return normalise(_order_marks(word.translate(ALIKE).replace("\u030c", "\u0306")))


def _is_latin(word: str) -> bool:
    return all(letter in LETTERS or _LATIN.match(letter) or unicodedata.combining(letter) for letter in word)


def _join_marks(run: str) -> str:
    return _SPLIT.sub("", run)


def _order_marks(run: str) -> str:
    """Put the marks of each vowel in order: the quality first, the tone behind it, each once."""
    return _CLUSTER.sub(lambda match: _order_cluster(match[0]), run)


def _order_cluster(cluster: str) -> str:
    letter, *marks = list(normalise(cluster, "NFD"))
    unique = list(dict.fromkeys(mark for mark in marks if mark in MARKS))
    others = [mark for mark in marks if mark not in MARKS]
    if others or len(set(unique) & set(QUALITY_MARKS)) > 1:
        return cluster
    ordered = sorted(unique, key=lambda mark: mark not in QUALITY_MARKS)
    mended = normalise(letter + "".join(ordered))
    return cluster if mended == normalise(cluster) else mended


def _narrow(rule: str, start: int, old: str, new: str) -> Edit:
    """Return the change of a run without what is the same at both its ends; a letter keeps its marks."""
    head = _same(old, new)
    while head and unicodedata.combining(old[head : head + 1] or "a"):
        head -= 1
    old_rest, new_rest = old[head:], new[head:]
    tail = _same(old_rest[::-1], new_rest[::-1])
    while tail and unicodedata.combining(old_rest[len(old_rest) - tail]):
        tail -= 1
    return Edit(rule, start + head, start + len(old) - tail, new_rest[: len(new_rest) - tail])


def _same(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their start."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)
