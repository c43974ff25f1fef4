"""Any text of our dialect, as a tree that is written with words of its own."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.proof.blocks import BLOCKS, HOLDERS, grid
from tests.proof.places import PLACES
from tests.proof.specimen import Specimen
from tests.proof.vocabulary import Words
from tests.proof.writing import LEAVES, LONG, OUTER, Block, Passage, line, long_word, plain

Tree = tuple[Any, ...]

_WORD = st.tuples(st.just("words"), st.integers(1, 6))
_LEAF = st.one_of(_WORD, st.tuples(st.sampled_from(sorted(LEAVES))), st.tuples(st.sampled_from(sorted(LONG))))
_INLINE = st.recursive(
    _LEAF,
    lambda inner: st.tuples(st.sampled_from(sorted(OUTER)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=5,
)
_PASSAGE = st.lists(_INLINE, min_size=1, max_size=4)
_TABLE = st.tuples(st.just("grid"), st.integers(1, 9), st.integers(1, 12), st.integers(1, 12))
_BLOCK = st.one_of(
    st.tuples(st.just("line"), _PASSAGE),
    st.tuples(st.just("place"), st.sampled_from(sorted(PLACES)), _PASSAGE),
    st.tuples(st.just("block"), st.sampled_from(sorted(BLOCKS))),
    st.tuples(st.just("long"), st.integers(50, 400)),
    _TABLE,
)
TREES = st.recursive(
    _BLOCK,
    lambda inner: st.tuples(
        st.just("holder"), st.sampled_from(sorted(HOLDERS)), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
"""Blocks of any kind in one another, with inlines of any kind in one another."""


def name_of(tree: Tree) -> str:
    """Return a tree as a name, such as ``holder box(line link(words))``."""
    parts = []
    for each in tree:
        parts.append(f"({', '.join(map(name_of, each))})" if isinstance(each, list) else str(each))
    return " ".join(parts)


def kinds_within(tree: Tree, around: tuple[str, ...] = ()) -> set[str]:
    """Return what stands in what, as the fixed part names it: ``code in link``."""
    kind = tree[1] if tree[0] in ("place", "holder", "block") else tree[0]
    kind = f"table of {tree[1]} x {tree[2]}" if kind == "grid" else kind
    found = {str(kind)} | {f"{kind} in {outer}" for outer in around}
    for each in tree:
        if isinstance(each, list):
            for inner in each:
                found |= kinds_within(inner, (*around, str(kind)))
    return found


def specimen(tree: Tree) -> Specimen:
    """Return a tree as a specimen."""
    return Specimen(name_of(tree), lambda words: write_block(words, tree))


def write_block(words: Words, tree: Tree) -> Block:
    """Write the tree of a block."""
    kind, *rest = tree
    if kind == "line":
        return line("body", write_passage(words, rest[0]))
    if kind == "place":
        return PLACES[rest[0]](words, write_passage(words, rest[1]))
    if kind == "block":
        return BLOCKS[rest[0]](words)
    if kind == "long":
        return line("body", plain(words, rest[0]))
    if kind == "grid":
        return grid(words, rest[0], rest[1], rest[2])
    first, *others = [write_block(words, inner) for inner in rest[1]]
    for other in others:
        between = line("body", plain(words, 2))
        first = first + between + other
    return HOLDERS[rest[0]](words, first)


def write_passage(words: Words, trees: list[Tree]) -> Passage:
    """Write the trees of a passage, with a space between them."""
    passage = plain(words, 1)
    for tree in trees:
        passage = passage + Passage(" ", " ") + _write_inline(words, tree)
    return passage + Passage(" ", " ") + plain(words, 1)


def _write_inline(words: Words, tree: Tree) -> Passage:
    kind, *rest = tree
    if kind == "words":
        return plain(words, rest[0])
    if kind in LONG:
        return long_word(kind, words)
    if kind in LEAVES:
        return LEAVES[kind](words, plain(words, 1))
    return OUTER[kind](words, write_passage(words, rest[0]))
