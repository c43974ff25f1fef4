"""A line of Word as leaves: words with their looks and what they stand in, and pieces that are written already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Wrap:
    """What words stand in.

    Attributes:
        kind: ``em``, ``strong``, ``strike``, ``sub``, ``sup``, ``mark``, ``u``, ``kbd`` for looks; ``link``, ``span``
            and ``abbr`` for what has facts.
        number: Tells one link or span from another; 0 for looks.
        said: Address, expansion or attributes.
        title: The title of a link.
    """

    kind: str
    number: int = 0
    said: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class LineLeaf:
    """A piece of a line.

    Attributes:
        kind: ``text``, ``code``, ``raw`` (Markdown), ``break`` or ``tab``.
        text: The text of the piece.
        wraps: What the piece stands in, the outermost first.
    """

    kind: str
    text: str
    wraps: tuple[Wrap, ...] = ()


def joined(leaves: Sequence[LineLeaf]) -> list[LineLeaf]:
    """Return leaves with those that are alike as one."""
    made: list[LineLeaf] = []
    for leaf in leaves:
        if made and leaf.kind in ("text", "code") and (made[-1].kind, made[-1].wraps) == (leaf.kind, leaf.wraps):
            made[-1] = replace(leaf, text=made[-1].text + leaf.text)
        elif leaf.text:
            made.append(leaf)
    return made


def grouped(leaves: Sequence[LineLeaf]) -> Iterator[tuple[Wrap | None, list[LineLeaf]]]:
    """Yield leaves in groups: of all that a leaf stands in, what goes on the furthest is the outermost."""
    start = 0
    while start < len(leaves):
        best, end = None, start + 1
        for wrap in leaves[start].wraps:
            stop = start + 1
            while stop < len(leaves) and wrap in leaves[stop].wraps:
                stop += 1
            if best is None or stop > end:
                best, end = wrap, stop
        yield best, [_without(leaf, best) for leaf in leaves[start:end]]
        start = end


def _without(leaf: LineLeaf, wrap: Wrap | None) -> LineLeaf:
    return leaf if wrap is None else replace(leaf, wraps=tuple(each for each in leaf.wraps if each != wrap))
