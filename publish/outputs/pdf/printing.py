"""Make the screen twin: a publication that is laid out becomes one tagged PDF with its folios and fonts."""

from __future__ import annotations

import datetime

from publish.layout import page_values
from publish.outputs.commission import Workers
from publish.outputs.pdf import assembly, fragments
from publish.outputs.pdf.blocks import Block
from publish.outputs.pdf.fragments import FolioStyle
from publish.outputs.pdf.printed import Leaves, OnePiece, Printed
from publish.outputs.pdf.xmp import Facts
from publish.publication.publication import Publication


def make(printed: Printed, workers: Workers, file_name: str) -> bytes:
    """Return printed pages as PDF 1.7, tagged for PDF/UA-1 (ISO 14289-1) and fit for PDF/A-3a.

    Args:
        printed: The pages.
        workers: Who lays out and embeds fonts.
        file_name: Name of the file, which nothing in it shows.

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    if isinstance(printed, OnePiece):
        return printed.screen_twin
    leaves = printed.leaves
    folio, embedded = embed_fonts(printed)
    content = assembly.assemble(leaves, embedded, folio, printed.describe(), printed.project.page)
    printed.pagination  # noqa: B018  # kept for the EPUB of the same pages
    return content


def embed_fonts(printed: Leaves) -> tuple[FolioStyle, Block]:
    """Return how folios are set, and the fonts of all pages."""
    roots, at, layouter = printed.assets.roots, printed.publication.position, printed.layouter
    folio, use = layouter.measure_folio(printed.styles(printed.folio_style), roots, at)
    uses = [leaf.fragment.fonts for leaf in printed.leaves if leaf.fragment]
    used = fragments.join_uses([*uses, {folio.font: use}], at)
    return folio, layouter.embed_fonts(used, printed.styles(), roots, at)


def describe(publication: Publication) -> Facts:
    """Return what the file says of itself; its dates are those of the publication, never of the clock."""
    moment = page_values.time_of(publication.date)
    day = datetime.datetime(publication.date.year, publication.date.month, publication.date.day, tzinfo=datetime.UTC)
    subjects = dict.fromkeys(subject for chapter in publication.chapters for subject in chapter.article.subjects)
    said = publication.title, publication.language, publication.creators, publication.subtitle
    return Facts(*said, tuple(subjects), page_values.GENERATOR, day, moment)
