"""How the pages of a finished PDF are set: spaces, last lines, columns, feet, grid and rivers, measured in its bytes.

It takes bytes, and gives a record of figures and places.
It may import ``preflight.pdf``, the findings of ``preflight``, and ``base``.
"""
