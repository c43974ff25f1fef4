"""Images of signatures and seals in a Word file: before the text, where the printed page has them."""

from __future__ import annotations

import re

from publish.kinds.official.signature_images import PlacedImage
from publish.kinds.official.word_parts import TWIPS_PER_MM
from publish.outputs.docx.blocks import BlockHolder

_EMU_PER_MM = 36_000
_LINE_MM = 14 * 1.15 * 20 / TWIPS_PER_MM
"""Height of the line that the images are anchored in: the office of who signs."""

_INLINE = re.compile(r"<wp:inline [^>]*>(<wp:extent [^>]*/>)(.*)</wp:inline>", re.DOTALL)


def write_image(placed: PlacedImage, column: int, number: int, holder: BlockHolder) -> str:
    """Return the run of an image in a column of a width in twips; empty where its file is not there."""
    made = holder.icon(placed.icon, number)
    left = column / TWIPS_PER_MM / 2 + placed.left
    size = f'cx="{_emu(placed.width)}" cy="{_emu(placed.height)}"'
    made = re.sub(r'(<(?:wp:extent|a:ext) )cx="\d+" cy="\d+"', rf"\1{size}", made)
    position = (
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{_emu(left)}</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph">'
        f"<wp:posOffset>{_emu(_LINE_MM + placed.top)}</wp:posOffset></wp:positionV>"
    )
    about = f'relativeHeight="{251658240 + number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
    opening = f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" {about}>{position}'
    return _INLINE.sub(rf"{opening}\1<wp:wrapNone/>\2</wp:anchor>", made)


def _emu(length_mm: float) -> int:
    return round(length_mm * _EMU_PER_MM)
