"""Ink on each spot of a page, against the limit of a printer.

It takes pages of a PDF, and gives the worst spot of each.
It may import ``preflight/pdf``, ``publication/assets`` and ``base``.
"""
