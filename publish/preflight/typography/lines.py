"""Words and lines as they stand on a page, put together from the letters that it shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from publish.base.records import dataclass
from publish.preflight.pdf.reading import Box
from publish.preflight.pdf.shapes import Painted
from publish.preflight.pdf.tokens import parts_of

QUARTER = 0.25
"""The space in ems that is taken for natural where a font has none."""

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a line for a formula or picture."""

STRETCHED = " \N{NO-BREAK SPACE}"
_CLOSE = 0.12  # ems between letters of a word
_BACK = 0.5  # ems by which a letter may stand behind the one before it
_RAISED = 0.6  # ems by which a note's call or an index stands above or below its line
_RARE = 0.05  # spaces for each letter of a text whose words are parted by them
_DROPPED = 1.6  # how many times larger than its text a drop cap is


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word, in points of the page.

    Attributes:
        right: Where the next letter would stand.
        size: Size of its type, in points.
        space: Natural width of the space before it; 0 where no space stands before it that may be stretched.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    space: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line, in points of the page.

    Attributes:
        page: Counted from 1.
        baseline, size: Baseline and size of most letters of the line.
    """

    page: int
    words: tuple[PrintedWord, ...]
    baseline: float
    size: float

    @property
    def left(self) -> float:
        """Left edge of the first letter."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right edge of the last letter."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """Words of the line, with spaces between them."""
        return "".join((" " if word.space else "") + word.text for word in self.words).strip()

    @property
    def gaps(self) -> list[tuple[float, float, float]]:
        """Left edge, right edge and natural width of each space that may be stretched."""
        return [
            (before.right, after.left, after.space)
            for before, after in itertools.pairwise(self.words)
            if after.space and OBJECT not in (before.text[-1:], after.text[:1])
        ]


class Spacing:
    """How the words of a file are parted: by spaces, or by distances alone, as TeX does it.

    Attributes:
        shown: Whether spaces that are letters part the words.
        letters, spaces: How many of each have been read.
    """

    def __init__(self, *, shown: bool = True) -> None:
        """Begin without letters."""
        self.shown = shown
        self.letters = self.spaces = 0

    @property
    def is_rare(self) -> bool:
        """Whether there are too few spaces to part the words."""
        return self.spaces < _RARE * self.letters


class WordBuilder:
    """Puts letters that follow each other in the content together to words."""

    def __init__(self, spacing: Spacing) -> None:
        """Begin without words."""
        self._spacing = spacing
        self.words: list[PrintedWord] = []
        self._text, self._left, self._right = "", 0.0, 0.0
        self._baseline, self._size, self._space, self._pending = 0.0, 0.0, 0.0, 0.0

    def add_text(self, item: Painted) -> None:
        """Add what a text shows."""
        natural = item.font.space if item.font and self._spacing.shown else None
        space = (QUARTER if natural is None else natural) * item.size * item.spacing[3]
        implied = 0.0 if self._spacing.shown else space
        for text, left, right, baseline in letters_of(item):
            self._spacing.letters += 1
            if text in STRETCHED:
                self._spacing.spaces += 1
                self.end_word()
                self._pending = space
            elif text.isspace():
                self.end_word()
            else:
                self._add(text, left, right, baseline, item.size, implied)

    def _add(self, text: str, left: float, right: float, baseline: float, size: float, implied: float) -> None:
        if self._text and abs(baseline - self._baseline) < _RAISED * max(size, self._size):
            em = min(size, self._size)
            if -_BACK * em <= left - self._right <= _CLOSE * em:
                self._text += text
                self._right = max(right, self._right)
                return
        self.end_word()
        self._pending = self._pending or implied  # of what is set without spaces, distances alone part the words
        self._start(text, left, right, baseline, size)

    def _start(self, text: str, left: float, right: float, baseline: float, size: float) -> None:
        self._text, self._left, self._right, self._baseline, self._size = text, left, right, baseline, size
        self._space, self._pending = self._pending, 0.0

    def end_word(self) -> None:
        """End the word that is being put together."""
        if self._text:
            word = PrintedWord(self._text, self._left, self._right, self._baseline, self._size, self._space)
            self.words.append(word)
            self._text = ""


def is_upright(item: Painted) -> bool:
    """Tell whether a text is read from left to right on an upright page."""
    a, b, c, d, _, _ = item.matrix
    return a * item.spacing[0] > 0 and d * item.spacing[0] > 0 and abs(b) < 0.01 * a and abs(c) < 0.01 * d


def letters_of(item: Painted) -> Iterator[tuple[str, float, float, float]]:
    """Yield what each code of a text says, where it begins and ends, and its baseline."""
    face = item.font
    assert face is not None
    size, char_space, word_space, stretch, rise = item.spacing
    across, x = stretch * item.matrix[0], item.matrix[4]
    baseline = item.matrix[5] + rise * item.matrix[3]
    known = face.characters.letters
    for part in parts_of(item.strings):
        if isinstance(part, float | int):
            x -= part / 1000 * size * across
            continue
        for code in face.codes(part):
            text = known.get(code)
            if text is None:
                text = "\N{REPLACEMENT CHARACTER}" if face.composite else chr(code)
            width = face.width(code) * size * across
            yield text, x, x + width, baseline
            x += width + char_space * across + (word_space * across if code == 32 and not face.composite else 0.0)


def join_words(page: int, words: Sequence[PrintedWord], objects: Sequence[Box] = ()) -> list[PrintedLine]:
    """Return the lines that words make which follow each other.

    Args:
        page: Page of the words, counted from 1.
        words: The words of a paragraph, in the order of the content.
        objects: Formulas and pictures in its lines; one that stands in none is a line of its own.
    """
    rows: list[list[PrintedWord]] = []
    for word in words:
        last = rows[-1][-1] if rows else None
        if last and word.left >= last.right - _BACK * word.size and _is_level(last, word):
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = _without_drop_cap(rows)
    alone = [box for box in objects if not _take_in(box, rows)]
    lines = [_line(page, row) for row in rows]
    for left, low, right, high in alone:
        size = lines[0].size if lines else high - low
        lines.append(PrintedLine(page, (PrintedWord(OBJECT, left, right, low, size, 0.0),), low, size))
    return lines


def _is_level(last: PrintedWord, word: PrintedWord) -> bool:
    return abs(last.baseline - word.baseline) < _RAISED * max(last.size, word.size)


def _take_in(box: Box, rows: Sequence[list[PrintedWord]]) -> bool:
    """Put an object into the line that it stands in, between two words; return whether there is one."""
    left, low, right, high = box
    for row in rows:
        base = row[0].baseline
        if not low - 2 <= base <= high + 2 or right < row[0].left - 1:
            continue
        em = row[0].size
        before = max((at for at, word in enumerate(row) if word.left <= left), default=-1)
        if before < 0 or left - row[before].right < 2 * em:
            covered = [word for word in row if min(right, word.right) - max(left, word.left) > 0.5 * (right - left)]
            if not covered:
                row.insert(before + 1, PrintedWord(OBJECT, left, right, base, em, 0.0))
            return True
    return False


def _line(page: int, row: Sequence[PrintedWord]) -> PrintedLine:
    widths: dict[tuple[float, float], float] = {}
    for word in row:
        key = (word.baseline, word.size)
        widths[key] = widths.get(key, 0.0) + (word.right - word.left if word.text != OBJECT else 0.0)
    baseline, size = max(widths, key=lambda key: widths[key])
    return PrintedLine(page, tuple(row), baseline, size)


def _without_drop_cap(rows: list[list[PrintedWord]]) -> list[list[PrintedWord]]:
    """Return lines with the drop cap, which stands lower than the first of them, in that."""
    if len(rows) < 2 or len(rows[0]) > 1:
        return rows
    cap, head = rows[0][0], rows[1][0]
    if cap.size < _DROPPED * head.size or cap.baseline > head.baseline:
        return rows
    joined = PrintedWord(cap.text + head.text, head.left, head.right, head.baseline, head.size, 0.0)
    return [[joined, *rows[1][1:]], *rows[2:]]
