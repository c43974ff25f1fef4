"""Have blank pages stand in for a fragment that is not laid out yet, where folios are counted."""

from __future__ import annotations

from publish.base.cache import digest
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter, Order


def stand_in(order: Order, likely: int, layouter: Layouter) -> Fragment:
    """Return as many blank pages as a fragment had the last time, or as it is likely to have.

    Args:
        order: The order for it without folios, which is what it is known by.
        likely: How many pages it is likely to have.
        layouter: Keeps what was found the last time.
    """
    kept = layouter.store.get(_key(order, layouter))
    return Fragment(Block((), {}), ("",) * (int(kept) if kept else likely), {}, (), {})


def keep_length(order: Order, fragment: Fragment, layouter: Layouter) -> None:
    """Keep how many pages a fragment has for the next time."""
    layouter.store.put(_key(order, layouter), str(len(fragment.texts)).encode())


def _key(order: Order, layouter: Layouter) -> str:
    return digest("length", layouter.key(order))
