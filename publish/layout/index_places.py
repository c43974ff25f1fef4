"""Count the text that goes to paper, so that words which the index leads to are found again on the finished pages.

No mark of theirs goes to paper: with an element around them the engine would shape the words apart from their
neighbours, and a line might end elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publish.editing.index import marked_spans
from publish.layout.page_starts import IndexPlace, fold
from publish.publication import model

_CONTEXT = 40
"""Characters from the start of the marked words by which they are found."""


class Placer:
    """Knows how much text has gone through, in the body and in the notes, and the marked words in it."""

    def __init__(self, article: model.Article) -> None:
        """Start with an article; for one without marks nothing is counted."""
        self._counting = any(marked_spans(article))
        self._seen: tuple[list[str], list[str]] = ([], [])
        self._lengths = [0, 0]
        self._in_note = False
        self._found: list[tuple[str, bool, int, str]] = []

    def add(self, text: str) -> None:
        """Take note of text as it goes through."""
        if self._counting:
            folded = fold(text)
            self._seen[self._in_note].append(folded)
            self._lengths[self._in_note] += len(folded)

    @contextmanager
    def note(self) -> Iterator[None]:
        """Take the text within as that of a note."""
        before, self._in_note = self._in_note, True
        yield
        self._in_note = before

    def mark(self, name: str, span: model.Span) -> None:
        """Take note of words that come next."""
        words = fold(model.plain_text(span.children))
        self._found.append((name, self._in_note, self._lengths[self._in_note], words))

    def places(self) -> tuple[IndexPlace, ...]:
        """Return the marked words with their places in the text, and what follows them."""
        texts = ["".join(seen) for seen in self._seen]
        return tuple(
            IndexPlace(name, in_note, before, words, texts[in_note][before : before + max(_CONTEXT, len(words))])
            for name, in_note, before, words in self._found
        )
