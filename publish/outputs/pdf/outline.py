"""The outline of a PDF, what viewers show as bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from publish.base.records import dataclass
from publish.outputs.pdf.objects import File, write_dictionary, write_string


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    label: str
    destination: str
    closed: bool
    children: list[_Item] = field(default_factory=list)


def write_outline(file: File, marks: Sequence[tuple[int, str, str]]) -> int:
    """Write an outline and return its number; a level that is left out is no step of its own.

    Args:
        file: The file in which the outline is written.
        marks: Level from 1, label and destination of each line.
    """
    root = _Item(file.reserve(), "", "", closed=False)
    path: list[tuple[int, _Item]] = []
    for level, label, destination in marks:
        item = _Item(file.reserve(), label, destination, closed=level > 1)
        while path and path[-1][0] >= level:
            path.pop()
        (path[-1][1] if path else root).children.append(item)
        path.append((level, item))
    file.put(root.number, write_dictionary({"Type": "/Outlines"} | _family(root)))
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        for index, item in enumerate(parent.children):
            entries = {"Title": write_string(item.label), "Parent": f"{parent.number} 0 R", "Dest": item.destination}
            if index:
                entries["Prev"] = f"{parent.children[index - 1].number} 0 R"
            if index + 1 < len(parent.children):
                entries["Next"] = f"{parent.children[index + 1].number} 0 R"
            file.put(item.number, write_dictionary(entries | _family(item)))
        waiting += parent.children
    return root.number


def _family(item: _Item) -> dict[str, str]:
    """Return the entries for what stands below a line: the first, the last, and how many show when it is open."""
    if not item.children:
        return {}
    count = _shown(item)
    first, last = item.children[0].number, item.children[-1].number
    return {"First": f"{first} 0 R", "Last": f"{last} 0 R", "Count": str(-count if item.closed else count)}


def _shown(item: _Item) -> int:
    """Return how many lines show below an open one."""
    return sum(1 + (0 if child.closed else _shown(child)) for child in item.children)
