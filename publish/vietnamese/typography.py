"""Typeset running text: quotes, dashes, ranges, ellipses, spaces, units (the rules of Vietnamese composition).

No national rule exists for most of this. The sources are CLDR 48 for quotes, ranges, numbers and the ellipsis, the
dictionaries of Hoàng Phê (2003) for the dash between words, Nghị định 30/2020 for numbers of documents and the motto.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.letters import MARKED
from publish.vietnamese.protection import protected_spans
from publish.vietnamese.quotes import quote_edits
from publish.vietnamese.ranges import range_edits

RANGES = ("tight", "spaced")
DASHES = {"en": "–", "em": "—"}

_LOWER = "a-z" + "".join(sorted(letter for letter in MARKED if letter.islower()))
_UPPER = "A-Z" + "".join(sorted(letter for letter in MARKED if letter.isupper()))
_LETTER = r"[^\W\d_]"
_UNITS = "km/h|km|kg|cm|mm|ml|mg|ha|kWh|MWh|kW|MW|GW|kV|GB|MB|TB|[kc]?m[23²³]|m|°C|₫|VND|USD"

_RULES: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("ellipsis", ("..",), r"\.(?<!\.\.)\.{2,5}(?!\.)", "…"),
    ("ellipsis", (". .",), r"\.(?<!\. \.)(?: \.){2,5}(?! ?\.)", "…"),
    ("ellipsis", ("….", "……"), r"…(?:\.{1,3}(?!\.)|…+)", "…"),
    ("space-before-mark", (" ,", " ;", " !", " ?"), r"(?<=[\w)\]”’\"…%.])( +)[,;!?](?!\w)", ""),
    ("space-before-mark", (" :",), r"(?<=[\w)\]”’\"…%.])( +):(?![\w()/-])", ""),
    ("space-before-mark", (" .",), r"(?<=[\w)\]”’\"…%])( +)\.(?!\w)", ""),
    ("space-before-mark", (" …",), r"(?<=[\w)\]”’\",])( +)…", ""),
    ("space-before-mark", (" %",), r"\d( +)%", ""),
    ("space-in-brackets", ("( ", "[ ", "“ ", "‘ "), r"[(\[“‘]( +)(?=[^\s)\]”’])", ""),
    ("space-in-brackets", (" )", " ]", " ”"), r"(?<=[^\s(\[“‘])( +)[)\]”]", ""),
    ("missing-space", (), rf"[,;!?](?<={_LETTER}.)()(?=[^\W\d_]|[“‘(])", " "),
    ("missing-space", (), rf"[,;](?<=[{_LOWER}]{{2}}.)()(?=\d)", " "),
    ("missing-space", (":",), rf":(?<=[{_LOWER}]{{2}}:)()(?={_LETTER})", " "),
    ("missing-space", (), rf"\.(?<=[{_LOWER}]{{2}}\.)()(?=[{_UPPER}][{_LOWER}])", " "),
    ("double-space", ("  ",), r"(?<=[^ \n])( {2,})(?=[^ \n])", " "),
    ("spaced-slash", (" /", "/ "), rf"(?<=\w)( +/ *|/ +)(?=[{_LOWER}\d])", "/"),
    ("multiplication-sign", (), r"\d(?<!\b0)(?:[cm]m)?( ?[xX×] ?)(?=\d)(?<! × )", " × "),
    ("missing-space", (), rf"\d()(?=(?:{_UNITS})(?![\w²³°]))", " "),
    ("degree", ("° C",), r"\d( ?° C)\b", " °C"),
    ("degree", ("°C",), r"\d(° ?C)\b", " °C"),
    ("superscript", ("m2",), r"[\d \u00a0/][kc]?m(2)\b", "²"),
    ("superscript", ("m3",), r"[\d \u00a0/]c?m(3)\b", "³"),
)
"""Rule, texts of which one must be there, the place (the group, or all of the pattern), what stands there instead."""

_PATTERNS = tuple((rule, needed, re.compile(pattern), new) for rule, needed, pattern, new in _RULES)

_ROMAN = frozenset("IVXLC")

_DASH = re.compile(
    rf"(?<=[^\s–—-]) +(?:-{{1,3}}|[–—―]) +(?=[^\s–—-])|(?<={_LETTER})--(?={_LETTER})"
    rf"|^(?:-(?: +(?=[^\s\d-])|(?=[{_UPPER}“\"‘]))|[–—](?: +(?=\S)|(?=[{_UPPER}“\"‘])))",
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
    for rule, needed, pattern, new in _PATTERNS:
        if not needed or any(part in text for part in needed):
            found += [Edit(rule, *match.span(pattern.groups), new) for match in pattern.finditer(text)]
    if found:
        yield from _disjoint(found, protected_spans(text), text)


def _dash_edits(text: str, dash: str) -> Iterator[Edit]:
    """Yield the dash of asides, pairs of words and dialogue; a hyphen between figures is no aside."""
    for match in _DASH.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        spaced = start > 0 and before != "\n"
        if spaced and ((before.isdigit() and after.isdigit()) or (before in _ROMAN and after in _ROMAN)):
            continue  # a range, or a difference
        wanted = f" {dash} " if spaced else f"{dash} "
        if match[0] != wanted:
            rule = "em-dash" if "—" in match[0] or "―" in match[0] else "spaced-hyphen" if spaced else "dialogue-hyphen"
            yield Edit(rule, start, end, wanted)


def _disjoint(found: Iterable[Edit], protected: list[tuple[int, int]], text: str) -> Iterator[Edit]:
    """Yield the changes that touch neither a protected span nor each other, the first rule first."""
    spans = iter([*protected, (len(text) + 1, len(text) + 2)])
    start, end = next(spans)
    done = -1
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        while end <= edit.start:
            start, end = next(spans)
        if edit.start <= done or (edit.end > start and edit.start < end):
            continue
        yield edit
        done = edit.end
