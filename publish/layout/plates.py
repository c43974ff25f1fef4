"""Set full-bleed pictures, each on a page of its own between two pieces of the text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from publish.layout.xhtml import Renderer
from publish.publication import model
from publish.publication.project import Page


def print_body(blocks: Sequence[model.Block], renderer: Renderer, page: Page) -> str:
    """Return the text of an article as it stands inside ``div.body``.

    A full-bleed picture ends that element and begins another behind it: no column can hold a page. In between it stands
    in a ``div.plate`` that knows the page, whose trim and bleed the engine does not tell a style.
    """
    width, height = page.trim_mm
    style = f"--width: {width:g}mm; --height: {height:g}mm; --bleed: {page.bleed_mm:g}mm"
    parts: list[str] = []
    for plate, group in itertools.groupby(blocks, is_plate):
        if plate:
            parts += [
                f'</div>\n<div class="body plate" style="{style}">\n{renderer.blocks([block])}' for block in group
            ]
        else:
            parts += ['</div>\n<div class="body">' if parts else "", renderer.blocks(list(group))]
    return "\n".join(part for part in parts if part)


def is_plate(block: model.Block) -> bool:
    """Tell whether a block is a picture that fills a page."""
    return isinstance(block, model.Figure) and block.bleed and block.file is not None
