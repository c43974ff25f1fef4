"""Make the press twin: printed pages in the inks of a press, PDF/X-4 with marks around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from publish.base.cache import digest
from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.program_digest import programs_digest
from publish.base.workers.task import Task
from publish.base.workers.worker import call_here
from publish.outputs.commission import Workers
from publish.outputs.pdf import blocks
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.printed import Leaves, OnePiece, Printed
from publish.outputs.pdf.printing import embed_fonts
from publish.outputs.press import inking
from publish.outputs.press.assembly import Folios, assemble_press
from publish.outputs.press.conversion import PrintingCondition
from publish.outputs.press.intent import find_intent


def make(printed: Printed, workers: Workers, file_name: str) -> bytes:
    """Return printed pages for the press: PDF/X-4 of the same pages as the screen twin has.

    Args:
        printed: The pages.
        workers: Who lays out and prints.
        file_name: Name of the file, which the slug shows.

    Raises:
        SourceError: If there is no such printer.
        StyleError: For what is wrong in a layout or stylesheet, and for a colour that cannot be printed.
        EngineError: If Pango is not installed.
    """
    if isinstance(printed, OnePiece):
        return _print_piece(printed, workers, file_name)
    return _print_leaves(printed, workers, file_name)


def _print_piece(printed: OnePiece, workers: Workers, file_name: str) -> bytes:
    intent = find_intent(printed.project, printed.assets)
    loading = inking.prepare(intent.look)
    content = printed.screen_twin
    loading.join()
    call = workers.call if inking.has_pictures(content) else call_here  # type alone is printed before it could begin
    task = Task(inking.ink_file, inking.PRINTING, printed.position)
    pdf: bytes = call(task, content, printed.page, intent, file_name, printed.position, workers.keeps)
    return pdf


def _print_leaves(printed: Leaves, workers: Workers, file_name: str) -> bytes:
    intent = find_intent(printed.project, printed.assets)
    leaves, layouter = printed.leaves, printed.layouter
    printed_blocks = ink_leaves(leaves, intent.look, printed.publication.position, layouter, keep=workers.keeps)
    folio, embedded = embed_fonts(printed)
    folios = Folios(folio, find_tint(folio.gray, intent.look, layouter))
    return assemble_press(
        leaves, printed_blocks, embedded, folios, printed.describe(), printed.project.page, intent, file_name
    )


def ink_leaves(
    leaves: Sequence[Leaf], look: PrintingCondition, at: Position, layouter: Layouter, *, keep: bool
) -> list[Block | None]:
    """Return the pages of leaves as they are printed; None for a blank page.

    Args:
        leaves: The leaves.
        look: The printing condition.
        at: Where to point when they cannot be.
        layouter: Has them printed by workers, unless they are kept.
        keep: Whether converted pictures are kept for the next time.

    Raises:
        StyleError: For a colour that cannot be printed.
    """
    waiting = [_ink(leaf.fragment, look, at, layouter, keep) if leaf.fragment else None for leaf in leaves]
    found: list[Block | None] = []
    for number, (leaf, finish) in enumerate(zip(leaves, waiting, strict=True), 1):
        layouter.report(say("print {name} ({number} of {count})", name=leaf.name, number=number, count=len(leaves)))
        found.append(blocks.unpack(finish()) if finish else None)
    return found


def _ink(
    fragment: Fragment, look: PrintingCondition, at: Position, layouter: Layouter, keep: bool
) -> Callable[[], bytes]:
    """Have the pages of a fragment printed unless they are kept; return what waits for them."""
    key = digest("press", fragment.key, look.key, programs_digest())
    content = layouter.store.get(key)
    if content is not None:
        return lambda: content
    task = Task(inking.ink_pages, inking.PRINTING, at)
    return layouter.start(key, task, blocks.pack(fragment.block), look, at, keep)


def find_tint(gray: float, look: PrintingCondition, layouter: Layouter) -> float:
    """Return the tint of black for a gray, 0 for black and 1 for white."""
    if gray == 0:
        return 1.0
    key = digest("tint", str(gray), look.key, programs_digest())
    task = Task(inking.tint_of, say("finding a tint"), Position(look.profile))
    return float(json.loads(layouter.start(key, task, gray, look)()))
