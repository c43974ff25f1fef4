"""How far a character hangs over the edge of its column: what is light at the edge would look set in otherwise.

The shares are those of microtype (R. Schlicht, "The microtype package", the default set for Latin letters), which has
them from the protrusion of pdfTeX (Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000).
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

SHARES: Mapping[str, tuple[float, float]] = {
    **{sign: (0.0, 0.7) for sign in "."},
    **{sign: (0.0, 0.5) for sign in ",:"},
    **{sign: (0.0, 0.3) for sign in ";"},
    "!": (0.0, 0.1),
    "?": (0.0, 0.2),
    "\N{HORIZONTAL ELLIPSIS}": (0.0, 0.2),
    **{sign: (0.0, 0.5) for sign in "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}"},
    "\N{EN DASH}": (0.2, 0.2),
    "\N{EM DASH}": (0.15, 0.15),
    **{sign: (0.3, 0.4) for sign in "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}'"},
    **{sign: (0.3, 0.3) for sign in '\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"'},
    **{sign: (0.4, 0.4) for sign in "\N{SINGLE LOW-9 QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"},
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}": (0.4, 0.3),
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}": (0.3, 0.4),
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": (0.2, 0.2),
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": (0.2, 0.2),
    **{sign: (0.1, 0.0) for sign in "([{\N{INVERTED EXCLAMATION MARK}\N{INVERTED QUESTION MARK}"},
    **{sign: (0.0, 0.2) for sign in ")"},
    **{sign: (0.0, 0.1) for sign in "]}"},
    "/": (0.1, 0.2),
    "*": (0.2, 0.2),
    "~": (0.2, 0.25),
    "+": (0.25, 0.25),
    "%": (0.05, 0.05),
    "&": (0.05, 0.1),
    "@": (0.05, 0.05),
    **{letter: (0.05, 0.05) for letter in "ATVWXYvwx"},
    "J": (0.05, 0.0),
    **{letter: (0.0, 0.05) for letter in "FKLkr"},
    "t": (0.0, 0.07),
    "y": (0.05, 0.07),
}
"""By a character, what of its advance hangs over the left edge of a line that begins with it, over the right that ends.

An accented letter hangs like its base. What is not here does not hang: round letters, digits, letters that fill theirs.
"""

WIDEST = 0.7
"""The greatest of the shares."""


@functools.cache
def shares_of(character: str) -> tuple[float, float]:
    """Return the shares of the advance of a character that hang over the left and the right edge of a line."""
    return SHARES.get(character) or SHARES.get(unicodedata.normalize("NFD", character)[0], (0.0, 0.0))
