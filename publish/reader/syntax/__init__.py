"""Syntax: what people write for a mark, a list or a box, beyond CommonMark, and how the parser reads it.

It takes the text of a line or block, and gives tokens of the parser, or what in it was left unread.
It may import ``publication/model`` and ``base``.
"""
