"""Finished files judged: PDFs as a printer judges them before plates are made, EPUBs as shops and readers do.

It takes bytes, and gives findings with their places; programs of others are asked in ``validators``.
It may import ``publication`` and ``base``; ``report`` alone knows kinds, outputs and sources.
"""

from __future__ import annotations

from publish.preflight.findings import Finding, Judgement, PageInk, PageMemory, PageTrim, Place
from publish.publication.assets.printers import Printer

__all__ = ["Finding", "Judgement", "PageInk", "PageMemory", "PageTrim", "Place", "judge"]


def judge(
    content: bytes,
    printer: Printer | None,
    *,
    trim_mm: tuple[float, float] | None = None,
    ink: bool = True,
    remembered: PageMemory | None = None,
) -> Judgement:
    """Return what is wrong with a PDF; whatever the bytes are, it answers and does not raise.

    Args:
        content: The file.
        printer: Who prints the file; None for a tagged file that is read on screen.
        trim_mm: Width and height that its pages should have; None for those of its first page.
        ink: Whether the ink of each page is measured, which takes longest.
        remembered: What was found on pages before, which is used and added to: a page is known by the digest of its
            content, resources and boxes, of the printer and of the trim asked for.
    """
    from publish.preflight.judging import judge_file

    return judge_file(content, printer, trim_mm, ink, remembered)
