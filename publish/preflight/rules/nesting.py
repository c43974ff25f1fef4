"""Rules about how structure elements stand in each other: tables, lists, contents, headings, notes.

They are those of PDF/UA-1 that veraPDF keeps as 7.1, 7.2, 7.4, 7.5 and 7.9; the numbers of its tests stand beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from publish.base.messages import say
from publish.preflight.pdf.reading import text_of
from publish.preflight.pdf.structure import STANDARD, Structure, StructureElement

Report = Callable[[str, str, str, StructureElement], None]
"""Takes note of a fault: its rule, what is wrong, what to do, and where."""

_CELLS, _ROWS = ("TH", "TD"), ("TR",)
PARENTS: Mapping[str, tuple[str, ...]] = {
    "TR": ("Table", "THead", "TBody", "TFoot"),  # 7.2-4
    **dict.fromkeys(("THead", "TBody", "TFoot"), ("Table",)),  # 7.2-5 to -7
    **dict.fromkeys(_CELLS, _ROWS),  # 7.2-8, -9
    "LI": ("L",),  # 7.2-17
    "LBody": ("LI",),  # 7.2-18
    "TOCI": ("TOC",),  # 7.2-26
}
"""What an element may stand in."""

KIDS: Mapping[str, tuple[str, ...]] = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),  # 7.2-3
    "TR": _CELLS,  # 7.2-10
    **dict.fromkeys(("THead", "TBody", "TFoot"), _ROWS),  # 7.2-36 to -38
    "L": ("L", "LI", "Caption"),  # 7.2-19
    "LI": ("Lbl", "LBody"),  # 7.2-20
    "TOC": ("TOC", "TOCI", "Caption"),  # 7.2-27
}
"""What may stand in an element."""


def check_nesting(structure: Structure, report: Report) -> None:
    """Check how the elements of a file stand in each other."""
    numbered = any(element.kind[:2] == "/H" and element.kind[2:].isdigit() for element in structure.elements)
    ids: set[str] = set()
    for element in structure.elements:
        kind, kids = element.kind[1:], [kid.kind[1:] for kid in element.kids]
        _check_type(structure, element, report)
        _check_place(element, kids, report)
        if kind in ("Table", "L", "TOC"):
            _check_captions(element, kids, report)
        if kind == "Table":
            _check_parts(element, kids, report)
        elif kind == "Note":
            _check_note(element, ids, report)
        if (kind == "H" and numbered) or kids.count("H") > 1:  # 7.4.4-1 to -3
            hint = say("number all headings, or none and one in each part")
            report("mixed-headings", say("a heading H stands beside others"), hint, element)


def _check_type(structure: Structure, element: StructureElement, report: Report) -> None:
    """Check that it is known what an element is, and where it belongs (7.1-5 to -7, -12)."""
    own = text_of(element.obj.get("/S"))
    if element.kind not in STANDARD or structure.mapped.get(own) == "":
        message = say("nothing says what an element {own} is", own=own[1:])
        report("unknown-tag", message, say("map it to a standard type in RoleMap"), element)
    elif own in STANDARD and structure.mapped.get(own, own) != own:
        report(
            "unknown-tag",
            say("the standard type {own} is mapped to another one", own=own[1:]),
            say("leave it as it is"),
            element,
        )
    if element.obj.get("/P") is None:
        message = say("an element {kind} does not say what it stands in", kind=element.kind[1:])
        report("tag-without-parent", message, say("write its entry P"), element)


def _check_place(element: StructureElement, kids: Iterable[str], report: Report) -> None:
    kind = element.kind[1:]
    above = element.parent.kind[1:] if element.parent else ""
    if kind in PARENTS and above not in PARENTS[kind]:
        message = say("{kind} stands in {above}", kind=kind, above=above or say("nothing"))
        report("misplaced-tag", message, say("it may stand in {either}", either=_either(PARENTS[kind])), element)
    for kid in dict.fromkeys(kids):
        if kind in KIDS and kid not in KIDS[kind] and kid not in PARENTS and f"/{kid}" in STANDARD:
            message = say("{kid} stands in {kind}", kid=kid, kind=kind)
            report(
                "misplaced-tag",
                message,
                say("in {kind} may stand {either}", kind=kind, either=_either(KIDS[kind])),
                element,
            )


def _either(kinds: tuple[str, ...]) -> str:
    first, last = ", ".join(kinds[:-1]), kinds[-1]
    return say("{first} or {last}", first=first, last=last) if first else last


def _check_captions(element: StructureElement, kids: list[str], report: Report) -> None:
    """Check that a caption comes first; in a table it may come last (7.2-16, -28, -39, -40)."""
    kind = element.kind[1:]
    places = [place for place, kid in enumerate(kids) if kid == "Caption"]
    allowed = (0, len(kids) - 1) if kind == "Table" else (0,)
    if len(places) > 1 or any(place not in allowed for place in places):
        hint = say("make it its first or last element") if kind == "Table" else say("make it its first element")
        report(
            "misplaced-caption",
            say("{kind} has a caption elsewhere than once at its edge", kind=kind),
            hint,
            element,
        )


def _check_parts(element: StructureElement, kids: list[str], report: Report) -> None:
    """Check that a table has one head and one foot at most, and neither without a body (7.2-11 to -14)."""
    for part in ("THead", "TFoot"):
        if kids.count(part) > 1:
            report(
                "table-parts",
                say("a table has {count} elements {part}", count=kids.count(part), part=part),
                say("join them"),
                element,
            )
        if part in kids and "TBody" not in kids:
            report(
                "table-parts",
                say("a table has {part} and no TBody", part=part),
                say("put its rows into TBody"),
                element,
            )


def _check_note(element: StructureElement, ids: set[str], report: Report) -> None:
    """Check that a note has an identifier of its own (7.9-1, -2)."""
    name = text_of(element.obj.get("/ID"))
    if not name:
        report("note-without-id", say("a note has no identifier"), say("write its entry ID"), element)
    elif name in ids:
        report(
            "note-without-id", say("two notes have the identifier {name}", name=name), say("give each its own"), element
        )
    ids.add(name)
