"""The field of a signature in the tags of a PDF, so that it is found in its place by those who hear the page."""

from __future__ import annotations

from typing import Any

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a signature is seen.

    Attributes:
        page: Counted from 0.
        box: Left, bottom, right and top in points, in the coordinates of the page.
    """

    page: int
    box: tuple[float, float, float, float]


def add_field(writer: Any, told: str, place: FieldPlace | None) -> str:
    """Add an empty field for a signature, and return its name.

    Args:
        writer: What pyHanko writes behind the file with.
        told: What the field is called to those who do not see it.
        place: Where the field is seen; None for nowhere.

    Source: ISO 14289-1, 7.18.4 (a widget stands in a ``Form``); ISO 32000-1, 12.7.4.5, 14.7.4.3.
    """
    from pyhanko.sign import fields

    name = _free_name(writer)
    if place is None:
        fields.append_signature_field(writer, fields.SigFieldSpec(name, readable_field_name=told))
        return name
    left, bottom, right, top = map(round, place.box)
    spec = fields.SigFieldSpec(
        name, on_page=place.page, box=(left, bottom, right, top), empty_field_appearance=True, readable_field_name=told
    )
    fields.append_signature_field(writer, spec)
    if "/StructTreeRoot" in writer.root:
        _tag(writer, name, told, place.page)
    return name


def _free_name(writer: Any) -> str:
    fields = []
    if "/AcroForm" in writer.root:
        fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
    taken = {str(field.get("/T", "")) for field in fields}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Signature{number}") not in taken)


def _tag(writer: Any, name: str, told: str, page_number: int) -> None:
    """Put the field into the tree of tags, behind all that is there."""
    generic = _library()

    def names(**values: Any) -> Any:
        return generic.DictionaryObject({generic.NameObject(f"/{key}"): value for key, value in values.items()})

    root = writer.root["/StructTreeRoot"]
    fields = writer.root["/AcroForm"]["/Fields"]
    widget = next(field for field in reversed(fields) if str(field.get_object()["/T"]) == name)
    widget_ref = widget if isinstance(widget, generic.IndirectObject) else widget.container_ref
    page = writer.find_page_for_modification(page_number)[0]
    parent = _first(root["/K"])
    above = parent.container_ref or root.container_ref
    parent_ref = generic.IndirectObject(above.idnum, above.generation, writer)
    content = names(Type=generic.NameObject("/OBJR"), Obj=widget_ref, Pg=page)
    tag = writer.add_object(
        names(
            Type=generic.NameObject("/StructElem"),
            S=generic.NameObject("/Form"),
            P=parent_ref,
            Pg=page,
            Alt=generic.pdf_string(told),
            K=content,
        )
    )
    kids = parent.raw_get("/K")
    listed = kids.get_object() if isinstance(kids, generic.IndirectObject) else kids
    if isinstance(listed, generic.ArrayObject):
        listed.append(tag)
        writer.update_container(listed)
    else:
        parent[generic.NameObject("/K")] = generic.ArrayObject([kids, tag])
        writer.update_container(parent)
    _number(writer, root, tag, widget.get_object())


def _first(kids: Any) -> Any:
    """Return the outermost tag: that of the document."""
    generic = _library()
    found = kids.get_object()
    return found[0].get_object() if isinstance(found, generic.ArrayObject) else found


def _number(writer: Any, root: Any, tag: Any, widget: Any) -> None:
    """Number the tag of a widget in the tree of parents."""
    generic = _library()
    tree = root["/ParentTree"]
    key = int(root.get("/ParentTreeNextKey", _largest(tree) + 1))
    root[generic.NameObject("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    writer.update_container(root)
    widget[generic.NameObject("/StructParent")] = generic.NumberObject(key)
    writer.update_container(widget)
    pair = [generic.NumberObject(key), tag]
    if "/Nums" in tree:
        tree["/Nums"].extend(pair)
        writer.update_container(tree["/Nums"])
        return
    limits = generic.ArrayObject([generic.NumberObject(key)] * 2)
    leaf = generic.DictionaryObject(
        {generic.NameObject("/Limits"): limits, generic.NameObject("/Nums"): generic.ArrayObject(pair)}
    )
    tree["/Kids"].append(writer.add_object(leaf))
    writer.update_container(tree["/Kids"])


def _largest(tree: Any) -> int:
    """Return the largest number in a tree of numbers."""
    numbers = [int(key) for key in list(tree["/Nums"])[::2]] if "/Nums" in tree else []
    kids = [kid.get_object() for kid in tree["/Kids"]] if "/Kids" in tree else []
    return max([*numbers, *map(_largest, kids)], default=-1)


def _library() -> Any:
    """Return what makes the objects of a PDF."""
    from pyhanko.pdf_utils import generic

    return generic
