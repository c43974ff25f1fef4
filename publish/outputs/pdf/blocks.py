"""A piece of a PDF whose objects have no numbers yet: what a fragment keeps, and what the assembly puts together.

Numbering a piece is filling in templates, so a book of five hundred pages is put together in a tenth of a second
without being parsed. :mod:`publish.outputs.pdf.cutting` makes such pieces of finished pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from publish.base.records import dataclass
from publish.outputs.pdf import packing

if TYPE_CHECKING:
    from publish.outputs.pdf.objects import File

FONTS, PAGES, DOCUMENT, INKS = -1, -2, -3, -4
"""What stands outside of a block: all fonts, the root of the pages, the document's element, the profile of inks."""

OUTER_INKS = "/@INKS"
"""The reference to the profile of inks in pages that are to be cut."""

PARENTS = -10
"""``PARENTS - n`` is entry ``n`` of the block's own parent tree, a number without ``0 R`` behind it."""


@dataclass(frozen=True, slots=True)
class Template:
    """An object as PDF writes it, in Latin-1, with ``%d`` for each number of another object.

    Attributes:
        text: The object; a percent sign of its own is doubled.
        numbers: Which object each ``%d`` is, counted in the block from 0, or what stands outside of it.
    """

    text: str
    numbers: tuple[int, ...] = ()

    def fill(self, base: int, outside: Mapping[int, int]) -> str:
        """Return the object in a file where the first of its block has the number ``base``.

        Args:
            base: Number of the first object of the block.
            outside: Numbers of what stands outside of the block.
        """
        if not self.numbers:
            return self.text % ()
        return self.text % tuple([base + n if n >= 0 else outside[n] for n in self.numbers])


@dataclass(frozen=True, slots=True)
class Block:
    """Objects that belong together.

    Attributes:
        objects: The objects in order; a page, and a link that leads elsewhere, lacks its closing ``>>``.
        streams: What is in those that are streams, as it stands in the file, by their numbers.
        pages: Numbers of the pages, and of the content of each.
        links: Where links lead, by their numbers.
        elements: Numbers of the structure elements that are highest.
        parents: The entries of the parent tree.
        notes: Numbers of the structure elements that have an identifier, which is made of their number.
        inks: Whether something is coloured by inks.
    """

    objects: tuple[Template, ...]
    streams: Mapping[int, bytes]
    pages: tuple[tuple[int, int], ...] = ()
    links: Mapping[int, str] | None = None
    elements: tuple[int, ...] = ()
    parents: tuple[Template, ...] = ()
    notes: tuple[int, ...] = ()
    inks: bool = False


def write(
    file: File, block: Block, base: int, outside: Mapping[int, int], ends: Mapping[int, str] | None = None
) -> None:
    """Write the objects of a block into a file.

    Args:
        file: The file, in which their numbers are reserved.
        block: The block.
        base: Number of its first object.
        outside: Numbers of what stands outside of it.
        ends: What closes the objects that are open at their end, by their numbers in the block.
    """
    for number, template in enumerate(block.objects):
        text = template.fill(base, outside) + (ends or {}).get(number, "")
        if number in block.streams:
            file.put_stream(base + number, text, block.streams[number])
        else:
            file.put(base + number, text)


def pack(block: Block) -> bytes:
    """Return a block as bytes, its streams behind what is said of them."""
    facts = {
        "objects": [[template.text, template.numbers] for template in block.objects],
        "streams": [[number, len(content)] for number, content in block.streams.items()],
        "pages": block.pages,
        "links": [*(block.links or {}).items()],
        "elements": block.elements,
        "parents": [[template.text, template.numbers] for template in block.parents],
        "notes": block.notes,
        "inks": block.inks,
    }
    return packing.pack(facts, *block.streams.values())


def unpack(content: bytes | memoryview) -> Block:
    """Return a block that was packed."""
    facts, rest = packing.unpack(content)
    streams = {}
    for number, size in facts["streams"]:
        streams[number], rest = bytes(rest[:size]), rest[size:]
    return Block(
        _templates(facts["objects"]),
        streams,
        tuple((page, own) for page, own in facts["pages"]),
        dict(facts["links"]),
        tuple(facts["elements"]),
        _templates(facts["parents"]),
        tuple(facts["notes"]),
        facts["inks"],
    )


def _templates(facts: Sequence[Sequence[Any]]) -> tuple[Template, ...]:
    return tuple([Template(text, tuple(numbers)) for text, numbers in facts])
