"""Measure a file: read its text, and ask everything that is measured."""

from __future__ import annotations

from publish.base.messages import say
from publish.preflight.pdf.reading import FAILURES, TooLarge, Unreadable, open_pdf
from publish.preflight.typography import ends, feet, spaces
from publish.preflight.typography.blocks import PrintedFile, body_size, leading
from publish.preflight.typography.columns import find_columns, find_feet
from publish.preflight.typography.reading import read_file
from publish.preflight.typography.records import Flaw, Typography


def measure_pages(content: bytes) -> Typography:
    """Return how the pages of a PDF are set.

    Raises:
        Unreadable: If the bytes are no PDF, damaged, closed with a password, or more than is read.
    """
    with open_pdf(content) as pdf:
        try:
            return measure_file(read_file(pdf))
        except TooLarge as failure:
            raise Unreadable("too-large", say("a page is larger than is read")) from failure
        except FAILURES as failure:
            raise Unreadable(
                "damaged-pdf", say("the pages cannot be read: {failure}", failure=type(failure).__name__)
            ) from failure


def measure_file(file: PrintedFile) -> Typography:
    """Return how the pages of a file are set that has been read."""
    size = body_size(file.blocks)
    step = leading(file.blocks, size)
    columns = find_columns(file, size)
    ended, bare = (find_feet(file, columns, step, notes=notes) for notes in (True, False))
    area = feet.TextArea(file, size, step)
    parts = list(spaces.justified_parts(file.blocks))
    justified = spaces.flat(parts)
    flaws: list[Flaw] = [
        *spaces.find_wide(justified, file.pages),
        *ends.find_runts(file, columns),
        *ends.find_lone_lines(file.blocks, file.pages),
        *ends.find_low_headings(file.blocks, file.pages),
        *feet.find_ragged(file, ended, bare, columns, step),
        *feet.find_off_grid(file, columns, size, step),
        *spaces.find_rivers(parts, file.pages),
    ]
    return Typography(
        file.tagged,
        len(file.pages),
        size,
        step,
        max(map(len, columns.values()), default=0),
        sum(len(block.lines) for block in file.blocks),
        spaces.measure_spaces(justified),
        feet.fill_of_last(file, bare, area, step),
        tuple(feet.measure_ends(file, bare, area, step)),
        tuple(sorted(flaws, key=lambda flaw: flaw.place.page)),
    )
