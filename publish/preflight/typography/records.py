"""What is measured on the pages of a file: figures, and places of what is not as it should be."""

from __future__ import annotations

from publish.base.records import dataclass
from publish.preflight.findings import Place


@dataclass(frozen=True, slots=True)
class SpaceFigures:
    """The spaces of the justified lines of a file, in units of the space of their font and size.

    Attributes:
        count: How many there are.
        median, most_of_95: The space that half of them, and 95 per cent, do not exceed.
        narrowest, widest: The least and the greatest.
        wide: How many lines have a space that is a flaw.
        page: Where the widest stands, counted from 1; 0 where there is none.
        words: The line that it stands in.
    """

    count: int = 0
    median: float = 0.0
    most_of_95: float = 0.0
    narrowest: float = 0.0
    widest: float = 0.0
    wide: int = 0
    page: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is not as it should be at a place.

    Attributes:
        rule: Name of the rule in lower case and hyphens, such as ``runt``.
        message: What is wrong, in one line without a full stop.
        text: Words at the place.
    """

    rule: str
    message: str
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class ColumnEnd:
    """How far the last page of an article or chapter is filled, in per cent of the height of the text area."""

    page: int
    percent: int


@dataclass(frozen=True, slots=True)
class Typography:
    """How the pages of a file are set.

    Attributes:
        tagged: Whether paragraphs are those of the tags; else they are found by where lines stand.
        pages: How many pages the file has.
        size, leading: Size of the running text and distance of its baselines, in points.
        columns: How many columns of running text the page with most of them has.
        lines: How many lines of text there are.
        fill: How far the last page is filled, in per cent of the height of the text area; None where the file does not
            show how high that is.
        ends: How far the last pages of articles and chapters are filled that end alone on a page.
        flaws: All that is not as it should be, by page.
    """

    tagged: bool = False
    pages: int = 0
    size: float = 0.0
    leading: float = 0.0
    columns: int = 0
    lines: int = 0
    spaces: SpaceFigures = SpaceFigures()
    fill: int | None = None
    ends: tuple[ColumnEnd, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    def count(self, rule: str) -> int:
        """Return how many flaws of a rule there are."""
        return sum(flaw.rule == rule for flaw in self.flaws)
