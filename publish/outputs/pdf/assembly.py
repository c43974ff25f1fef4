"""Put fragments together into one tagged PDF: pages, folios, fonts, links, outline, labels, tags, metadata.

It numbers the objects of finished pages (:mod:`publish.outputs.pdf.blocks`) and lays nothing out; its time grows with
the number of pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.layout import engine
from publish.outputs.pdf import blocks, conformance
from publish.outputs.pdf.blocks import DOCUMENT, FONTS, INKS, PAGES, PARENTS, Block
from publish.outputs.pdf.folios import draw_folio, page_labels
from publish.outputs.pdf.fragments import Bookmark, FolioStyle
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.objects import File, write_dictionary, write_number, write_numbers, write_string
from publish.outputs.pdf.outline import write_outline
from publish.outputs.pdf.xmp import Facts, document_info, xmp_packet
from publish.publication.assets import profiles
from publish.publication.project import Page
from publish.publication.words import words


def assemble(leaves: Sequence[Leaf], fonts: Block, folio: FolioStyle, facts: Facts, page: Page) -> bytes:
    """Return the whole as PDF 1.7, tagged, the same bytes for the same fragments.

    Args:
        leaves: Fragments and blank pages in their order.
        fonts: The dictionary of every font (:func:`publish.outputs.pdf.fragments.embed_fonts`).
        folio: How folios are set.
        facts: Metadata of the file.
        page: Trim and bleed of the blank pages.
    """
    whole = _Whole(leaves, folio, page, words(facts.language)["page"])
    whole.write_fonts(fonts)
    for placed in whole.placed:
        whole.write(placed)
    return whole.finish(facts)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A leaf in the file.

    Attributes:
        base: Number of the first object of its block, or of its blank page.
        first: First page of the leaf, counted from 0.
        parents: First entry of the leaf in the parent tree.
    """

    leaf: Leaf
    base: int
    first: int
    parents: int


class _Whole:
    """The file as it grows."""

    def __init__(self, leaves: Sequence[Leaf], folio: FolioStyle, page: Page, word: str) -> None:
        self.file = File()
        self.folio, self.page, self.word = folio, page, word
        self.catalog, self.info, self.pages, self.tree, self.document, self.save = (
            self.file.reserve() for _ in range(6)
        )
        self.labels = [label for leaf in leaves for label in leaf.labels]
        self.placed: list[_Placed] = []
        self.kids: list[int] = []
        self.anchors: dict[str, dict[str, tuple[int, float, float]]] = {}
        self.bookmarks: list[tuple[Bookmark, int]] = []
        self.elements: list[int] = []
        self.parents: list[str] = []
        self.notes: list[int] = []
        for leaf in leaves:
            self._place(leaf)
        self.outside = {PAGES: self.pages, DOCUMENT: self.document}
        if any(leaf.fragment and leaf.fragment.block.inks for leaf in leaves):
            self.outside[INKS] = self.write_profile(conformance.INKS, 4)

    def _place(self, leaf: Leaf) -> None:
        """Give the objects of a leaf their numbers, so that others can lead there."""
        first, entries = len(self.kids), self.placed[-1].parents if self.placed else 0
        if self.placed and (before := self.placed[-1].leaf.fragment):
            entries += len(before.block.parents)
        fragment = leaf.fragment
        base = self.file.reserve(len(fragment.block.objects) if fragment else 1)
        self.placed.append(_Placed(leaf, base, first, entries))
        if not fragment:
            self.kids.append(base)
            return
        self.kids += [base + number for number, _ in fragment.block.pages]
        self.elements += [base + number for number in fragment.block.elements]
        self.notes += [base + number for number in fragment.block.notes]
        top = {"": (first, 0.0, self.page.trim_mm[1] * POINTS_PER_MM)}
        self.anchors[leaf.name] = top | {
            name: (first + number, x, y) for name, (number, x, y) in fragment.anchors.items()
        }
        self.bookmarks += [(bookmark, first + bookmark.page) for bookmark in fragment.bookmarks]

    def write_profile(self, name: str, colours: int) -> int:
        """Write a profile of so many colours; return its number."""
        number = self.file.reserve()
        self.file.put_stream(number, f"<</N {colours}/Filter/FlateDecode>>", profiles.bundled_profile(name))
        return number

    def write_fonts(self, fonts: Block) -> None:
        """Write the fonts, which all pages share."""
        base = self.file.reserve(len(fonts.objects))
        self.outside[FONTS] = base
        blocks.write(self.file, fonts, base, {})

    def write(self, placed: _Placed) -> None:
        """Write the pages of a leaf."""
        fragment = placed.leaf.fragment
        if not fragment:
            self.file.put(placed.base, self.blank_page())
            return
        block = fragment.block
        outside = self.outside | {PARENTS - n: placed.parents + n for n in range(len(block.parents))}
        self.parents += [parent.fill(placed.base, outside) for parent in block.parents]
        ends = {}
        for index, (number, content) in enumerate(block.pages):
            own = f"{placed.base + content} 0 R"
            if placed.leaf.printed:
                stamp = self.stamp(placed.leaf.labels[index], recto=(placed.first + index) % 2 == 0)
                own = f"[{self.save} 0 R {own} {stamp} 0 R]"
            ends[number] = f"/Contents {own}>>"
        for number, target in (block.links or {}).items():
            ends[number] = self.link(placed.leaf.name, target)
        blocks.write(self.file, block, placed.base, outside, ends)

    def blank_page(self) -> str:
        """Return a page with nothing on it, not even a folio."""
        width, height = (side * POINTS_PER_MM for side in self.page.trim_mm)
        bleed = self.page.bleed_mm * POINTS_PER_MM
        trim = write_numbers(0, 0, width, height)
        bled = write_numbers(-bleed, -bleed, width + bleed, height + bleed)
        boxes = {"MediaBox": bled, "BleedBox": bled, "TrimBox": trim, "CropBox": trim}
        return write_dictionary({"Type": "/Page", "Parent": f"{self.pages} 0 R", **boxes, "Resources": "<<>>"})

    def stamp(self, label: str, recto: bool) -> int:
        """Write the folio of a page, as an artifact (ISO 32000-1, 14.8.2.2); return the number of the stream."""
        colour, trim = f"{self.folio.gray:g} g", self.page.trim_mm[0] * POINTS_PER_MM
        drawn = draw_folio(self.folio, label, recto, trim, colour)
        content = f"Q /Artifact <</Type/Pagination/Subtype/PageNum>> BDC {drawn} EMC"
        number = self.file.reserve()
        self.file.put_stream(number, "<<>>", content.encode())
        return number

    # Places --------------------------------------------------------------------------------------------------------

    def link(self, name: str, target: str) -> str:
        """Return the end of a link inside the publication: where it leads, also in words (ISO 14289-1, 7.18.5).

        Args:
            name: The fragment that it stands in.
            target: Fragment, empty for the same, and place.
        """
        fragment, _, place = target.partition("#")
        places = self.anchors[fragment or name]
        number, x, y = places.get(place, places[""])
        contents = write_string(f"{self.word} {self.labels[number]}")
        return f"/Contents {contents}/Dest {self.destination(number, x, y)}>>"

    def destination(self, page: int, x: float, y: float) -> str:
        """Return a place of the file, shown at the size the reader has chosen."""
        return f"[{self.kids[page]} 0 R/XYZ {write_number(x)} {write_number(y)} null]"

    # The file ------------------------------------------------------------------------------------------------------

    def finish(self, facts: Facts) -> bytes:
        """Return the file."""
        put, catalog = self.file.put, {"Type": "/Catalog", "Pages": f"{self.pages} 0 R"}
        self.file.put_stream(self.save, "<<>>", b"q")
        kids = " ".join(f"{number} 0 R" for number in self.kids)
        put(self.pages, f"<</Type/Pages/Count {len(self.kids)}/Kids[{kids}]>>")
        metadata = self.file.reserve()
        self.file.put_stream(metadata, "<</Type/Metadata/Subtype/XML>>", xmp_packet(facts))
        if self.bookmarks:
            marks = [(mark.level, mark.label, self.destination(page, mark.x, mark.y)) for mark, page in self.bookmarks]
            catalog["Outlines"] = f"{write_outline(self.file, marks)} 0 R"
        self.write_tags()
        catalog |= {
            "PageLabels": page_labels(self.labels),
            "StructTreeRoot": f"{self.tree} 0 R",
            "MarkInfo": "<</Marked true>>",
            "OutputIntents": f"[{conformance.write_screen_intent(f'{self.write_profile(conformance.SRGB, 3)} 0 R')}]",
            "Metadata": f"{metadata} 0 R",
            "Lang": write_string(facts.language),
            "ViewerPreferences": "<</DisplayDocTitle true>>",
        }
        put(self.catalog, write_dictionary(catalog))
        put(self.info, write_dictionary({key: write_string(value) for key, value in document_info(facts).items()}))
        return self.file.finish(self.catalog, self.info)

    def write_tags(self) -> None:
        """Write the structure tree: one document whose children are those of all fragments (ISO 32000-1, 14.7)."""
        elements = " ".join(f"{number} 0 R" for number in self.elements)
        document = f"<</Type/StructElem/S/Document/P {self.tree} 0 R/K[{elements}]>>"
        self.file.put(self.document, document)
        numbers = " ".join(f"{number} {parent}" for number, parent in enumerate(self.parents))
        parents = self.file.reserve()
        self.file.put(parents, f"<</Nums[{numbers}]>>")
        keys = f"/K[{self.document} 0 R]/ParentTree {parents} 0 R/ParentTreeNextKey {len(self.parents)}"
        roles = "".join(f"/{ours}/{theirs}" for ours, theirs in engine.ROLES.items())
        keys += f"/RoleMap<<{roles}>>"
        if self.notes:
            names = sorted((f"note-{number}", number) for number in self.notes)
            keys += f"/IDTree<</Names[{' '.join(f'({name}) {number} 0 R' for name, number in names)}]>>"
        self.file.put(self.tree, f"<</Type/StructTreeRoot{keys}>>")
