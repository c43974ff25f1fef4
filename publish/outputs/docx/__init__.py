"""The publication as a Word file that an editor and a signer work in.

It takes the text of a publication, typeset and with its references led home, and gives a ``.docx``.
It may import ``layout`` and what is below it, and ``outputs/epub`` for copies of pictures.
"""
