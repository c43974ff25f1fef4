"""The barcode of a book: the symbol has the measures of the standard."""

from __future__ import annotations

import pytest

from publish.kinds.book.barcode import draw_barcode
from tests.support.covers import ISBN


def test_the_symbol_has_the_measures_of_the_standard() -> None:
    code = draw_barcode(ISBN)
    assert code.width_mm == pytest.approx(113 * 0.33)
    assert min(bar.width_mm for bar in code.bars) == pytest.approx(0.33)
    assert code.bars[0].left_mm == pytest.approx(11 * 0.33), "left quiet zone"
    last = code.bars[-1]
    assert code.width_mm - last.left_mm - last.width_mm == pytest.approx(7 * 0.33), "right quiet zone"
    assert len(code.bars) == 30
    assert len([bar for bar in code.bars if bar.height_mm > 23]) == 6, "guard bars"
    assert "".join(digit.text for digit in code.digits) == f"{ISBN}>"
    assert code.isbn == "ISBN 978-604-70-1234-3"
