"""What an editor does to an article: rules, typesetting, references, index, works cited.

It takes articles as the reader gave them, and gives them checked and typeset.
It may import ``reader``, ``publication``, ``vietnamese`` and ``base``.
"""
