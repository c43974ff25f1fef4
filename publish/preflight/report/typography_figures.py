"""How the pages of a file are set, told in figures: as entries of JSON, and as rows for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.base.messages import Message, join_messages, say, translate
from publish.preflight.typography.records import Typography
from publish.preflight.typography.spaces import WIDE

COUNTED = (
    (say("Runts"), "runt"),
    (say("Widows"), "widow"),
    (say("Orphans"), "orphan"),
    (say("Headings at a foot"), "heading-at-foot"),
    (say("Ragged feet"), "ragged-foot"),
    (say("Pages off the grid"), "off-grid"),
    (say("Rivers"), "river"),
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


def typography_rows(measured: Typography) -> Iterator[tuple[Message, str]]:
    """Yield what was measured, each with its name."""
    spaces = measured.spaces
    yield say("Pages"), str(measured.pages)
    yield say("Columns"), str(measured.columns)
    yield say("Paragraphs"), say("by the tags") if measured.tagged else say("by where lines stand")
    yield say("Type"), say("{size:g} pt on {leading:g} pt", size=measured.size, leading=measured.leading)
    if spaces.count:
        yield (
            say("Spaces"),
            say("median {median:.2f}, 95 % up to {most:.2f}", median=spaces.median, most=spaces.most_of_95),
        )
        yield (
            say("Widest space"),
            say("{widest:.2f} on page {page}: {words}", widest=spaces.widest, page=spaces.page, words=spaces.words),
        )
        yield say("Lines with a space over {most}", most=WIDE), str(spaces.wide)
    else:
        yield say("Spaces"), say("no line is justified")
    for name, rule in COUNTED:
        yield name, str(measured.count(rule))
    if measured.fill is not None:
        yield say("Last page"), say("{percent} % filled", percent=measured.fill)
    if low := [end for end in measured.ends if end.percent < LOW]:
        ends = [say("page {page} ({percent} %)", page=end.page, percent=end.percent) for end in low]
        yield say("Ends under {least} %", least=LOW), join_messages(ends)


def typography_table(measured: Typography, language: str) -> Iterator[str]:
    """Yield the lines that tell what was measured, the values one below the other."""
    rows = [(translate(name, language), translate(value, language)) for name, value in typography_rows(measured)]
    width = max(len(name) for name, _ in rows)
    yield from (f"  {name:{width}}  {value}" for name, value in rows)
