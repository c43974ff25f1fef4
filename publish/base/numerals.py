"""Numbers as folios show them: arabic figures, or roman ones in front."""

from __future__ import annotations

_FIGURES = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_VALUES = {figure: value for value, figure in _FIGURES}


def to_roman(number: int) -> str:
    """Return a number in small roman figures."""
    figures = ""
    for value, figure in _FIGURES:
        count, number = divmod(number, value)
        figures += figure * count
    return figures


def folio_number(folio: str) -> tuple[int, int]:
    """Return what folios are ordered by: 0 for roman and 1 for arabic figures, then the number."""
    if folio.isdigit():
        return 1, int(folio)
    values = [_VALUES[figure] for figure in folio]
    return 0, sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
