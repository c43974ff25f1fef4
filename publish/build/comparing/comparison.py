"""What differs between two finished files. Pages and chapters are counted from 1; 0 stands for none."""

from __future__ import annotations

import enum
from pathlib import Path

from publish.base.records import dataclass
from publish.build.comparing.pdf_reading import Box
from publish.preflight.report.page_views import View


class Fate(enum.StrEnum):
    """What has become of a page or a chapter; one that is the same, under the same number, is not told."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # the same, under another number
    REFLOWED = "reflowed"  # the same words, which stand elsewhere


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Words that were replaced, added or removed.

    Attributes:
        number: Counts the differences of two files.
        old, new: The words; empty for none.
        old_page, new_page: Pages on which the words stand.
        before, after: A few words that stand around them.
        moved: Whether the words are the same, at another place of the text.
    """

    number: int
    old: str
    new: str
    old_page: int
    new_page: int
    before: str = ""
    after: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """A picture, a line or a colour that differs, in a part of a page that holds no words that differ.

    Attributes:
        number: Counts the differences of two files.
        old, new: Place on either page; None on a page that does not have it.
    """

    number: int
    old: Box | None
    new: Box | None


@dataclass(frozen=True, slots=True)
class DifferenceMark:
    """A box on a page, with the number of the difference that stands in it."""

    number: int
    box: Box
    fate: Fate


@dataclass(frozen=True, slots=True)
class PageDifference:
    """A page that is not what it was.

    Attributes:
        old, new: The numbers of the page.
        words, areas: What differs on it.
        heads: Running heads of it that are found nowhere in the other file, old and new.
        resized: Whether the page has another size.
        elsewhere: Pages of the other file where its words stand, of a page that is added or removed.
        old_marks, new_marks: Where the differences are.
        old_view, new_view: Pictures of the pages; None where they are not wanted.
    """

    fate: Fate
    old: int
    new: int
    words: tuple[WordDifference, ...] = ()
    areas: tuple[AreaDifference, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()
    resized: bool = False
    elsewhere: tuple[int, ...] = ()
    old_marks: tuple[DifferenceMark, ...] = ()
    new_marks: tuple[DifferenceMark, ...] = ()
    old_view: View | None = None
    new_view: View | None = None


@dataclass(frozen=True, slots=True)
class FactDifference:
    """What a file says of itself, such as its title, before and now; empty where it did not say it."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PdfComparison:
    """What differs between two PDFs, and how many pages each has."""

    files: tuple[Path, Path]
    counts: tuple[int, int]
    facts: tuple[FactDifference, ...] = ()
    pages: tuple[PageDifference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.facts and not self.pages


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a paragraph: its words, and whether they are in both books, only in the old or only in the new one."""

    text: str
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class PictureDifference:
    """A picture of a chapter that is added, removed, another one, or described otherwise.

    Attributes:
        name: Path of the picture in the book.
        fate: What became of it.
        old, new: The pictures as data URLs; empty for one that is not there or cannot be shown.
        old_alt, new_alt: Descriptions of the picture.
    """

    name: str
    fate: Fate
    old: str = ""
    new: str = ""
    old_alt: str = ""
    new_alt: str = ""


@dataclass(frozen=True, slots=True)
class ChapterDifference:
    """A document of a book that is not what it was.

    Attributes:
        old, new: Places of the document in the order of reading.
        title: Headline of the document, or the name of its file.
        words, pictures: What differs in it.
        paragraphs: Paragraphs with differences, in pieces; an empty one stands for those that are the same.
        marked_up: Whether its words are the same but their elements are not.
    """

    fate: Fate
    old: int
    new: int
    title: str
    words: tuple[WordDifference, ...] = ()
    pictures: tuple[PictureDifference, ...] = ()
    paragraphs: tuple[tuple[TextPiece, ...], ...] = ()
    marked_up: bool = False


@dataclass(frozen=True, slots=True)
class EpubComparison:
    """What differs between two EPUBs, and how many documents each has in its order of reading.

    Attributes:
        members: Other files in the books, such as styles and fonts, that differ, by their paths.
    """

    files: tuple[Path, Path]
    counts: tuple[int, int]
    facts: tuple[FactDifference, ...] = ()
    chapters: tuple[ChapterDifference, ...] = ()
    members: tuple[tuple[str, Fate], ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.facts or self.chapters or self.members)
