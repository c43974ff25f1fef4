"""What qpdf, inside pikepdf or as a program, says of a PDF while it reads it."""

from __future__ import annotations


def is_harmless(note: str) -> bool:
    """Tell whether qpdf says of what it notes that every reader copes with it: nothing of the file is lost.

    There are two such notes: the cross-reference stream does not list itself, and an object stands in the table at
    offset 0, where there can be none. Of the second qpdf 11 did not say yet that it is harmless.
    """
    return "a common error handled correctly by qpdf" in note or note.rstrip().endswith("object has offset 0")
