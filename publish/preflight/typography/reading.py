"""Read the text of a finished PDF as it stands on its pages: by its tags, or by where it stands if it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from publish.preflight.pdf.marked_content import ARTIFACT
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.reading import Box, PdfPage, lookup, page_content, read_page
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted
from publish.preflight.pdf.structure import Structure, StructureElement
from publish.preflight.typography.blocks import (
    ANY_FLOW,
    CAPTION,
    CELL,
    CODE,
    CONTENTS,
    FORMULA,
    HEADING,
    ITEM,
    LABEL,
    NOTE,
    PARAGRAPH,
    QUOTE,
    PrintedBlock,
    PrintedFile,
    PrintedPage,
    is_text,
    make_block,
)
from publish.preflight.typography.lines import PrintedLine, Spacing, WordBuilder, is_upright, join_words
from publish.preflight.typography.untagged import gather_blocks

LEAST_OBJECT = 3.0
"""Height in points from which what is drawn in a line is an object of it, and no line under words."""

_BLOCKS = {
    **dict.fromkeys(("/H", *(f"/H{level}" for level in range(1, 7))), HEADING),
    **dict.fromkeys(("/P", "/BlockQuote", "/BibEntry"), PARAGRAPH),
    **{"/LBody": ITEM, "/LI": ITEM, "/Lbl": LABEL, "/Caption": CAPTION, "/Note": NOTE, "/TD": CELL, "/TH": CELL},
    **dict.fromkeys(("/TOCI", "/TOC", "/Index"), CONTENTS),
}
"""What elements are that begin a line of their own."""

_AROUND = {
    **{"/Note": NOTE, "/TD": CELL, "/TH": CELL, "/Caption": CAPTION},
    **dict.fromkeys(("/TOCI", "/TOC", "/Index"), CONTENTS),
    "/BlockQuote": QUOTE,
}
"""What paragraphs become by what they stand in, wherever above them; the first of these first."""

_FLOWS = ("/Art", "/Sect")


class _TaggedText:
    """The words of each element, as the pages show them."""

    def __init__(self, structure: Structure, spacing: Spacing) -> None:
        self._named, self._spacing = structure.named, spacing
        self._blocks: dict[int, tuple[StructureElement, str, int]] = {}
        self._flows: dict[int, int] = {}
        self._known: dict[int, tuple[int, bool] | None] = {}
        self._lines: dict[int, list[PrintedLine]] = {}
        self._plain: set[int] = set()
        self._words: dict[int, WordBuilder] = {}
        self._objects: dict[int, list[Box]] = {}

    def element(self, mark: Any) -> StructureElement | None:
        """Return the element that has a mark."""
        return self._named.get(mark[0], {}).get(mark[1]) if mark else None

    def add(self, element: StructureElement, item: Painted) -> bool:
        """Add what is painted to the block it belongs to; return whether there is such a block."""
        found = self._block_of(element)
        if found is None:
            return False
        key, is_code = found
        if item.kind == "text":
            self._words.setdefault(key, WordBuilder(self._spacing)).add_text(item)
            if not is_code:
                self._plain.add(key)
        elif item.box[3] - item.box[1] >= LEAST_OBJECT:
            self._objects.setdefault(key, []).append(item.box)
        return True

    def end_page(self, number: int) -> None:
        """Put the words of a page together to lines."""
        for key in dict.fromkeys([*self._words, *self._objects]):
            builder = self._words.get(key, WordBuilder(self._spacing))
            builder.end_word()
            lines = join_words(number, builder.words, self._objects.get(key, ()))
            self._lines.setdefault(key, []).extend(lines)
        self._words.clear()
        self._objects.clear()

    def flow_of(self, element: StructureElement) -> int:
        """Return the number of the article or chapter that an element stands in."""
        around: StructureElement | None = element
        while around and around.kind not in _FLOWS:
            around = around.parent
        return self._flows.setdefault(id(around), len(self._flows))

    def blocks(self) -> list[PrintedBlock]:
        """Return what has text, in the order of the content."""
        made = []
        for key, lines in self._lines.items():
            _, kind, flow = self._blocks[key]
            if text := [line for line in lines if is_text(line)]:
                made.append(make_block(kind if key in self._plain or kind == NOTE else CODE, flow, text))
            if objects := [line for line in lines if not is_text(line)]:
                made.append(make_block(FORMULA, flow, objects))
        return made

    def _block_of(self, element: StructureElement) -> tuple[int, bool] | None:
        """Return the key of the block that an element is or stands in, and whether it is code there."""
        key = id(element)
        if key not in self._known:
            around, is_code = element, False
            kind = ""
            while not kind:
                is_code = is_code or around.kind == "/Code"
                kind = _BLOCKS.get(around.kind, "")
                if not kind and around.parent is None:
                    self._known[key] = None
                    return None
                around = around if kind or around.parent is None else around.parent
            self._known[key] = (id(around), is_code)
            self._blocks.setdefault(id(around), (around, _kind_of(around, kind), self.flow_of(around)))
        return self._known[key]


def _kind_of(element: StructureElement, kind: str) -> str:
    if kind in (LABEL, HEADING):
        return kind
    around: StructureElement | None = element
    names = set()
    while around:
        names.add(around.kind)
        around = around.parent
    return next((becomes for name, becomes in _AROUND.items() if name in names), kind)


def read_file(pdf: pikepdf.Pdf) -> PrintedFile:
    """Return the text of a file that has been opened.

    Raises:
        Damaged: If the content of a page cannot be read.
        TooLarge: If a page, or the file, asks for more than the preflight reads.
    """
    root = lookup(pdf.Root, "/StructTreeRoot")
    structure = None if root is None else Structure(root)
    if structure and not structure.named:
        structure = None
    spacing = Spacing()
    file = _read_pages(pdf, structure, spacing)
    return _read_pages(pdf, structure, Spacing(shown=False)) if spacing.is_rare else file


def _read_pages(pdf: pikepdf.Pdf, structure: Structure | None, spacing: Spacing) -> PrintedFile:
    cabinet = Cabinet()
    tagged = _TaggedText(structure, spacing) if structure else None
    pages, loose = [], []
    for index, obj in enumerate(pdf.pages):
        page = read_page(obj.obj, index)
        if tagged:
            pages.append(_read_tagged(page, cabinet, tagged))
        else:
            printed, lines = _read_untagged(page, cabinet, spacing)
            pages.append(printed)
            loose.append(lines)
    blocks = tagged.blocks() if tagged else gather_blocks(pages, loose)
    return PrintedFile(tuple(blocks), tuple(pages), tagged is not None)


def _read_tagged(page: PdfPage, cabinet: Cabinet, tagged: _TaggedText) -> PrintedPage:
    pictures: list[tuple[int, Box]] = []
    areas: list[Box] = []

    def look(item: Painted, painter: Painter) -> None:
        element = tagged.element(painter.mark) if item.inside != ARTIFACT else None
        if item.kind == "text":
            if element and item.font and is_upright(item):
                tagged.add(element, item)
        elif element is None:
            areas.append(item.box)
        elif not tagged.add(element, item):
            pictures.append((tagged.flow_of(element), item.box))

    _paint(page, cabinet, look)
    tagged.end_page(page.index + 1)
    return PrintedPage(page.index + 1, page.trim, tuple(pictures), tuple(areas))


def _read_untagged(page: PdfPage, cabinet: Cabinet, spacing: Spacing) -> tuple[PrintedPage, list[PrintedLine]]:
    builder = WordBuilder(spacing)
    pictures: list[tuple[int, Box]] = []
    areas: list[Box] = []

    def look(item: Painted, painter: Painter) -> None:
        if item.kind == "image":
            pictures.append((ANY_FLOW, item.box))
        elif item.kind != "text":
            areas.append(item.box)
        elif painter.inside != ARTIFACT and item.font and is_upright(item):
            builder.add_text(item)

    _paint(page, cabinet, look)
    builder.end_word()
    number = page.index + 1
    return PrintedPage(number, page.trim, tuple(pictures), tuple(areas)), join_words(number, builder.words)


def _paint(page: PdfPage, cabinet: Cabinet, look: Callable[[Painted, Painter], None]) -> None:
    painter: Painter
    painter = Painter(cabinet, page.media, lambda item: look(item, painter) if item.kind != "group" else None, page.obj)
    painter.run(page_content(page), cabinet.resources(page.resources))
