"""Sheets of a booklet, of signatures or of several pages each.

It takes the pages of any PDF and a scheme, and gives a PDF of sheets with their marks.
It may import ``outputs/press`` for marks, and what is below ``outputs``.
"""
