"""Put printed pages together into the press twin: PDF/X-4 without anything that only a screen shows.

What is done to single pages, the workers have done (:mod:`publish.outputs.press.inking`); this numbers their objects,
as :mod:`publish.outputs.pdf.assembly` does for the screen twin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.outputs.pdf.blocks import FONTS, PAGES, Block
from publish.outputs.pdf.blocks import write as write_block
from publish.outputs.pdf.folios import draw_folio, page_labels
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.objects import File, write_dictionary, write_numbers, write_string
from publish.outputs.pdf.xmp import Facts, document_info, press_packet
from publish.outputs.press.conversion import OVERPRINTS
from publish.outputs.press.intent import Intent, write_intent
from publish.outputs.press.marks import ALL, draw_marks, draw_slug, tint_of_marks
from publish.publication.assets.profiles import packed_profile
from publish.publication.project import Page

if TYPE_CHECKING:
    from publish.outputs.pdf.fragments import FolioStyle


@dataclass(frozen=True, slots=True)
class Folios:
    """How folios are set, and the tint of black that they are printed in, 1 for black."""

    style: FolioStyle
    tint: float


def assemble_press(
    leaves: Sequence[Leaf],
    blocks: Sequence[Block | None],
    fonts: Block,
    folios: Folios | None,
    facts: Facts,
    page: Page,
    intent: Intent,
    name: str,
) -> bytes:
    """Return the press twin, the same bytes for the same pages.

    Args:
        leaves: Fragments and blank pages in their order.
        blocks: The printed pages of each; None for a blank page.
        fonts: The dictionary of every font.
        folios: How folios are printed; None where the pages have theirs.
        facts: Metadata of the file.
        page: Trim and bleed.
        intent: The press for which the file is made.
        name: Name of the file, for the slug.
    """
    twin = _Twin(page, intent, folios)
    twin.write_fonts(fonts)
    count = 0
    for leaf, block in zip(leaves, blocks, strict=True):
        twin.write(leaf, block, count, f"{name}   {facts.modified:%Y-%m-%d}")
        count += len(leaf.labels)
    labels = [label for leaf in leaves for label in leaf.labels]
    return twin.finish(facts, labels, _digest(blocks))


def _digest(blocks: Sequence[Block | None]) -> str:
    """Return a digest of what is on the pages."""
    found = hashlib.sha256()
    for block in blocks:
        for content in block.streams.values() if block else (b"",):
            found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()


class _Twin:
    """The file as it grows."""

    def __init__(self, page: Page, intent: Intent, folios: Folios | None) -> None:
        self.page, self.intent, self.folios = page, intent, folios
        self.file = File("1.6")
        self.catalog, self.info, self.pages, self.save, self.restore = (self.file.reserve() for _ in range(5))
        self.file.put_stream(self.save, "<<>>", b"q")
        self.file.put_stream(self.restore, "<<>>", b"Q")
        self.tint = tint_of_marks(intent.look.limit)
        self.marks = self.content(draw_marks(page, self.tint, bars=intent.bars)) if intent.marks else 0
        self.outside = {PAGES: self.pages}
        self.kids: list[int] = []

    def content(self, text: str) -> int:
        """Write a content stream; return its number."""
        number = self.file.reserve()
        self.file.put_stream(number, "<<>>", text.encode())
        return number

    def write_fonts(self, fonts: Block) -> None:
        """Write the fonts, which all pages share."""
        self.outside[FONTS] = self.file.reserve(len(fonts.objects))
        write_block(self.file, fonts, self.outside[FONTS], self.outside)

    def write(self, leaf: Leaf, block: Block | None, first: int, name: str) -> None:
        """Write the pages of a leaf, the first of which has so many pages before it."""
        if block is None:
            self.kids.append(self.file.reserve())
            self.file.put(self.kids[-1], self.blank_page(self.around(leaf.labels[0], name)))
            return
        base = self.file.reserve(len(block.objects))
        ends = {}
        for index, (number, content) in enumerate(block.pages):
            label = leaf.labels[index]
            own = [self.save, base + content, self.restore]
            if leaf.printed and self.folios:
                own.append(self.folio(self.folios, label, recto=(first + index) % 2 == 0))
            parts = " ".join(f"{part} 0 R" for part in (*own, *self.around(label, name)))
            ends[number] = f"/Contents[{parts}]>>"
        write_block(self.file, block, base, self.outside, ends)
        self.kids += [base + number for number, _ in block.pages]

    def folio(self, folios: Folios, label: str, recto: bool) -> int:
        """Write the folio of a page; return the number of its stream."""
        black = f"{folios.tint:.4f}".rstrip("0").rstrip(".")
        colour = f"/Ink{int(folios.tint == 1) * 11:02d} gs 0 0 0 {black} k"
        trim = self.page.trim_mm[0] * POINTS_PER_MM
        return self.content(f"q {draw_folio(folios.style, label, recto, trim, colour)} Q")

    def around(self, label: str, name: str) -> list[int]:
        """Return the streams that draw what stands around a page."""
        drawn = [self.marks] if self.marks else []
        if self.marks and self.intent.slug:
            drawn.append(self.content(draw_slug(self.page, self.tint, f"{name}   {label}")))
        return drawn

    def blank_page(self, around: Sequence[int]) -> str:
        """Return a page with nothing on it inside of the bleed, not even a folio."""
        page, width, height = self.page, *(side * POINTS_PER_MM for side in self.page.trim_mm)
        bleed, margin = (mm * POINTS_PER_MM for mm in (page.bleed_mm, self.intent.look.margin_mm))
        boxes = {
            "MediaBox": _grown(width, height, bleed + margin),
            "BleedBox": _grown(width, height, bleed),
            "TrimBox": _grown(width, height, 0),
        }
        resources = f"<</ColorSpace<</All {ALL}>>/ExtGState<</Ink00 {OVERPRINTS['Ink00']}>>>>" if around else "<<>>"
        parts = " ".join(f"{part} 0 R" for part in around)
        facts = {"Type": "/Page", "Parent": f"{self.pages} 0 R", **boxes, "Resources": resources}
        return write_dictionary(facts | ({"Contents": f"[{parts}]"} if around else {}))

    def finish(self, facts: Facts, labels: Sequence[str], document: str) -> bytes:
        """Return the file."""
        put = self.file.put
        profile, metadata = self.file.reserve(), self.file.reserve()
        self.file.put_stream(profile, "<</N 4/Filter/FlateDecode>>", packed_profile(self.intent.look.profile))
        self.file.put_stream(metadata, "<</Type/Metadata/Subtype/XML>>", press_packet(facts, document))
        kids = " ".join(f"{number} 0 R" for number in self.kids)
        put(self.pages, f"<</Type/Pages/Count {len(self.kids)}/Kids[{kids}]>>")
        catalog = {
            "Type": "/Catalog",
            "Pages": f"{self.pages} 0 R",
            "PageLabels": page_labels(labels),
            "Metadata": f"{metadata} 0 R",
            "OutputIntents": f"[{write_intent(self.intent, profile)}]",
            "Lang": write_string(facts.language),
        }
        put(self.catalog, write_dictionary(catalog))
        info = {key: write_string(value) for key, value in document_info(facts).items()}
        put(self.info, write_dictionary(info | {"Trapped": "/False"}))
        return self.file.finish(self.catalog, self.info)


def _grown(width: float, height: float, by: float) -> str:
    return write_numbers(-by, -by, width + by, height + by)
