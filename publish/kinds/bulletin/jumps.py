"""Cut articles that open on page 1 and go on inside: where they may be cut, and what stands on either side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from publish.publication import model

LEAST_REST = 240
"""Characters that must be left for the page inside; a rest of three lines is not worth a turn of the page."""

_LEAST_PART = 60  # characters of a paragraph on either side of a cut in it
_SENTENCE = re.compile("[.!?…][”’»)]* (?=[“‘«(]*[A-ZĐ0-9À-Ỹ])")


_WORD = re.compile("(?<=[^ ]) (?=[^ ])")  # a space where a line may end


class Cut(NamedTuple):
    """An article in two pieces; the rest is empty where all of it fits.

    Attributes:
        opening: What stands on page 1.
        rest: What stands inside.
        inside: Whether a sentence goes on; the last line of the opening then is as full as all others.
    """

    opening: tuple[model.Block, ...]
    rest: tuple[model.Block, ...]
    inside: bool = False

    def lies_between(self, start: int, end: int) -> bool:
        """Tell whether the opening has more characters than one and fewer than another, and enough is left."""
        return start < count_characters(self.opening) < end and count_characters(self.rest) >= LEAST_REST


def find_cuts(article: model.Article) -> list[Cut]:
    """Return the ways to cut an article, the shortest opening first, the whole article last.

    It is cut between blocks and between the sentences of a paragraph, never behind a crosshead.
    """
    cuts = [cut for cut in _cuts(article.children, _SENTENCE) if count_characters(cut.rest) >= LEAST_REST]
    return [*cuts, Cut(article.children, ())]


def find_cuts_inside(article: model.Article, after: Cut) -> list[Cut]:
    """Return an opening, and the ways to take in more words of the sentence behind it, one after the other."""
    start = count_characters(after.opening)
    whole = find_cuts(article)
    end = count_characters(whole[min(len(whole) - 1, whole.index(after) + 1)].opening)
    between = (cut._replace(inside=True) for cut in _cuts(article.children, _WORD) if cut.lies_between(start, end))
    return [after, *between]


def count_characters(blocks: tuple[model.Block, ...]) -> int:
    """Return how many characters of text there are in some blocks."""
    return sum(len(node.text) for node in model.walk(blocks) if isinstance(node, model.Text | model.Code))


def level_headings(blocks: tuple[model.Block, ...]) -> tuple[model.Block, ...]:
    """Return the rest of an article with its crossheads in levels that follow one another from the highest on.

    Source: ISO 14289-1, 7.4.2: no level may be left out on the way down.
    """
    levelled: list[model.Block] = []
    above = 1
    for block in blocks:
        if isinstance(block, model.Heading):
            block = replace(block, level=min(block.level, above + 1))
            above = block.level
        levelled.append(block)
    return tuple(levelled)


def _cuts(blocks: tuple[model.Block, ...], ends: re.Pattern[str]) -> Iterator[Cut]:
    for index, block in enumerate(blocks):
        before, after = blocks[:index], blocks[index + 1 :]
        if isinstance(block, model.Paragraph):
            for opening, rest in _halves(block, ends):
                yield Cut((*before, opening), (rest, *after))
            if after:
                yield Cut((*before, block), after)


def _halves(paragraph: model.Paragraph, ends: re.Pattern[str]) -> Iterator[tuple[model.Paragraph, model.Paragraph]]:
    """Yield the paragraph in two, cut at each of these ends of words or sentences outside of emphasis and links."""
    for index, node in enumerate(paragraph.children):
        if not isinstance(node, model.Text):
            continue
        for end in ends.finditer(node.text):
            first = replace(node, text=node.text[: end.end()].rstrip(" "))
            second = replace(node, text=node.text[end.end() :])
            opening = replace(paragraph, children=(*paragraph.children[:index], first))
            rest = replace(paragraph, id=None, children=(second, *paragraph.children[index + 1 :]))
            if min(count_characters((opening,)), count_characters((rest,))) >= _LEAST_PART:
                yield opening, rest
