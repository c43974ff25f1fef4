"""Items of lists as Word has them, paragraph by paragraph, put together to lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.importing.manuscript import writing


@dataclass
class Item:
    """A paragraph that is an item.

    Attributes:
        list: Number of the list.
        level: The level of the list, from 0.
        sign: What stands before it.
        text: The first paragraph as Markdown.
        tight: Whether the item stands without space around it.
        done: Whether the task that it is has been done; None for what is none.
        name: Name of the list, at its first item.
    """

    list: str
    level: int
    sign: str
    text: str
    tight: bool
    done: bool | None
    name: str | None


@dataclass
class Extra:
    """Further blocks of an item; ``level`` is that of a list in them."""

    level: int
    blocks: list[str]


@dataclass
class MarkdownBlock:
    """A block as Markdown.

    Attributes:
        text: The block.
        kind: ``list`` for a list, ``code`` and so on; empty for a paragraph.
    """

    text: str
    kind: str = ""


@dataclass
class _Open:
    item: Item
    blocks: list[str] = field(default_factory=list)


def assemble(units: Sequence[Item | Extra | MarkdownBlock]) -> Iterator[MarkdownBlock]:
    """Yield blocks with the items among them as lists."""
    index = 0
    while index < len(units):
        unit = units[index]
        if isinstance(unit, Item):
            text, index = _list(units, index)
            yield MarkdownBlock(text, "list")
        elif isinstance(unit, Extra):
            yield from (MarkdownBlock(block) for block in unit.blocks)
            index += 1
        else:
            yield unit
            index += 1


def _list(units: Sequence[Item | Extra | MarkdownBlock], index: int) -> tuple[str, int]:
    """Return the list that begins at a place, and the place behind it."""
    first = units[index]
    assert isinstance(first, Item)
    items: list[_Open] = []
    while index < len(units):
        unit = units[index]
        if isinstance(unit, Extra) and unit.level > first.level:
            items[-1].blocks += unit.blocks
            index += 1
        elif isinstance(unit, Item) and unit.level > first.level:
            text, index = _list(units, index)
            items[-1].blocks.append(text)
        elif isinstance(unit, Item) and (unit.list, unit.level) == (first.list, first.level):
            items.append(_Open(unit, [unit.text] if unit.text else []))
            index += 1
        else:
            break
    tight = all(each.item.tight for each in items)
    parts = [writing.item(each.item.sign, each.blocks, each.item.done, tight) for each in items]
    return writing.named(first.name, ("\n" if tight else "\n\n").join(parts)), index
