"""Typeset running text: quotes, dashes, ranges, ellipses, spaces, units (the rules of Vietnamese composition).

No national rule exists for most of this. The sources are CLDR 48 for quotes, ranges, numbers and the ellipsis, the
dictionaries of Hoàng Phê (2003) for the dash between words, Nghị định 30/2020 for numbers of documents and the motto.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.letters import MARKED
from publish.vietnamese.protection import protected_spans
from publish.vietnamese.quotes import quote_edits
from publish.vietnamese.ranges import range_edits
from publish.vietnamese.syllables import is_syllable

RANGES = ("tight", "spaced")
DASHES = {"en": "–", "em": "—"}

_MARKED = "".join(sorted(letter for letter in MARKED if letter.islower()))
_LOWER = f"a-z{_MARKED}"
_UPPER = "A-Z" + "".join(sorted(letter for letter in MARKED if letter.isupper()))
_LETTER = r"[^\W\d_]"
_NUMBER = r"\d(?:(?<![\w.,].)|(?<=\d[xX×].))[\d.,]*"
"""A number that stands by itself or behind a sign of multiplication; the 3 of w3m or b3x4 is none."""

_NOT_NAMED = r"(?<!dấu)(?<!chéo)(?<!chia)(?<!trừ)(?<!phím)(?<!\bký tự)(?<!\bkí tự)(?<!gạch ngang)(?<!gạch nối)"
"""Behind these words a sign is one that the text is about."""

_UNITS = "km/h|km|kg|cm|mm|ml|mg|ha|kWh|MWh|kW|MW|GW|kV|GB|MB|TB|[kc]?m[23²³]|m|°C|₫|VND|USD"

# A row of six full stops or of three ellipses is room on a form, to be filled in by hand.
_RULES: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("ellipsis", ("..",), r"\.(?<!\.\.)\.{2,5}(?!\.)", "…"),
    ("ellipsis", (". .",), r"\.(?<!\. \.)(?: \.){2,5}(?! ?\.)", "…"),
    ("ellipsis", ("….", "……"), r"…(?<!……)(?:\.{1,3}(?![.…])|…(?!…|\.…))", "…"),
    ("space-before-mark", (" ,", " ;", " !", " ?"), r"(?<=[\w)\]”’\"…%.])( +)(?:[,!?]|;(?![)(]|-[)(]))(?!\w)", ""),
    ("space-before-mark", (" :",), r"(?<=[\w)\]”’\"…%.])( +):(?![\w()/-])", ""),
    ("space-before-mark", (" .",), r"(?<=[\w)\]”’\"…%])( +)\.(?![\w./])", ""),
    ("space-before-mark", (" …",), r"(?<=[\w)\]”’\",])( +)…", ""),
    ("space-before-mark", (" %",), rf"{_NUMBER}( +)%", ""),
    ("space-in-brackets", ("( ", "[ "), r"[(\[](?<![/\\:;].)( +)(?=[^\s)\]”’»])", ""),
    ("space-in-brackets", ("“ ", "‘ "), r"[“‘](?<![^\s(\[{/–—“‘-].)( +)(?=[^\s)\]”’])", ""),
    ("space-in-brackets", (" )", " ]", " ”"), r"(?<=[^\s(\[“‘«])( +)(?:[)\]]|”(?!\w))", ""),
    ("missing-space", (), rf"[,;!?](?<={_LETTER}.)()(?=[^\W\d_]|[“‘(])", " "),
    ("missing-space", (), rf"[,;](?<=[{_LOWER}]{{2}}.)()(?=\d)", " "),
    ("missing-space", (":",), rf":(?<=[{_LOWER}]{{2}}:)()(?={_LETTER})", " "),
    ("missing-space", (), rf"\.(?<=[{_LOWER}]{{2}}\.)()(?=[{_UPPER}][{_LOWER}])", " "),
    ("double-space", ("  ",), r"(?<=[^ \n])( {2,})(?=[^ \n])", " "),
    ("spaced-slash", (" / ",), rf"(?<=\w){_NOT_NAMED}( +/ +)(?=[{_LOWER}\d])", "/"),
    ("spaced-slash", (" /",), rf"(?<=\w)( +/)(?=[a-z]*[{_MARKED}])", "/"),
    ("spaced-slash", ("/ ",), rf"(?<![\w/.~])\w+(/ +)(?=[{_LOWER}\d])", "/"),
    ("multiplication-sign", (), rf"{_NUMBER}(?<!\b0)(?:[cm]m)?( ?[xX×] ?)(?=\d)(?<! × )", " × "),
    ("missing-space", (), rf"{_NUMBER}()(?=(?:{_UNITS})(?![\w²³°]))", " "),
    ("degree", ("° C",), r"\d( ?° C)\b", " °C"),
    ("degree", ("°C",), r"\d(° ?C)\b", " °C"),
    ("superscript", ("m2",), r"[\d \u00a0/][kc]?m(2)\b", "²"),
    ("superscript", ("m3",), r"[\d \u00a0/]c?m(3)\b", "³"),
)
"""Rule, texts of which one must be there, the place (the group, or all of the pattern), what stands there instead."""

_DIFFERENCE = re.compile(r"(?:\W|^)?\b[a-z0-9] +-+ +[a-z0-9]\b")
"""Two letters or figures with a minus between them."""

_ROMAN = frozenset("IVXLC")

_DASH = re.compile(
    rf"(?<=[^\s–—-]){_NOT_NAMED} +(?:-{{1,3}}|[–—―]) +(?=[^\s–—-])|(?<={_LETTER})--(?={_LETTER})"
    rf"|^(?:-(?: +(?=[^\s\d(-])|(?![A-Z](?:[^\w]|[A-Z]|$))(?=[{_UPPER}“\"‘]))|[–—](?: +(?=\S)|(?=[{_UPPER}“\"‘])))",
    re.MULTILINE,
)


def typeset(text: str, ranges: str = "tight", dash: str = "en") -> str:
    """Return a text as it is printed; a text that is right comes back as it is.

    Args:
        text: A paragraph, or paragraphs with empty lines between them.
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.
        dash: ``en`` for " – " around an aside, ``em`` for " — ".

    Raises:
        ValueError: For any other ``ranges`` or ``dash``.
    """
    while edits := list(typography_edits(text, ranges, dash)):
        text = apply_edits(text, edits)
    return text


def typography_edits(text: str, ranges: str = "tight", dash: str = "en") -> Iterator[Edit]:
    """Yield what :func:`typeset` changes first, in the order of the text; done again, it yields what is left.

    Raises:
        ValueError: For any other ``ranges`` or ``dash`` than :func:`typeset` knows.
    """
    if ranges not in RANGES or dash not in DASHES:
        raise ValueError(f"no such ranges or dash: {ranges!r}, {dash!r}; there are {RANGES} and {tuple(DASHES)}")
    found = list(range_edits(text, ranges))
    if any(sign in text for sign in "-–—―"):
        found += _dash_edits(text, DASHES[dash])
    if '"' in text or "'" in text:
        found += quote_edits(text)
    for rule, needed, source, new in _RULES:
        if not needed or any(part in text for part in needed):
            pattern = re.compile(source)  # once in a process, and many texts never need it
            places = (match.span(pattern.groups) for match in pattern.finditer(text))
            kept = _KEPT.get(rule, _is_any)
            found += [Edit(rule, *place, new) for place in places if kept(text, *place)]
    if found:
        yield from _disjoint(found, protected_spans(text), text)


def _is_prose(text: str, start: int, end: int) -> bool:
    """Tell whether a space is missing at a place: words stand on both sides, not code (x,y; root:staff; Book.Title)."""
    mark = text[start - 1]
    if mark.isdigit():
        return True
    before, after = _WORD_BEFORE.search(text, max(0, start - 12), start - 1), _WORD_AFTER.match(text, end, end + 12)
    if before is None:
        return True
    if before.start() > 1 and text[before.start() - 1] in "([" and text[before.start() - 2].isalnum():
        return False
    if {text[before.start() - 1 : before.start()], text[after.end() : after.end() + 1] if after else ""} & _IN_CODE:
        return False
    words = [match[0] for match in (before, after) if match]
    strange = [word.isascii() and (len(word) == 1 or not is_syllable(word)) for word in words]
    if mark == ".":
        return not any(strange)
    return not all(strange) or (words[-1][0].isupper() and min(map(len, words)) > 1)


def _is_pause(text: str, start: int, end: int) -> bool:
    """Tell whether full stops are a pause, and not the gap between two words of code (Do...Loop)."""
    after = _WORD_AFTER.match(text, end, end + 12)
    return not (after and text[start - 1 : start].isalpha() and after[0].isascii() and not is_syllable(after[0]))


def _is_any(text: str, start: int, end: int) -> bool:
    return True


_KEPT: Mapping[str, Callable[[str, int, int], bool]] = {"missing-space": _is_prose, "ellipsis": _is_pause}
"""What tells whether a place that a rule found counts, by the rule."""

_WORD_BEFORE = re.compile(rf"{_LETTER}+$")
_WORD_AFTER = re.compile(rf"{_LETTER}+")
_IN_CODE = frozenset("_{}<>=\\@#$|&*+%")


def _dash_edits(text: str, dash: str) -> Iterator[Edit]:
    """Yield the dash of asides, pairs of words and dialogue; a hyphen between figures is no aside."""
    for match in _DASH.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        spaced = start > 0 and before != "\n"
        if spaced and ((before.isdigit() and after.isdigit()) or (before in _ROMAN and after in _ROMAN)):
            continue  # a range, or a difference
        if spaced and _DIFFERENCE.match(text, max(0, start - 2)):
            continue
        wanted = f" {dash} " if spaced else f"{dash} "
        if match[0] != wanted:
            rule = "em-dash" if "—" in match[0] or "―" in match[0] else "spaced-hyphen" if spaced else "dialogue-hyphen"
            yield Edit(rule, start, end, wanted)


def _disjoint(found: Iterable[Edit], protected: list[tuple[int, int]], text: str) -> Iterator[Edit]:
    """Yield the changes that overlap neither a protected span nor each other, the first rule first."""
    spans = iter([*protected, (len(text) + 1, len(text) + 2)])
    start, end = next(spans)
    done = -1
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        while end <= edit.start:
            start, end = next(spans)
        if edit.start < done or edit.start == edit.end == done or (edit.end > start and edit.start < end):
            continue
        yield edit
        done = edit.end
