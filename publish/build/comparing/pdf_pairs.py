"""The pages of two PDFs beside each other, by their words: which words differ, and which stand where they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from publish.base.records import dataclass
from publish.build.comparing.alignment import PageAlignment, WordChange, align
from publish.build.comparing.furniture import FurnitureLine, find_furniture
from publish.build.comparing.pdf_reading import LINE_HYPHEN, Box, PageWords, PdfText

_NEAR_MM = 0.02
"""How far a word may stand from where it stood and be drawn alike."""

_HYPHENS = str.maketrans("", "", f"{LINE_HYPHEN}-\u00ad\u2010")

WordRun = tuple[int, tuple[int, ...]]
"""Words of a page: its number and theirs, counted from 0."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words that differ: where they stand in the old and in the new file; None where there are none."""

    old: WordRun | None
    new: WordRun | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class PagePair:
    """Two pages that are each other's; one is None where a page is added or removed.

    Attributes:
        old, new: Numbers of the pages, counted from 0.
        in_place: Whether all words, but the folio, are the same at the same places.
        alike: Whether the pages are known to be drawn alike.
        old_apart, new_apart: Numbers of words that do not stand on the other page at the same place.
        heads: Running heads that are found nowhere in the other file.
        elsewhere: Pages of the other file where the words of a single page stand, counted from 0.
    """

    old: int | None
    new: int | None
    in_place: bool = False
    alike: bool = False
    old_apart: tuple[int, ...] = ()
    new_apart: tuple[int, ...] = ()
    heads: tuple[tuple[FurnitureLine | None, FurnitureLine | None], ...] = ()
    elsewhere: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PairedText:
    """The pages of two PDFs beside each other, and what differs in their words, in the order of the new one."""

    pairs: tuple[PagePair, ...]
    changes: tuple[TextChange, ...]


def pair_pages(old: PdfText, new: PdfText, same_fonts: bool = False) -> PairedText:
    """Return the pages of two PDFs beside each other.

    Args:
        old: One PDF.
        new: The other, of which is told what differs.
        same_fonts: Whether fonts of one name are known to be the same in both, which may hold other letters of them.
    """
    return _Pairing(old.pages, new.pages, same_fonts or (old.fonts == new.fonts != "")).result()


def word_key(word: str) -> str:
    """Return by what a word is known: a hyphen may be that of a line's end."""
    return word.translate(_HYPHENS) or word


class _Pairing:
    def __init__(self, old: Sequence[PageWords], new: Sequence[PageWords], same_fonts: bool) -> None:
        self.old, self.new, self.same_fonts = old, new, same_fonts
        self.old_heads, self.new_heads = find_furniture((old, new))
        self.old_body = [_body(page, heads) for page, heads in zip(old, self.old_heads, strict=True)]
        self.new_body = [_body(page, heads) for page, heads in zip(new, self.new_heads, strict=True)]
        self.known = [{line.text for heads in side for line in heads} for side in (self.old_heads, self.new_heads)]

    def result(self) -> PairedText:
        keys = [
            [[word_key(page.words[at]) for at in body] for page, body in zip(pages, bodies, strict=True)]
            for pages, bodies in ((self.old, self.old_body), (self.new, self.new_body))
        ]
        found = align(*keys)
        ranks = {page: rank for rank, pair in enumerate(found.pairs) for page in [pair[0]] if page is not None}
        places = {page: rank for rank, pair in enumerate(found.pairs) for page in [pair[1]] if page is not None}
        changes = [self._change(change) for change in found.changes if _is_told(change, ranks, places)]
        changes += self._hyphens(found)
        ordered = sorted(changes, key=lambda one: _order(one, ranks, places))
        return PairedText(tuple(self._pair(found, *pair) for pair in found.pairs), tuple(ordered))

    def _change(self, change: WordChange) -> TextChange:
        """Return a change with the numbers of words on their pages."""
        runs: list[WordRun | None] = []
        for part, bodies in ((change.old, self.old_body), (change.new, self.new_body)):
            runs.append((part[0], tuple(bodies[part[0]][part[1] : part[2]])) if part else None)
        return TextChange(runs[0], runs[1], change.moved)

    def _hyphens(self, found: PageAlignment) -> list[TextChange]:
        """Return the words that differ in nothing but hyphens, none of which is that of a line's end."""
        changes = []
        for page, origins in enumerate(found.origins):
            for number, origin in enumerate(origins):
                if origin:
                    here, there = self.new_body[page][number], self.old_body[origin[0]][origin[1]]
                    word, before = self.new[page].words[here], self.old[origin[0]].words[there]
                    if word != before and LINE_HYPHEN not in word + before:
                        changes.append(TextChange((origin[0], (there,)), (page, (here,))))
        return changes

    def _pair(self, found: PageAlignment, old: int | None, new: int | None) -> PagePair:
        if old is None or new is None:
            return PagePair(old, new, elsewhere=_elsewhere(found, old, new))
        before, after = self.old[old], self.new[new]
        fixed_old, fixed_new = set(), set()
        origins = found.origins[new]
        for number, origin in enumerate(origins):
            if origin and origin[0] == old:
                there, here = self.old_body[old][origin[1]], self.new_body[new][number]
                if _is_near(before.boxes[there], after.boxes[here]):
                    fixed_old.add(there)
                    fixed_new.add(here)
        in_order = all(origin == (old, number) for number, origin in enumerate(origins))
        whole = len(fixed_new) == len(origins) == len(self.old_body[old])
        self._fix_heads(old, new, fixed_old, fixed_new)
        apart = [
            tuple(at for at in range(len(page.words)) if at not in fixed)
            for page, fixed in ((before, fixed_old), (after, fixed_new))
        ]
        alike = in_order and whole and self.same_fonts and before.digest == after.digest != ""
        return PagePair(old, new, in_order and whole, alike, apart[0], apart[1], self._heads(old, new))

    def _fix_heads(self, old: int, new: int, fixed_old: set[int], fixed_new: set[int]) -> None:
        """Add the words of furniture that stand on both pages at the same place."""
        words = [at for line in self.old_heads[old] for at in line.words]
        for here in (at for line in self.new_heads[new] for at in line.words):
            for there in words:
                if self.old[old].words[there] == self.new[new].words[here] and _is_near(
                    self.old[old].boxes[there], self.new[new].boxes[here]
                ):
                    fixed_old.add(there)
                    fixed_new.add(here)

    def _heads(self, old: int, new: int) -> tuple[tuple[FurnitureLine | None, FurnitureLine | None], ...]:
        gone = [line for line in self.old_heads[old] if line.text not in self.known[1]]
        come = [line for line in self.new_heads[new] if line.text not in self.known[0]]
        most = max(len(gone), len(come))
        return tuple((gone[n] if n < len(gone) else None, come[n] if n < len(come) else None) for n in range(most))


def _body(page: PageWords, heads: Sequence[FurnitureLine]) -> list[int]:
    apart = {at for line in heads for at in line.words}
    return [at for at in range(len(page.words)) if at not in apart]


def _is_told(change: WordChange, ranks: dict[int, int], places: dict[int, int]) -> bool:
    """Tell whether a change is one of the text: what stands on the next page now may only have flowed there."""
    if not change.moved or not change.old or not change.new:
        return True
    return abs(ranks[change.old[0]] - places[change.new[0]]) > 1


def _order(change: TextChange, ranks: dict[int, int], places: dict[int, int]) -> tuple[int, int]:
    if change.new:
        return places[change.new[0]], change.new[1][0]
    return (ranks[change.old[0]], change.old[1][0]) if change.old else (0, 0)


def _elsewhere(found: PageAlignment, old: int | None, new: int | None) -> tuple[int, ...]:
    """Return where the words of a page without partner stand in the other file."""
    if new is not None:
        counts = Counter(origin[0] for origin in found.origins[new] if origin)
    else:
        counts = Counter(
            page for page, origins in enumerate(found.origins) for origin in origins if origin and origin[0] == old
        )
    return tuple(sorted(counts))


def _is_near(boxes: Sequence[Box], others: Sequence[Box]) -> bool:
    return len(boxes) == len(others) and all(
        abs(a - b) <= _NEAR_MM
        for box, other in zip(boxes, others, strict=True)
        for a, b in zip(box, other, strict=True)
    )
