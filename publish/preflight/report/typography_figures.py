"""How the pages of a file are set, told in figures: as entries of JSON, and as rows for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.preflight.typography.records import Typography
from publish.preflight.typography.spaces import WIDE

COUNTED = (
    ("runts", "runt"),
    ("widows", "widow"),
    ("orphans", "orphan"),
    ("headings at a foot", "heading-at-foot"),
    ("ragged feet", "ragged-foot"),
    ("pages off the grid", "off-grid"),
    ("rivers", "river"),
)
"""What is counted, with its rule."""

LOW = 33
"""A last page that is filled by less than so many per cent is told."""


def typography_entry(measured: Typography) -> dict[str, Any]:
    """Return all figures; sizes are in points, spaces in those of their font, fillings in per cent."""
    spaces = measured.spaces
    return {
        "paragraphs": "tags" if measured.tagged else "geometry",
        "pages": measured.pages,
        "columns": measured.columns,
        "lines": measured.lines,
        "size_pt": measured.size,
        "leading_pt": measured.leading,
        "spaces": {
            "count": spaces.count,
            "narrowest": spaces.narrowest,
            "median": spaces.median,
            "percentile_95": spaces.most_of_95,
            "widest": spaces.widest,
            "wide_lines": spaces.wide,
            "page": spaces.page or None,
            "words": spaces.words,
        },
        "counts": {rule: measured.count(rule) for _, rule in COUNTED},
        "last_page_percent": measured.fill,
        "ends": [{"page": end.page, "percent": end.percent} for end in measured.ends],
    }


def typography_rows(measured: Typography) -> Iterator[tuple[str, str]]:
    """Yield what was measured, each with its name."""
    paragraphs = "by the tags" if measured.tagged else "by where lines stand"
    columns = "1 column" if measured.columns == 1 else f"up to {measured.columns} columns"
    yield "Pages", f"{measured.pages}, {columns}, {measured.lines} lines, paragraphs {paragraphs}"
    yield "Type", f"{measured.size:g} pt on {measured.leading:g} pt"
    spaces = measured.spaces
    if spaces.count:
        yield "Spaces", f"median {spaces.median:.2f}, 95 % up to {spaces.most_of_95:.2f}, {spaces.count} in all"
        yield "Widest space", f"{spaces.widest:.2f} on page {spaces.page}: {spaces.words}"
        yield f"Lines with a space over {WIDE}", str(spaces.wide)
    else:
        yield "Spaces", "no line is justified"
    for name, rule in COUNTED:
        yield name.capitalize(), str(measured.count(rule))
    if measured.fill is not None:
        yield "Last page", f"{measured.fill} % filled"
    if low := [end for end in measured.ends if end.percent < LOW]:
        yield f"Ends under {LOW} %", ", ".join(f"page {end.page} ({end.percent} %)" for end in low)
