"""Texts whose words are all numbered, with notes of random lengths, and where these words are in a finished PDF.

Words of the text are ``v1q v2q …``, those of tables ``t1q t2q …``, those of note 7 ``n7x1q n7x2q …``; the word before
the call of note 7 is ``c7q``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2

TOKEN = re.compile(r"(?:[vtc]|n\d+x)\d+q")


class Word(NamedTuple):
    """A word on its page.

    Attributes:
        name: The word itself.
        page: Number of the page, from 0.
        top, bottom: How far its ink is from the bottom of the page, in points.
    """

    name: str
    page: int
    top: float
    bottom: float


class Writer:
    """Writes paragraphs and all that stands between them with calls, and the notes that they call."""

    def __init__(self, seed: int, lengths: Sequence[int], picture: str = "") -> None:
        """Start with the lengths of notes in words, and the file of a picture, if there is one."""
        self.choice, self.lengths, self.picture = random.Random(seed), lengths, picture
        self.count = {"v": 0, "t": 0}
        self.notes: dict[int, int] = {}

    def words(self, number: int, kind: str = "v") -> str:
        first = self.count[kind] + 1
        self.count[kind] += number
        return " ".join(f"{kind}{word}q" for word in range(first, first + number))

    def call(self, length: int | None = None) -> str:
        note = len(self.notes) + 1
        self.notes[note] = length or self.choice.choice(self.lengths)
        return f"c{note}q[^{note}]"

    def sentence(self, most: int = 25, often: float = 0.7, kind: str = "v", *, held: bool = False) -> str:
        """Some words, often with a call; what is held together with others calls no long note."""
        words = self.words(self.choice.randint(3, most), kind)
        return f"{words} {self.call(self.length(held=held))}." if self.choice.random() < often else f"{words}."

    def length(self, *, held: bool) -> int:
        length = self.choice.choice(self.lengths)
        return min(length, 45) if held else length

    def block(self) -> str:
        """A paragraph, or something else that calls notes."""
        kind = self.choice.random()
        if kind < 0.55:
            return " ".join(self.sentence() for _ in range(self.choice.randint(1, 6)))
        others = [self.list, self.steps, self.quote, self.section, self.table, self.box, self.pull_quote, self.verse]
        return self.choice.choice([*others, self.calls, *([self.figure] if self.picture else [])])()

    def list(self) -> str:
        return "\n".join(f"- {self.sentence()}" for _ in range(4))

    def steps(self) -> str:
        return "\n".join(f"{number}. {self.sentence()}\n   - {self.sentence()}" for number in (1, 2))

    def quote(self) -> str:
        return f"> {self.sentence()}\n>\n> {self.sentence()}\n>\n> -- {self.sentence(4)}"

    def section(self) -> str:
        return f"## {self.sentence(4)}\n\n{self.sentence()}"

    def table(self) -> str:
        rows = [[self.sentence(most, kind="t", held=True) for most in (4, 9)] for _ in range(3)]
        head = f"| {self.words(1, 't')} | {self.words(1, 't')} |"
        return "\n".join([head, "|---|---|", *(f"| {left} | {right} |" for left, right in rows)])

    def box(self) -> str:
        return f"::: box {self.sentence(4)}\n{self.sentence()}\n\n{self.list()}\n:::"

    def pull_quote(self) -> str:
        return f"::: pullquote\n{self.sentence(9, held=True)}\n\n-- {self.sentence(4, held=True)}\n:::"

    def verse(self) -> str:
        return "::: verse\n" + "\n".join(self.sentence(6, held=True) for _ in range(3)) + "\n:::"

    def figure(self) -> str:
        caption, credit = self.sentence(6, held=True), self.sentence(3, held=True)
        return f"::: figure\n![Ảnh]({self.picture})\n\n{caption}\n\n-- {credit}\n:::"

    def calls(self) -> str:
        """Several calls in a line."""
        calls = [self.call(self.length(held=True)) for _ in range(self.choice.randint(2, 4))]
        return f"{self.words(8)} {' '.join(calls)}."

    def text(self, notes: int) -> str:
        """Blocks until so many notes are called, and the notes."""
        blocks = [self.sentence(often=0)]
        while len(self.notes) < notes:
            blocks.append(self.block())
        return "\n\n".join([*blocks, self.sentence(often=0), *self.definitions()])

    def definitions(self) -> list[str]:
        return [f"[^{note}]: {' '.join(self.note(note))}." for note in self.notes]

    def note(self, note: int) -> list[str]:
        return [f"n{note}x{word}q" for word in range(1, self.notes[note] + 1)]


def find_words(content: bytes) -> list[Word]:
    """The numbered words of a PDF in the order of its pages."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            letters = [(text.get_text_range(at, 1) or " ")[0] for at in range(text.count_chars())]
            for token in TOKEN.finditer("".join(letters)):
                boxes = [text.get_charbox(at) for at in range(*token.span())]
                top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
                found.append(Word(token[0], number, top, bottom))
    return found


def check_notes(writer: Writer, content: bytes, *, lowest: float) -> None:
    """Assert that text and notes are whole and in order, that no note begins late, and that nothing overlaps.

    Args:
        writer: Who wrote the text.
        content: The PDF.
        lowest: Where the text of a page may end, in points from its bottom.
    """
    words = find_words(content)
    pages = {word.name: word.page for word in reversed(words)}  # the head of a table stands on each page of it
    for kind, count in writer.count.items():
        assert {f"{kind}{number}q" for number in range(1, count + 1)} == {name for name in pages if name[0] == kind}
    body = [pages[f"v{number}q"] for number in range(1, writer.count["v"] + 1)]
    assert body == sorted(body)
    assert [f"v{number}q" for number in range(1, writer.count["v"] + 1)] == [w.name for w in words if w.name[0] == "v"]
    notes = [word for word in words if word.name.startswith("n")]
    assert [name for note in writer.notes for name in writer.note(note)] == [word.name for word in notes]
    late = {note: (pages[f"c{note}q"], pages[f"n{note}x1q"]) for note in writer.notes}
    assert {} == {note: two for note, two in late.items() if two[0] != two[1]}
    for page in set(pages.values()):
        foot = [word for word in notes if word.page == page]
        text = [word for word in words if word.page == page and word not in foot]
        assert min(word.bottom for word in (*foot, *text)) > lowest
        assert not foot or not text or max(word.top for word in foot) < min(word.bottom for word in text)
        tops = [(word.top + word.bottom) / 2 for word in foot]
        assert all(below < above + 4 for above, below in pairwise(tops)), "lines of notes follow"
