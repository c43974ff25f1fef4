"""A digital signature in a PDF: PAdES, and a field that those find who see it and those who hear it.

It takes a finished PDF and a key, and gives the PDF with a signature behind it; the pages stay as they are.
It may import what is below ``outputs``.
"""
