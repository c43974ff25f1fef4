"""Two finished files, of whatever origin, compared by what they are."""

from __future__ import annotations

import stat
from pathlib import Path

from publish.base.diagnostics import Position, SourceError, error, os_reason
from publish.base.messages import say, words_of
from publish.build.comparing.comparison import EpubComparison, PdfComparison
from publish.build.comparing.pdf_comparing import Submit

LARGEST = 1 << 30
"""Bytes that a file may have."""

MOST_PICTURES = 200
"""Pages that are drawn for a report."""


def compare_files(old: Path, new: Path, submit: Submit, *, pictured: bool) -> PdfComparison | EpubComparison:
    """Return what differs between two PDFs or two EPUBs.

    Args:
        old: One file, a PDF or an EPUB by how it begins.
        new: The other, of which is told what differs.
        submit: Has workers read and draw, within their limits.
        pictured: Whether pictures of what differs are wanted.

    Raises:
        SourceError: If one cannot be read, or one is a PDF and the other an EPUB.
        StyleError: If a worker came to its limits.
    """
    from publish.preflight.report.inspection import sniff

    contents = [_read(file) for file in (old, new)]
    kinds = [sniff(file) or file.suffix.lower().lstrip(".") for file in (old, new)]
    for kind, file in zip(kinds, (old, new), strict=True):
        if kind not in ("pdf", "epub"):
            raise SourceError(error(Position(file), say("the file is neither a PDF nor an EPUB"), "no-finished-file"))
    if kinds[0] != kinds[1]:
        if kinds[0] == "pdf":
            message, hint = say("an EPUB cannot be compared with a PDF"), say("name another PDF")
        else:
            message, hint = say("a PDF cannot be compared with an EPUB"), say("name another EPUB")
        raise SourceError(error(Position(new), message, "unlike-files", hint))
    if kinds[0] == "epub":
        from publish.build.comparing.epub_comparing import compare_epubs

        return compare_epubs(contents[0], contents[1], (old, new), submit, pictured=pictured)
    from publish.build.comparing.pdf_comparing import compare_pdfs

    return compare_pdfs(contents[0], contents[1], (old, new), submit, MOST_PICTURES if pictured else 0)


def _read(file: Path) -> bytes:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(error(Position(file), say("not a file"), "unreadable-file"))
        if status.st_size > LARGEST:
            message = say("larger than {size} GB", size=LARGEST >> 30)
            raise SourceError(error(Position(file), message, "too-large"))
        return file.read_bytes()
    except (OSError, ValueError) as failure:
        reason = os_reason(failure) if isinstance(failure, OSError) else words_of(failure)
        message = say("cannot be read: {reason}", reason=reason)
        raise SourceError(error(Position(file), message, "unreadable-file")) from failure


def warm_up() -> None:
    """Load what the workers need."""
    import publish.build.comparing.drawing
    import publish.build.comparing.epub_reading
    import publish.build.comparing.pdf_pairs  # noqa: F401
