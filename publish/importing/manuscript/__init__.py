"""Word files that :mod:`publish.outputs.docx` made, read back into the articles that they are.

It takes a file with the part of ours in it, and gives the articles in Markdown, or what has been changed in them.
It may import ``importing``, ``editing`` and what is below them.
"""
