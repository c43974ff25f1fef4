"""Print a publication that is laid out for the press: its leaves in the inks of the press, its folios and its fonts."""

from __future__ import annotations

from collections.abc import Sequence

from publish.outputs import name_file
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.printing import Look, _embed
from publish.outputs.pdf.xmp import Facts
from publish.outputs.press.assembly import Folios, assemble_press
from publish.outputs.press.intent import find_intent


def press_leaves(look: Look, leaves: Sequence[Leaf], folio_style: str, facts: Facts, layouter: Layouter) -> bytes:
    """Return the press twin of a publication.

    Args:
        look: The publication.
        leaves: Its fragments in order.
        folio_style: Name of the stylesheet that sets the folios.
        facts: What the file says of itself.
        layouter: Has pages printed, measures the folios and embeds the fonts.

    Raises:
        SourceError: If there is no such printer.
        StyleError: For a colour that cannot be printed.
    """
    intent = find_intent(look.project, look.assets)
    blocks = layouter.ink(leaves, intent.look, look.publication.position)
    folio, embedded = _embed(look, leaves, folio_style, layouter)
    folios = Folios(folio, layouter.find_tint(folio.gray, intent.look))
    name = name_file(look.publication.name, "press")
    return assemble_press(leaves, blocks, embedded, folios, facts, look.project.page, intent, name)
