"""Put fragments together into one tagged PDF: pages, folios, fonts, links, outline, labels, tags, metadata.

The only door to pikepdf. It works on finished pages and lays nothing out; its time grows with the number of pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.project import Page
from publish.publication import SCHEME
from publish.writers.fragments import Bookmark, FolioStyle, Fragment
from publish.writers.sheets import POINTS_PER_MM
from publish.writers.xhtml import words
from publish.writers.xmp import Facts, document_info, xmp_packet


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fragment in its place, or a blank page.

    Attributes:
        name: What other fragments call it.
        fragment: Its pages; None for one blank page.
        labels: The folio of each page, also where it is not printed.
        printed: Whether its folios are printed.
        level: What is added to the levels of its bookmarks.
    """

    name: str
    fragment: Fragment | None
    labels: tuple[str, ...]
    printed: bool = True
    level: int = 0


def assemble(leaves: Sequence[Leaf], fonts: bytes, folio: FolioStyle, facts: Facts, page: Page) -> bytes:
    """Return the whole as PDF 1.7, tagged, the same bytes for the same fragments.

    Args:
        leaves: Fragments and blank pages in their order.
        fonts: A PDF whose first page has every font (:func:`publish.writers.fragments.embed_fonts`).
        folio: How folios are set.
        facts: Metadata of the file.
        page: Trim and bleed of the blank pages.
    """
    whole = _Whole(fonts, folio, page)
    for leaf in leaves:
        whole.add(leaf)
    labels = [label for leaf in leaves for label in leaf.labels]
    whole.link(labels, words(facts.language)["page"])
    whole.write_outline()
    whole.write_labels(labels)
    whole.write_tags()
    return whole.finish(facts)


class _Whole:
    """The file as it grows."""

    def __init__(self, fonts: bytes, folio: FolioStyle, page: Page) -> None:
        self.pdf = pikepdf.new()
        with pikepdf.open(io.BytesIO(fonts)) as source:
            self.fonts = self.pdf.copy_foreign(self._font_dictionary(source))
        self.folio, self.page = folio, page
        self.save = self.pdf.make_stream(b"q")
        self.anchors: dict[str, dict[str, tuple[int, float, float]]] = {}
        self.links: list[tuple[str, Any]] = []
        self.bookmarks: list[tuple[Bookmark, int]] = []
        self.elements: list[Any] = []
        self.parents: list[Any] = []

    @staticmethod
    def _font_dictionary(source: Any) -> Any:
        fonts = source.pages[0].obj.Resources.Font
        return fonts if fonts.is_indirect else source.make_indirect(fonts)

    def add(self, leaf: Leaf) -> None:
        """Put the pages of a leaf behind those that are there."""
        first = len(self.pdf.pages)
        if leaf.fragment is None:
            self.pdf.pages.append(self.blank_page())
            return
        with pikepdf.open(io.BytesIO(leaf.fragment.content)) as source:
            self.pdf.pages.extend(source.pages)
            pages = [self.pdf.pages[number].obj for number in range(first, len(self.pdf.pages))]
            self.add_tags(source, pages)
        for font in pages[0].Resources, *_forms(pages[0].Resources):
            font.Font = self.fonts
        self.anchors[leaf.name] = {
            name: (first + number, x, y) for name, (number, x, y) in leaf.fragment.anchors.items()
        }
        self.anchors[leaf.name].setdefault("", (first, 0.0, self.page.trim_mm[1] * POINTS_PER_MM))
        self.links += [(leaf.name, note) for page in pages for note in page.get("/Annots", ())]
        for bookmark in leaf.fragment.bookmarks:
            self.bookmarks.append((bookmark, first + bookmark.page))
        if leaf.printed:
            for number, (page, label) in enumerate(zip(pages, leaf.labels, strict=True), first):
                self.stamp(page, label, recto=number % 2 == 0)

    def blank_page(self) -> Any:
        """Return a page with nothing on it, not even a folio."""
        width, height = (side * POINTS_PER_MM for side in self.page.trim_mm)
        bleed = self.page.bleed_mm * POINTS_PER_MM
        trim = _numbers(0, 0, width, height)
        bled = _numbers(-bleed, -bleed, width + bleed, height + bleed)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=bled,
            BleedBox=bled,
            TrimBox=trim,
            CropBox=trim,
            Resources=Dictionary(),
            Contents=self.pdf.make_stream(b""),
        )
        return pikepdf.Page(self.pdf.make_indirect(page))

    def stamp(self, page: Any, label: str, recto: bool) -> None:
        """Write the folio of a page, as an artifact (ISO 32000-1, 14.8.2.2)."""
        folio = self.folio
        width = sum(folio.glyphs[letter][1] for letter in label) / 1000 * folio.size
        trim = self.page.trim_mm[0] * POINTS_PER_MM
        x = (trim - width) / 2
        if folio.outside is not None:
            x = trim - folio.outside - width if recto else folio.outside
        glyphs = "".join(f"{folio.glyphs[letter][0]:04x}" for letter in label)
        content = (
            f"Q /Artifact <</Type/Pagination/Subtype/PageNum>> BDC BT {folio.gray:g} g /{folio.font} {folio.size:g} Tf "
            f"{x:.3f} {folio.baseline:.3f} Td <{glyphs}> Tj ET EMC"
        )
        page.Contents = Array([self.save, page.Contents, self.pdf.make_stream(content.encode())])

    # Tags ----------------------------------------------------------------------------------------------------------

    def add_tags(self, source: Any, pages: Sequence[Any]) -> None:
        """Take over the structure elements of a fragment; numbers of the parent tree move on by those before."""
        root = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        shift = len(self.parents)
        self.parents += list(root.ParentTree.Nums)[1::2]
        for page in pages:
            page.StructParents = int(page.StructParents) + shift
            for note in page.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + shift
        for document in root.K:
            self.elements += list(document.K)

    def write_tags(self) -> None:
        """Write the structure tree: one document whose children are those of all fragments (ISO 32000-1, 14.7)."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        for element in self.elements:
            element.P = document
        document.K = Array(self.elements)
        root.K = Array([document])
        numbers = [item for number, parent in enumerate(self.parents) for item in (number, parent)]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self.parents)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    # Places --------------------------------------------------------------------------------------------------------

    def link(self, labels: Sequence[str], page: str) -> None:
        """Turn the links inside the publication into links to places of this file.

        Args:
            labels: The folio of each page, which says where a link leads (ISO 14289-1, 7.18.5).
            page: The word before it.
        """
        for name, note in self.links:
            target = str(note.get("/A", {}).get("/URI", ""))
            if target.startswith(SCHEME):
                fragment, _, place = target.removeprefix(SCHEME).partition("#")
                places = self.anchors[fragment or name]
                number, x, y = places.get(place, places[""])
                note.Dest = self.destination(number, x, y)
                note.Contents = String(f"{page} {labels[number]}")
                del note["/A"]

    def destination(self, page: int, x: float, y: float) -> Any:
        """Return a place of the file, shown at the size the reader has chosen."""
        return Array([self.pdf.pages[page].obj, Name.XYZ, round(x, 3), round(y, 3), None])

    def write_outline(self) -> None:
        """Write the bookmarks as a tree; a level that is left out is no step of its own."""
        if not self.bookmarks:
            return
        with self.pdf.open_outline() as outline:
            path: list[tuple[int, Any]] = []
            for bookmark, page in self.bookmarks:
                item = pikepdf.OutlineItem(bookmark.label, self.destination(page, bookmark.x, bookmark.y))
                item.is_closed = bookmark.level > 1
                while path and path[-1][0] >= bookmark.level:
                    path.pop()
                (path[-1][1].children if path else outline.root).append(item)
                path.append((bookmark.level, item))

    def write_labels(self, labels: Sequence[str]) -> None:
        """Write the page labels, a range for each run of roman or arabic numbers (ISO 32000-1, 12.4.2)."""
        numbers: list[Any] = []
        for start, roman, first in _ranges(labels):
            numbers += [start, Dictionary(Type=Name.PageLabel, S=Name.r if roman else Name.D, St=first)]
        self.pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))

    def finish(self, facts: Facts) -> bytes:
        """Return the file."""
        root = self.pdf.Root
        root.Lang = String(facts.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Metadata = self.pdf.make_stream(xmp_packet(facts), Type=Name.Metadata, Subtype=Name.XML)
        for key, value in document_info(facts).items():
            self.pdf.docinfo[f"/{key}"] = String(value)
        stream = io.BytesIO()
        self.pdf.save(stream, min_version="1.7", deterministic_id=True, object_stream_mode=_COMPRESSED)
        return stream.getvalue()


_COMPRESSED = pikepdf.ObjectStreamMode.generate
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def _forms(resources: Any) -> Iterator[Any]:
    """Yield the resources of the forms and patterns below some resources."""
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, {}).values():
            if "/Resources" in item:
                yield item.Resources
                yield from _forms(item.Resources)


def _ranges(labels: Sequence[str]) -> Iterator[tuple[int, bool, int]]:
    """Yield where each run of consecutive labels starts, whether it is roman, and its first number."""
    before: tuple[bool, int] | None = None
    for index, label in enumerate(labels):
        roman = not label.isdigit()
        number = roman_number(label) if roman else int(label)
        if before != (roman, number - 1):
            yield index, roman, number
        before = roman, number


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def roman_number(label: str) -> int:
    """Return the value of a roman folio in small letters."""
    values = [_ROMANS[letter] for letter in label]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _numbers(*values: float) -> Array:
    return Array([round(value, 3) for value in values])
