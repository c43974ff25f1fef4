"""Print finished pages in inks, without what only a screen shows, and cut them out. It runs in the workers."""

from __future__ import annotations

import datetime
import importlib
import io
import json
import re
import threading
from typing import TYPE_CHECKING, Any

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.outputs.press.conversion import PrintingCondition
from publish.publication.project import Page

if TYPE_CHECKING:
    from publish.outputs.pdf.blocks import Block
    from publish.outputs.pdf.xmp import Facts
    from publish.outputs.press.intent import Intent


PRINTING = say("printing the pages for the press")
"""What :func:`ink_pages` and :func:`ink_file` do, in the words of messages."""


def prepare(look: PrintingCondition) -> threading.Thread:
    """Load what prints, while pages are laid out elsewhere; the thread is to be waited for before anything forks."""
    loading = threading.Thread(target=_load, args=(look,), daemon=True)
    loading.start()
    return loading


def _load(look: PrintingCondition) -> None:
    for name in ("publish.outputs.press.pages", "publish.outputs.pdf.cutting", "publish.outputs.press.assembly"):
        importlib.import_module(name)
    from publish.outputs.press.inks import find_inks
    from publish.publication.assets.profiles import packed_profile

    packed_profile(look.profile)
    find_inks(look.profile, look.srgb, look.limit).rgb(1, 0, 0)


def has_pictures(content: bytes) -> bool:
    """Return whether there are pictures in a file, the only part of printing it that can be long."""
    return re.search(rb"/Subtype\s*/Image", content) is not None


def ink_pages(packed: bytes, look: PrintingCondition, at: Position, keep: bool) -> bytes:
    """Return the pages of a fragment as they are printed, packed.

    Args:
        packed: The block of the fragment (:func:`publish.outputs.pdf.blocks.pack`).
        look: How the pages are printed.
        at: Where to point when they cannot be.
        keep: Whether converted pictures are kept for the next time.

    Raises:
        StyleError: For a colour that cannot be printed.
    """
    import pikepdf  # who only asks a worker does without all of this

    from publish.outputs.pdf import blocks

    with pikepdf.open(io.BytesIO(_whole(blocks.unpack(packed)))) as pdf:
        return blocks.pack(_ink(pdf, look, at, keep))


def ink_file(content: bytes, page: Page, intent: Intent, name: str, at: Position, keep: bool) -> bytes:
    """Return the press twin of a file that was laid out at once.

    Args:
        content: The screen twin of the file.
        page: Trim and bleed.
        intent: The press for which the file is made.
        name: Name of the press twin.
        at: Where to point when it cannot be printed.
        keep: Whether converted pictures are kept for the next time.

    Raises:
        StyleError: For a colour that cannot be printed.
    """
    import pikepdf

    from publish.outputs.pdf import cutting
    from publish.outputs.pdf.leaf import Leaf
    from publish.outputs.press.assembly import assemble_press

    fonts = cutting.cut_fonts(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        facts = _facts(pdf)
        count = len(pdf.pages)
        block = _ink(pdf, intent.look, at, keep)
    leaf = Leaf("", None, tuple(str(number) for number in range(1, count + 1)), printed=False)
    return assemble_press([leaf], [block], fonts, None, facts, page, intent, name)


def tint_of(gray: float, look: PrintingCondition) -> bytes:
    """Return the tint of black for a gray, packed as JSON; 0 is black and 1 is white."""
    from publish.outputs.press.inks import find_inks

    return json.dumps(find_inks(look.profile, look.srgb, look.limit).gray(gray)[3]).encode()


def _ink(pdf: Any, look: PrintingCondition, at: Position, keep: bool) -> Block:
    """Print the pages of a file and cut them out."""
    import pikepdf

    from publish.base.cache import Cache
    from publish.outputs.pdf import cutting
    from publish.outputs.press.marks import ALL
    from publish.outputs.press.pages import print_pages

    print_pages(pdf, look, at, Cache() if keep else None)
    spot = pdf.make_indirect(pikepdf.Object.parse(ALL.encode()))
    for page in pdf.pages:
        _frame(page.obj, look.margin_mm)
        if look.margin_mm:
            if "/ColorSpace" not in page.Resources:
                page.Resources.ColorSpace = pikepdf.Dictionary()
            page.Resources.ColorSpace.All = spot
    return cutting.cut_plain(pdf)


def _frame(page: Any, margin_mm: float) -> None:
    """Give a page room for marks around its bleed, which all of it is shown with."""
    from pikepdf import Array

    from publish.base.units import POINTS_PER_MM

    left, low, right, high = (float(side) for side in page.BleedBox.as_list())
    margin = margin_mm * POINTS_PER_MM
    page.MediaBox = Array([round(side, 3) for side in (left - margin, low - margin, right + margin, high + margin)])
    for key in ("/CropBox", "/ArtBox"):
        if key in page:
            del page[key]


def _whole(block: Block) -> bytes:
    """Return a block as a file of its own, its fonts left out."""
    from publish.outputs.pdf import blocks
    from publish.outputs.pdf.blocks import DOCUMENT, FONTS, PAGES
    from publish.outputs.pdf.objects import File

    file = File()
    root, pages, fonts, document, info = (file.reserve() for _ in range(5))
    base = file.reserve(len(block.objects))
    outside = dict.fromkeys((n for template in (*block.objects, *block.parents) for n in template.numbers if n < 0), 0)
    outside |= {PAGES: pages, FONTS: fonts, DOCUMENT: document}
    ends = {number: f"/Contents {base + content} 0 R>>" for number, content in block.pages}
    ends |= dict.fromkeys(block.links or {}, ">>")
    blocks.write(file, block, base, outside, ends)
    kids = " ".join(f"{base + number} 0 R" for number, _ in block.pages)
    file.put(pages, f"<</Type/Pages/Count {len(block.pages)}/Kids[{kids}]>>")
    file.put(root, f"<</Type/Catalog/Pages {pages} 0 R>>")
    for number in (fonts, document, info):
        file.put(number, "<<>>")
    return file.finish(root, info)


def _facts(pdf: Any) -> Facts:
    """Return what a file says of itself."""
    from publish.outputs.pdf.xmp import Facts

    info = pdf.docinfo
    said = {key: str(info.get(f"/{key}", "")) for key in ("Title", "Author", "Subject", "Keywords", "Producer")}
    created = _moment(str(info.get("/CreationDate", "")))
    return Facts(
        said["Title"],
        str(pdf.Root.get("/Lang", "")),
        tuple(filter(None, said["Author"].split(", "))),
        said["Subject"],
        tuple(filter(None, said["Keywords"].split(", "))),
        said["Producer"],
        created,
        _moment(str(info.get("/ModDate", ""))) if "/ModDate" in info else created,
    )


def _moment(text: str) -> datetime.datetime:
    """Return a date of the document information (ISO 32000-1, 7.9.4) in UTC; the epoch if there is none."""
    digits = text[2:16] if text.startswith("D:") else ""
    return datetime.datetime.strptime(digits + "19700101000000"[len(digits) :], "%Y%m%d%H%M%S").replace(
        tzinfo=datetime.UTC
    )
