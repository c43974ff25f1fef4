"""Read the structure tree of a PDF: its elements in the order of reading, each with its standard type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from publish.preflight.pdf.reading import entries_of, items_of, key_of, lookup, number, text_of

MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 500

_NAMES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H L LI Lbl LBody Table TR TH "
    "TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form"
)
STANDARD = frozenset(f"/{name}" for name in (*_NAMES.split(), *(f"H{level}" for level in range(1, 7))))
"""The types that need no explanation (ISO 32000-1, 14.8.4)."""


_THROUGH = ("/NonStruct", "/Div", "/Part")
"""What only groups, so that what is in it counts as standing in what is around it."""


class StructureElement:
    """A structure element.

    Attributes:
        kind: The standard type with slash, as far as the role map leads to one.
        obj: The dictionary of the element.
        parent: The element that it stands in, beyond those that only group; None at the top.
        kids: The elements in it, beyond those that only group.
        page: Number of the object of the page that its content stands on; None if it does not say.
    """

    __slots__ = ("kids", "kind", "obj", "page", "parent")

    def __init__(self, kind: str, obj: Any, parent: StructureElement | None) -> None:
        """Start without kids."""
        self.kind, self.obj, self.parent = kind, obj, parent
        self.kids: list[StructureElement] = []
        self.page = key_of(lookup(obj, "/Pg"))


class Structure:
    """The structure tree of a file.

    Attributes:
        root: The root of the tree.
        elements: All elements, in the order of reading.
        mapped: The standard type of each type of the role map; empty for one that leads round in a circle.
        named: The element of each mark, by the number of the object of its page or form, and by its own number.
    """

    def __init__(self, root: Any) -> None:
        """Read a tree."""
        self.root = root
        roles = {name: text_of(role) for name, role in entries_of(lookup(root, "/RoleMap"))}
        self.mapped = {name: _end_of(name, roles) for name in roles}
        self.named: dict[tuple[int, int] | None, dict[int, StructureElement]] = {}
        self.elements = list(self._read())
        self._parents: dict[int, Any] | None = None

    def _read(self) -> Iterator[StructureElement]:
        """Yield the elements, each once, however the file joins them."""
        seen: set[tuple[int, int]] = set()
        waiting: list[tuple[Any, StructureElement | None, int]] = [
            (kid, None, 1) for kid in reversed(kids_of(self.root))
        ]
        count = 0
        while waiting and count < MAX_ELEMENTS:
            obj, parent, depth = waiting.pop()
            if not isinstance(obj, pikepdf.Dictionary):
                if parent and type(obj) is int:
                    self.named.setdefault(_page_of(parent), {}).setdefault(obj, parent)
                continue
            key = key_of(obj)
            if key is not None:
                if key in seen:
                    continue
                seen.add(key)
            count += 1
            kind = text_of(obj.get("/S"))
            if not kind:
                if parent:  # a reference to content on a page
                    self._read_reference(obj, parent)
                continue
            while parent and parent.kind in _THROUGH:
                parent = parent.parent
            element = StructureElement(self.mapped.get(kind) or kind, obj, parent)
            if parent and element.kind not in _THROUGH:
                parent.kids.append(element)
            yield element
            if depth < MAX_DEPTH:
                waiting += [(kid, element, depth + 1) for kid in reversed(kids_of(obj))]

    def _read_reference(self, obj: Any, parent: StructureElement) -> None:
        """Read what leads from an element to a mark of another page, or of a form."""
        page = key_of(lookup(obj, "/Pg"))
        parent.page = parent.page or page
        mark = obj.get("/MCID")
        if type(mark) is int:
            self.named.setdefault(key_of(lookup(obj, "/Stm")) or page or _page_of(parent), {}).setdefault(mark, parent)

    def owner(self, entry: Any) -> Any:
        """Return the element that an entry StructParent leads to; None where there is none."""
        if self._parents is None:
            self._parents = dict(_numbered(lookup(self.root, "/ParentTree")))
        return self._parents.get(int(number(entry, -1))) if isinstance(entry, int) else None

    def kind_of(self, obj: Any) -> str:
        """Return the standard type of the dictionary of an element; empty if it is none."""
        kind = text_of(lookup(obj, "/S"))
        return self.mapped.get(kind) or kind


def kids_of(obj: Any) -> list[Any]:
    """Return what is in an element."""
    kids = lookup(obj, "/K")
    return items_of(kids) or ([kids] if isinstance(kids, pikepdf.Dictionary | int) else [])


def _page_of(element: StructureElement) -> tuple[int, int] | None:
    """Return the page of an element, or of what it stands in."""
    around: StructureElement | None = element
    while around and around.page is None:
        around = around.parent
    return around.page if around else None


def attribute(element: StructureElement, owner: str, name: str) -> Any:
    """Return an attribute of an element; None if it has none of the name."""
    held = element.obj.get("/A")
    for attributes in items_of(held) or [held]:
        if text_of(lookup(attributes, "/O")) == owner:
            value = lookup(attributes, name)
            if value is not None:
                return value
    return None


def _end_of(name: str, roles: dict[str, str]) -> str:
    """Return where the role map leads; empty for a circle."""
    for _ in range(len(roles) + 1):
        if name not in roles or roles[name] == name:
            return name
        name = roles[name]
    return ""


def _numbered(tree: Any) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree (7.9.7)."""
    waiting, count = [tree], 0
    while waiting and count < MAX_ELEMENTS:
        node = waiting.pop()
        count += 1
        pairs = items_of(lookup(node, "/Nums"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            count += 1
            yield int(number(key, -1)), value
        waiting += items_of(lookup(node, "/Kids"))
