"""The headers and footers of a Word file, line by line, with what their fields show by themselves apart."""

from __future__ import annotations

from collections.abc import Iterator

from publish.importing.shaping.furniture import SHOWN, RunningLine
from publish.importing.word.context import Field
from publish.importing.word.xml import Element, child, full, short

BY_THEMSELVES = frozenset(
    """PAGE NUMPAGES SECTIONPAGES SECTION FILENAME DATE TIME SAVEDATE PRINTDATE CREATEDATE EDITTIME AUTHOR LASTSAVEDBY
    TITLE STYLEREF REVNUM""".split()  # noqa: SIM905
)
"""Fields that show what the program knows: the number of the page, the day, the name of the file."""

_ENDS = ("w:tab", "w:ptab", "w:br", "w:cr")


def read_running(root: Element, kind: str, place: str) -> Iterator[RunningLine]:
    """Yield the lines of a header or footer; a tab ends one as well as a paragraph does."""
    for paragraph in _paragraphs(root):
        yield from _RunningReader(kind, place).read(paragraph)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs in an element, once where something is written in several forms."""
    for each in element:
        if short(each.tag) == "w:p":
            yield each
        if short(each.tag) == "mc:AlternateContent":
            choice = child(each, "mc:Choice")
            yield from _paragraphs(each if choice is None else choice)
        else:
            yield from _paragraphs(each)


class _RunningReader:
    def __init__(self, kind: str, place: str) -> None:
        self.kind, self.place = kind, place
        self.fields: list[Field] = []
        self.text: list[str] = []
        self.shown: list[str] = []

    def read(self, paragraph: Element) -> Iterator[RunningLine]:
        """Yield the lines of a paragraph, but for those of paragraphs in it."""
        for each in self.leaves(paragraph):
            name = short(each.tag)
            if name in ("w:t", "w:delText"):
                self.add(each.text or "")
            elif name in _ENDS:
                yield from self.end()
            elif name == "w:instrText" and self.fields and not self.fields[-1].shows:
                self.fields[-1].instruction += each.text or ""
            elif name == "w:fldChar":
                self.sign(each.get(full("w:fldCharType")) or "")
            elif name == "w:pgNum":
                self.text.append(SHOWN)
        yield from self.end()

    def leaves(self, element: Element) -> Iterator[Element]:
        for each in element:
            name = short(each.tag)
            if name == "w:p":
                continue
            if name == "w:fldSimple":
                self.fields.append(Field(each.get(full("w:instr")) or "", shows=True))
                yield from self.leaves(each)
                self.fields.pop()
            elif name == "mc:AlternateContent":
                choice = child(each, "mc:Choice")
                yield from self.leaves(each if choice is None else choice)
            else:
                yield each
                yield from self.leaves(each)

    def sign(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def add(self, text: str) -> None:
        if not all(each.shows for each in self.fields):
            return
        if any(each.kind in BY_THEMSELVES for each in self.fields):
            self.shown.append(text)
            self.text += [SHOWN] if self.text[-1:] != [SHOWN] else []
        else:
            self.text.append(text)

    def end(self) -> Iterator[RunningLine]:
        text, shown = " ".join("".join(self.text).split(" ")), " ".join(" ".join(self.shown).split())
        self.text, self.shown = [], []
        if text.strip():
            yield RunningLine(self.kind, self.place, text.strip(), shown)
