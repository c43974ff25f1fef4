"""What the parser knows while it goes through a part: the file, the styles, the notes, and how changes are taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Block, Remark
from publish.importing.word.numbering import WordNumbering
from publish.importing.word.package import Package
from publish.importing.word.styles import Styles
from publish.importing.word.xml import Element

CHANGES = ("accept", "reject", "show")


@dataclass
class Field:
    """A field that has begun: its instruction, and whether its result has."""

    instruction: str = ""
    shows: bool = False
    start: int = 0
    data: Element | None = None

    @property
    def kind(self) -> str:
        """The first word of the instruction, such as ``HYPERLINK``."""
        return (self.instruction.split() or [""])[0].upper()


@dataclass
class PartContext:
    """The state of the parser in one part of a file.

    Attributes:
        part: Name of the part.
        read_blocks: Reads the blocks in an element; boxes hold blocks, which hold boxes.
        changes: How tracked changes are taken: ``accept``, ``reject`` or ``show``.
        calls: The notes that were called, by kind and id, with the name that each has in the result.
        remarks: What stands in the margin, by id.
        fields: The fields that are open, the outer ones first.
        bookmarks: Names that links and fields of the file lead to.
        depth: Tables and boxes around the place.
        table: Id of the style of the innermost table.
    """

    package: Package
    styles: Styles
    numbering: WordNumbering
    ledger: Ledger
    part: str
    read_blocks: Callable[[PartContext, Element], list[Block]]
    changes: str = "accept"
    calls: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)
    told_remarks: set[str] = field(default_factory=set)
    fields: list[Field] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    depth: int = 0
    paragraph: int = 0
    table: str | None = None
    text_width: int = 9000
    in_note: bool = False
    marked: bool = False

    @property
    def place(self) -> str:
        """The place where the parser is, such as ``word/document.xml: paragraph 12``."""
        return f"{self.part}: paragraph {self.paragraph}"

    def is_dropped(self, change: str) -> bool:
        """Tell whether words that were ``inserted`` or ``deleted`` are no part of the text."""
        return (self.changes, change) in (("accept", "deleted"), ("reject", "inserted"))
