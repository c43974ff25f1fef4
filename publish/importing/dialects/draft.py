"""The text of an article on its way into ours: lines that know where they stood, and changes to spans of it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class DraftLine(NamedTuple):
    """A line of text, and the place in the input that it comes from, ``src/ch1.md:12``."""

    text: str
    place: str


def lines_of(text: str, name: str, first: int = 1) -> list[DraftLine]:
    """Return the lines of a file of the input."""
    return [DraftLine(line, f"{name}:{number}") for number, line in enumerate(text.split("\n"), first)]


class Change(NamedTuple):
    """A span of a draft, by offsets, and what stands there instead."""

    start: int
    end: int
    text: str


class Draft:
    """A text whose lines keep their places while spans of it are replaced."""

    def __init__(self, lines: Sequence[DraftLine]) -> None:
        """Start with the lines."""
        self.text = "\n".join(line.text for line in lines)
        self.places = [line.place for line in lines] or [""]
        self._starts: list[int] | None = None

    @property
    def lines(self) -> list[DraftLine]:
        """The lines as they stand now."""
        return [DraftLine(text, place) for text, place in zip(self.text.split("\n"), self.places, strict=True)]

    @property
    def starts(self) -> list[int]:
        """Offset of each line."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self._starts

    def line_at(self, offset: int) -> int:
        """Return the index of the line with an offset."""
        return bisect.bisect_right(self.starts, offset) - 1

    def place(self, offset: int) -> str:
        """Return where in the input the text at an offset stood."""
        return self.places[self.line_at(min(offset, len(self.text)))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of line and column, both counted from 1."""
        return self.starts[line - 1] + column - 1

    def line_span(self, offset: int) -> tuple[int, int]:
        """Return the start and the end of the line with an offset, without the line feed."""
        start = self.starts[self.line_at(offset)]
        end = self.text.find("\n", start)
        return start, len(self.text) if end < 0 else end

    def apply(self, changes: Iterable[Change]) -> int:
        """Make the changes and return how many; of two that overlap the first counts, the other waits for its turn."""
        kept: list[Change] = []
        for change in sorted(set(changes)):
            if not kept or (change.start >= kept[-1].end and (change.start, change.end) != kept[-1][:2]):
                kept.append(change)
        for start, end, text in reversed(kept):
            first, last = self.line_at(start), self.line_at(end)
            count = text.count("\n") + 1
            old = self.places[first : last + 1]
            self.places[first : last + 1] = (old + [old[-1]] * count)[:count]
            self.text = self.text[:start] + text + self.text[end:]
        self._starts = None
        return len(kept)


_PREFIX = re.compile(r"(?:[ \t]*>[ \t]?|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]+)*")


def prefix_of(line: str) -> str:
    """Return what stands before the text of a line, for the lines below it: quotes stay, markers are spaces."""
    found = _PREFIX.match(line)
    assert found is not None
    return re.sub(r"[^>\t ]", " ", found[0])


_FENCE = re.compile(
    r"(?P<prefix>(?:[ \t]*>[ \t]?|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]+)*)(?P<mark>`{3,}|~{3,})(?P<info>.*)"
)
_QUOTES = re.compile(r"[ \t>]*")


class Fence(NamedTuple):
    """The line that opens a block of code."""

    prefix: str
    mark: str
    info: str


def opens_code(text: str) -> Fence | None:
    """Return the fence that a line opens; None if it opens none."""
    match = _FENCE.match(text) if "```" in text or "~~~" in text else None
    if not match or (match["mark"][0] == "`" and "`" in match["info"]):
        return None
    return Fence(match["prefix"], match["mark"], match["info"].strip())


def closes_code(text: str, fence: Fence) -> bool:
    """Tell whether a line ends the block of code that a fence opened."""
    found = _QUOTES.match(text)
    assert found is not None
    rest = text[found.end() :].rstrip()
    return len(rest) >= len(fence.mark) and not rest.strip(fence.mark[0])


def leaves_code(text: str, fence: Fence) -> bool:
    """Tell whether a line stands outside of the list or quote that a block of code without an end stands in."""
    if ">" in fence.prefix:
        return ">" not in text[: len(fence.prefix)]
    return False


def code_flags(lines: Sequence[DraftLine]) -> list[bool]:
    """Return for each line whether it belongs to a block of code between fences, the fences included."""
    flags: list[bool] = []
    fence: Fence | None = None
    for line in lines:
        if fence and leaves_code(line.text, fence):
            fence = None
        if fence:
            flags.append(True)
            if closes_code(line.text, fence):
                fence = None
        else:
            fence = opens_code(line.text)
            flags.append(fence is not None)
    return flags
