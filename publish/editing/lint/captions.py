"""Rules on pictures and on what looks like the caption of one: they need more than one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.publication import model
from publish.vietnamese.letters import WORD
from publish.vietnamese.structure import split_credit

LONGEST_CAPTION = 200
"""Characters up to which a paragraph may be a caption that lost its picture."""

LIKENESS = 0.6
"""Share of the syllables of another caption or the headline that a lost caption repeats."""

MOST = 50
"""How many captions, the headline among them, others are compared with."""

SAME_ENDING = 8
"""Words that two captions have in common at their ends when they name the same event."""

LONGEST_CREDIT = 60
"""Characters that the name behind "Ảnh:" can have; longer, it is running text."""

_MAKER = "Nguồn ảnh|Ảnh(?: tư liệu| minh họa| minh hoạ| chụp)?|Đồ họa|Đồ hoạ|Minh họa|Minh hoạ|Tranh|Photo"
_PICTURE = re.compile(rf"(?:(?<!\w)(?:{_MAKER})|(?<=[(\[])(?i:{_MAKER}))[ \u00a0]?:")
_END = re.compile(r"[.!?…]”?$")


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: its name, the place, and the words that its message needs."""

    rule: str
    position: Position
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph as the rules on lost captions see it: its text and its lines in the source."""

    text: str
    position: Position
    last_line: int


def check_figures(article: model.Article) -> Iterator[Found]:
    """Yield captions that end unlike the others, and pictures without a credit."""
    figures = [node for node in model.walk(article) if isinstance(node, model.Figure)]
    captions = [(figure, text) for figure in figures if (text := model.plain_text(figure.caption).strip())]
    stopped = [bool(_END.search(text)) for _, text in captions]
    most = sum(stopped) * 2 > len(stopped)
    if len(captions) > 2 and min(stopped.count(True), stopped.count(False)) * 3 <= len(captions):
        for (figure, _), stop in zip(captions, stopped, strict=True):
            if stop != most:
                yield Found("caption-end", figure.caption[-1].position, ("without" if stop else "with",))
    for figure in figures:
        if figure.file and not figure.credit and not article.credit:
            yield Found("missing-credit", figure.position)


def find_lost_captions(blocks: Sequence[ParagraphText], headline: str) -> Iterator[Found]:
    """Yield paragraphs that look like captions of pictures which are gone.

    Such a line is short, and ends in a credit, or ends in the very words of one that does, or stands beside a gap and
    says again what a caption or the headline says. The first paragraph is none: there the event is named in full.
    """
    credited = {
        index: split_credit(block.text).caption for index, block in enumerate(blocks) if _is_credited(block.text)
    }
    captions = list(credited.values())
    known = [words for text in dict.fromkeys([headline, *captions][:MOST]) if len(words := _words(text)) > 4]
    endings = {ending for text in captions if len(ending := _ending(text)) == SAME_ENDING}
    for index, block in enumerate(blocks):
        if index in credited:
            yield Found("lost-caption", block.position)
            continue
        if not index or len(block.text) > LONGEST_CAPTION:
            continue
        if _ending(block.text) in endings or (_beside_gap(blocks, index) and _is_like(_words(block.text), known)):
            yield Found("lost-caption", block.position)
            yield Found("missing-credit", block.position)


def _is_credited(text: str) -> bool:
    """Tell whether a line is a caption and says who made its picture; a table or a report names its source as well."""
    if len(text) > LONGEST_CAPTION or not _PICTURE.search(text):
        return False
    credit = split_credit(text).credit
    return credit is not None and len(credit) <= LONGEST_CREDIT


def _is_like(words: frozenset[str], known: Sequence[frozenset[str]]) -> bool:
    return any(len(words & other) >= LIKENESS * len(other) for other in known)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(text))


def _ending(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(text)[-SAME_ENDING:])


def _beside_gap(blocks: Sequence[ParagraphText], index: int) -> bool:
    """Tell whether two empty lines or more stand before or behind a block."""
    before = index and blocks[index].position.line - blocks[index - 1].last_line > 2
    after = index + 1 < len(blocks) and blocks[index + 1].position.line - blocks[index].last_line > 2
    return bool(before or after)
