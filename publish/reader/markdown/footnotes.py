"""Number footnotes in the order of their calls and find those that lack a call or a text."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field

from publish.base.filenames import composed
from publish.base.messages import say
from publish.publication.model import Block, Footnote, Paragraph
from publish.reader.source import Source


@dataclass(slots=True)
class _Definition:
    """The text of a note, built only when the note is called."""

    offset: int
    build: Callable[[], tuple[Block, ...]]


@dataclass
class Notes:
    """The footnotes of one article."""

    source: Source
    called: list[tuple[str, Footnote | None]] = field(default_factory=list)
    in_note: bool = False
    _definitions: dict[str, _Definition] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _again: dict[str, int] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    _spare: list[Callable[[], tuple[Block, ...]]] = field(default_factory=list)

    def define(self, name: str, offset: int, build: Callable[[], tuple[Block, ...]]) -> None:
        """Take in the text of a note."""
        name = composed(name)
        if name in self._definitions:
            hint = say("give each note a name of its own")
            self.source.report(
                offset, say("footnote defined twice: [^{name}]", name=name), "duplicate-footnote", hint, len(name) + 3
            )
            self._spare.append(build)
        else:
            self._definitions[name] = _Definition(offset, build)

    def call(self, name: str, offset: int, *, inside: bool) -> tuple[int, int] | None:
        """Return the number of a note that the text calls, and how often it was called before.

        None when the call is wrong and stays text.
        """
        length, name = len(name) + 3, composed(name)
        if self._refuse_inside(offset, inside, length):
            self._refused.add(name)
            return None
        if name not in self._definitions:
            close = difflib.get_close_matches(name, self._definitions, 1) if len(name) < 100 else []
            hint = (
                say("did you mean [^{guess}]?", guess=close[0])
                if close
                else say("add a paragraph '[^{name}]: …'", name=name)
            )
            self.source.report(
                offset, say("footnote without text: [^{name}]", name=name), "undefined-footnote", hint, length
            )
            return None
        if name in self._numbers:
            self._again[name] = self._again.get(name, 0) + 1
            return self._numbers[name], self._again[name]
        self.called.append((name, None))
        self._numbers[name] = len(self.called)
        return len(self.called), 0

    def add_inline(self, paragraph: Paragraph, offset: int, *, inside: bool) -> int | None:
        """Return the number of a note whose text stands in its call; None when it may not stand there."""
        if self._refuse_inside(offset, inside, 2):
            return None
        number = len(self.called) + 1
        self.called.append(("", Footnote(number, "", (paragraph,), self.source.position(offset))))
        return number

    def build(self) -> tuple[Footnote, ...]:
        """Return the notes in the order of their calls; report those never called."""
        self.in_note = True
        footnotes = []
        for number, (name, note) in enumerate(self.called, 1):
            if note is None:
                definition = self._definitions[name]
                note = Footnote(number, name, definition.build(), self.source.position(definition.offset))
            footnotes.append(note)
        for name, definition in self._definitions.items():
            if name not in self._numbers:
                self._spare.append(definition.build)
            if name not in self._numbers and name not in self._refused:
                hint = say("put [^{name}] where it belongs, or delete the note", name=name)
                message = say("footnote never called: [^{name}]", name=name)
                self.source.report(definition.offset, message, "unused-footnote", hint, len(name) + 3)
        for build in self._spare:  # not printed, but read for the findings in them
            build()
        return tuple(footnotes)

    def _refuse_inside(self, offset: int, inside: bool, length: int) -> bool:
        if inside or self.in_note:
            hint = say("say it in the note itself")
            self.source.report(offset, say("footnote inside a footnote"), "nested-footnote", hint, length)
        return inside or self.in_note
