"""The text of a source file, the place of each of its characters, and the findings made in it."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error, warning
from publish.publication.facts import FactKeys

RULES = (
    "cell-block",
    "container-content",
    "control-character",
    "definition-term",
    "duplicate-footnote",
    "duplicate-key",
    "duplicate-reference",
    "empty-source",
    "heading-level",
    "indented-code",
    "index-mark",
    "inline-image",
    "grid-table",
    "invalid-bleed",
    "invalid-date",
    "invalid-formula",
    "invalid-id",
    "invalid-language",
    "invalid-listing",
    "invalid-span",
    "invalid-yaml",
    "leftover-markup",
    "link-scheme",
    "missing-source",
    "nested-footnote",
    "nested-link",
    "nesting-too-deep",
    "no-math",
    "not-utf8",
    "paragraph-too-long",
    "raw-html",
    "spaced-address",
    "source-too-large",
    "stray-attributes",
    "stray-container",
    "table-columns",
    "table-spans",
    "unclosed-code",
    "unclosed-comment",
    "unclosed-container",
    "unclosed-front-matter",
    "unclosed-html",
    "undefined-footnote",
    "undefined-reference",
    "unknown-attribute",
    "unknown-container",
    "unknown-key",
    "unreadable-source",
    "unused-footnote",
    "unused-reference",
    "wrong-type",
)
"""What the reader can find wrong with the form of a text."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no page can show."""

DEEPEST = 20
"""How many blocks, or how many inline nodes, may stand inside each other."""


@dataclass(eq=False)
class Source:
    """A source file as text, with a line feed at each line end.

    Attributes:
        file: Path of the file, as the user gave it.
        text: All of its characters, without byte order mark.
        keys: Keys of its front matter that its kind has beside those of every article.
        diagnostics: What has been found in it so far.
        language: BCP 47 tag of its text.
    """

    file: Path
    text: str
    keys: FactKeys = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    language: str = "vi"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        end = self.text.find("\n")
        while end >= 0:
            starts.append(end + 1)
            end = self.text.find("\n", end + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return line and column of the character at ``offset``, counted from 0."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect.bisect_right(self._line_starts, offset)
        return Position(self.file, line, offset - self._line_starts[line - 1] + 1)

    def line_end(self, offset: int) -> int:
        """Return the offset of the line end that follows ``offset``."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def report(self, offset: int, message: str, rule: str, hint: str = "", length: int = 1) -> None:
        """Note an error in the text at ``offset``."""
        self.diagnostics.append(error(self.position(offset), message, rule, hint, max(1, length)))

    def warn(self, offset: int, message: str, rule: str, hint: str = "", length: int = 1) -> None:
        """Note a warning in the text at ``offset``."""
        self.diagnostics.append(warning(self.position(offset), message, rule, hint, max(1, length)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text taken out of the source, with the way back.

    Attributes:
        text: The piece, without the marks of the blocks around it.
        segments: Pairs of an offset in ``text`` and its offset in the source, rising; each holds until the next.
    """

    text: str
    segments: tuple[tuple[int, int], ...]

    def source_offset(self, offset: int) -> int:
        """Return where in the source the character at ``offset`` of this piece stands."""
        index = bisect.bisect_right(self.segments, (offset, 1 << 62)) - 1
        here, there = self.segments[max(0, index)]
        return max(0, there + offset - here)

    def split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans from ``start`` to ``end`` whose characters follow one another in the source as well."""
        inside = self._segments_between(start, end)
        cuts = [here for here, there in inside if self.source_offset(here - 1) + 1 != there]
        return list(itertools.pairwise([start, *cuts, end]))

    def part(self, start: int, end: int | None = None) -> Passage:
        """Return the piece from ``start`` to ``end`` as a passage of its own."""
        text = self.text[start:end]
        later = ((here - start, there) for here, there in self._segments_between(start, start + len(text)))
        return Passage(text, ((0, self.source_offset(start)), *later))

    def _segments_between(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the segments that begin between two offsets of the text, at neither of them."""
        return self.segments[
            bisect.bisect_left(self.segments, (start + 1,)) : bisect.bisect_left(self.segments, (end,))
        ]


def passage_of_lines(text: str, starts: list[int]) -> Passage:
    """Return the passage for lines whose first visible characters stand at ``starts`` in the source."""
    segments = []
    here = 0
    for line, start in zip(text.split("\n"), starts, strict=False):
        indent = len(line) - len(line.lstrip(" \t"))
        segments.append((here + indent, start))
        here += len(line) + 1
    return Passage(text, tuple(segments) or ((0, 0),))
