"""Dates and numbers as official documents write them (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, 3c and 4b)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.protection import document_numbers

_S = "[ \u00a0]"
_DATE = re.compile(rf"\b[Nn]gày{_S}(\d{{1,2}}){_S}tháng{_S}(\d{{1,2}}){_S}năm{_S}\d{{4}}\b")


def official_form(text: str) -> str:
    """Return a text whose dates and document numbers have the zeros that the decree asks for.

    A day below 10 gets one, of the months only 1 and 2, and the number of a document below 10.
    """
    return apply_edits(text, official_edits(text))


def official_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`official_form` changes, in the order of the text."""
    places = [match.start(1) for match in _DATE.finditer(text) if len(match[1]) == 1]
    places += [match.start(2) for match in _DATE.finditer(text) if match[2] in ("1", "2")]
    places += [start for start, _ in document_numbers(text) if not text[start + 1].isdigit()]
    for offset in sorted(places):
        yield Edit("official-form", offset, offset, "0")
