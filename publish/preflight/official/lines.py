"""Lines, drawn rules and frames as they stand on a page, in millimetres from its upper left corner."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.findings import Place

ASCENT, DESCENT, SINGLE = 0.891, 0.216, 1.149
"""Of Times New Roman, in ems: how far its letters reach up and down, and how far lines of single spacing are apart.

Source: the tables ``hhea`` of Times New Roman and Liberation Serif, which agree.
"""

Value = TypeVar("Value")

BLACK, RED, OTHER = "black", "red", "other"


@dataclass(frozen=True, slots=True)
class LetterRun:
    """Letters of a line that look alike.

    Attributes:
        left, right: Left edge of the first letter, and where the next would stand, in millimetres.
        size: Size of the type in points.
        family: The name of the font as the file has it.
        colour: ``black``, ``red`` or ``other``.
        raised: Whether the letters stand above the line, as the call of a note does.
    """

    text: str
    left: float
    right: float
    size: float
    bold: bool
    italic: bool
    family: str
    colour: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """Letters on one baseline, as far as no wide gap parts them.

    Attributes:
        page: Counted from 1.
        baseline: Distance of the baseline from the upper edge, in millimetres.
    """

    page: int
    runs: tuple[LetterRun, ...]
    baseline: float

    @property
    def plain(self) -> tuple[LetterRun, ...]:
        """The letters that are no call of a note and no dots to write on, or all if there are no others."""
        return (
            tuple(run for run in self.runs if not run.raised and any(letter.isalnum() for letter in run.text))
            or tuple(run for run in self.runs if not run.raised)
            or self.runs
        )

    @property
    def text(self) -> str:
        """Words of the line, without calls of notes."""
        return " ".join("".join(run.text for run in self.runs if not run.raised).split())

    @property
    def left(self) -> float:
        """Left edge of the first letter."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Right edge of the last letter that is no call of a note."""
        return [run for run in self.runs if not run.raised][-1].right if self.text else self.runs[-1].right

    @property
    def width(self) -> float:
        """Length of the line."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Middle of the line."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """Size of most of its letters in points."""
        return most_of(self.plain, lambda run: run.size)

    @property
    def bold(self) -> bool:
        """Whether most of its letters are bold."""
        return most_of(self.plain, lambda run: run.bold)

    @property
    def italic(self) -> bool:
        """Whether most of its letters are italic."""
        return most_of(self.plain, lambda run: run.italic)

    @property
    def colour(self) -> str:
        """Colour of most of its letters."""
        return most_of(self.plain, lambda run: run.colour)

    @property
    def top(self) -> float:
        """Upper edge of its letters."""
        return self.baseline - ASCENT * self.size / POINTS_PER_MM

    @property
    def bottom(self) -> float:
        """Lower edge of its letters."""
        return self.baseline + DESCENT * self.size / POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal line that is drawn, or a row of underscores."""

    page: int
    left: float
    right: float
    y: float

    @property
    def width(self) -> float:
        """Length of the line."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Middle of the line."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle that is drawn around something."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as it is set.

    Attributes:
        number: Counted from 1.
        width, height: In millimetres.
        lines: From top to bottom, then from left to right.
    """

    number: int
    width: float
    height: float
    lines: tuple[SetLine, ...]
    strokes: tuple[Stroke, ...]
    frames: tuple[Frame, ...]


def most_of(runs: Sequence[LetterRun], read: Callable[[LetterRun], Value]) -> Value:
    """Return the value that most letters of runs have."""
    counts: Counter[Value] = Counter()
    for run in runs:
        counts[read(run)] += len(run.text.replace(" ", "")) or 1
    return counts.most_common(1)[0][0]


def place_of(lines: Iterable[SetLine]) -> Place:
    """Return the rectangle around lines of a page."""
    lines = tuple(lines)
    page = lines[0].page
    lines = tuple(line for line in lines if line.page == page)
    left, top = min(line.left for line in lines), min(line.top for line in lines)
    right, bottom = max(line.right for line in lines), max(line.bottom for line in lines)
    return Place(page, *(round(value, 2) for value in (left, top, right - left, bottom - top)))


@functools.lru_cache(4096)
def fold(text: str) -> str:
    """Return the letters, digits and signs of a text without tones, case and spaces, to know words by."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for dash in "\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}":
        plain = plain.replace(dash, "-")
    return "".join(plain.casefold().split())


def is_upper(text: str) -> bool:
    """Whether nearly all letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)
