"""Find what a publication writes in more than one way: tone styles, i and y, ranges, names, pairs of words.

None of the ways is wrong; the rarer one is reported at each place, with the commoner one in its stead. On a tie the one
that comes first in the publication counts as the commoner.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from publish.vietnamese.letters import MARKED, WORD
from publish.vietnamese.problems import Problem, check_options, describe
from publish.vietnamese.problems.findings import RuleMatch
from publish.vietnamese.problems.marks import KNOWN_PAIR, pair_findings
from publish.vietnamese.problems.names import names_in, same_names
from publish.vietnamese.tones import place_tone, tone_style

_I = dict(zip("iíìỉĩịIÍÌỈĨỊ", "yýỳỷỹỵYÝỲỶỸỴ", strict=True))
_Y = {y: i for i, y in _I.items()}
_I_OR_Y = re.compile(f"(?<![^\\W\\d_])[hklmstvHKLMSTV][{''.join(_I)}{''.join(_Y)}](?![^\\W\\d_])")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_AFTER = re.compile(r" ([^\W\d_]+)")

_GAP, _TONE = "_", "\0"
"""Signs in the key of a word with i or y: for the syllable in question, and in front of its letter and tone."""

_GRAMMAR = frozenset(
    """và của là các những thì mà để cho với về ở tại từ trong ngoài trên dưới này đó kia khi nếu như do bởi vì theo đến
    tới ra vào lên xuống lại đi được bị đã đang sẽ không chưa có một hai ba mỗi mọi rất quá cũng còn chỉ hay hoặc nhưng
    rằng sau trước giữa cùng""".split()  # noqa: SIM905
)
"""Words that stand beside any other and so make no word with it."""

_YEARS = re.compile(r"(?<![\w.,/–-])([12]\d{3})( ?[-–—] ?)([12]\d{3})(?![\w–-]|[.,/]\d)")

_LOWER = "a-z" + "".join(sorted(letter for letter in MARKED if letter.islower()))
_PAIR = re.compile(rf"(?<![\w])([{_LOWER}]+ [{_LOWER}]+) – (?=([{_LOWER}]+ [{_LOWER}]+)(?![\w]))", re.IGNORECASE)

_Found = Iterator[tuple[int, RuleMatch]]


def find_mixed(
    texts: Sequence[str],
    *,
    language: str = "en",
    rules: Collection[str] | None = None,
    words: Collection[str] = (),
) -> Iterator[tuple[int, Problem]]:
    """Yield what the texts of a publication write in several ways: the number of the text, and the problem in it.

    Args:
        texts: The paragraphs in their order.
        language: ``en`` or ``vi``, for the messages.
        rules: Names of the rules to run; without them, all.
        words: Words and names that are right as they are, in exactly this case.

    Raises:
        ValueError: For an unknown language or rule.
    """
    check_options(language, rules)
    accepted = frozenset(unicodedata.normalize("NFC", word) for word in words)
    found: list[tuple[int, RuleMatch]] = []
    for name, find in _FINDERS.items():
        if rules is None or name in rules:
            found += find(texts, accepted)
    for number, finding in sorted(found, key=lambda pair: (pair[0], pair[1].start, pair[1].rule)):
        yield number, describe(texts[number], finding, language)


def _mixed_tones(texts: Sequence[str], accepted: frozenset[str]) -> _Found:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(WORD.findall(text))
    styles = {word: style for word in counts if (style := tone_style(word)) and word not in accepted}
    weights: Counter[str] = Counter()
    for word, style in styles.items():
        weights[style] += counts[word]
    if len(weights) < 2:
        return
    (major, most), (minor, fewest) = weights.most_common()
    rarer = {word for word, style in styles.items() if style == minor}
    for number, match in _matches(texts, WORD):
        if match[0] in rarer:
            wanted = place_tone(match[0], major)
            yield number, _finding("mixed-tone-style", match, wanted, f"{wanted} ({most} : {fewest})")


def _mixed_i_y(texts: Sequence[str], accepted: frozenset[str]) -> _Found:
    """Compare i and y in the same word: the syllable with its neighbour, of two the one that is met oftener."""
    places = [(number, match, list(_neighbours(texts[number], match))) for number, match in _matches(texts, _I_OR_Y)]
    ways: dict[str, Counter[str]] = {}
    for _, match, keys in places:
        for key in keys:
            ways.setdefault(key, Counter())["i" if match[0][1] in _I else "y"] += 1
    for number, match, keys in places:
        if not keys or match[0] in accepted:
            continue
        key = max(keys, key=lambda key: ways[key].total())
        if len(ways[key]) < 2:
            continue
        (major, most), (_, fewest) = ways[key].most_common()
        wanted = match[0][0] + (_Y if major == "i" else _I).get(match[0][1], match[0][1])
        if wanted != match[0]:
            told = f"{key.partition(_TONE)[0].replace(_GAP, wanted.lower())} ({most} : {fewest})"
            yield number, _finding("mixed-i-y", match, wanted, told)


def _neighbours(text: str, match: re.Match[str]) -> Iterator[str]:
    """Yield the words that a syllable on i or y makes with its neighbours, itself as a gap with its tone."""
    tone = unicodedata.normalize("NFD", match[0][1])[1:]
    gap = match[0][0].lower() + tone
    before = _BEFORE.search(text, max(0, match.start() - 9), match.start())
    after = _AFTER.match(text, match.end(), match.end() + 9)
    if before and before[1].lower() not in _GRAMMAR and not _is_name(before[1], match[0]):
        yield f"{before[1].lower()} {_GAP}{_TONE}{gap}"
    if after and after[1].lower() not in _GRAMMAR and not _is_name(match[0], after[1]):
        yield f"{_GAP} {after[1].lower()}{_TONE}{gap}"


def _is_name(*words: str) -> bool:
    """Tell whether words look like parts of a name, which is written as it is registered (Quyết định 1989, Điều 9)."""
    return all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)


def _mixed_ranges(texts: Sequence[str], accepted: frozenset[str]) -> _Found:
    found = [(number, match) for number, match in _matches(texts, _YEARS) if match[1] < match[3]]
    ways = Counter(match[2] for _, match in found)
    if len(ways) < 2:
        return
    major, most = ways.most_common(1)[0]
    for number, match in found:
        if match[2] != major and match[0] not in accepted:
            wanted = f"{match[1]}{major}{match[3]}"
            yield number, _finding("mixed-ranges", match, wanted, f"{wanted} ({most} : {ways[match[2]]})")


def _mixed_names(texts: Sequence[str], accepted: frozenset[str]) -> _Found:
    places = [(number, start, name) for number, text in enumerate(texts) for start, name in names_in(text)]
    counts = Counter(name for _, _, name in places)
    wanted: dict[str, str] = {}
    for spellings in same_names(counts):
        major = max(spellings, key=counts.__getitem__)
        wanted.update({name: major for name in spellings if name != major and name not in accepted})
    for number, start, name in places:
        if major := wanted.get(name, ""):
            told = f"{major} ({counts[major]} : {counts[name]})"
            yield number, RuleMatch("mixed-spelling", start, start + len(name), major, told)


def _mixed_pairs(texts: Sequence[str], accepted: frozenset[str]) -> _Found:
    """Find "A B C D" where "A B – C D" stands elsewhere, and pairs well known where a like one has its dash."""
    dashed = _dashed_pairs(texts)
    if not dashed:
        return
    phrases = frozenset(tuple(pair.split(" ")) for pair in dashed)
    model = next((pair for pair in dashed if KNOWN_PAIR.fullmatch(pair)), "")
    for number, text in enumerate(texts):
        found = [(start, end, dashed[text[start:end].lower()]) for start, end in _four_words(text, dashed, phrases)]
        for start, end, (wanted, times) in found:
            if text[start:end] not in accepted:
                yield number, RuleMatch("mixed-pair-dash", start, end, wanted, f"{wanted} ({times})")
        for finding in pair_findings(text) if model else ():
            phrase = text[finding.start : finding.end]
            if phrase.lower() not in dashed and phrase not in accepted:
                told = "{} ({})".format(*dashed[model])
                yield number, finding._replace(rule="mixed-pair-dash", wanted=told)


def _dashed_pairs(texts: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Return the pairs of words with a dash by what they are without one: as written, and how often.

    A dash that stands there once may be that of an aside, unless the pair is a name or a well-known one.
    """
    dashed: dict[str, tuple[str, int]] = {}
    for _, match in _matches([text if " – " in text else "" for text in texts], _PAIR):
        plain, written = f"{match[1]} {match[2]}", f"{match[1]} – {match[2]}"
        dashed[plain.lower()] = written, dashed.get(plain.lower(), ("", 0))[1] + 1
    return {
        plain: (written, times)
        for plain, (written, times) in dashed.items()
        if times > 1 or KNOWN_PAIR.fullmatch(plain) or written.replace(" – ", " ").istitle()
    }


def _four_words(text: str, dashed: Collection[str], phrases: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield where four words in a row make one of the pairs; ``phrases`` has them word by word."""
    words = WORD.findall(text.lower())
    if phrases.isdisjoint(zip(words, words[1:], words[2:], words[3:], strict=False)):
        return
    found = list(WORD.finditer(text))
    for one, four in zip(found, found[3:], strict=False):
        phrase = text[one.start() : four.end()]
        if phrase.lower() in dashed and (KNOWN_PAIR.match(text, one.start()) or not KNOWN_PAIR.fullmatch(phrase)):
            yield one.start(), four.end()


_FINDERS: Mapping[str, Callable[[Sequence[str], frozenset[str]], Iterable[tuple[int, RuleMatch]]]] = {
    "mixed-tone-style": _mixed_tones,
    "mixed-i-y": _mixed_i_y,
    "mixed-ranges": _mixed_ranges,
    "mixed-spelling": _mixed_names,
    "mixed-pair-dash": _mixed_pairs,
}


def _matches(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, text in enumerate(texts):
        for match in pattern.finditer(text):
            yield number, match


def _finding(rule: str, match: re.Match[str], wanted: str, told: str) -> RuleMatch:
    return RuleMatch(rule, *match.span(), wanted, told)
