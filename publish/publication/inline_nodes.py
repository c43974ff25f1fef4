"""The document model inside a line: words, and what stands in a line of text; :mod:`publish.publication.model` has all.

Every node is frozen, holds its children in tuples and ends with its position in the source.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from publish.base.diagnostics import Position
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Running text as the author wrote it; its characters follow one another in one line of the source as well.

    The line end is a space at its end; a character that is written in another way (``&amp;``) is a text of its own.
    """

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text, ``*…*``."""

    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of strong importance, ``**…**``."""

    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Styled:
    """Words in a form that says what they are, ``~~…~~``, ``H~2~O``, ``<kbd>…</kbd>``.

    Attributes:
        kind: ``strikethrough``, ``subscript``, ``superscript``, ``mark``, ``keyboard`` or ``underline``.
    """

    kind: str
    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with what it stands for, ``<abbr title="…">…</abbr>``."""

    expansion: str
    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Code:
    """Code inside a line, ```…```."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class FormulaDrawing:
    """A formula as paths, in thousandths of an em from the left end of its baseline, downwards.

    Attributes:
        paths: Data of SVG paths: its letters, and its rules, which may lie over one another.
        left, width: Left and right end on the baseline; what is left of where that begins is negative.
        ascent, descent: Height above and below the baseline.
    """

    paths: tuple[str, str]
    left: int
    width: int
    ascent: int
    descent: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, ``$…$`` in its line or ``$$…$$`` on lines of its own (:mod:`publish.publication.formulas`).

    Attributes:
        latex: The text between the dollars.
        display: Whether the formula stands on lines of its own.
        line: The formula in one line, as it is copied.
        text: The line in letters and signs that types for text have, for places that can show no other.
        speech: The formula in words.
        mathml: The formula as a screen sets it.
        drawing: The formula as it is printed; None for one that is wrong.
    """

    latex: str
    display: bool
    line: str = field(default="", kw_only=True)
    text: str = field(default="", kw_only=True)
    speech: str = field(default="", kw_only=True)
    mathml: str = field(default="", kw_only=True)
    drawing: FormulaDrawing | None = field(default=None, kw_only=True)
    position: Position


@dataclass(frozen=True, slots=True)
class Icon:
    """A small picture in a line of text, set as high as its letters.

    Attributes:
        file, name: The image, absolute, and as the source names it; the file is None where it is not on this machine.
        alt: What the picture shows, for those who do not see it.
        title: What more is said of it; most pictures have nothing.
    """

    file: Path | None
    name: str
    alt: str
    title: str = field(default="", kw_only=True)
    position: Position


@dataclass(frozen=True, slots=True)
class Link:
    """A link: a web or mail address, or a place.

    A place is ``#id`` of the same article or ``file.md#id`` of another, in a book ``publish:NAME#id`` in the end
    (:mod:`publish.editing.references`). Without children the place gives the words. ``title`` says more of it than its
    words do, ``[words](address "title")``; most links have none.
    """

    target: str
    children: tuple[Inline, ...]
    title: str = field(default="", kw_only=True)
    position: Position


@dataclass(frozen=True, slots=True)
class PageReference:
    """A link that prints the folio of the page on which its place stands, behind words such as "trang"."""

    target: str
    children: tuple[Inline, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line that ends where the author ended it."""

    position: Position


@dataclass(frozen=True, slots=True)
class IndexMark:
    """What the index says of words, ``[…]{index="entry!sub-entry"}``.

    Attributes:
        term: Entry and perhaps sub-entry; empty when the words themselves are the entry.
        kind: ``at`` for the page of the words, ``from`` and ``to`` for the first and last of a passage.
        see: The entry to look at instead; empty for none.
        see_also: The entry to look at as well; empty for none.
    """

    term: tuple[str, ...]
    kind: str
    see: tuple[str, ...]
    see_also: tuple[str, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Span:
    """Text in another language, a named place, or words that the index names: ``[…]{lang=en #id index}``.

    Attributes:
        lang: BCP 47 tag, None when the language does not change.
        id: Name that links can point at, None when it has none.
        marks: What the index says of it.
    """

    lang: str | None
    id: str | None
    children: tuple[Inline, ...]
    marks: tuple[IndexMark, ...] = field(default=(), kw_only=True)
    position: Position


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work of a citation: its key in the bibliography, and where in it ("tr. 12"), empty for the whole."""

    key: str
    locator: str
    position: Position


@dataclass(frozen=True, slots=True)
class Citation:
    """Works named where the text rests on them, ``[@key, tr. 12; @other]``; the bibliography words it."""

    works: tuple[CitedWork, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The call of a footnote; its number is that of the note in ``Article.footnotes``, from 1.

    Attributes:
        again: 0 for the first call of the note, then 1 and so on.
    """

    number: int
    position: Position
    again: int = field(default=0, kw_only=True)


Inline = (
    Text
    | Emphasis
    | Strong
    | Styled
    | Abbreviation
    | Code
    | Formula
    | Icon
    | Link
    | PageReference
    | LineBreak
    | Span
    | NoteReference
    | Citation
)

Nested = Emphasis | Strong | Styled | Abbreviation | Link | PageReference | Span
NESTED = (Emphasis, Strong, Styled, Abbreviation, Link, PageReference, Span)
"""Nodes that hold the words of their line."""
