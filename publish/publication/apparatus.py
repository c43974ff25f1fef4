"""What a publication puts around its text: numbers, notes, and lists of what is in it."""

from __future__ import annotations

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is numbered; what is not keeps the caption and the headline that the author wrote.

    Attributes:
        figures, tables: ``none``, ``publication`` (Hình 1, Hình 2 …) or ``chapter`` (Hình 2.1 …); those without a
            caption are not counted.
        equations: ``none``, ``publication`` (1), (2) … or ``chapter`` (2.1) …; those without an id are not counted.
        chapters: ``none``, ``roman`` (Chương II) or ``arabic`` (Chương 2); chapters of the body only.
    """

    figures: str = "none"
    tables: str = "none"
    equations: str = "none"
    chapters: str = "none"


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """Where footnotes stand and how they are counted.

    Attributes:
        place: ``foot`` of the page, end of the ``chapter``, or ``end`` of the publication.
        number: Counted anew on each ``page`` (only at its foot), in each ``chapter``, or through the ``publication``.
    """

    place: str = "foot"
    number: str = "chapter"


@dataclass(frozen=True, slots=True)
class Lists:
    """What stands in the contents, and which lists follow them.

    Attributes:
        figures, tables: Whether there is a list of them.
        levels: 1 for chapters, 2 for their crossheads as well.
    """

    figures: bool = False
    tables: bool = False
    levels: int = 1


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a book, which is made where words are marked; an empty title for the usual one."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works that a text rests on.

    Attributes:
        file: BibTeX or CSL JSON, below ``source/``; empty for none.
        style: Name of a CSL file of the project or of the bundled one.
        title: Title of the list; empty for the usual one.
    """

    file: str = ""
    style: str = "viet-nam"
    title: str = ""
