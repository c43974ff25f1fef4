"""Texts of LibreOffice and other programs in OpenDocument, ``.odt``, read into a project of ours.

It takes a file, and gives a project with the balance of its words. It may import ``importing``, ``reader`` and what is
below them.
"""
