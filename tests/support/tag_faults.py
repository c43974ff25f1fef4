"""One fault each in the tags of the clean file for the screen of :mod:`flawless`."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.faults import Seed
from tests.support.flawless import Tag, hang


def hung(*tags: Tag) -> Seed:
    """Return a fault that is in elements without content."""

    def seed(pdf: Pdf) -> None:
        for tag in tags:
            hang(pdf, tag)

    return seed


def spans(**counts: int) -> dict[str, object]:
    """Return the entries of a cell that goes over so many columns or rows."""
    return {"A": Dictionary({"/O": Name.Table, **{f"/{name}": count for name, count in counts.items()}})}


def scope(name: str) -> dict[str, object]:
    """Return the entries of a head that says which cells it is for."""
    return {"A": Dictionary({"/O": Name.Table, "/Scope": Name(f"/{name}")})}


def row(*kinds: str) -> Tag:
    """Return a row of such cells, each head one of its column."""
    return "TR", {}, [(kind, scope("Column") if kind == "TH" else {}, []) for kind in kinds]


def loose_link(pdf: Pdf) -> None:
    del pdf.pages[1].obj.Annots[0]["/StructParent"]


def link_of_a_paragraph(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[4].S = Name.P


def link_that_no_element_has(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[4].K = Array([])


def no_tab_order(pdf: Pdf) -> None:
    del pdf.pages[1].obj["/Tabs"]


def role_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Ours": Name.Theirs, "/Theirs": Name.Ours})
    pdf.Root.StructTreeRoot.K[1].S = Name.Ours


def remapped_type(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/P": Name.Span})


def no_parent(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[1]["/P"]


def heading_without_level(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[3].S = Name.H


def language_with_a_name(pdf: Pdf) -> None:
    pdf.Root.Lang = String("tiếng Việt")


HEAD_ALONE: Tag = ("Table", {}, [("THead", {}, [row("TH", "TH")])])
TWO_HEADS: Tag = ("Table", {}, [("THead", {}, [row("TH")]), ("THead", {}, [row("TH")]), ("TBody", {}, [row("TD")])])
ITEM: Tag = ("LI", {}, [("LBody", {}, [])])

TAG_FAULTS: dict[str, tuple[str, Seed]] = {
    "a link that leads to no element": ("untagged-annotation", loose_link),
    "a link in a paragraph": ("untagged-annotation", link_of_a_paragraph),
    "a link that no element has": ("untagged-annotation", link_that_no_element_has),
    "links out of order": ("tab-order", no_tab_order),
    "a type that is explained by itself": ("unknown-tag", role_in_a_circle),
    "a type that nobody knows": ("unknown-tag", hung(("Ours", {}, []))),
    "a standard type that is another": ("unknown-tag", remapped_type),
    "an element without a parent": ("tag-without-parent", no_parent),
    "a heading without a level": ("mixed-headings", heading_without_level),
    "a language with a name": ("invalid-language", language_with_a_name),
    "a language of nothing": ("invalid-language", hung(("P", {"Lang": String("")}, []))),
    "a paragraph in a table": ("misplaced-tag", hung(("Table", {}, [row("TD"), ("P", {}, [])]))),
    "a cell without a row": ("misplaced-tag", hung(("TD", {}, []))),
    "a row without a table": ("misplaced-tag", hung(row("TD"))),
    "a head without a table": ("misplaced-tag", hung(("THead", {}, []))),
    "a list in a row": ("misplaced-tag", hung(("Table", {}, [("TR", {}, [("L", {}, [ITEM])])]))),
    "a paragraph in a body": ("misplaced-tag", hung(("Table", {}, [("TBody", {}, [("P", {}, [])])]))),
    "an item without a list": ("misplaced-tag", hung(ITEM)),
    "a paragraph in a list": ("misplaced-tag", hung(("L", {}, [ITEM, ("P", {}, [])]))),
    "a paragraph in an item": ("misplaced-tag", hung(("L", {}, [("LI", {}, [("P", {}, [])])]))),
    "a line without contents": ("misplaced-tag", hung(("TOCI", {}, []))),
    "a paragraph in contents": ("misplaced-tag", hung(("TOC", {}, [("P", {}, [])]))),
    "a caption between rows": ("misplaced-caption", hung(("Table", {}, [row("TD"), ("Caption", {}, []), row("TD")]))),
    "a caption behind a list": ("misplaced-caption", hung(("L", {}, [ITEM, ("Caption", {}, [])]))),
    "two captions": ("misplaced-caption", hung(("TOC", {}, [("Caption", {}, []), ("Caption", {}, [])]))),
    "a head without a body": ("table-parts", hung(HEAD_ALONE)),
    "two heads": ("table-parts", hung(TWO_HEADS)),
    "rows of unlike length": ("table-shape", hung(("Table", {}, [row("TD", "TD"), row("TD")]))),
    "a cell over its table": (
        "table-shape",
        hung(("Table", {}, [("TR", {}, [("TD", spans(RowSpan=2), []), ("TD", {}, [])]), row("TD", "TD")])),
    ),
    "a column that ends early": (
        "table-shape",
        hung(("Table", {}, [("TR", {}, [("TD", spans(RowSpan=2), []), ("TD", {}, [])])])),
    ),
    "a head that says nothing": (
        "cell-without-heading",
        hung(("Table", {}, [("TR", {}, [("TH", {}, []), ("TH", scope("Column"), [])]), row("TD", "TD")])),
    ),
    "a note without a name": ("note-without-id", hung(("Note", {}, []))),
    "two notes of one name": ("note-without-id", hung(*[("Note", {"ID": String("n")}, [])] * 2)),
}
"""What each fault is called, its rule, and what seeds it."""
