"""Write the tag tree of pages, and mark their content by it (ISO 32000-1, 14.6 and 14.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from publish.layout.tags.copied_text import CLOSING, as_string
from publish.layout.tags.roles import ROLES, Mark, Tag, tags


class Plan(Protocol):
    """How pages are to be marked.

    Attributes:
        marks: By page and by the engine's number of each mark, what it is, or the facts of an artifact.
        gaps: By page, the marks that a space is missing behind.
        spaces: The space of each font, as it stands in a page.
        words: By page and by mark, what is to be copied of a drawing, as operations of the page.
    """

    marks: list[dict[int, Mark | str]]
    gaps: list[set[int]]
    spaces: dict[str, str]
    words: list[dict[int, list[bytes]]]


def mark_pages(pdf: Any, streams: Sequence[Any], plan: Plan) -> list[list[Tag]]:
    """Mark the content of all pages anew, and of the forms on them; return the element of each mark by its number.

    Forms, which the engine draws what is half transparent in, come behind the pages (14.7.4.2); they are told their
    places in the parent tree.
    """
    owners = [_mark_stream(stream.stream, plan, page) for page, stream in enumerate(streams)]
    for page, stream in enumerate(streams):
        for form in pdf.objects:
            if form is not stream and getattr(form, "_tags", None) is stream._tags and b"BDC" in form.stream:
                form.extra["StructParents"] = len(owners)
                owners.append(_mark_stream(form.stream, plan, page, form))
    return owners


def _mark_stream(items: list[Any], plan: Plan, page: int, form: Any = None) -> list[Tag]:
    """Mark some content anew, in one sequence for each element; return the element of each mark by its number."""
    marks, gaps = plan.marks[page], plan.gaps[page]
    made: list[Any] = []
    owners: list[Tag] = []
    current: Mark | None = None  # in whose sequence we are
    ended: Mark | None = None  # whose sequence has just ended
    gap, font, last_text = False, b"", -1
    index, count = 0, len(items)
    while index < count:
        item = items[index]
        following = items[index + 1] if index + 1 < count else None
        if isinstance(following, dict) and "MCID" in following:
            old = following["MCID"]
            mark = marks[old]
            index += 3
            gap, last_text = old in gaps, -1
            if isinstance(mark, str):
                made += ["/Artifact", f"<<{mark}>>", b"BDC"]
                current = ended = None
            elif ended and made[-1] == b"EMC" and mark.owner is ended.owner and _may_join(ended, mark):
                made.pop()
                mark.owner.kids.remove(mark)
                current = ended
            else:
                mark.mcid, mark.form = len(owners), form
                owners.append(mark.owner)
                said = f"/ActualText {as_string(mark.said + ' ' * gap)}" if mark.said else ""
                made += [item, f"<</MCID {mark.mcid}{said}>>", b"BDC", *plan.words[page].get(old, ())]
                current = mark
            continue
        made.append(item)
        index += 1
        if item == b"EMC":
            if current and gap and last_text >= 0:
                _end_with_space(made, last_text, font, plan.spaces)
            ended, current, gap = current, None, False
        elif isinstance(item, bytes):
            if item.endswith(b" TJ"):
                last_text = len(made) - 1
            elif item.endswith(b" Tf"):
                font = item
    items[:] = made
    return owners


def _end_with_space(made: list[Any], last: int, font: bytes, spaces: Mapping[str, str]) -> None:
    """Put a space behind the last text of a piece; in another font where that of the text has shown none.

    Args:
        made: The operations of the piece and before.
        last: The place of its last text.
        font: The operation that has chosen the font of the text.
        spaces: The space of each font that has shown one.
    """
    name, _, size = font.removesuffix(b" Tf")[1:].partition(b" ")
    space = spaces.get(name.decode())
    if space and made[last + 1] != CLOSING:
        made[last] = made[last][:-4] + space.encode() + b"] TJ"
        return
    behind = last + 1 + (made[last + 1] == CLOSING)
    if space:
        made.insert(behind, b"[%b] TJ" % space.encode())
    elif spaces:
        other, space = next(iter(spaces.items()))
        made[behind:behind] = [b"/%b %b Tf" % (other.encode(), size), b"[%b] TJ" % space.encode()]


def _may_join(one: Mark, other: Mark) -> bool:
    """Tell whether one mark follows another in their element, and both are said by their glyphs."""
    if one.said or other.said:
        return False
    kids = one.owner.kids
    place = next((index for index in range(len(kids) - 1, -1, -1) if kids[index] is other), 0)
    return place > 0 and kids[place - 1] is one


def _attach(pydyf: Any, pdf: Any, mathml: str) -> Any:
    """Write a formula as a file that belongs to its element (ISO 19005-3, 6.8), and return the reference to it."""
    content, name = mathml.encode(), pydyf.String("formula.mml")
    facts = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fmathml+xml"}
    file = pydyf.Stream([content], {**facts, "Params": pydyf.Dictionary({"Size": len(content)})}, compress=True)
    pdf.add_object(file)
    files = pydyf.Dictionary({"F": file.reference, "UF": file.reference})
    facts = {"Type": "/Filespec", "AFRelationship": "/Supplement"}
    specification = pydyf.Dictionary({**facts, "F": name, "UF": name, "EF": files})
    pdf.add_object(specification)
    return specification.reference


# The tree in the file ------------------------------------------------------------------------------------------------


def write_tree(pydyf: Any, pdf: Any, root: Tag, owners: list[list[Tag]]) -> None:
    """Write the structure tree, and what leads from the pages to it (14.7.4.4)."""
    tree, parents, pages = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary(), pdf.page_references
    made: dict[int, Any] = {}
    for tag in (root, *tags(root)):
        made[id(tag)] = element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag.type}"})
        pdf.add_object(element)
    pdf.add_object(tree)
    pdf.add_object(parents)
    notes: list[Any] = []
    links: list[Any] = []
    for tag in (root, *tags(root)):
        element = made[id(tag)]
        element["P"] = made[id(tag.parent)].reference if tag.parent else tree.reference
        element.update({key: pydyf.String(value) for key, value in tag.facts.items()})
        if tag.owners:
            ((owner, values),) = tag.owners.items()
            facts = {key: pydyf.Array(value) if isinstance(value, list) else value for key, value in values.items()}
            element["A"] = pydyf.Dictionary({"O": f"/{owner}", **facts})
        if tag.mathml:
            element["AF"] = pydyf.Array([_attach(pydyf, pdf, tag.mathml)])
        if tag.type == "Note":
            notes.append(element)
        own = next((kid.page for kid in tag.kids if isinstance(kid, Mark)), None)
        if own is not None:
            element["Pg"] = pages[own]
        kids = pydyf.Array()
        for kid in tag.kids:
            if isinstance(kid, Tag):
                kids.append(made[id(kid)].reference)
            elif kid.annotation is not None:
                kind = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": pages[kid.page]}
                kids.append(pydyf.Dictionary(kind))
                links.append((kid.annotation, element))
            elif kid.page == own and kid.form is None:
                kids.append(kid.mcid)
            else:
                kind = {"Type": "/MCR", "Pg": pages[kid.page], "MCID": kid.mcid}
                kids.append(pydyf.Dictionary(kind | ({"Stm": kid.form.reference} if kid.form else {})))
        element["K"] = kids
    numbers = pydyf.Array()
    for number, marked in enumerate(owners):
        numbers += [number, pydyf.Array([made[id(tag)].reference for tag in marked])]
    for number, (annotation, element) in enumerate(links, len(owners)):
        annotation["StructParent"] = number
        numbers += [number, element.reference]
    parents["Nums"] = numbers
    tree.update(K=pydyf.Array([made[id(root)].reference]), ParentTree=parents.reference)
    tree.update(ParentTreeNextKey=len(owners) + len(links))
    tree["RoleMap"] = pydyf.Dictionary({ours: f"/{theirs}" for ours, theirs in ROLES.items()})
    if notes:
        names = pydyf.Array()
        for number, note in enumerate(notes, 1):
            note["ID"] = pydyf.String(f"note-{number:06}")
            names += [note["ID"], note.reference]
        tree["IDTree"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
