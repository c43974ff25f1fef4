"""Charts of which the file has no picture: their titles, and the values that it keeps of them, as a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from publish.base.records import dataclass
from publish.importing.shaping.tree import Block, Look, Para, TableBlock, TableCell, TableRow, TextRun
from publish.importing.word.number_formats import NumberStyle, show_value
from publish.importing.word.xml import Element, child, full, number, value

MOST_ROWS, MOST_COLUMNS = 200, 12
"""How many values of a series, and how many columns, a table of a chart may have."""

_NAMES = ("c:cat", "c:xVal")
_VALUES = ("c:val", "c:yVal")
_CACHES = ("c:strCache", "c:numCache", "c:strLit", "c:numLit")
_LOOK = Look()


@dataclass(frozen=True, slots=True)
class _Series:
    """A row of values: its name, what each value is of, and the values, as they are shown."""

    name: str
    names: tuple[str, ...]
    values: tuple[str, ...]


def read_chart(root: Element, place: str, described: str = "") -> list[Block]:
    """Return the table of a chart with its title above it; nothing where the file keeps no values, or too many.

    Args:
        root: The part of the chart, ``c:chartSpace`` (ECMA-376, part 1, 21.2).
        place: Where the chart stands.
        described: What the file says that it shows: the title of a chart that has none.
    """
    area = child(root, "c:chart", "c:plotArea")
    series = list(_all_series(root, area)) if area is not None else []
    columns = _columns(series, "; ".join(_axes(area, "c:catAx", "c:dateAx"))) if series else []
    high = max((len(column) for column in columns), default=0)
    if high < 2 or high > MOST_ROWS + 1 or len(columns) > MOST_COLUMNS:
        return []
    rows = [[column[index] if index < len(column) else "" for column in columns] for index in range(high)]
    table = TableBlock([_row(cells, place, head=not index) for index, cells in enumerate(rows)], place)
    title = _words(child(root, "c:chart", "c:title")) or (series[0].name if len(series) == 1 else "") or described
    measured = "; ".join(_axes(area, "c:valAx"))
    words = f"{title} ({measured})" if title and measured else title or measured
    caption = Para((TextRun(words, _LOOK),), place, "caption", ("caption",))
    return [caption, table] if words else [table]


def has_bubbles(root: Element) -> bool:
    """Tell whether a chart shows values by the size of bubbles, for which a table of it has no column."""
    return next(root.iter(full("c:bubbleSize")), None) is not None


def _row(cells: Sequence[str], place: str, *, head: bool) -> TableRow:
    return TableRow([TableCell([_cell(text, place)] if text else []) for text in cells], head)


def _cell(text: str, place: str) -> Para:
    align = "right" if _NUMBER.fullmatch(text) else "left"
    return Para((TextRun(text, _LOOK),), place, align=align)


_NUMBER = re.compile(r"-?[\d.,]+%?")


def _columns(series: Sequence[_Series], head: str) -> list[list[str]]:
    """Return the columns of a table, heads included: what the values are of, again where that changes, and each row."""
    columns: list[list[str]] = []
    known: tuple[str, ...] = ()
    for each in series:
        names = each.names or known or tuple(str(index + 1) for index in range(len(each.values)))
        if names != known:
            columns.append([head, *names])
            known = names
        columns.append([each.name, *each.values])
    return columns


def _all_series(root: Element, area: Element) -> Iterator[_Series]:
    """Yield the rows of values of all the kinds of chart that share an area, in the order of the file."""
    old = value(root, "c:date1904", of="val") if child(root, "c:date1904") is not None else "0"
    since = datetime.date(1899, 12, 30) if old in ("0", "false") else datetime.date(1904, 1, 1)
    style = NumberStyle((value(root, "c:lang", of="val") or "").lower().startswith("vi"), since)
    for each in area.iter(full("c:ser")):
        names = next((found for name in _NAMES if (found := _texts(child(each, name), style))), ())
        values = next((found for name in _VALUES if (found := _texts(child(each, name), style))), ())
        if any(values):
            yield _Series(" ".join(_texts(child(each, "c:tx"), style)), names, values)


def _texts(data: Element | None, style: NumberStyle) -> tuple[str, ...]:
    """Return what the file keeps of some cells of the sheet behind a chart, as it is shown."""
    if data is None:
        return ()
    if levels := list(data.iter(full("c:lvl"))):
        return _joined([_points(level, style, count=_count(data)) for level in levels])
    cache = next(data.iter(*map(full, _CACHES)), None)
    if cache is not None:
        return _points(cache, style, count=_count(cache))
    return tuple(each.text for each in data.iterchildren(full("c:v")) if each.text)


def _count(element: Element) -> int:
    """Return how many cells there are; of more than a table may have, one more than that."""
    counted = next(element.iter(full("c:ptCount")), None)
    return max(0, min(number(counted.get("val")), MOST_ROWS + 1)) if counted is not None else 0


def _points(cache: Element, style: NumberStyle, *, count: int) -> tuple[str, ...]:
    formats = child(cache, "c:formatCode")
    usual = (formats.text or "") if formats is not None else ""
    texts = [""] * count
    for point in cache.iterchildren(full("c:pt")):
        index, said = number(point.get("idx"), -1), child(point, "c:v")
        if 0 <= index < count and said is not None:
            text = " ".join((said.text or "").split())
            is_number = cache.tag in (full("c:numCache"), full("c:numLit"))
            texts[index] = show_value(text, point.get("formatCode") or usual, style) if is_number else text
    return tuple(texts)


def _joined(levels: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return names of several levels as one each; the inner ones come first, the outer ones stand once for a group."""
    inner, *outer = levels
    found = list(inner)
    for level in outer:
        name = ""
        for index, said in enumerate(level):
            name = said or name
            found[index] = f"{name} – {found[index]}" if name and found[index] else name or found[index]
    return tuple(found)


def _axes(area: Element, *names: str) -> list[str]:
    """Return the titles of the axes of some kinds."""
    axes = area.iterchildren(*map(full, names))
    return list(dict.fromkeys(words for axis in axes if (words := _words(child(axis, "c:title")))))


def _words(title: Element | None) -> str:
    """Return the words of a title, written there or taken from a cell."""
    said = child(title, "c:tx") if title is not None else None
    if said is None:
        return ""
    lines = ["".join(each.text or "" for each in line.iter(full("a:t"))) for line in said.iter(full("a:p"))]
    lines = lines or [each.text or "" for each in said.iter(full("c:v"))]
    return " ".join(" ".join(lines).split())
