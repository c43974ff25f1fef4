"""Official documents measured: their components found on finished pages by their look, and judged by a regime.

It takes the bytes of a PDF, or a Word file that LibreOffice makes one of, and a regime; it gives what stands on the
pages in millimetres and points, and findings with their places and the line of the law that they go by.
It may import ``preflight``, LibreOffice's door in ``importing``, the regimes in ``publication.assets`` and ``base``.
"""

WORD_SUFFIXES = (".docx", ".doc", ".odt", ".rtf")
"""Endings of files that LibreOffice sets, so that they can be measured."""
